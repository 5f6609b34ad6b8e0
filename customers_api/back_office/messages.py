"""Knows that messages are for pages: the requests of programs carry none, and pass by. It knows no page."""

from typing import cast

from django.contrib.messages import middleware
from django.http import HttpRequest
from django.http.response import HttpResponseBase

PROGRAMS = ("/api/", "/rws/")


class MessageMiddleware(middleware.MessageMiddleware):
    """Django's messages, on the pages that people see."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request."""
        answer = self.get_response if request.path_info.startswith(PROGRAMS) else super().__call__
        return cast("HttpResponseBase", answer(request))
