"""Knows what a site of documents must not have: a page that asks another host for something, a link that leads nowhere.

It reads the files that were built, as a browser would, and must not know what made them, or what they are about.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

# Attributes whose address a browser fetches by itself.
FETCHED = {
    ("script", "src"),
    ("img", "src"),
    ("img", "srcset"),
    ("iframe", "src"),
    ("embed", "src"),
    ("object", "data"),
    ("source", "src"),
    ("source", "srcset"),
    ("video", "src"),
    ("video", "poster"),
    ("audio", "src"),
    ("image", "href"),
    ("image", "xlink:href"),
    ("use", "href"),
    ("use", "xlink:href"),
    ("input", "src"),
    ("form", "action"),
}
# Links in the head that a browser only notes.
NOTED = {"canonical", "next", "prev", "alternate", "edit", "author", "license"}
IN_STYLES = re.compile(r"(?:@import\s+|url\(\s*)[\"']?([^\"')\s]+)")


@dataclass
class Page(HTMLParser):
    """What a page holds: anchors, links that people follow, and addresses that are fetched."""

    anchors: set[str] = field(default_factory=set)
    followed: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin as a parser."""
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what an element names."""
        known = {name: value or "" for name, value in attrs}
        self.anchors |= {known[name] for name in ("id", "name") if known.get(name)}
        self.fetched += [value for name, value in known.items() if (tag, name) in FETCHED]
        self.fetched += IN_STYLES.findall(known.get("style", ""))
        if tag == "link" and not NOTED & set(known.get("rel", "").split()):
            self.fetched.append(known.get("href", ""))
        if tag == "a" and "href" in known:
            self.followed.append(known["href"])


def read(file: Path) -> Page:
    """Return what a page holds."""
    page = Page()
    page.feed(file.read_text(encoding="utf-8"))
    page.close()
    return page


def is_elsewhere(address: str) -> bool:
    """Tell whether an address names a host; data that stand in the address itself are here."""
    parts = urlsplit(address)
    return bool(parts.netloc) or parts.scheme in {"http", "https", "ftp", "ws", "wss"}


def problems(site: Path) -> Iterator[str]:
    """Yield what is wrong with the files below a folder, a line for each."""
    pages = {file.resolve(): read(file) for file in sorted(site.rglob("*.html"))}
    if not pages:
        yield f"{site} holds no page"
    for file, page in pages.items():
        name = file.relative_to(site.resolve())
        yield from (f"{name} asks another host: {address}" for address in page.fetched if is_elsewhere(address))
        # The page for unknown addresses is shown at any depth, so that its links begin at the top.
        if name.name != "404.html":
            yield from (f"{name} {told}" for told in broken_links(file, page, pages))
    for style in sorted(site.rglob("*.css")):
        found = IN_STYLES.findall(style.read_text(encoding="utf-8"))
        yield from (
            f"{style.relative_to(site)} asks another host: {address}" for address in found if is_elsewhere(address)
        )


def broken_links(file: Path, page: Page, pages: dict[Path, Page]) -> Iterator[str]:
    """Yield each link and each fetched file of a page that is not there."""
    for address in (*page.followed, *page.fetched):
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            continue
        aim = (file.parent / unquote(parts.path)).resolve() if parts.path else file
        aim = aim / "index.html" if aim.is_dir() else aim
        if not aim.is_file():
            yield f"leads nowhere: {address}"
        elif parts.fragment and aim in pages and unquote(parts.fragment) not in pages[aim].anchors:
            yield f"leads to no such heading: {address}"


def main() -> int:
    """Say what is wrong with a site, and end with 1 where something is."""
    site = Path(sys.argv[1])
    found = list(problems(site))
    for line in found:
        print(line, file=sys.stderr)
    if not found:
        print(f"{sum(1 for _ in site.rglob('*.html'))} pages in {site}, every link leads somewhere: {site}/index.html")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
