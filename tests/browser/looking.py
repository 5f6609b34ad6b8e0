"""Knows what makes a page usable by everybody: nothing sticks out, everything is reached and seen, nothing is nameless.

It must not know which page it looks at.
"""

from contextlib import suppress
from importlib.resources import files
from typing import Any

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as TooLateError

# axe-core, which judges contrasts, names, roles and labels. It needs no right in the page's policy.
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
HINDERING = {"serious", "critical"}
FIND_VIOLATIONS = "options => axe.run(document, {resultTypes: ['violations'], ...options})"
CONTRAST = {"runOnly": ["color-contrast"]}
# What is wider than its screen moves the whole page to the side. What scrolls within itself does not.
FIND_OVERHANG = """() => {
    const page = document.scrollingElement;
    if (page.scrollWidth <= page.clientWidth && document.body.scrollWidth <= document.body.clientWidth) return [];
    const wide = [...document.body.querySelectorAll('*')].filter(
        element => element.getBoundingClientRect().right > page.clientWidth + 1);
    return [`the page: ${page.scrollWidth} of ${page.clientWidth}`,
            ...wide.slice(0, 5).map(element => element.outerHTML.slice(0, 160))];
}"""
# Once the keyboard was used, what gets the focus shows it: it, or what is around it, looks otherwise than without.
FIND_UNSEEN = """() => {
    const looksOf = element => [element, element.parentElement, element.parentElement.parentElement].map(each => {
        const style = getComputedStyle(each);
        return [style.outlineStyle === 'none' ? '' : style.outline, style.boxShadow, style.borderColor,
                style.backgroundColor, style.color, style.textDecoration].join();
    }).join(';');
    const focusable = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
    const unseen = [];
    for (const element of document.querySelectorAll(focusable)) {
        if (element.disabled || element.tabIndex < 0 || !element.checkVisibility({visibilityProperty: true})) continue;
        element.focus({preventScroll: true});
        const within = looksOf(element);
        const place = element.getBoundingClientRect();
        element.blur();
        if (within === looksOf(element) || !place.width || !place.height) unseen.push(element.outerHTML.slice(0, 200));
        element.focus({preventScroll: true});
    }
    return unseen;
}"""
# What has the focus, by the name that it has for those who hear the page.
FOCUSED = """() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const passed = window.passed = window.passed || new Set();
    const again = passed.has(element);
    passed.add(element);
    const read = element.cloneNode(true);
    read.querySelectorAll('[aria-hidden=true]').forEach(each => each.remove());
    const label = element.labels && element.labels.length ? element.labels[0].innerText : '';
    const name = element.getAttribute('aria-label') || label || read.textContent || element.name || element.id;
    return {again, name: name.trim().split(/\\s+/).join(' ')};
}"""
# The next Tab leads to the first thing on the page, wherever the focus was.
TO_THE_TOP = """() => {
    window.passed = new Set();
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
}"""
# What glides into its look has it only later.
AT_ONCE = "* { transition: none !important; animation: none !important }"
FURTHEST = 400
SETTLING = 10_000


def overhang(page: Page) -> list[str]:
    """Return what makes the page scroll sideways, once what follows the size of the screen, a chart, had its time."""
    page.wait_for_load_state()
    with suppress(TooLateError):
        page.wait_for_function(f"() => ({FIND_OVERHANG})().length === 0", timeout=SETTLING)
    found: list[str] = page.evaluate(FIND_OVERHANG)
    return found


def hindrances(page: Page) -> list[str]:
    """Return what keeps people from reading or using the page, in the words of axe-core."""
    return violations(page, {})


def dark_hindrances(page: Page) -> list[str]:
    """Return what cannot be read at night; the rest is the same by day."""
    page.evaluate("() => document.documentElement.classList.add('dark')")
    return [f"dark: {violation}" for violation in violations(page, CONTRAST)]


def violations(page: Page, options: dict[str, Any]) -> list[str]:
    """Return what hinders, rule by rule."""
    page.wait_for_load_state()
    page.add_style_tag(content=AT_ONCE)
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    answer: dict[str, Any] = page.evaluate(FIND_VIOLATIONS, options)
    return [
        f"{violation['id']} ({violation['help']}): {node['html'][:200]}"
        for violation in answer["violations"]
        if violation["impact"] in HINDERING
        for node in violation["nodes"]
    ]


def unseen_focus(page: Page) -> list[str]:
    """Return what looks the same with the focus of the keyboard as without."""
    page.add_style_tag(content=AT_ONCE)
    page.keyboard.press("Tab")
    found: list[str] = page.evaluate(FIND_UNSEEN)
    return found


def focus_order(page: Page) -> list[str]:
    """Press Tab from the beginning of the page to its end; return the names of all that it leads to."""
    page.evaluate(TO_THE_TOP)
    names: list[str] = []
    while len(names) < FURTHEST:
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None or stop["again"]:
            return names
        names.append(stop["name"])
    raise AssertionError(f"Tab does not come round: {names[-1]}")


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus is on what has a name, as somebody does who hears the page; a value may follow it."""
    names: list[str] = []
    while len(names) < FURTHEST:
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        names.append(stop["name"] if stop is not None else "")
        if names[-1].partition(":")[0] == name:
            return
    raise AssertionError(f"Tab does not lead to {name!r}: {sorted(set(names))}")
