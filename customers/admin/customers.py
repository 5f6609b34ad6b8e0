"""The pages of customers; what a customer may be is the writer's matter."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.html import format_html
from unfold.widgets import UnfoldAdminExpandableTextareaWidget

from customers.admin.actions import CustomerActions
from customers.admin.change_list import CustomerList, searched
from customers.admin.columns import CustomerColumns, link_to
from customers.admin.contacts import ContactsInline
from customers.admin.custom_fields import inputs_of, template_of
from customers.admin.exports import CustomerExports
from customers.admin.filters import FILTERS
from customers.admin.forms import CustomerForm
from customers.admin.sections import HELP, LABELS, Sections, sections_of
from customers.custom_fields import Template
from customers.models import Customer
from customers.services import customer_writer
from customers_api.back_office.choosing import ChooseMany
from customers_api.back_office.duties import Duty, may
from customers_api.back_office.paging import KeyPaginator
from customers_api.back_office.record_admin import RecordAdmin
from customers_api.back_office.scope import scope_of
from customers_api.back_office.scoped_admin import chooser
from customers_api.core.drafts import Incoming
from organizations.models import Organization
from paymenttypes.models import Currency, PaymentType

PICTURE_AGAIN = "Choose the picture again: a form that was refused does not keep it."


@admin.register(Customer)
class CustomerAdmin(CustomerActions, CustomerExports, CustomerColumns, RecordAdmin):
    """Customers."""

    writer = customer_writer
    form = CustomerForm
    inlines = (ContactsInline,)
    list_display = (
        "thumbnail",
        "reference",
        "name_shown",
        "category_shown",
        "country_shown",
        "status",
        "on_hold_shown",
        "risk_shown",
        "updated_shown",
    )
    list_display_links = ("name_shown",)
    list_select_related = ("category",)
    list_filter = FILTERS
    list_filter_submit = True
    paginator = KeyPaginator
    search_fields = ("search_folded",)
    search_help_text = "Reference, name, e-mail, phone or city"
    ordering = ("-last_updated", "-pk")
    autocomplete_fields = ("category", "parent", "segmentation", "region", "created_by")
    formfield_overrides: ClassVar = {models.TextField: {"widget": UnfoldAdminExpandableTextareaWidget}}
    readonly_fields = ("sub_customers", "switched_off", "date_created", "last_updated")

    class Media:
        css: ClassVar = {"all": ("customers/customers.css",)}

    # --- the list --------------------------------------------------------------------------------------------------

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[CustomerList]:
        """Return the list."""
        return CustomerList

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        """Name the organization where there are several."""
        columns = tuple(super().get_list_display(request))
        return columns if scope_of(request).chosen is not None else (*columns, "organization")

    def get_list_select_related(self, request: HttpRequest) -> tuple[str, ...]:
        """Return the links that the columns follow."""
        return self.list_select_related if scope_of(request).chosen is not None else ("category", "organization")

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Search as the API does."""
        return searched(request, queryset, search_term), False

    # --- the form --------------------------------------------------------------------------------------------------

    def sections(self, request: HttpRequest, obj: Any) -> Sections:
        """Return the sections, with inputs for the fields of the customer's template."""
        organization = organization_of(request)
        return sections_of(
            is_new=obj is None,
            is_editable=obj is None or self.has_change_permission(request, obj),
            has_geography=organization is not None and organization.has_geography,
            inputs=inputs_of(template_for(request, obj), {}),
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Let those say who created a customer who may look users up."""
        fields = tuple(super().get_readonly_fields(request, obj))
        return fields if may(request, Duty.ADMINISTER) else (*fields, "created_by")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002 (Django's signature)
        """Return the form with what the organization and the template of the customer offer."""
        template = template_for(request, obj)
        inputs = inputs_of(template, obj.custom_values if obj is not None else {})
        kwargs["form"] = type("CustomerForm", (self.form,), {**inputs, "template_shown": template})
        form = super().get_form(request, obj, change=change, labels=LABELS, help_texts=HELP, **kwargs)
        organization = organization_of(request)
        if organization is not None:
            self.offer(form.base_fields, organization, obj)
        return form

    def offer(self, fields: dict[str, Any], organization: Organization, customer: Customer | None) -> None:
        """Offer the records of the organization that a customer can have; what it has already stays."""
        ways = fields["ways_to_pay"]
        ways.queryset = PaymentType.objects.for_organization(organization)
        ways.widget = chooser(ChooseMany, Customer._meta.get_field("payment_types"), self.admin_site, organization)
        ways.widget.choices = ways.choices
        if "currency" in fields:
            usable = Q(is_active=True, exchange_rate__isnull=False) | Q(pk=customer and customer.currency_id)
            fields["currency"].queryset = Currency.objects.for_organization(organization).filter(usable)
            fields["currency"].help_text = f"Left empty, {organization.currency}."
        if "template" in fields:
            active = Q(is_active=True) | Q(pk=customer and customer.template_id)
            fields["template"].queryset = fields["template"].queryset.filter(active).order_by("name")
        for name in ("category", "currency"):
            if name in fields:
                # The write path has a default; the widget inside of the widget shows how to empty it.
                fields[name].required = fields[name].widget.widget.is_required = False
        if customer is not None and customer.parent_id is not None and "parent" in fields:
            fields["parent"].help_text = format_html("Now below {}.", link_to(customer.parent))

    def incoming(self, form: Any, formsets: Iterable[Any]) -> Incoming:
        """Return the customer with its contacts."""
        incoming: Incoming = form.incoming()
        changed = [formset for formset in formsets if formset.changes()]
        contacts = {formset.list_name: formset.contact_list() for formset in changed}
        return Incoming({**incoming.values, **contacts}, incoming.problem)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Say of a chosen picture that a refused form has lost it."""
        if request.method == "POST" and request.FILES.get("picture"):
            context["adminform"].form.add_error("picture", PICTURE_AGAIN)
        return super().render_change_form(request, context, *args, **kwargs)


def organization_of(request: HttpRequest) -> Organization | None:
    """Return the organization that the form works in."""
    return getattr(request, "form_organization", None)


def template_for(request: HttpRequest, customer: Customer | None) -> Template | None:
    """Return the template that the customer has, read once for a request."""
    read: dict[int | None, Template | None] = request.__dict__.setdefault("templates_read", {})
    key = customer.pk if customer is not None else None
    if key not in read:
        read[key] = template_of(customer)
    return read[key]
