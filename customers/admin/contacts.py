"""The contacts in the form of a customer: the whole list, written with the customer; they know no other row."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from unfold.widgets import UnfoldAdminExpandableTextareaWidget

from customers.contact_lists import ContactList
from customers.models import Contact
from customers_api.back_office.inlines import RowForm, RowSet, RowsInline

# A form of more contacts would have more fields than a request may have; those behind are left alone.
MOST_CONTACTS = 30


class ContactForm(RowForm):
    """A contact."""

    def values(self) -> dict[str, Any]:
        """Return what was changed of a stored contact, or all that was filled in of a new one."""
        return {name: value for name, value in super().values().items() if name in self.changed_data}


class ContactSet(RowSet):
    """The contacts of a customer."""

    def get_queryset(self) -> Any:
        """Return the contacts that the form shows."""
        if not hasattr(self, "_queryset"):
            self._queryset = super().get_queryset()[:MOST_CONTACTS]
        return self._queryset

    @property
    def behind(self) -> int:
        """Return how many contacts are behind those that the form shows."""
        shown = self.initial_form_count()
        return max(0, self.queryset.count() - shown) if shown == MOST_CONTACTS else 0

    def contact_list(self) -> ContactList:
        """Return the list as the core takes it."""
        sent = self.sent()
        return ContactList(
            people=tuple(form.values() for form in sent),
            window=MOST_CONTACTS,
            ids=tuple(form.instance.pk for form in sent),
        )


class ContactsInline(RowsInline):
    """The people behind a customer."""

    model = Contact
    form = ContactForm
    formset = ContactSet
    list_name = "contacts"
    formfield_overrides: ClassVar = {models.TextField: {"widget": UnfoldAdminExpandableTextareaWidget}}
    template = "admin/edit_inline/stacked.html"
    max_num = MOST_CONTACTS
    labels: ClassVar = {"email": "E-mail", "phone2": "Second phone", "is_decision_maker": "Decides"}
    ordering = ("position", "pk")
    template_before = "customers/admin/contacts_note.html"
    fieldsets: ClassVar = (
        (
            None,
            {
                "fields": (
                    ("first_name", "last_name"),
                    ("job_title", "kind"),
                    ("email", "phone"),
                    ("is_decision_maker",),
                )
            },
        ),
        (
            "More",
            {
                "classes": ("collapse",),
                "fields": (
                    ("mobile", "phone2"),
                    ("fax", "country"),
                    ("address", "postal_code"),
                    ("city", "comment"),
                ),
            },
        ),
    )

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Return the contacts' forms, with the labels of people."""
        return super().get_formset(request, obj, labels=self.labels, **kwargs)
