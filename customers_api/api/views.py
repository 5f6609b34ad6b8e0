"""The trip of every request through a dialect: authenticate, method, role, rate, and once where it was named.

It knows no resource.
"""

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.views import APIView

from customers_api.api import idempotency
from customers_api.api.conditional import SAFE_METHODS, precondition_of, tagged
from customers_api.api.dialect import Dialect, Words
from customers_api.api.rendering import JsonRenderer
from customers_api.core.drafts import Caller
from customers_api.core.preconditions import Precondition
from customers_api.core.problems import Problem, ProblemCode
from customers_api.core.reading import Shown
from customers_api.core.units import current_pictures
from customers_api.operation.context import remember_caller, remember_rate_limited
from organizations.accounts import account_key
from organizations.rates import parse_rate, seconds_to_wait

if TYPE_CHECKING:
    from collections.abc import Callable

    from organizations.credentials import Credential
    from organizations.models import Organization, User

# The narrowest first.
JSON_RANGES = ("application/json", "application/*", "*/*")


def accepts_json(accept: str) -> bool:
    """Tell whether an ``Accept`` header leaves room for JSON; of the ranges that hold it the narrowest counts."""
    welcome: dict[str, bool] = {}
    for part in accept.split(","):
        media_range, *parameters = (piece.strip().lower() for piece in part.split(";"))
        refused = any(parameter.replace(" ", "") in {"q=0", "q=0.0", "q=0.00", "q=0.000"} for parameter in parameters)
        welcome[media_range] = not refused
    decided = [welcome[media_range] for media_range in JSON_RANGES if media_range in welcome]
    return decided[0] if decided else not accept.strip()


class Negotiator:
    """Chooses JSON; refuses a request only when its ``Accept`` header excludes JSON."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        """Return the parser of the request's content type."""
        content_type = request.content_type.partition(";")[0].strip().lower()
        return next((parser for parser in parsers if parser.media_type == content_type), None)

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        """Return the JSON renderer."""
        if not accepts_json(request.META.get("HTTP_ACCEPT", "")):
            raise Problem(ProblemCode.NOT_ACCEPTABLE)
        return renderers[0], renderers[0].media_type


class DialectView(APIView):
    """A view that speaks one dialect."""

    dialect: ClassVar[Dialect]
    words: ClassVar[Words | None] = None
    renderer_classes = (JsonRenderer,)
    content_negotiation_class = Negotiator  # type: ignore[assignment]
    format_kwarg = None
    http_method_names: ClassVar[list[str]] = ["get", "head", "post", "put", "patch", "delete"]  # type: ignore[misc]

    def get_authenticators(self) -> list[Any]:
        """Return the dialect's ways to present a credential."""
        return list(self.dialect.authenticators)

    def get_parsers(self) -> list[Any]:
        """Return the dialect's body parsers."""
        return [parser() for parser in self.dialect.parsers]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Check the request, let its own view answer it, and say what went wrong in the dialect's words."""
        self.args, self.kwargs = args, kwargs
        self.request = self.initialize_request(request, *args, **kwargs)
        self.headers = self.default_response_headers
        try:
            self.initial(self.request, *args, **kwargs)
            handler = getattr(self, str(self.request.method).lower())
            response = self.perform(lambda: handler(self.request, *args, **kwargs))
        except Exception as error:  # noqa: BLE001 (what nobody foresaw is logged, and answered as a crash)
            response = self.handle_exception(error)
        return cast("HttpResponseBase", self.finalize_response(self.request, response, *args, **kwargs))

    def perform(self, answer: "Callable[[], HttpResponseBase]") -> HttpResponseBase:
        """Answer the request; a write that its caller named by a key is done once."""
        request = self.request._request
        if not self.dialect.has_safe_retries or request.method in SAFE_METHODS:
            return answer()
        key = idempotency.key_of(request)
        if key is None:
            return answer()
        return idempotency.once(request, user=self.user, key=key, handler=lambda: self.answer_to_keep(answer))

    def answer_to_keep(self, answer: "Callable[[], HttpResponseBase]") -> HttpResponse:
        """Return the finished answer, a refusal too, whose writes are taken back; raise what is not to be kept."""
        try:
            with current_pictures().part(), transaction.atomic():
                return self.finished(answer())
        except (Problem, APIException) as error:
            refusal = self.finished(self.handle_exception(error))
            is_kept = idempotency.is_kept(refusal.status_code)
            if not is_kept or idempotency.may_be_cut_off(self.request._request, error):
                raise
            return refusal

    def finished(self, response: HttpResponseBase) -> HttpResponse:
        """Return an answer with its bytes."""
        return idempotency.rendered(self.finalize_response(self.request, response))

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Keep answers out of shared caches; a private one must ask whether its copy is still right."""
        finished = super().finalize_response(request, response, *args, **kwargs)
        finished.headers.setdefault("Cache-Control", "private, no-cache")
        return finished

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Check the request before its own view sees it, in the documented order."""
        self.demand_credentials(request)
        self.demand_method(request)
        self.demand_role(request)
        self.demand_rate(request)
        renderer, media_type = self.perform_content_negotiation(request)
        request.accepted_renderer, request.accepted_media_type = renderer, media_type

    def demand_credentials(self, request: Request) -> None:
        """Raise unless somebody known calls."""
        user: object = request.user
        if not getattr(user, "is_authenticated", False):
            raise Problem(ProblemCode.NO_CREDENTIALS, missing=True)
        remember_caller(self.user)

    def demand_method(self, request: Request) -> None:
        """Raise unless the address knows the method."""
        method = str(request.method).lower()
        if method not in self.http_method_names or not hasattr(self, method):
            raise Problem(ProblemCode.METHOD_NOT_ALLOWED, method=request.method, allowed=self.allowed_methods)

    def demand_role(self, request: Request) -> None:
        """Raise unless the caller's role may do this, and the access token: readers only read."""
        credential = cast("Credential", request.auth)
        if request.method not in SAFE_METHODS and not (self.user.may_write and credential.may_write):
            raise Problem(ProblemCode.ACCESS_DENIED)

    def demand_rate(self, request: Request) -> None:
        """Raise when the credential or its account has used up its rate; every call counts, a refused one too.

        What one credential has too much does not count for its account.
        """
        rates = (
            (f"credential: {cast('Credential', request.auth).name}", settings.CREDENTIAL_RATE),
            (f"{self.dialect.name}: {account_key(self.organization)}", self.dialect.rate),
        )
        for key, rate in rates:
            wait = None if rate is None else seconds_to_wait(key=key, rate=parse_rate(rate))
            if wait is not None:
                remember_rate_limited()
                raise Problem(ProblemCode.THROTTLED, wait=wait)

    @cached_property
    def user(self) -> "User":
        """Who calls."""
        return cast("User", self.request.user)

    @property
    def organization(self) -> "Organization":
        """The organization of the credential."""
        return self.user.organization

    @property
    def caller(self) -> Caller:
        """Who calls, and for whom."""
        return Caller(self.organization, self.user)

    @property
    def precondition(self) -> Precondition:
        """The state that the request wants to write on."""
        return precondition_of(self.request._request)

    def answer_with(self, shown: Shown, *, status: int = 200) -> HttpResponse:
        """Return the answer for a record, with its entity tag."""
        return tagged(self.request._request, shown, status=status)

    @property
    def media_base(self) -> str:
        """The absolute address under which pictures are served."""
        base: str = settings.BASE_URL
        return base or f"{self.request.scheme}://{self.request.get_host()}"
