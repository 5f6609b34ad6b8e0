"""Knows how the session cookie is written, for clients that read it by hand; it knows no user and no log-in."""

from http.cookies import Morsel
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.sessions import middleware
from django.http import HttpRequest, HttpResponse

if TYPE_CHECKING:
    Base = Morsel[Any]
else:
    Base = Morsel

FIRST = ("path=", "httponly")


class DocumentedMorsel(Base):
    """Writes ``name=value; Path=/; HttpOnly`` and then what else there is, in place of the order of the alphabet."""

    def OutputString(self, attrs: Any = None) -> str:  # noqa: N802 (the library's name)
        """Return the value of the header."""
        pair, *attributes = super().OutputString(attrs).split("; ")
        return "; ".join([pair, *sorted(attributes, key=place)])


def place(attribute: str) -> int:
    """Return where an attribute stands."""
    return next((index for index, start in enumerate(FIRST) if attribute.lower().startswith(start)), len(FIRST))


class SessionMiddleware(middleware.SessionMiddleware):
    """Django's sessions, whose cookie is the first of an answer and written as documented."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Let Django set the cookie, and put it in front of the others."""
        answered = super().process_response(request, response)
        morsel = answered.cookies.pop(settings.SESSION_COOKIE_NAME, None)
        if morsel is not None:
            documented = DocumentedMorsel()
            documented.set(morsel.key, morsel.value, morsel.coded_value)
            documented.update(morsel)
            others = list(answered.cookies.items())
            answered.cookies.clear()
            answered.cookies[settings.SESSION_COOKIE_NAME] = documented
            answered.cookies.update(others)
        return answered
