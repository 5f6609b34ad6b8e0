"""Entering the back office, and leaving it."""

from playwright.sync_api import expect

from tests.browser.browsing import NARROW, PASSWORD, Browsing, sign_in
from tests.browser.looking import focus_order, hindrances, overhang, tab_to, unseen_focus

REFUSED = "The user name and the password do not belong together"


def test_the_superuser_enters_by_password_goes_on_to_the_wanted_page_and_leaves_again(browsing: Browsing) -> None:
    page = browsing.visitor()
    page.goto("/admin/organizations/user/")
    page.get_by_label("Username").fill("admin")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page).to_have_url(f"{browsing.watch.origin}/admin/organizations/user/")
    expect(page.get_by_role("link", name="stranger", exact=True)).to_be_visible()
    page.get_by_role("button", name="admin@example.com").click()
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("button", name="admin@example.com")).to_have_count(0)
    page.goto("/admin/organizations/user/")
    expect(page.get_by_label("Password")).to_be_visible()


def test_whoever_may_not_enter_stays_outside_and_is_told_so(browsing: Browsing) -> None:
    page = browsing.visitor()
    for username, password in (("nobody", PASSWORD), ("admin", "wrong"), ("api", PASSWORD)):
        sign_in(page, username, password)
        expect(page.get_by_text(REFUSED)).to_be_visible()
        expect(page.get_by_label("Password")).to_have_value("")
    page.goto("/admin/organizations/user/")
    expect(page.get_by_label("Password")).to_be_visible()


def test_the_keyboard_alone_leads_in_and_out(browsing: Browsing) -> None:
    page = browsing.visitor()
    page.goto("/admin/")
    expect(page.get_by_label("Username")).to_be_focused()
    fields = ["Username*", "Password*", "Log in"]
    assert [name for name in focus_order(page) if name in fields] == fields
    assert unseen_focus(page) == []
    page.goto("/admin/")
    # It comes by itself.
    expect(page.get_by_label("Username")).to_be_focused()
    page.keyboard.type("admin")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="admin@example.com")).to_be_visible()
    tab_to(page, "A admin admin@example.com")
    page.keyboard.press("Enter")
    tab_to(page, "Log out")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="admin@example.com")).to_have_count(0)


def test_the_door_suits_a_telephone_and_the_night(browsing: Browsing) -> None:
    for page in (browsing.visitor(NARROW), browsing.visitor(scheme="dark")):
        page.goto("/admin/")
        assert overhang(page) == []
        assert hindrances(page) == []
