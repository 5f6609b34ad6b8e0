"""An export holds the customers of one organization at one moment, in few statements and little memory.

Seen to fail: without the organization's condition, with each statement in a transaction of its own, with links looked
up row by row, and with a column for the region where nobody can give one.
"""

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from customers.models import Customer, CustomerPaymentType
from customers.services import customer_create
from customers.transfer import exporting
from customers.transfer.columns import COLUMNS
from customers.transfer.errors import TransferError
from customers.transfer.exporting import export_customers, export_pieces
from customers.transfer.files import Format, open_rows
from customers_api.core.drafts import Caller, Incoming
from customers_api.core.references import ById
from tests.concurrency.racing import COMMITTING
from tests.transfer.whole_world import build_whole_world
from tests.worlds import World, new_world

NOTHING: tuple[object, ...] = (None, [], {})


def add(world: World, *references: str) -> None:
    Customer.objects.bulk_create(
        Customer(
            organization=world.organization, reference=reference, name="x", category=world.root, currency=world.euro
        )
        for reference in references
    )


def exported(world: World, file_format: Format = Format.JSONL, **more: object) -> list[dict[str, object]]:
    stream = io.BytesIO()
    count = export_customers(organization=world.organization, file_format=file_format, stream=stream, **more)  # type: ignore[arg-type]
    stream.seek(0)
    with open_rows(stream, file_format) as rows:
        found = [dict(row.cells) for row in rows]
    assert len(found) == count
    return found


def references(world: World, **more: object) -> list[object]:
    return [row["reference"] for row in exported(world, **more)]  # type: ignore[arg-type]


def test_a_file_is_written_as_documented(world: World) -> None:
    caller = Caller(world.organization, world.editor)
    values = {"reference": "007", "name": "=Acme", "phone": "+49 30", "payment_types": [ById(world.cash.pk)]}
    customer = customer_create(caller=caller, incoming=Incoming(values)).record
    stream = io.BytesIO()
    assert export_customers(organization=world.organization, file_format=Format.CSV, stream=stream) == 1
    header, row, end = stream.getvalue().decode().split("\r\n")
    assert header == ",".join(column.name for column in COLUMNS)
    assert end == ""
    filled = {name: cell for name, cell in zip(header.split(","), row.split(","), strict=True) if cell}
    created = customer.date_created.isoformat().replace("+00:00", "Z")
    assert filled == {
        "reference": "007",
        "name": "'=Acme",
        "phone": "'+49 30",
        "isActive": "true",
        "categoryId": "root",
        "isSubCustomer": "false",
        "billWithParent": "false",
        "userId": "ed-1",
        "isSameAddress": "true",
        "currency": "EUR",
        "paymentTypes": '"[""cash""]"',
        "onHold": "false",
        "dateCreated": created,
        "ndaSigned": "false",
        "msaSigned": "false",
    }


def test_each_column_says_something_of_somebody(world: World) -> None:
    build_whole_world(world)
    found = exported(world)
    assert [column.name for column in COLUMNS if all(row[column.name] in NOTHING for row in found)] == []
    everything = next(row for row in found if row["reference"] == "everything")
    assert [name for name, value in everything.items() if value in NOTHING] == ["parentCustomer"]


def test_customers_of_others_are_in_no_file(world: World, elsewhere: World) -> None:
    add(world, "mine", "mine too")
    add(elsewhere, "theirs")
    assert references(world) == ["mine", "mine too"]
    assert references(elsewhere) == ["theirs"]
    theirs = Customer.objects.for_organization(elsewhere.organization)
    assert references(world, customers=theirs) == []


def test_what_is_filtered_is_what_is_exported(world: World) -> None:
    add(world, "A", "B", "C")
    filtered = Customer.objects.filter(reference__in=["C", "A"]).order_by("-reference")
    assert references(world, customers=filtered) == ["A", "C"]
    assert references(world, customers=Customer.objects.none()) == []


def test_regions_stand_in_a_file_only_where_they_mean_something(world: World, elsewhere: World) -> None:
    add(world, "A")
    add(elsewhere, "A")
    assert "regionId" in exported(world)[0]
    assert "regionId" not in exported(elsewhere)[0]
    assert [*exported(elsewhere, Format.CSV)[0]] == [column.name for column in COLUMNS if column.name != "regionId"]


