"""The dashboard draws its charts and its map, and its numbers lead to the customers that they count."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.browsing import Browsing

# What a canvas shows: the number of its pixels that are not see-through.
PAINTED = """canvas => {
    const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let painted = 0;
    for (let each = 3; each < data.length; each += 4) painted += data[each] > 0;
    return painted;
}"""


def painted(canvas: Locator) -> int:
    """Return how much of a chart is drawn."""
    found: int = canvas.evaluate(PAINTED)
    return found


def below(page: Page, heading: str, tag: str) -> Locator:
    """Return the elements of a kind that follow a heading."""
    return page.get_by_role("heading", name=heading, exact=True).locator(f"xpath=following::{tag}")


def test_the_charts_and_the_map_are_drawn(browsing: Browsing) -> None:
    page = browsing.admin()
    page.goto("/admin/")
    charts = page.locator("canvas")
    expect(charts.first).to_be_visible()
    for chart in charts.all():
        page.wait_for_function(f"canvas => ({PAINTED})(canvas) > 500", arg=chart.element_handle())
        assert painted(chart) > 500
    for title in ("By category", "By segmentation", "By country"):
        expect(below(page, title, "a").first).to_be_visible()
    land = page.locator("svg.dash-map path")
    assert land.count() > 0
    assert page.locator("svg.dash-map circle").count() > 0


def test_a_number_leads_to_the_customers_that_it_counts(browsing: Browsing) -> None:
    page = browsing.admin()
    for label in ("On hold", "Without e-mail"):
        page.goto("/admin/")
        link = page.get_by_role("link", name=label)
        number = int(link.inner_text().split()[0])
        link.click()
        expect(page.locator("#result_list a[href*='/change/']")).to_have_count(number)
    page.goto("/admin/")
    below(page, "By country", "a").get_by_text("Germany").click()
    expect(page.get_by_role("link", name="Lagerhaus Süd")).to_be_visible()
