"""A client that an ordinary generator makes of a description works: it is typed, whole, and needs no hand.

Seen to fail: with `fields` described as a list, which generators repeat where the service takes a text with commas.
"""

import importlib
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from customers_api.openapi.generator import description
from scripts.write_openapi import FOLDER
from tests.live.serving import CALLER, ON_SQLITE, Server

pytestmark = ON_SQLITE

# Loads a module of the client, and calls one of its functions.
Client = Callable[[str], Any]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Client]:
    """Make the client of a dialect, once."""
    folder = tmp_path_factory.mktemp("clients")
    # Nobody reads the code of these clients: nothing formats it.
    (folder / "config.yaml").write_text("post_hooks: []\n", encoding="utf-8")
    sys.path.insert(0, str(folder))

    def client(dialect: str) -> Client:
        name = f"client_of_{dialect}"
        if not (folder / name).exists():
            program = Path(sys.executable).with_name("openapi-python-client")
            command: list[str | Path] = [program, "generate", "--path", FOLDER / f"{dialect}.json", "--meta", "none"]
            command += ["--config", folder / "config.yaml", "--output-path", folder / name, "--fail-on-warning"]
            done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
            assert done.returncode == 0, done.stdout + done.stderr
        return lambda module: importlib.import_module(f"{name}.{module}")

    return client


@contextmanager
def calling(load: Client, server: Server, **more: str) -> Iterator[Any]:
    """Give a client that presents the key of the server's caller, and leave no connection behind."""
    options = {"base_url": f"http://127.0.0.1:{server.port}", "token": server.key, **more}
    with load("client").AuthenticatedClient(**options) as client:
        yield client


@pytest.mark.parametrize("dialect", ["v1", "v2", "rws"])
def test_every_operation_has_a_function(made: Callable[[str], Client], dialect: str) -> None:
    folder = Path(made(dialect)("client").__file__).parent
    functions = [path for path in (folder / "api").rglob("*.py") if path.name != "__init__.py"]
    assert len(functions) == sum(len(methods) for methods in description(dialect)["paths"].values())


def test_a_customer_of_dialect_v1_is_created_read_listed_changed_and_deleted(
    made: Callable[[str], Client], server: Server
) -> None:
    load = made("v1")
    models = load("models")
    with calling(load, server) as client:
        new = models.CustomerNewJson(reference="GEN-1", name="Generated", country="FR", payment_types=[7])
        created = load("api.customers.create_customer").sync(client=client, body=new)
        assert (type(created), created.reference, created.country) == (models.Customer, "GEN-1", "FR")
        assert [one.reference for one in created.payment_types] == ["cash"]
        shown = load("api.customers.show_customer").sync(created.id, client=client)
        assert shown.to_dict() == created.to_dict()
        listing = load("api.customers.list_customers").sync
        page = listing(client=client, name="gener*", fields="reference,name")
        assert [each.to_dict() for each in page.data] == [{"reference": "GEN-1", "name": "Generated"}]
        assert page.paging.total == 1
        change = models.CustomerChangeJson(name="Changed")
        assert load("api.customers.update_customer").sync(created.id, client=client, body=change).name == "Changed"
        assert load("api.customers.delete_customer_by_reference").sync("GEN-1", client=client).success.value == "true"
        gone = load("api.customers.show_customer").sync_detailed(created.id, client=client)
        assert (gone.status_code, gone.parsed.error.value) == (404, "not_found")


def test_a_form_and_a_refusal_are_understood_too(made: Callable[[str], Client], server: Server) -> None:
    load = made("v1")
    models = load("models")
    with calling(load, server) as client:
        create = load("api.payment_types.create_payment_type").sync
        created = create(client=client, body=models.PaymentTypeNewForm(reference="gen", name="Generated"))
        assert (created.reference, created.is_active) == ("gen", True)
        refused = create(client=client, body=models.PaymentTypeNewJson(reference="gen", name="Again"))
        assert (refused.error.value, refused.error_description) == ("not_unique", "reference already used")
        assert load("api.payment_types.delete_payment_type").sync(created.id, client=client).success.value == "true"


def test_a_customer_of_dialect_v2_is_created_read_listed_and_deleted(
    made: Callable[[str], Client], server: Server
) -> None:
    load = made("v2")
    models = load("models")
    with calling(load, server) as client:
        new = models.CustomerNew(company=1, name="Generated", country=250)
        created = load("api.customer.create_customer").sync(client=client, body=new)
        assert (created.name, created.country, created.nda_signed) == ("Generated", "France", False)
        assert load("api.customer.show_customer").sync(created.id, client=client).to_dict() == created.to_dict()
        found = load("api.customer.list_customers").sync(client=client, company=1, limit=1000)
        assert created.id in [each.id for each in found]
        assert load("api.customer.delete_customer").sync(created.id, client=client).to_dict() == {}
        assert load("api.customer.show_customer").sync_detailed(created.id, client=client).status_code == 404


def test_a_customer_of_dialect_rws_is_created_read_and_replaced(made: Callable[[str], Client], server: Server) -> None:
    load = made("rws")
    pair = b64encode(f"{CALLER}:{server.key}".encode()).decode()
    models = load("models")
    with calling(load, server, token=pair, prefix="Basic") as client:
        new = models.CustomerNew(name="Generated for rws", account_name="entity1")
        created = load("api.customers.create_customer").sync(client=client, body=new)
        shown = load("api.customers.show_customer").sync(created.customer_id, client=client)
        assert (shown.name, shown.account_name, shown.contacts) == ("Generated for rws", "entity1", [])
        whole = models.CustomerWhole(name="Replaced for rws")
        assert load("api.customers.replace_customer").sync(created.customer_id, client=client, body=whole) == created
        assert load("api.customers.show_customer").sync(created.customer_id, client=client).name == "Replaced for rws"
