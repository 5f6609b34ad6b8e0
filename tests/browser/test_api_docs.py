"""The page on which operations are tried, and the greeting that leads to it, in a real browser.

Seen to fail: with the files of Swagger UI not collected, and with its logo, whose style the policy refuses.
"""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.browsing import Browsing
from tests.browser.looking import AXE, FIND_VIOLATIONS, overhang
from tests.live.serving import CALLER, Server


def choose_dialect(page: Page, name: str) -> None:
    """Look at the description of another dialect."""
    page.get_by_label("Select a definition").select_option(name)


def authorize(page: Page, dialect: str, key: str) -> None:
    """Present a key, as from now on with every request of the page."""
    page.get_by_role("button", name="Authorize").first.click()
    window = page.locator(".modal-ux")
    if dialect == "rws":
        window.get_by_label("auth-basic-username").fill(CALLER)
        window.get_by_label("auth-basic-password").fill(key)
    else:
        window.get_by_label("auth-bearer-value").fill(key)
    window.get_by_role("button", name="Apply credentials").first.click()
    window.locator(".close-modal").click()


def try_out(page: Page, operation: str, values: dict[str, str]) -> None:
    """Fill in the parameters of an operation and send it."""
    block = page.locator(f"[id$='-{operation}']")
    block.locator(".opblock-summary").click()
    block.get_by_role("button", name="Try it out").click()
    for name, value in values.items():
        block.locator(f"tr[data-param-name='{name}'] input").fill(value)
    block.get_by_role("button", name="Execute").click()


def status(page: Page, operation: str) -> str:
    """Return the status of what came back."""
    found = page.locator(f"[id$='-{operation}'] .live-responses-table .response .response-col_status").first
    expect(found).to_be_visible()
    return found.inner_text().strip()


@pytest.mark.parametrize(
    ("dialect", "operation", "values"),
    [
        ("v1", "listCustomers", {"max": "2"}),
        ("v1", "showCustomer", {}),
        ("v2", "listCustomers", {}),
        ("rws", "showCustomer", {}),
    ],
)
def test_an_operation_is_tried_with_a_key_and_answers(
    browsing: Browsing, browser_server: Server, dialect: str, operation: str, values: dict[str, str]
) -> None:
    page = browsing.visitor()
    page.goto("/api/docs/")
    choose_dialect(page, dialect)
    expect(page.get_by_role("heading", name=f"Customers, dialect {dialect}")).to_be_visible()
    authorize(page, dialect, browser_server.key)
    try_out(page, operation, values)
    assert status(page, operation) == "200"
    expect(page.locator(f"[id$='-{operation}'] .live-responses-table .response")).to_contain_text("Marie's Jewelry")


@pytest.mark.parametrize(
    ("operation", "answer", "sent"),
    [
        ("createCustomerCategory", "201", "name=Watches&parentId=2&reference=watches"),
        ("updateCustomer", "200", "name=Marie'\\''s%20Jewelry&phone=%2B33%204%2099%2000%2011%2022&reference=NC-3"),
    ],
)
def test_a_form_is_sent_as_the_page_fills_it_in_and_leaves_the_rest_of_a_record_alone(
    browsing: Browsing, browser_server: Server, operation: str, answer: str, sent: str
) -> None:
    page = browsing.visitor()
    page.goto("/api/docs/")
    authorize(page, "v1", browser_server.key)
    block = page.locator(f"[id$='-{operation}']")
    block.locator(".opblock-summary").click()
    block.get_by_role("button", name="Try it out").click()
    block.get_by_label("Request content type").select_option("application/x-www-form-urlencoded")
    block.get_by_role("button", name="Execute").click()
    assert status(page, operation) == answer
    [line] = [each for each in block.locator(".curl-command").inner_text().splitlines() if " -d " in each]
    assert "&".join(sorted(line.split("'", 1)[1].removesuffix("'").split("&"))) == sent


def test_without_a_key_the_page_shows_the_refusal(browsing: Browsing) -> None:
    page = browsing.visitor()
    page.goto("/api/docs/")
    try_out(page, "listUsers", {})
    assert status(page, "listUsers") == "401"
    # The browser writes of each answer with such a status on its console.
    assert ["status of 401" in complaint for complaint in browsing.watch.complaints] == [True]
    browsing.watch.complaints.clear()


def test_the_greeting_leads_to_the_page_and_suits_everybody(browsing: Browsing) -> None:
    page = browsing.visitor()
    page.goto("/")
    expect(page.get_by_role("heading", name="Customers")).to_be_visible()
    expect(page.get_by_text("ready")).to_be_visible()
    page.evaluate(AXE)
    assert page.evaluate(FIND_VIOLATIONS, {})["violations"] == []
    assert overhang(page) == []
    page.get_by_role("link", name="Try the API").click()
    expect(page.get_by_role("heading", name="Customers, dialect v1")).to_be_visible()
