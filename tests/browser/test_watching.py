"""The watch over all pages of these tests sees what a page must not do: without it the other tests would pass too."""

from playwright.sync_api import Page

from tests.browser.browsing import Browsing

# What a page could do, and what is then said of it.
DEEDS = (
    ("document.body.append(Object.assign(new Image(), {src: 'http://tiles.example/1.png'}))", "tiles.example"),
    ("document.body.append(Object.assign(document.createElement('script'), {text: '1'}))", "script-src"),
    ("console.error('spoken by a page')", "spoken by a page"),
    ("setTimeout(() => { throw new Error('thrown by a page') })", "thrown by a page"),
    ("fetch('/static/nothing.css')", "404"),
)


def complaint_about(browsing: Browsing, page: Page, deed: str) -> str:
    """Do it, and return what is said of it, which comes some time later."""
    with page.context.expect_event("console", lambda message: message.text == "done"):
        page.evaluate(f"() => {{ {deed}; setTimeout(() => console.log('done'), 200) }}")
    return "; ".join(browsing.watch.complaints)


def test_what_a_page_must_not_do_is_seen(browsing: Browsing) -> None:
    page = browsing.visitor()
    page.goto("/admin/")
    assert browsing.watch.requests > 5
    for deed, said in DEEDS:
        assert browsing.watch.complaints == []
        assert said in complaint_about(browsing, page, deed)
        # Seen, as they should be.
        browsing.watch.complaints.clear()
