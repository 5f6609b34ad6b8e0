"""Knows how the session cookie is written, for clients that read it by hand; it knows no user and no log-in."""

import re
from http.cookies import Morsel
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.sessions import middleware
from django.http import HttpRequest, HttpResponse

if TYPE_CHECKING:
    Base = Morsel[Any]
else:
    Base = Morsel

SESSION_ID = re.compile(r"[a-z0-9]{32}")
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

    def process_request(self, request: HttpRequest) -> None:
        """Look for a session only by what can be the id of one: PostgreSQL cannot be asked for a NUL character."""
        key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        request.session = self.SessionStore(key if SESSION_ID.fullmatch(key) else None)

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
