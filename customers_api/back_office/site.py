"""The site of the back office: its pages beside those of the models; it knows scopes, and no resource."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from unfold.sites import UnfoldAdminSite

from customers_api.back_office.choosing import ChoiceView, id_of
from customers_api.back_office.duties import Duty, may
from customers_api.back_office.scope import ALL, CHOSEN, Scope, enterable, scope_of


class Page(NamedTuple):
    """A page beside those of the models, for those whose role has a duty.

    ``for_larger`` is a sentence that says where larger files are taken than here.
    """

    route: str
    view: Callable[[HttpRequest], HttpResponse]
    name: str
    duty: Duty
    for_larger: str = ""

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Show the page, or refuse it."""
        if not may(request, self.duty):
            raise PermissionDenied
        return self.view(request)


class BackOfficeSite(UnfoldAdminSite):  # type: ignore[misc]
    """Django's admin in the theme, with a chosen organization."""

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.pages: list[Page] = []
        self.add_pages(Page("choose-organization/", self.choose_organization, "choose_organization", Duty.LOOK))

    def add_pages(self, *pages: Page) -> None:
        """Add pages of an app."""
        self.pages += pages

    def duty_of(self, name: str) -> Duty:
        """Return what one must be allowed to do on a page; the dashboard is for everybody who may enter."""
        return next((page.duty for page in self.pages if page.name == name), Duty.LOOK)

    def advice_for_larger(self, name: str) -> str:
        """Return where larger files are taken than on a page; most pages know of no such place."""
        return next((page.for_larger for page in self.pages if page.name == name), "")

    def extra_urls(self) -> list[URLPattern]:
        """Return the addresses beside those of the models."""
        return [path(page.route, self.admin_view(page.answer), name=page.name) for page in self.pages]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Tell every page whose records it shows."""
        context: dict[str, Any] = super().each_context(request)
        if self.has_permission(request):
            context["scope"] = scope_of(request)
        return context

    def autocomplete_view(self, request: HttpRequest) -> HttpResponseBase:
        """Look linked records up while one types."""
        return ChoiceView.as_view(admin_site=self)(request)

    def search(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """Answer that there is no such page: the theme's search keeps what it found for other organizations too."""
        raise Http404

    def choose_organization(self, request: HttpRequest) -> HttpResponse:
        """Show the organizations that the user may enter, or enter the one that was chosen."""
        scope = scope_of(request)
        if not scope.has_choice:
            raise PermissionDenied
        following = target_of(request)
        if request.method == "POST":
            request.session[CHOSEN] = chosen_key(scope, request.POST.get("organization", ""))
            return HttpResponseRedirect(following)
        context = {
            **self.each_context(request),
            "title": "Choose an organization",
            "choices": scope.choices(),
            "next": following,
            "all": ALL,
        }
        return TemplateResponse(request, "back_office/choose_organization.html", context)


def chosen_key(scope: Scope, given: str) -> int | str:
    """Return what is kept of a choice; an organization that the user may not enter is unknown."""
    if given == ALL:
        return ALL
    key = id_of(given)
    organization = None if key is None else enterable(scope.user, key)
    if organization is None:
        raise PermissionDenied
    return organization.pk


def target_of(request: HttpRequest) -> str:
    """Return the page to go on with: one of this host, and of the back office."""
    given = request.POST.get("next") or request.GET.get("next") or ""
    start = reverse("admin:index")
    is_here = url_has_allowed_host_and_scheme(given, allowed_hosts=None) and given.startswith(start)
    return given if is_here else start
