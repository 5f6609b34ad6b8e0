"""The views: a page, one by id or by reference, and a creation."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from rest_framework import status
from rest_framework.generics import ListCreateAPIView, RetrieveAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from benchmarks.peers.drf.customers import CustomerSerializer, NewCustomerSerializer
from benchmarks.peers.drf.models import Customer
from benchmarks.peers.drf.settings import ORGANIZATION

JOINED = ("organization", "category", "segmentation", "parent", "created_by", "currency", "region")


def customers() -> "QuerySet[Customer]":
    """Return the customers with all that an answer shows."""
    found = Customer.objects.filter(organization_id=ORGANIZATION)
    return found.select_related(*JOINED).prefetch_related("payment_types", "contacts")


class Customers(ListCreateAPIView[Customer]):
    """A page of customers, and a creation."""

    serializer_class = CustomerSerializer

    def get_queryset(self) -> "QuerySet[Customer]":
        """Return the customers."""
        return customers()

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Create a customer and answer all of it."""
        sent = NewCustomerSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        customer = customers().get(pk=sent.save().pk)
        return Response(CustomerSerializer(customer).data, status=status.HTTP_201_CREATED)


class OneCustomer(RetrieveAPIView[Customer]):
    """One customer, by id or by reference."""

    serializer_class = CustomerSerializer

    def get_object(self) -> Customer:
        """Return the customer."""
        return get_object_or_404(customers(), **self.kwargs)
