"""Customers and what belongs to them; the models know columns and constraints, no caller and no wire name."""

from customers.models.category import Category
from customers.models.contact import Contact, ContactKind
from customers.models.custom_fields import CustomField, CustomFieldTemplate, DataType
from customers.models.customer import Customer, CustomerPaymentType, DueDateRule
from customers.models.pending_import import PendingImport
from customers.models.segmentation import Segmentation
from customers.models.tally import CustomerTally

__all__ = [
    "Category",
    "Contact",
    "ContactKind",
    "CustomField",
    "CustomFieldTemplate",
    "Customer",
    "CustomerPaymentType",
    "CustomerTally",
    "DataType",
    "DueDateRule",
    "PendingImport",
    "Segmentation",
]
