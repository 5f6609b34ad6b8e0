"""A file of customers is uploaded, looked at, and written but for the rows that are wrong, which are named."""

from pathlib import Path

from playwright.sync_api import FilePayload, Page, expect

from tests.browser.browsing import Browsing
from tests.live.serving import Server

FILE = """reference,name,categoryId,billingCountry,creditLimit
NC-6,Harbor & Pine,home,United States,7500
IN-1,Atelier Verre,home,France,1000
IN-2,Bergmann & Sons,nowhere,Germany,2000
IN-3,Casa Blanca,home,Spain,a lot
"""


def upload(page: Page, file: Path | FilePayload) -> None:
    """Choose a file, and go on to what it would change."""
    page.goto("/admin/")
    page.get_by_role("link", name="Import").click()
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Look at the changes").click()


def typed(name: str, content: bytes) -> FilePayload:
    """Return a small file that lies nowhere."""
    return {"name": name, "mimeType": "text/csv", "buffer": content}


def cells(page: Page, heading: str) -> list[list[str]]:
    """Return the rows of the table below a heading."""
    table = page.get_by_role("heading", name=heading, exact=True).locator("xpath=following::table[1]")
    rows = table.locator("tbody tr")
    return [[cell.strip() for cell in row.locator("th, td").all_inner_texts()] for row in rows.all()]


def test_two_bad_rows_are_named_and_the_good_ones_written(browsing: Browsing, browser_server: Server) -> None:
    page = browsing.admin()
    upload(page, typed("customers.csv", FILE.encode()))
    expect(page.get_by_text("Nothing is written yet")).to_be_visible()
    refused = cells(page, "Refused")
    assert [row[:2] for row in refused] == [["3", "categoryId"], ["4", "creditLimit"]]
    assert ["nowhere" in refused[0][2], all(row[2] for row in refused)] == [True, True]
    assert ["creditLimit", "12000.000", "7500.000"] in [row[-3:] for row in cells(page, "Changes")]
    assert browser_server.call("GET", "/api/v1.0/customers/reference/IN-1").status == 404
    page.get_by_role("button", name="Import the 2 good rows").click()
    expect(page.get_by_text("created: 1, updated: 1, unchanged: 0, failed: 2").first).to_be_visible()
    assert cells(page, "Refused") == refused
    created = browser_server.call("GET", "/api/v1.0/customers/reference/IN-1").body
    assert (created["name"], created["billingCountry"], created["creditLimit"]) == ("Atelier Verre", "FR", 1000)
    assert created["createdBy"]["reference"] == "emp-001"
    for reference in ("IN-2", "IN-3"):
        assert browser_server.call("GET", f"/api/v1.0/customers/reference/{reference}").status == 404


def test_a_file_that_is_none_is_told_of_and_writes_nothing(browsing: Browsing) -> None:
    page = browsing.admin()
    upload(page, typed("customers.csv", b"reference,name\nIN-9,Caf\xe9\n"))
    expect(page.get_by_text("cannot be read")).to_contain_text("Nothing was written")
    upload(page, typed("customers.doc", b"x"))
    expect(page.locator(".errorlist")).to_be_visible()


def test_a_file_that_is_too_large_is_told_of_and_what_was_typed_is_still_there(
    browsing: Browsing, tmp_path: Path
) -> None:
    page = browsing.admin()
    # Read by the browser itself: to hand so many bytes over to it takes longer than to send them.
    large = tmp_path / "customers.csv"
    large.write_bytes(b"reference,name\n" + b"x" * (11 * 1024 * 1024))
    upload(page, large)
    expect(page.get_by_role("heading", name="This is too large")).to_be_visible()
    expect(page.get_by_text("manage.py import_customers")).to_be_visible()
    page.goto("/admin/customers/customer/add/")
    page.locator("[name=name]").fill("Typed for a long time")
    page.get_by_label("Picture").set_input_files(large.rename(tmp_path / "a.png"))
    page.locator("[name=_save]").click()
    expect(page.get_by_role("heading", name="This is too large")).to_be_visible()
    page.go_back()
    expect(page.locator("[name=name]")).to_have_value("Typed for a long time")
    # The browser writes of each answer with such a status on its console.
    assert ["status of 413" in complaint for complaint in browsing.watch.complaints] == [True, True]
    browsing.watch.complaints.clear()
