"""What can be done to chosen customers at once: who may, what is asked before, what is said after.

All chosen ones or none; a choice of too many is refused with a sentence. It knows no rule of a customer.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from unfold.widgets import UnfoldAdminTextInputWidget

from customers.admin.bulk import Done, RefusedError, change_all, delete_all, number_of
from customers.models import Category, Customer
from customers_api.back_office.choosing import ChooseOne
from customers_api.back_office.scope import scope_of
from customers_api.core.references import ById
from customers_api.core.tenancy import TenantQuerySet

Rows = TenantQuerySet[Customer]
# What one click changes or deletes in a few seconds; deletions are done one by one.
MOST_CHANGED = 10_000
MOST_DELETED = 1_000
SHOWN = 20


class HoldForm(forms.Form):
    """Asks why."""

    reason = forms.CharField(max_length=255, label="Reason", widget=UnfoldAdminTextInputWidget)


class CategoryForm(forms.Form):
    """Asks for the category."""

    category = forms.ModelChoiceField(Category.objects.none(), label="Category")


@dataclass(frozen=True)
class Question:
    """What is asked before something is done."""

    action: str
    title: str
    button: str
    form: forms.Form
    note: str = ""
    most: int = MOST_CHANGED


@dataclass(frozen=True)
class Change:
    """What is written to all chosen customers, what the history calls it, and what is said after."""

    values: Mapping[str, Any]
    fields: tuple[str, ...]
    done: str


class CustomerActions:
    """The actions of the list."""

    actions: ClassVar = (
        *("activate", "deactivate", "hold", "release", "change_category"),
        *("export_csv", "export_xlsx", "export_jsonl", "delete_selected"),
    )
    # Those of Django's admin.
    admin_site: Any
    message_user: Callable[..., None]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the list, or say why nothing was done."""
        try:
            return super().changelist_view(request, extra_context)  # type: ignore[misc,no-any-return]
        except RefusedError as refusal:
            self.message_user(request, f"Nothing was changed. {refusal}", messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    @admin.action(description="Activate", permissions=["change"])
    def activate(self, request: HttpRequest, queryset: Rows) -> None:
        """Make customers active."""
        self.change(request, chosen(request, queryset), Change({"is_active": True}, ("Active",), "activated"))

    @admin.action(description="Deactivate", permissions=["change"])
    def deactivate(self, request: HttpRequest, queryset: Rows) -> None:
        """Make customers inactive."""
        self.change(request, chosen(request, queryset), Change({"is_active": False}, ("Active",), "deactivated"))

    @admin.action(description="Put on hold…", permissions=["change"])
    def hold(self, request: HttpRequest, queryset: Rows) -> HttpResponse | None:
        """Put customers on hold for a reason."""
        customers, form = chosen(request, queryset), HoldForm(answers(request))
        question = Question("hold", "Put on hold", "Put on hold", form)
        if not is_answered(request, question, customers):
            return self.ask(request, question, customers)
        values = {"on_hold": True, "on_hold_reason": form.cleaned_data["reason"]}
        self.change(request, customers, Change(values, ("On hold", "On hold reason"), "put on hold"))
        return None

    @admin.action(description="Release", permissions=["change"])
    def release(self, request: HttpRequest, queryset: Rows) -> None:
        """Take the hold away, and its reason with it."""
        values = {"on_hold": False, "on_hold_reason": None}
        self.change(request, chosen(request, queryset), Change(values, ("On hold", "On hold reason"), "released"))

    @admin.action(description="Change category…", permissions=["change"])
    def change_category(self, request: HttpRequest, queryset: Rows) -> HttpResponse | None:
        """Give customers another category of their organization."""
        customers = chosen(request, queryset)
        question = Question("change_category", "Change category", "Change", self.category_form(request, customers))
        if not is_answered(request, question, customers):
            return self.ask(request, question, customers)
        category = question.form.cleaned_data["category"]
        change = Change({"category": ById(category.pk)}, ("Category",), f"given the category {category.name}")
        self.change(request, customers, change)
        return None

    @admin.action(description="Delete…", permissions=["delete"])
    def delete_selected(self, request: HttpRequest, queryset: Rows) -> HttpResponse | None:
        """Delete customers with their contacts."""
        customers = chosen(request, queryset, most=MOST_DELETED)
        note = "Their contacts are deleted too. Nothing brings them back."
        question = Question("delete_selected", "Delete", "Delete", forms.Form(answers(request)), note)
        if not is_answered(request, question, customers):
            return self.ask(request, question, customers)
        self.message_user(request, delete_all(scope_of(request), customers).in_words("deleted"), messages.SUCCESS)
        return None

    # --- how ---------------------------------------------------------------------------------------------------------

    def change(self, request: HttpRequest, customers: list[Customer], change: Change) -> None:
        """Write, and say what became of it."""
        done: Done = change_all(scope_of(request), customers, change.values, change.fields)
        self.message_user(request, done.in_words(change.done), messages.SUCCESS if done.changed else messages.INFO)

    def category_form(self, request: HttpRequest, customers: list[Customer]) -> CategoryForm:
        """Return the form that looks categories up, of the one organization of all customers."""
        organizations = {customer.organization_id for customer in customers}
        if len(organizations) > 1:
            raise RefusedError("A category belongs to one organization: choose customers of a single one.")
        form = CategoryForm(answers(request))
        categories: Any = form.fields["category"]
        organization = organizations.pop()
        categories.queryset = Category.objects.for_organization(organization)
        categories.widget = ChooseOne(Customer._meta.get_field("category"), self.admin_site)
        categories.widget.organization_id = organization
        categories.widget.choices = categories.choices
        return form

    def ask(self, request: HttpRequest, question: Question, customers: list[Customer]) -> HttpResponse:
        """Show the question with the chosen customers; the answer comes to the same address."""
        context = {
            **self.admin_site.each_context(request),
            "title": f"{question.title}: {number_of(len(customers))}",
            "opts": Customer._meta,
            "question": question,
            "media": question.form.media,
            "shown": customers[:SHOWN],
            "further": max(len(customers) - SHOWN, 0),
            "expected": len(customers),
            "across": is_across(request),
            "ids": request.POST.getlist(ACTION_CHECKBOX_NAME)[: 1 if is_across(request) else None],
            "back": request.get_full_path(),
        }
        return TemplateResponse(request, "customers/admin/action_page.html", context)


def is_across(request: HttpRequest) -> bool:
    """Tell whether all customers of the filtered list are meant."""
    return request.POST.get("select_across") == "1"


def answers(request: HttpRequest) -> Any:
    """Return what was answered, or ``None`` where the question was not asked yet."""
    return request.POST if "expected" in request.POST else None


def is_answered(request: HttpRequest, question: Question, customers: list[Customer]) -> bool:
    """Tell whether the question was answered, for as many customers as it was asked for."""
    if answers(request) is None or not question.form.is_valid():
        return False
    if request.POST["expected"] == str(len(customers)):
        return True
    messages.warning(request, f"The list has changed meanwhile: it is about {number_of(len(customers))} now.")
    return False


def chosen(request: HttpRequest, queryset: Rows, *, most: int = MOST_CHANGED) -> list[Customer]:
    """Return the chosen customers, or refuse too many of them and such as are not there."""
    rows = queryset.select_related(None).order_by("pk")
    columns = ("pk", "organization_id", "reference", "name", "parent_id")
    customers = list(rows.only(*columns)[: most + 1])
    if len(customers) > most:
        raise RefusedError(
            f"These are more than {most:,} customers, which is the most for one step: filter the list first."
        )
    if not customers:
        raise RefusedError("No customer was chosen.")
    if not is_across(request):
        missing = len(set(request.POST.getlist(ACTION_CHECKBOX_NAME))) - len(customers)
        if missing > 0:
            raise RefusedError(f"{missing} of the chosen customers are not in this list any more: choose again.")
    return customers
