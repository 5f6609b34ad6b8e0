"""The addresses."""

from django.urls import path

from benchmarks.peers.drf.views import Customers, OneCustomer

urlpatterns = [
    path("api/v1.0/customers", Customers.as_view()),
    path("api/v1.0/customers/<int:pk>", OneCustomer.as_view()),
    path("api/v1.0/customers/reference/<str:reference>", OneCustomer.as_view()),
]
