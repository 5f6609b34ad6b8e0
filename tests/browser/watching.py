"""Knows what a browser tells of its pages that no page should give it reason to; it knows no page.

A page breaks its policy, fails in a script, is answered by an error, or asks another host for something: the test
that has opened it fails, whatever else it looks at.
"""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError

# Addresses that hold what they lead to.
WITHOUT_HOST = {"about", "blob", "data"}
SERVER_ERRORS = 500


@dataclass
class Watch:
    """Notes what is wrong with the pages of a browser's contexts."""

    origin: str
    complaints: list[str] = field(default_factory=list)
    requests: int = 0

    def over(self, context: BrowserContext) -> None:
        """Watch whatever the pages of a context do from now on."""
        context.on("request", self.asked)
        context.on("response", self.answered)
        context.on("console", self.said)
        context.on("weberror", self.failed)

    def asked(self, request: Request) -> None:
        """Note a request that leaves the server."""
        self.requests += 1
        parts = urlsplit(request.url)
        if parts.scheme not in WITHOUT_HOST and f"{parts.scheme}://{parts.netloc}" != self.origin:
            self.complaints.append(f"elsewhere: {request.url}")

    def answered(self, response: Response) -> None:
        """Note a crash, and a file that a page needs and does not get."""
        if response.status >= SERVER_ERRORS:
            self.complaints.append(f"{response.status}: {response.url}")

    def said(self, message: ConsoleMessage) -> None:
        """Note an error on the console: a breach of the policy, or a file that is not there."""
        if message.type == "error":
            self.complaints.append(f"console: {message.text} ({message.location.get('url')})")

    def failed(self, error: WebError) -> None:
        """Note a script that fails."""
        self.complaints.append(f"script: {error.error}")
