"""Customers, categories, segmentations and contacts in dialect v1: the viewsets over their declarations."""

from customers.api.v1_categories import CATEGORIES, SEGMENTATIONS
from customers.api.v1_contacts import CONTACTS
from customers.api.v1_customers import CUSTOMERS
from customers_api.api.viewsets import ResourceViewSet, routes


class CustomerViewSet(ResourceViewSet):
    """The customers of the organization."""

    resource = CUSTOMERS


class CategoryViewSet(ResourceViewSet):
    """The tree of customer categories."""

    resource = CATEGORIES


class SegmentationViewSet(ResourceViewSet):
    """The customer segmentations."""

    resource = SEGMENTATIONS


class ContactViewSet(ResourceViewSet):
    """The contacts of all customers."""

    resource = CONTACTS


urlpatterns = [
    *routes(CustomerViewSet),
    *routes(CategoryViewSet),
    *routes(SegmentationViewSet),
    *routes(ContactViewSet),
]
