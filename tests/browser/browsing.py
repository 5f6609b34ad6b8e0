"""Knows who looks at the back office and on what kind of screen; it knows no page but the one to sign in."""

from dataclasses import dataclass, field
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, Page, StorageState, expect

from scripts.chromium import PATIENCE
from tests.browser.watching import Watch

# `prepare` (tests/live/serving.py) gives it to everyone in the demo world.
PASSWORD = "known-to-the-tests"
WIDE, NARROW = 1280, 390
HEIGHTS = {WIDE: 800, NARROW: 844}
Scheme = Literal["light", "dark"]


@dataclass
class Browsing:
    """A browser in the hands of one test; each page has its own cookies."""

    browser: Browser
    watch: Watch
    session: StorageState | None = None
    contexts: list[BrowserContext] = field(default_factory=list)

    def visitor(self, width: int = WIDE, scheme: Scheme = "light") -> Page:
        """Open a page of somebody who is not signed in."""
        return self.page(None, width, scheme)

    def admin(self, width: int = WIDE, scheme: Scheme = "light") -> Page:
        """Open a page of the superuser, who has signed in before."""
        assert self.session is not None
        return self.page(self.session, width, scheme)

    def page(self, session: StorageState | None, width: int, scheme: Scheme) -> Page:
        """Open a page on a screen; what it shows and what moves is the same each time."""
        context = self.browser.new_context(
            base_url=self.watch.origin,
            viewport={"width": width, "height": HEIGHTS[width]},
            color_scheme=scheme,
            reduced_motion="reduce",
            locale="en-US",
            timezone_id="UTC",
            storage_state=session,
        )
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        self.watch.over(context)
        return context.new_page()

    def close(self) -> None:
        """Leave the browser as it was."""
        for context in self.contexts:
            context.close()


def sign_in(page: Page, username: str, password: str = PASSWORD) -> None:
    """Fill in the form that stands before the back office, and send it."""
    page.goto("/admin/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()


def choose_organization(page: Page, name: str) -> None:
    """Look at the records of one organization from now on, and make new ones for it."""
    page.get_by_role("link", name="Records of all organizations").click()
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_role("link", name=f"Records of {name}")).to_be_visible()


def choose(page: Page, label: str, words: str, option: str) -> None:
    """Look a linked record up by a part of its name, and take it; before its script runs, the field is another one."""
    box = page.locator(".select2-selection").and_(page.get_by_role("combobox", name=label))
    box.click()
    page.get_by_role("searchbox", name="Search").fill(words)
    page.get_by_role("option", name=option).click()
