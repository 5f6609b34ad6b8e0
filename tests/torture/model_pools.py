"""What random requests are made of: sound values, odd ones and wrong ones; it knows no request."""

from tests.torture.model_values import Colour, Link, Links, Number, Reference, Text, Truth, Whole, Word

TEXTS = (
    "b",
    "a",
    "B",
    "É",
    "e\u0301",
    "é",
    "ß",
    "SS",
    "ſ",
    "🏬 shop",
    "_",
    "%",
    "a\\b",
    "50%",
    "Ω",
    " x ",
    "New York",
    "a*b",
)
ODD_TEXTS = (*TEXTS, 42, 1.5, 0, -7, "", None, None)
REFERENCES = ("R-1", "r-1", "7", "a/b", "a b", "é", "%41", "ß", "+", "x?y#z", "..a", "Ä")
PATTERNS = ("*", "r*", "*1", "*a*", "É*", "ss", "**", "*_*", "%", "R-1", "*\u0301", "*b*", "S*S")
COUNTRIES = ("France", "FRA", "fr", "Allemagne", "GERMANY", "usa")
WRONG = {
    Text: ([], {}, True, "x" * 10_001, "a\0b"),
    Reference: ([], "a\nb", "a/", "..", "x" * 256),
    Colour: ("red", "#12345", "#12345G", "#1234567", []),
    Truth: ("yes", 1, 0, [], "tru"),
    Whole: ("x", 1.5, True, "", -(2**31) - 1, 2**31, "1e3", [1]),
    Number: ("x", True, -1e12, 1e15, 0.00000000001, "1.5.", [], "NaN", "1,5"),
    Word: ("3", "", "daysafterinvoicedate", []),
    Link: ("x", True, -1, [], 10**6, "1.5", 1.5),
    Links: ("x", {"id": 7}, [None], [10**6], ["x"], [{"id": "x"}], 7),
}
TABLES = {
    "customers": 10,
    "contacts": 3,
    "customerCategories": 3,
    "customerSegmentations": 2,
    "paymentTypes": 2,
    "regions": 3,
    "currencies": 2,
    "users": 1,
}
RULED = {"reference", "currency", "country", "dueDateConfigType"}
ISO = ("EUR", "USD", "GBP", "CHF", "JPY")
