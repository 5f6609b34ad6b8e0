"""An API key is made in the back office, shown once, used, and revoked there."""

import re
import time

from playwright.sync_api import Page, expect

from tests.browser.browsing import Browsing, choose
from tests.live.serving import Server

KEY = re.compile(r"ck_[\w-]{43}")
LIST = "/admin/organizations/apikey/"
CUSTOMER = "/api/v1.0/customers/256"
# In seconds: as long may a process still take a key that was revoked for what it was.
COUNTS_WITHIN = 1


def make_key(page: Page, username: str, name: str) -> str:
    """Make a key for a user in the back office, and return what the page shows."""
    page.goto(LIST)
    page.get_by_role("link", name="Add api key").first.click()
    choose(page, "User", username, username)
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Save", exact=True).click()
    shown = page.get_by_text("not shown again")
    expect(shown).to_be_visible()
    [key] = KEY.findall(shown.inner_text())
    return str(key)


def test_a_key_is_made_shown_once_used_and_revoked(browsing: Browsing, browser_server: Server) -> None:
    page = browsing.admin()
    key = make_key(page, "reader", "made in a browser")
    caller = {"Authorization": f"Bearer {key}"}
    assert browser_server.call("GET", CUSTOMER, **caller).body["reference"] == "NC-3"
    # Whoever reads does not write, with this key either.
    assert browser_server.call("DELETE", CUSTOMER, **caller).status == 403
    row = page.get_by_role("row").filter(has_text="made in a browser")
    expect(row).to_contain_text("in use")
    page.reload()
    assert key not in page.content()
    row.get_by_role("checkbox").check()
    page.get_by_role("combobox", name="Action").select_option("Revoke the chosen keys")
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.get_by_text("1 of 1 keys revoked")).to_be_visible()
    expect(row).to_contain_text("revoked")
    time.sleep(COUNTS_WITHIN)
    assert browser_server.call("GET", CUSTOMER, **caller).status == 401
