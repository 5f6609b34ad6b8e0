"""The day of those who are no superusers: each sees the records of their own place, and is offered what they may do."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.browsing import Browsing, sign_in
from tests.live.serving import Server

LIST = "/admin/customers/customer/"
FOREIGN = f"{LIST}256/change/"
DAILY = ["Dashboard", "Customers", "Import"]
SETTINGS = ["Categories", "Segmentations", "Regions", "Custom fields", "Payment types", "Currencies", "API keys"]


def enter(browsing: Browsing, username: str) -> Page:
    """Sign in as somebody of the demo world."""
    page = browsing.visitor()
    sign_in(page, username)
    expect(page.get_by_role("button", name=f"{username}@example.com")).to_be_visible()
    return page


def entries(page: Page) -> list[str]:
    """Return where the sidebar leads to."""
    titles = page.locator("#nav-sidebar-apps").get_by_role("link").locator("span:not(.material-symbols-outlined)")
    return titles.all_inner_texts()


def references(page: Page) -> list[str]:
    """Return the references of the customers that the list shows."""
    page.goto(LIST)
    return [cell.strip() for cell in page.locator("td.field-reference, th.field-reference").all_inner_texts()]


def field(page: Page, label: str) -> Locator:
    """Return the field with a label."""
    return page.get_by_label(label, exact=True).filter(visible=True)


def row_of(page: Page, reference: str) -> Locator:
    """Return the customer's row of the list."""
    return page.get_by_role("row").filter(has_text=reference)


def test_a_clerk_keeps_the_customers_of_the_own_organization_and_finds_no_others(browsing: Browsing) -> None:
    page = enter(browsing, "stranger")
    assert entries(page) == DAILY + SETTINGS
    assert references(page) == ["SECRET-1"]
    row_of(page, "SECRET-1").get_by_role("link").first.click()
    field(page, "Phone").fill("0800 7")
    field(page, "On hold").check()
    field(page, "On hold reason").fill("Moves house")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    expect(row_of(page, "SECRET-1")).to_contain_text("on hold", ignore_case=True)
    row_of(page, "SECRET-1").get_by_role("link").first.click()
    expect(field(page, "Phone")).to_have_value("0800 7")
    expect(field(page, "On hold reason")).to_have_value("Moves house")
    # A customer of the neighbours is one that never was.
    page.goto(FOREIGN)
    expect(page.get_by_text("Marie")).to_have_count(0)
    expect(field(page, "Phone")).to_have_count(0)
    page.goto(f"{LIST}?q=Marie")
    expect(page.get_by_text("0 customers", exact=True)).to_be_visible()


def test_a_reader_looks_at_everything_and_is_offered_no_change(browsing: Browsing, browser_server: Server) -> None:
    page = enter(browsing, "reader")
    assert entries(page) == [name for name in DAILY + SETTINGS if name != "Import"]
    before = browser_server.call("GET", "/api/v1.0/customers/256").body
    assert "NC-3" in references(page)
    expect(page.get_by_role("link", name="Add customer")).to_have_count(0)
    actions = page.get_by_role("combobox", name="Action").get_by_role("option").all_inner_texts()
    assert all("export" in action.lower() for action in actions[1:]), actions
    page.goto(FOREIGN)
    expect(page.get_by_text(before["name"]).first).to_be_visible()
    expect(page.get_by_role("button", name="Save", exact=True)).to_have_count(0)
    expect(page.get_by_role("link", name="Delete")).to_have_count(0)
    expect(page.get_by_role("textbox", name="Phone")).to_have_count(0)
    assert browser_server.call("GET", "/api/v1.0/customers/256").body == before


def test_a_clerk_of_the_group_goes_from_one_organization_to_the_other(browsing: Browsing) -> None:
    page = enter(browsing, "group")
    page.get_by_role("link", name="Records of entity1").click()
    # Organizations of others are no choice.
    expect(page.get_by_role("button", name="Stranger")).to_have_count(0)
    page.get_by_role("button", name="Acme", exact=True).click()
    expect(page.get_by_role("link", name="Records of Acme")).to_be_visible()
    assert references(page) == []
    page.get_by_role("link", name="Add customer").first.click()
    # Faster than a person could: what is written while the page still comes in may be lost.
    page.wait_for_load_state("networkidle")
    field(page, "Reference*").fill("ACME-1")
    field(page, "Name*").fill("Roadrunner Supplies")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was added successfully")).to_be_visible()
    assert references(page) == ["ACME-1"]
    page.get_by_role("link", name="Records of Acme").click()
    page.get_by_role("button", name="entity1", exact=True).click()
    expect(page.get_by_role("link", name="Records of entity1")).to_be_visible()
    assert "ACME-1" not in references(page)
