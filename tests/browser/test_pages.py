"""Every page that the sidebar leads to, its form for a new record and its first record: for everybody, everywhere.

A page that is added to the back office is looked at here without being named.
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
    """Look at a page on a large and on a small screen, by day and by night, and by pressing Tab."""
    page.set_viewport_size({"width": WIDE, "height": HEIGHTS[WIDE]})
    response = page.goto(address)
    assert response is not None
    found = [] if response.status == 200 else [f"status {response.status}"]
    found += unseen_focus(page)
    found += hindrances(page)
    found += dark_hindrances(page)
    page.set_viewport_size({"width": NARROW, "height": HEIGHTS[NARROW]})
    found += overhang(page)
    return [f"{address}: {flaw}" for flaw in found]


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_read_and_reached_by_everybody_on_every_screen(browsing: Browsing, part: int) -> None:
    page = browsing.admin()
    page.goto("/admin/")
    found: list[str] = []
    for address in addresses(page, "#nav-sidebar-apps a[href^='/admin/']")[part::PARTS]:
        found += flaws(page, address)
        page.goto(address)
        for further in [*addresses(page, ADD)[:1], *addresses(page, FIRST_RECORD)[:1]]:
            found += flaws(page, further)
    assert found == []
