"""The page on which operations are tried, and the greeting that leads to it, in a real browser.

Seen to fail: with the files of Swagger UI not collected, with its logo, whose style the policy refuses, with nothing at
the address that people are sent back to, with every answer in colours, and with nothing done for narrow screens.
"""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, Route, ViewportSize, expect

from tests.browser.browsing import NARROW, PASSWORD, Browsing
from tests.browser.looking import AXE, FIND_VIOLATIONS, overhang
from tests.live.serving import CALLER, Server, manage

BACK = "/api/docs/oauth2-redirect.html"
# More than a page in colours can hold: each mark, name and value of it would be an element of its own.
MANY = 1000
SMALLEST: ViewportSize = {"width": 360, "height": 780}


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
        ("createCustomerCategory", "201", "name=Watches&parentId=2&reference=clocks"),
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


def answer_many_times(route: Route) -> None:
    """Let a list answer with its first record over and over."""
    answer = route.fetch()
    list_of_one = answer.json()
    route.fulfill(response=answer, json={**list_of_one, "data": list_of_one["data"][:1] * MANY})


def test_a_long_answer_is_shown_whole_and_without_the_colours_of_a_short_one(
    browsing: Browsing, browser_server: Server
) -> None:
    page = browsing.visitor()
    page.goto("/api/docs/")
    authorize(page, "v1", browser_server.key)
    try_out(page, "listCustomers", {"max": "1"})
    assert status(page, "listCustomers") == "200"
    block = page.locator("[id$='-listCustomers']")
    body = block.locator(".live-responses-table .response-col_description .microlight").first
    assert body.locator("span").count() > 2 * body.inner_text().count("\n")
    page.route("**/api/v1.0/customers?**", answer_many_times)
    block.get_by_role("button", name="Execute").click()
    expect(body.locator("*")).to_have_count(0)
    assert len(json.loads(body.text_content() or "")["data"]) == MANY


def test_on_the_smallest_telephone_nothing_moves_the_page_to_the_side(browsing: Browsing) -> None:
    page = browsing.visitor(NARROW)
    page.set_viewport_size(SMALLEST)
    page.goto("/api/docs/")
    expect(page.get_by_role("heading", name="Customers, dialect v1")).to_be_visible()
    found = {"start": overhang(page)}
    block = page.locator("[id$='-createCustomer']")
    block.locator(".opblock-summary").click()
    expect(block.get_by_role("button", name="Try it out")).to_be_visible()
    found["opened"] = overhang(page)
    block.get_by_role("button", name="Try it out").click()
    expect(block.get_by_role("button", name="Execute")).to_be_visible()
    found["tried out"] = overhang(page)
    for kind in ["application/x-www-form-urlencoded", "multipart/form-data"]:
        block.get_by_label("Request content type").select_option(kind)
        expect(block.locator("tr[data-property-name='billingCountry']")).to_be_visible()
        found[kind] = overhang(page)
    block.get_by_role("button", name="Execute").click()
    status(page, "createCustomer")
    found["answered"] = overhang(page)
    browsing.watch.complaints.clear()
    assert found == {state: [] for state in found}


def oauth_window(page: Page, flow: str, client: str) -> Locator:
    """Open the window of credentials, and fill in a client for one of its flows."""
    page.get_by_role("button", name="Authorize").first.click()
    part = page.locator(".auth-container", has=page.get_by_role("heading", name=f"oauth2 (OAuth2, {flow})"))
    client_id, secret = client.splitlines()
    part.get_by_label("client_id:").fill(client_id)
    part.get_by_label("client_secret:").fill(secret)
    return part


@pytest.mark.parametrize("address", ["/api/docs/", "/api/docs"])
def test_a_person_logs_in_allows_the_page_to_act_for_them_and_an_operation_answers(
    browsing: Browsing, browser_server: Server, address: str
) -> None:
    back = f"{browsing.watch.origin}{BACK}"
    client = manage(browser_server.folder, "create_oauth_client", "docs", "--user", CALLER, "--redirect-uri", back)
    page = browsing.visitor()
    page.goto(address)
    part = oauth_window(page, "authorizationCode with PKCE", client)
    with page.expect_popup() as opened:
        part.get_by_role("button", name="Apply given OAuth2 credentials").click()
    popup = opened.value
    popup.get_by_label("User name or e-mail address").fill(CALLER)
    popup.get_by_label("Password").fill(PASSWORD)
    popup.get_by_role("button", name="Log in").click()
    expect(popup.get_by_role("heading", name="Allow docs to act for you?")).to_be_visible()
    asked = parse_qs(urlsplit(popup.url).query)
    assert (asked["redirect_uri"], asked["code_challenge_method"]) == ([back], ["S256"])
    with page.expect_response("**/oauth/token/") as exchange, popup.expect_event("close"):
        popup.get_by_role("button", name="Allow").click()
    assert exchange.value.status == 200
    expect(part.get_by_role("button", name="Remove authorization")).to_be_visible()
    shows_customers_to(page, exchange.value.json()["access_token"])


def test_a_program_s_own_client_gets_a_token_on_the_page(browsing: Browsing, browser_server: Server) -> None:
    client = manage(browser_server.folder, "create_oauth_client", "nightly", "--user", CALLER)
    page = browsing.visitor()
    page.goto("/api/docs/")
    part = oauth_window(page, "clientCredentials", client)
    with page.expect_response("**/oauth/token/") as answered:
        part.get_by_role("button", name="Apply given OAuth2 credentials").click()
    expect(part.get_by_role("button", name="Remove authorization")).to_be_visible()
    shows_customers_to(page, answered.value.json()["access_token"])


def shows_customers_to(page: Page, token: str) -> None:
    """Close the window of credentials and list customers, which this token must open and nothing else."""
    page.locator(".close-modal").click()
    with page.expect_request("**/api/v1.0/customers?**") as sent:
        try_out(page, "listCustomers", {"max": "2"})
    assert sent.value.headers["authorization"] == f"Bearer {token}"
    assert status(page, "listCustomers") == "200"
    expect(page.locator("[id$='-listCustomers'] .live-responses-table .response")).to_contain_text("Marie's Jewelry")


def test_who_refuses_gives_no_token_and_the_page_says_so(browsing: Browsing, browser_server: Server) -> None:
    back = f"{browsing.watch.origin}{BACK}"
    client = manage(browser_server.folder, "create_oauth_client", "no", "--user", CALLER, "--redirect-uri", back)
    page = browsing.admin()
    page.goto("/api/docs/")
    part = oauth_window(page, "authorizationCode with PKCE", client)
    with page.expect_popup() as opened:
        part.get_by_role("button", name="Apply given OAuth2 credentials").click()
    with opened.value.expect_event("close"):
        opened.value.get_by_role("button", name="Refuse").click()
    expect(part.get_by_text("access_denied")).to_be_visible()
    expect(part.get_by_role("button", name="Remove authorization")).to_have_count(0)


def test_the_address_that_people_are_sent_back_to_says_what_it_is_for(browsing: Browsing) -> None:
    page = browsing.visitor()
    page.goto(f"{BACK}?code=x")
    expect(page.get_by_text("closes by itself")).to_be_visible()
    # Nobody has opened it, so there is nobody to tell.
    assert ["swaggerUIRedirectOauth2" in complaint for complaint in browsing.watch.complaints] == [True]
    browsing.watch.complaints.clear()


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