def test_more_customers_take_no_more_statements(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    build_whole_world(world)
    keys = list(Customer.objects.for_organization(world.organization).order_by("pk").values_list("pk", flat=True))

    def statements(count: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert len(exported(world, customers=Customer.objects.filter(pk__in=keys[:count]))) == count
        return len(queries)

    # The number, the rows, what they link to, payment types, contacts, custom fields and their templates.
    assert statements(3) == statements(40) == 7
    monkeypatch.setattr(exporting, "PORTION", 10)
    assert statements(40) == 2 + 4 * 5


def test_a_portion_is_written_before_the_next_one_is_read(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "PORTION", 2)
    add(world, *"ABCDE")
    expected: list[int] = []
    written: list[int] = []
    pieces = export_pieces(
        organization=world.organization, file_format=Format.CSV, expected=expected.append, written=written.append
    )
    assert next(pieces).count(b"\r\n") == 3
    assert (expected, written) == ([5], [])
    assert next(pieces).count(b"\r\n") == 2
    assert written == [2]
    assert len([*pieces]) == 2
    assert written == [2, 2, 1]


@pytest.mark.parametrize("file_format", list(Format))
def test_an_organization_without_customers_has_a_file_too(world: World, file_format: Format) -> None:
    assert exported(world, file_format) == []


def test_a_customer_that_a_sheet_cannot_hold_is_named(world: World) -> None:
    add(world, "A", "B")
    second = Customer.objects.for_organization(world.organization).get(reference="B")
    for position in range(4):
        second.contacts.create(organization=world.organization, position=position, comment="x" * 10_000)
    with pytest.raises(TransferError) as caught:
        exported(world, Format.XLSX)
    assert str(caught.value) == (
        "row 2, column contacts: the text has more than 32,767 characters, which no cell of XLSX can hold:"
        " take csv or jsonl"
    )
    assert len(exported(world, Format.CSV)) == 2


def elsewhere_now(work: Callable[[], None]) -> None:
    """Do something in another connection, and commit it."""

    def run() -> None:
        try:
            work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(run).result(60)


class TestWithCommits:
    """What needs real transactions."""

    pytestmark = COMMITTING

    def test_all_portions_are_of_one_moment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(exporting, "PORTION", 2)
        world = new_world("here")
        add(world, *"ABCDE")
        own = Customer.objects.for_organization(world.organization)
        last = own.get(reference="E").pk

        def change() -> None:
            own.filter(reference="C").update(name="late")
            own.get(reference="D").delete()
            own.get(reference="E").payment_type_links.create(organization=world.organization, payment_type=world.cash)
            add(world, "F")

        pieces = export_pieces(organization=world.organization, file_format=Format.JSONL)
        first = next(pieces)
        elsewhere_now(change)
        assert CustomerPaymentType.objects.for_organization(world.organization).filter(customer=last).count() == 0
        stream = io.BytesIO(first + b"".join(pieces))
        with open_rows(stream, Format.JSONL) as rows:
            found = [(row.cells["reference"], row.cells["name"], row.cells["paymentTypes"]) for row in rows]
        assert found == [(reference, "x", []) for reference in "ABCDE"]
        assert not connection.in_atomic_block
        assert references(world) == ["A", "B", "C", "E", "F"]

    def test_nothing_is_written_while_one_reads(self) -> None:
        world = new_world("here")
        add(world, "A")
        pieces = export_pieces(organization=world.organization, file_format=Format.CSV)
        next(pieces)
        with connection.cursor() as cursor:
            cursor.execute("SHOW transaction_read_only")
            assert cursor.fetchone() == ("on",)
            cursor.execute("SHOW transaction_isolation")
            assert cursor.fetchone() == ("repeatable read",)
        pieces.close()
        add(world, "B")


@pytest.mark.django_db(transaction=True)
def test_an_export_that_is_given_up_leaves_the_connection_free() -> None:
    world = new_world("here")
    add(world, "A", "B")
    pieces = export_pieces(organization=world.organization, file_format=Format.XLSX)
    next(pieces)
    pieces.close()
    assert not connection.in_atomic_block
    add(world, "C")
    assert references(world) == ["A", "B", "C"]
