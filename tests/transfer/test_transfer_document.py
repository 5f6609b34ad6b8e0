"""The page on files names what the program knows, and its examples are files that are imported.

Seen to fail: with a column taken out of the table, and with an unknown key in an example.
"""

import re
from io import BytesIO
from pathlib import Path

from django.conf import settings

from customers.models import Customer
from customers.transfer.columns import COLUMNS
from customers.transfer.decoding import decode_row
from customers.transfer.files import Format, open_rows
from customers.transfer.importing import run_import
from customers.transfer.list_cells import CONTACT_KEYS
from customers.transfer.outcomes import OnError
from customers.transfer.rows import FileRow
from tests.transfer.importing import Heard, caller
from tests.worlds import World

PAGE = Path(settings.BASE_DIR, "docs", "transfer.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    return PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def examples(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def test_the_table_of_columns_is_the_program_s() -> None:
    names = re.findall(r"^\| `(\w+)` \|", section("Columns"), re.MULTILINE)
    assert names == [column.name for column in COLUMNS]


def test_all_keys_of_a_contact_are_named() -> None:
    assert set(CONTACT_KEYS) <= set(re.findall(r"`(\w+)`", section("Contacts and custom fields")))


def test_the_examples_of_files_are_imported(world: World) -> None:
    for language, file_format in (("csv", Format.CSV), ("jsonl", Format.JSONL)):
        [example] = examples(language)
        heard = Heard()
        with open_rows(BytesIO(example.encode()), file_format) as rows:
            counts = run_import(caller=caller(world), rows=rows, on_error=OnError.SKIP, listener=heard)
        assert (heard.refusals, counts.failed) == ([], 0)
    customers = Customer.objects.for_organization(world.organization)
    assert customers.get(reference="C-1").parent == customers.get(reference="C-2")


def test_the_examples_of_cells_are_read() -> None:
    contacts, custom_fields = examples("json")
    for column, cell in (("contacts", contacts), ("customFields", custom_fields)):
        _, incoming = decode_row(FileRow(1, {"reference": "A", column: cell.strip()}))
        assert incoming.problem is None
