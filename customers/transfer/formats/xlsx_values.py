"""What the value of an XLSX cell means as text: numbers, dates, escaped characters; it knows neither rows nor files."""

import re
from collections.abc import Collection
from datetime import datetime, timedelta
from decimal import Decimal

from customers.transfer.formats.xml_parts import Attributes

# Spreadsheets calculate with so many digits; what lies behind them is noise, or was lost.
DIGITS = 15
BEYOND_DIGITS = 10**DIGITS
SHORT_NUMBER = re.compile(rf"[1-9][0-9]{{0,{DIGITS - 1}}}\Z|0\Z", re.ASCII)
ESCAPED_CHARACTER = re.compile(r"_x([0-9A-Fa-f]{4})_")
# What of a number format is no placeholder: texts, escaped characters, colours and currencies, fillers.
NO_PLACEHOLDER = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
# Hours beyond the end of a day: such a number is a duration.
ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
DATE_PLACEHOLDER = re.compile("[dmyhs]", re.IGNORECASE)
# Those that are not written down because everybody knows them; the durations (46) are numbers here.
BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)})
FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001 - spreadsheets know no zones
FIRST_DAY_OF_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
# Day 60 is the 29th of February 1900, which there never was.
NO_DAY = 60
DAYS = 2_958_466


def unescaped_characters(text: str) -> str:
    """Return a text in which characters that XML cannot hold were written as ``_x000D_``."""
    return ESCAPED_CHARACTER.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def number_text(value: str) -> str:
    """Return a number in its shortest form, without an exponent: 1.0 is "1".

    Raise ``ValueError`` for one of more digits than a spreadsheet keeps: its end is lost already.
    """
    if SHORT_NUMBER.match(value):
        return value
    number = Decimal(f"{float(value):.{DIGITS}g}")
    if not number.is_finite() or abs(number) >= BEYOND_DIGITS:
        raise ValueError(f"the number {value} has more digits than a spreadsheet keeps: write it as text")
    return format(number.normalize(), "f") if number else "0"


def date_text(value: str, *, counts_from_1904: bool) -> str:
    """Return a day or a moment as ISO 8601 has it, without a zone; raise ``ValueError`` for what is no date."""
    days = float(value)
    if not 0 <= days < DAYS or int(days) == NO_DAY:
        raise ValueError(f"the number {value} is no date")
    if counts_from_1904:
        moment = FIRST_DAY_OF_1904 + timedelta(days=days)
    else:
        moment = FIRST_DAY + timedelta(days=days if days > NO_DAY else days + 1)
    rounded = moment + timedelta(microseconds=500)
    milliseconds = rounded.replace(microsecond=rounded.microsecond // 1000 * 1000)
    if days < 1:
        return milliseconds.time().isoformat()
    return iso_text(milliseconds)


def iso_text(moment: datetime) -> str:
    """Return a moment; midnight is the day alone."""
    return moment.isoformat().removesuffix("T00:00:00")


def date_styles(styles: list[tuple[str, Attributes]]) -> frozenset[int]:
    """Return the places of the cell styles that show dates, of the elements of a workbook's styles."""
    dates: set[int] = set(BUILT_IN_DATES)
    for name, attributes in styles:
        if name == "numFmt":
            shows = shows_date(attributes.get("formatCode", ""))
            (dates.add if shows else dates.discard)(number_of(attributes))
    formats = [number_of(attributes) for attributes in cell_formats(styles)]
    return frozenset(place for place, number in enumerate(formats) if number in dates)


def cell_formats(styles: list[tuple[str, Attributes]]) -> Collection[Attributes]:
    """Return the formats of cells, which stand between those of named styles and the names."""
    names = [name for name, _ in styles]
    if "cellXfs" not in names:
        return ()
    start = names.index("cellXfs")
    end = names.index("cellStyles", start) if "cellStyles" in names[start:] else len(names)
    return [attributes for name, attributes in styles[start:end] if name == "xf"]


def number_of(attributes: Attributes) -> int:
    """Return the number of a number format."""
    number = attributes.get("numFmtId", "0")
    return int(number) if number.isdecimal() and len(number) < DIGITS else 0


def shows_date(code: str) -> bool:
    """Tell whether a number format shows dates."""
    return not ELAPSED.search(code) and DATE_PLACEHOLDER.search(NO_PLACEHOLDER.sub("", code)) is not None
