"""What a browser makes of a page: the names and values that its form sends when nobody touches it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

# As <input>: what is typed into, in one line.
UNTYPED = {"submit", "button", "image", "reset", "file"}


@dataclass
class Fields(HTMLParser):
    """The fields of one form, by its id."""

    form_id: str
    values: dict[str, list[str]] = field(default_factory=dict)
    inside: bool = False
    area: str | None = None
    select: tuple[str, bool] | None = None
    options: list[tuple[str, bool]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.inside = given.get("id") == self.form_id
        name = given.get("name")
        if not self.inside or (name is None and tag != "option") or "disabled" in given:
            return
        if tag == "input":
            self.add_input(str(name), given)
        elif tag == "textarea":
            self.area = str(name)
            self.values.setdefault(self.area, [""])
        elif tag == "select":
            self.select, self.options = (str(name), "multiple" in given), []
        elif tag == "option" and self.select is not None:
            self.options.append((given.get("value") or "", "selected" in given))

    def add_input(self, name: str, given: dict[str, str | None]) -> None:
        kind = given.get("type") or "text"
        if kind in UNTYPED or (kind in {"checkbox", "radio"} and "checked" not in given):
            return
        value = given.get("value", "on" if kind in {"checkbox", "radio"} else "") or ""
        # One line has no breaks.
        self.values.setdefault(name, []).append(value.replace("\r", "").replace("\n", "") if kind == "text" else value)

    def handle_data(self, data: str) -> None:
        if self.area is not None:
            # The first line break behind the tag belongs to it, and all others are sent as two characters.
            text = data.removeprefix("\n").replace("\r\n", "\n").replace("\r", "\n")
            self.values[self.area] = [text.replace("\n", "\r\n")]

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = None
        elif tag == "form":
            self.inside = False
        elif tag == "select" and self.select is not None:
            name, is_multiple = self.select
            chosen = [value for value, is_selected in self.options if is_selected]
            if not is_multiple and not chosen:
                chosen = [value for value, _ in self.options[:1]]
            if chosen:
                self.values[name] = chosen[:1] if not is_multiple else chosen
            self.select = None


def fields_of(page: str, form_id: str) -> dict[str, list[str]]:
    """Return what the form of a page sends; the templates of rows to come are not sent with a value of their own."""
    parser = Fields(form_id)
    parser.feed(page)
    return parser.values
