"""The trip of every request through a dialect: negotiate, authenticate, method, role, rate; it knows no resource."""

from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.conf import settings
from rest_framework.request import Request
from rest_framework.views import APIView

from customers_api.api.dialect import Dialect, Words
from customers_api.api.rendering import JsonRenderer
from customers_api.core.drafts import Caller
from customers_api.core.problems import Problem, ProblemCode
from organizations.accounts import account_key
from organizations.rates import parse_rate, seconds_to_wait

if TYPE_CHECKING:
    from organizations.models import Organization, User
    from organizations.oauth import TokenUse

SAFE_METHODS = {"GET", "HEAD"}
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

    def demand_method(self, request: Request) -> None:
        """Raise unless the address knows the method."""
        method = str(request.method).lower()
        if method not in self.http_method_names or not hasattr(self, method):
            raise Problem(ProblemCode.METHOD_NOT_ALLOWED, method=request.method, allowed=self.allowed_methods)

    def demand_role(self, request: Request) -> None:
        """Raise unless the caller's role may do this, and the access token: readers only read."""
        use = cast("TokenUse | None", request.auth)
        if request.method not in SAFE_METHODS and not (self.user.may_write and (use is None or use.may_write)):
            raise Problem(ProblemCode.ACCESS_DENIED)

    def demand_rate(self, request: Request) -> None:
        """Raise when the caller's account has used up its rate; every call counts, a refused one too."""
        if self.dialect.rate is None:
            return
        key = f"{self.dialect.name}: {account_key(self.organization)}"
        wait = seconds_to_wait(key=key, rate=parse_rate(self.dialect.rate))
        if wait is not None:
            raise Problem(ProblemCode.THROTTLED, wait=wait)

    @property
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
    def media_base(self) -> str:
        """The absolute address under which pictures are served."""
        base: str = settings.BASE_URL
        return base or f"{self.request.scheme}://{self.request.get_host()}"
