"""The records that a customer links to, as they go over the wire inside of it."""

from typing import Any, ClassVar

from rest_framework import serializers

from benchmarks.peers.drf.models import (
    Category,
    Contact,
    Customer,
    PaymentType,
    Region,
    Segmentation,
    User,
)
from benchmarks.peers.drf.paging import BASE


class Linked(serializers.ModelSerializer[Any]):
    """A linked record with its address."""

    path: ClassVar[str]
    href = serializers.SerializerMethodField()

    def get_href(self, record: Any) -> str:
        """Return where the record is found."""
        return f"{BASE}/{self.path}/{record.pk}"


class CategorySerializer(Linked):
    """The category of a customer."""

    path = "customerCategories"

    class Meta:
        model = Category
        fields: ClassVar[list[str]] = ["id", "reference", "name", "href"]


class SegmentationSerializer(Linked):
    """The segmentation of a customer."""

    path = "customerSegmentations"

    class Meta:
        model = Segmentation
        fields: ClassVar[list[str]] = ["id", "reference", "name", "href"]


class ParentSerializer(Linked):
    """The customer above another one."""

    path = "customers"

    class Meta:
        model = Customer
        fields: ClassVar[list[str]] = ["id", "reference", "name", "href"]


class PaymentTypeSerializer(Linked):
    """A way to pay."""

    path = "paymentTypes"

    class Meta:
        model = PaymentType
        fields: ClassVar[list[str]] = ["id", "reference", "name", "href"]


class RegionSerializer(Linked):
    """The region of a customer."""

    path = "regions"

    class Meta:
        model = Region
        fields: ClassVar[list[str]] = ["id", "name", "href"]


class CreatorSerializer(Linked):
    """Who has created a customer."""

    path = "users"
    userId = serializers.IntegerField(source="id")

    class Meta:
        model = User
        fields: ClassVar[list[str]] = ["userId", "reference", "href"]


class ContactSerializer(Linked):
    """A person behind a customer."""

    path = "contacts"
    firstName = serializers.CharField(source="first_name")
    lastName = serializers.CharField(source="last_name")
    fonction = serializers.CharField(source="job_title")

    class Meta:
        model = Contact
        fields: ClassVar[list[str]] = [
            "id", "firstName", "lastName", "fonction", "phone", "mobile", "email", "href",
        ]  # fmt: skip
