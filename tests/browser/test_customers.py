"""The clerk's day: customers are found, changed, given a picture, put on hold; what is wrong is told at its field."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.browsing import NARROW, Browsing, choose
from tests.browser.looking import overhang, tab_to
from tests.live.serving import Server
from tests.pictures import encoded, quarters

LIST = "/admin/customers/customer/"


def stored(server: Server, reference: str) -> Any:
    """Return a customer as the API shows it."""
    return server.call("GET", f"/api/v1.0/customers/reference/{reference}").body


def new_customer(server: Server, reference: str, name: str) -> int:
    """Make a customer of a test's own."""
    reply = server.json("POST", "/api/v1.0/customers", {"reference": reference, "name": name})
    assert reply.status == 201
    return int(reply.body["id"])


def find(page: Page, words: str, name: str) -> None:
    """Search the list, and open the customer."""
    page.goto(LIST)
    search = page.get_by_placeholder("Reference, name")
    search.fill(words)
    search.press("Enter")
    expect(page.get_by_text("1 customer", exact=True)).to_be_visible()
    page.get_by_role("link", name=name).click()
    expect(text(page, "Reference*")).to_be_visible()


def text(page: Page, label: str) -> Locator:
    """Return the field with a label; those of further contacts are not on the page yet."""
    return page.get_by_label(label, exact=True).filter(visible=True)


def save(page: Page) -> None:
    """Press the button that saves and leads back to the list."""
    page.get_by_role("button", name="Save", exact=True).click()


def row_of(page: Page, reference: str) -> Locator:
    """Return the customer's row of the list."""
    return page.get_by_role("row").filter(has_text=reference)


def test_a_customer_is_found_by_its_mail_and_changed(browsing: Browsing, browser_server: Server) -> None:
    page = browsing.admin()
    before = stored(browser_server, "NC-5")
    find(page, "bonjour@maison-lavande.example", "Maison Lavande")
    text(page, "Phone").fill("+33 4 93 00 00 00")
    text(page, "Credit limit").fill("1250.50")
    choose(page, "Category", "jewel", "Jewelry and accessories")
    save(page)
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    after = stored(browser_server, "NC-5")
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"phone", "creditLimit", "customerCategory", "categoryReference", "lastUpdated"}
    assert (after["phone"], after["creditLimit"]) == ("+33 4 93 00 00 00", 1250.5)
    assert after["customerCategory"]["reference"] == "jewelry"


def test_what_is_wrong_is_told_beside_its_field_and_nothing_is_saved(
    browsing: Browsing, browser_server: Server
) -> None:
    page = browsing.admin()
    before = stored(browser_server, "NC-7")
    find(page, "Goldschmiede Albrecht", "Goldschmiede Albrecht")
    text(page, "Reference*").fill("NC-8")
    text(page, "Phone").fill("030 1234")
    save(page)
    field = page.locator(".field-reference")
    expect(field.get_by_text("already", exact=False)).to_be_visible()
    # What was typed stays.
    expect(text(page, "Phone")).to_have_value("030 1234")
    expect(page.get_by_text("was changed successfully")).to_have_count(0)
    assert stored(browser_server, "NC-7") == before


def test_a_picture_is_uploaded_shown_and_taken_away(browsing: Browsing, browser_server: Server, tmp_path: Path) -> None:
    good, bad = tmp_path / "logo.png", tmp_path / "letter.png"
    good.write_bytes(encoded(quarters(400, 200), "PNG"))
    bad.write_text("Dear Sir or Madam", encoding="ascii")
    number = new_customer(browser_server, "PICTURED", "With a picture")
    page = browsing.admin()
    page.goto(f"{LIST}{number}/change/")
    page.get_by_label("Picture").set_input_files(bad)
    save(page)
    expect(page.locator(".field-picture, .field-logo").first).to_contain_text("picture", ignore_case=True)
    assert stored(browser_server, "PICTURED")["logo"] is None
    page.goto(f"{LIST}{number}/change/")
    page.get_by_label("Picture").set_input_files(good)
    save(page)
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    assert stored(browser_server, "PICTURED")["logo"].endswith(".png")
    drawn(row_of(page, "PICTURED").locator("img"))
    page.goto(f"{LIST}{number}/change/")
    drawn(page.get_by_role("img", name="The present picture"))
    page.get_by_label("Remove the picture").check()
    save(page)
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    assert stored(browser_server, "PICTURED")["logo"] is None


