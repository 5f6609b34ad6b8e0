"""The examples in three languages do what docs/examples.md says, against a live server that is hard to reach.

It must not know how they are written: it looks at what they print, what came to the server, and what is left there.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from scripts.run_tests import in_ci
from tests.examples.gate import (
    BEHIND_A_PROXY,
    BUSY,
    CLOSED,
    DATED,
    DEFECT,
    HUNG_UP,
    LOST,
    REFUSED,
    RUNNING,
    Gate,
    gate_before,
)
from tests.live.conftest import prepared
from tests.live.serving import ON_SQLITE, Server, serving

__all__ = ["prepared"]
pytestmark = ON_SQLITE

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
PROGRAMS = {"customers.py": sys.executable, "customers.mjs": "node", "customers.sh": "sh"}
NEEDED = {"customers.mjs": ("node",), "customers.sh": ("sh", "curl")}
# What each prints: the first creation is answered again too, since its first answer was lost.
PRINTED = """\
create: 201 true
create: 201 true
upsert: 200 updated
upsert: 200 unchanged
list: 33
upload: 200 200 image/png
in time: 200
too late: 412 precondition_failed
refused: 404 not_found The currency with name GBP is not configured.
delete: true
"""


@pytest.fixture(scope="session")
def server(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the demo world and nothing else, which each example leaves as it was."""
    with serving(shutil.copytree(prepared, tmp_path_factory.mktemp("examples") / "data")) as running:
        yield running


def demand(*programs: str) -> None:
    """Pass over an example that cannot be run here; under CI it must be."""
    for name in programs:
        if shutil.which(name) is None:
            told = f"{name} is not installed: its example was not run"
            if in_ci():
                pytest.fail(told)
            pytest.skip(told)


def run(
    name: str, base: str, key: str, *given: str, path: str = os.environ["PATH"], **limits: str
) -> "subprocess.CompletedProcess[str]":
    """Run an example as a reader would."""
    variables = {"PATH": path, "BASE": f"{base}/api/v1.0", "KEY": key, **limits}
    command = [PROGRAMS[name], str(EXAMPLES / name), *given]
    return subprocess.run(command, env=variables, capture_output=True, text=True, check=False, timeout=60)


def printed_by(done: "subprocess.CompletedProcess[str]") -> str:
    """Return what an example has printed that ended well."""
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    return done.stdout


def left_in(server: Server) -> int:
    """Return how many customers of the examples there are."""
    total: int = server.call("GET", "/api/v1.0/customers?reference=EXAMPLE*").body["paging"]["total"]
    return total


@pytest.mark.parametrize("name", PROGRAMS)
def test_an_example_does_what_it_says_though_the_server_is_hard_to_reach(server: Server, name: str) -> None:
    demand(*NEEDED.get(name, ()))
    with gate_before(server.port) as (base, gate):
        assert printed_by(run(name, base, server.key)) == PRINTED
    assert [seen.outcome for seen in gate.seen[:6]] == [REFUSED, HUNG_UP, LOST, BUSY, RUNNING, "passed"]
    assert_patient(gate, REFUSED)
    assert_named(gate)
    assert_key_kept(gate, server.key)
    assert left_in(server) == 0


@pytest.mark.parametrize("name", PROGRAMS)
def test_an_example_waits_for_a_server_behind_a_proxy_that_speaks_html(server: Server, name: str) -> None:
    demand(*NEEDED.get(name, ()))
    with gate_before(server.port, BEHIND_A_PROXY) as (base, gate):
        printed = printed_by(run(name, base, server.key, "EXAMPLE é/2 %"))
    assert printed == PRINTED.replace("201 true", "201 false", 1)
    assert [seen.outcome for seen in gate.seen[:4]] == [*BEHIND_A_PROXY, "passed"]
    assert len({seen.key for seen in gate.seen[:4]}) == 1
    assert_patient(gate, DATED)
    assert left_in(server) == 0


