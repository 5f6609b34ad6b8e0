"""What stands in the sidebar, and in which order: names of models and pages; it knows nothing behind them."""

from typing import TYPE_CHECKING, Any, cast

from django.apps import apps
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse

from customers_api.back_office.duties import may

if TYPE_CHECKING:
    from customers_api.back_office.site import BackOfficeSite

# Title, then for each entry its own title, an icon of the theme's font, and a model's label or the name of a page.
GROUPS = (
    (
        None,
        (
            ("Dashboard", "dashboard", "index"),
            ("Customers", "storefront", "customers.Customer"),
            ("Import", "upload_file", "import_customers"),
        ),
    ),
    (
        "Sorting",
        (
            ("Categories", "account_tree", "customers.Category"),
            ("Segmentations", "label", "customers.Segmentation"),
            ("Regions", "public", "regions.Region"),
            ("Custom fields", "edit_note", "customers.CustomFieldTemplate"),
        ),
    ),
    (
        "Money",
        (
            ("Payment types", "payments", "paymenttypes.PaymentType"),
            ("Currencies", "currency_exchange", "paymenttypes.Currency"),
        ),
    ),
    (
        "Administration",
        (
            ("Users", "person", "organizations.User"),
            ("API keys", "key", "organizations.ApiKey"),
            ("OAuth applications", "apps", "oauth2_provider.Application"),
            ("Organizations", "domain", "organizations.Organization"),
            ("Account groups", "lan", "organizations.AccountGroup"),
        ),
    ),
)


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the groups with what the user may look at."""
    groups = []
    for title, entries in GROUPS:
        items = [item for item in (entry_of(request, *entry) for entry in entries) if item is not None]
        if items:
            groups.append({"title": title, "separator": title is not None, "items": items})
    return groups


def entry_of(request: HttpRequest, title: str, icon: str, target: str) -> dict[str, Any] | None:
    """Return an entry of the sidebar, or ``None`` where the user may not go there."""
    name = model_page(request, target) if "." in target else own_page(request, target)
    return None if name is None else {"title": title, "icon": icon, "link": reverse(f"admin:{name}")}


def own_page(request: HttpRequest, name: str) -> str | None:
    """Return the name of a page beside those of the models, if the user may open it."""
    site = cast("BackOfficeSite", admin.site)
    return name if may(request, site.duty_of(name)) else None


def model_page(request: HttpRequest, label: str) -> str | None:
    """Return the name of a model's list, if the user may see it."""
    model = apps.get_model(label)
    if not admin.site.is_registered(model):
        return None
    may_look = admin.site.get_model_admin(model).has_module_permission(request)
    return f"{model._meta.app_label}_{model._meta.model_name}_changelist" if may_look else None