def drawn(picture: Locator) -> None:
    """Expect that a picture has come and is shown."""
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("complete", value=True)
    assert picture.evaluate("picture => picture.naturalWidth") > 0


def test_a_customer_is_put_on_hold_for_a_reason_and_released(browsing: Browsing, browser_server: Server) -> None:
    new_customer(browser_server, "HELD", "Pays late")
    page = browsing.admin()
    page.goto(f"{LIST}?q=HELD")
    act(page, "HELD", "Put on hold…")
    page.get_by_label("Reason").fill("Three invoices open")
    page.get_by_role("button", name="Put on hold").click()
    expect(row_of(page, "HELD")).to_contain_text("on hold", ignore_case=True)
    held = stored(browser_server, "HELD")
    assert (held["onHold"], held["onHoldReason"]) == (True, "Three invoices open")
    act(page, "HELD", "Release")
    expect(row_of(page, "HELD")).not_to_contain_text("on hold", ignore_case=True)
    released = stored(browser_server, "HELD")
    assert (released["onHold"], released["onHoldReason"]) == (False, None)


def act(page: Page, reference: str, action: str) -> None:
    """Choose a customer in the list, and do something to it."""
    row_of(page, reference).get_by_role("checkbox").check()
    page.get_by_role("combobox", name="Action").select_option(action)
    page.get_by_role("button", name="Run", exact=True).click()


def test_the_keyboard_alone_finds_changes_and_saves_a_customer(browsing: Browsing, browser_server: Server) -> None:
    new_customer(browser_server, "BY-HAND", "Only keys")
    page = browsing.admin()
    keys = page.keyboard
    page.goto("/admin/")
    tab_to(page, "Dashboard")
    tab_to(page, "Customers")
    keys.press("Enter")
    page.wait_for_url(f"**{LIST}")
    # The theme's own shortcut for the search.
    keys.press("/")
    keys.type("BY-HAND")
    keys.press("Enter")
    expect(page.get_by_text("1 customer", exact=True)).to_be_visible()
    tab_to(page, "Only keys")
    keys.press("Enter")
    page.wait_for_url("**/change/**")
    tab_to(page, "Phone")
    keys.type("0800 1")
    tab_to(page, "Segmentation")
    keys.press("Enter")
    keys.type("Segmentation A")
    expect(page.get_by_role("option", name="Segmentation A")).to_be_visible()
    keys.press("Enter")
    tab_to(page, "Save")
    keys.press("Enter")
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    changed = stored(browser_server, "BY-HAND")
    assert (changed["phone"], changed["customerSegmentation"]["reference"]) == ("0800 1", "seg_a")


def test_a_telephone_is_enough_to_put_a_customer_on_hold(browsing: Browsing, browser_server: Server) -> None:
    new_customer(browser_server, "ON-THE-ROAD", "Small screen")
    page = browsing.admin(NARROW)
    page.goto("/admin/")
    page.get_by_role("button", name="Menu").click()
    page.locator("#nav-sidebar-apps").get_by_role("link", name="Customers").click()
    expect(page).to_have_url(f"{browsing.watch.origin}{LIST}")
    assert overhang(page) == []
    page.goto(f"{LIST}?q=ON-THE-ROAD")
    page.get_by_role("link", name="Small screen").click()
    assert overhang(page) == []
    page.get_by_label("On hold", exact=True).check()
    text(page, "On hold reason").fill("Call first")
    save(page)
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    assert stored(browser_server, "ON-THE-ROAD")["onHoldReason"] == "Call first"