@pytest.mark.parametrize(("trouble", "requests"), [((DEFECT, DEFECT), 2), ((CLOSED,), 1)])
@pytest.mark.parametrize("name", PROGRAMS)
def test_an_example_gives_up_after_a_second_defect_and_where_the_wait_is_too_long(
    server: Server, name: str, trouble: tuple[str, ...], requests: int
) -> None:
    demand(*NEEDED.get(name, ()))
    with gate_before(server.port, trouble) as (base, gate):
        done = run(name, base, server.key)
    told = f"refused: {trouble[-1][:3]} no_code <html><title>Something is wrong</title></html>\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", told)
    assert len(gate.seen) == requests


@pytest.mark.parametrize("name", PROGRAMS)
def test_an_example_takes_an_address_with_a_slash_at_its_end(server: Server, name: str) -> None:
    demand(*NEEDED.get(name, ()))
    with gate_before(server.port, ()) as (base, gate):
        variables = {"PATH": os.environ["PATH"], "BASE": f"{base}/api/v1.0/", "KEY": server.key}
        command = [PROGRAMS[name], str(EXAMPLES / name)]
        subprocess.run(command, env=variables, capture_output=True, check=True, timeout=60)
    assert [seen.path for seen in gate.seen if "//" in seen.path] == []


def test_the_shell_shows_its_key_to_nobody_who_lists_the_processes(server: Server, tmp_path: Path) -> None:
    demand("sh", "curl")
    told = tmp_path / "told"
    witness = tmp_path / "curl"
    witness.write_text(f'#!/bin/sh\necho "$@" >>{told}\nexec {shutil.which("curl")} "$@"\n', encoding="utf-8")
    witness.chmod(0o755)
    base = f"http://127.0.0.1:{server.port}"
    printed_by(run("customers.sh", base, server.key, path=f"{tmp_path}:{os.environ['PATH']}"))
    commands = told.read_text(encoding="utf-8")
    assert base in commands
    assert server.key not in commands


@pytest.mark.parametrize("name", PROGRAMS)
def test_an_example_that_is_refused_for_good_says_so_and_ends(server: Server, name: str) -> None:
    demand(*NEEDED.get(name, ()))
    done = run(name, f"http://127.0.0.1:{server.port}", "ck_wrong")
    told = "refused: 401 no_credentials Valid credentials are required to access this resource.\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", told)


def assert_patient(gate: Gate, trouble: str) -> None:
    """Demand that a client has waited as long as it was told."""
    waited = [later.moment - earlier.moment for earlier, later in pairwise(gate.seen) if earlier.outcome == trouble]
    assert len(waited) == 1
    assert waited[0] >= 1


def assert_named(gate: Gate) -> None:
    """Demand that every write has a name, that a repeated one keeps it, and that no two intended ones share it."""
    writes = [seen for seen in gate.seen if seen.method != "GET"]
    assert all(seen.key for seen in writes)
    assert len({seen.key for seen in writes[:6]}) == 1
    # The creation is meant twice under one name; two upserts, a picture, two changes, a refusal and a deletion follow.
    assert [seen.outcome for seen in writes[6:]] == ["passed"] * 8
    assert len({seen.key for seen in writes}) == 8


def assert_key_kept(gate: Gate, key: str) -> None:
    """Demand that the key went with every request but the one for the picture, which another host may serve."""
    pictures = [seen.credential for seen in gate.seen if "/small_" in seen.path]
    others = {seen.credential for seen in gate.seen if "/small_" not in seen.path}
    assert (pictures, others) == ([None], {f"Bearer {key}"})


def test_every_example_is_run_and_described() -> None:
    files = {path.name for path in EXAMPLES.iterdir() if path.suffix in {".py", ".mjs", ".sh"}}
    described = (ROOT / "docs" / "examples.md").read_text(encoding="utf-8")
    assert files == set(PROGRAMS)
    assert [name for name in files if f"`examples/{name}`" not in described] == []
