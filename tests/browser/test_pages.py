"""Every page that the sidebar leads to, its form for a new record and its first record: for everybody, everywhere.

A page that is added to the back office is looked at here without being named. Seen to fail: without the script that
names the theme's boxes and icons, without the outline of its switches, with a field too dark for the night, and with a
body that is at least 500 pixels wide.
"""

import pytest
from playwright.sync_api import Page

from tests.browser.browsing import HEIGHTS, NARROW, WIDE, Browsing
from tests.browser.looking import dark_hindrances, hindrances, overhang, unseen_focus

# So many tests share the pages, for they are looked at by several processes.
PARTS = 4
FIRST_RECORD = "#result_list a[href*='/change/']"
ADD = "a[href$='/add/']"


def addresses(page: Page, selector: str) -> list[str]:
    """Return where links lead, each once."""
    script = "links => [...new Set(links.map(link => new URL(link.href).pathname))]"
    found: list[str] = page.locator(selector).evaluate_all(script)
    return found


def flaws(page: Page, address: str) -> list[str]:
    """Look at a page on a large and on a small screen."""
    page.set_viewport_size({"width": WIDE, "height": HEIGHTS[WIDE]})
    response = page.goto(address)
    assert response is not None
    found = [] if response.status == 200 else [f"status {response.status}"]
    found += hindrances(page)
    page.set_viewport_size({"width": NARROW, "height": HEIGHTS[NARROW]})
    found += overhang(page)
    return [f"{address}: {flaw}" for flaw in found]


def further_flaws(page: Page) -> list[str]:
    """Look at the same page by pressing Tab, and at night; a form for a new record does not differ in these."""
    page.set_viewport_size({"width": WIDE, "height": HEIGHTS[WIDE]})
    return [f"{page.url}: {flaw}" for flaw in [*unseen_focus(page), *dark_hindrances(page)]]


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_read_and_reached_by_everybody_on_every_screen(browsing: Browsing, part: int) -> None:
    page = browsing.admin()
    page.goto("/admin/")
    found: list[str] = []
    for address in addresses(page, "#nav-sidebar-apps a[href^='/admin/']")[part::PARTS]:
        found += flaws(page, address) + further_flaws(page)
        forms, records = addresses(page, ADD)[:1], addresses(page, FIRST_RECORD)[:1]
        for form in forms:
            found += flaws(page, form)
        for record in records:
            found += flaws(page, record) + further_flaws(page)
    assert found == []
