"""Knows what makes a page usable by everybody: nothing sticks out, everything is reached and seen, nothing is nameless.

It must not know which page it looks at.
"""

from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

# axe-core, which judges contrasts, names, roles and labels. It needs no right in the page's policy.
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
HINDERING = {"serious", "critical"}
FIND_VIOLATIONS = "() => axe.run(document, {resultTypes: ['violations']})"
# What is wider than its screen moves the whole page to the side. What scrolls within itself does not.
FIND_OVERHANG = """() => {
    const page = document.scrollingElement;
    if (page.scrollWidth <= page.clientWidth && document.body.scrollWidth <= document.body.clientWidth) return [];
    const wide = [...document.body.querySelectorAll('*')].filter(
        element => element.getBoundingClientRect().right > page.clientWidth + 1);
    return [`the page: ${page.scrollWidth} of ${page.clientWidth}`,
            ...wide.slice(0, 5).map(element => element.outerHTML.slice(0, 160))];
}"""
# What has the focus, and how it and what is around it look; without the focus it has to look otherwise.
FOCUSED = """() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const looks = () => [element, element.parentElement, element.parentElement.parentElement].map(each => {
        const style = getComputedStyle(each);
        const outline = style.outlineStyle === 'none' ? '' : style.outline;
        return [outline, style.boxShadow, style.borderColor, style.backgroundColor, style.color, style.textDecoration,
                style.opacity, style.clip].join();
    }).join(';');
    if (!window.passed) window.passed = new Map();
    const again = window.passed.has(element);
    if (!again) window.passed.set(element, window.passed.size);
    const place = element.getBoundingClientRect();
    const within = looks();
    element.blur();
    const without = looks();
    element.focus({preventScroll: true});
    const label = element.labels && element.labels.length ? element.labels[0].innerText : '';
    const read = element.cloneNode(true);
    read.querySelectorAll('[aria-hidden=true]').forEach(each => each.remove());
    const name = element.getAttribute('aria-label') || label || read.textContent || element.name || element.id;
    return {again, name: name.trim().split(/\\s*\\n\\s*/).join(' '), tag: element.tagName.toLowerCase(),
            visible: within !== without && place.width > 0 && place.height > 0,
            html: element.outerHTML.slice(0, 200)};
}"""
# What glides into its look has it only later.
AT_ONCE = "* { transition: none !important; animation: none !important }"
FURTHEST = 400


def overhang(page: Page) -> list[str]:
    """Return what makes the page scroll sideways."""
    found: list[str] = page.evaluate(FIND_OVERHANG)
    return found


def hindrances(page: Page) -> list[str]:
    """Return what keeps people from reading or using the page, in the words of axe-core."""
    page.evaluate(AXE)
    answer: dict[str, Any] = page.evaluate(FIND_VIOLATIONS)
    return [
        f"{violation['id']} ({violation['help']}): {node['html'][:200]}"
        for violation in answer["violations"]
        if violation["impact"] in HINDERING
        for node in violation["nodes"]
    ]


def walk(page: Page) -> list[dict[str, Any]]:
    """Press Tab from the beginning of the page to its end; return all that has had the focus, in this order."""
    page.add_style_tag(content=AT_ONCE)
    page.evaluate("() => { window.passed = new Map(); document.activeElement.blur() }")
    stops: list[dict[str, Any]] = []
    while len(stops) < FURTHEST:
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None or stop["again"]:
            return stops
        stops.append(stop)
    raise AssertionError(f"Tab does not come round: {stops[-1]}")


def focus_order(page: Page) -> list[str]:
    """Return the names of all that Tab leads to."""
    return [stop["name"] for stop in walk(page)]


def unseen_focus(page: Page) -> list[str]:
    """Return what looks the same with the focus as without."""
    return [stop["html"] for stop in walk(page) if not stop["visible"]]


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus is on what has a name, or begins with it, as somebody does who reads the screen."""
    for _ in range(FURTHEST):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is not None and stop["name"].startswith(name):
            return
    raise AssertionError(f"Tab does not lead to {name!r}.")
