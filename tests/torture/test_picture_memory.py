"""How much memory the production server takes while bombs are thrown at it from several sides at once.

The largest pictures that are taken decode to 200 MB, and are decoded one at a time in each process.
"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import copytree

from tests.live.serving import ON_SQLITE, serving
from tests.torture.figures import note, size
from tests.torture.picture_bombs import LARGE_BOMBS, small_bombs
from tests.torture.test_pictures import BOUNDARY, ROW, multipart

pytestmark = ON_SQLITE

CALLERS = 4
LARGE = list(LARGE_BOMBS)[: size(1, len(LARGE_BOMBS))]
SMALL = size(6, 100)
ROUNDS = size(1, 3)
# Beside what the process takes anyway: one picture of 50 megapixels in four channels, converted, turned and written.
MOST = 1_200


def peak(pid: int) -> int:
    """Return the most memory that a process and its children have ever had, in megabytes."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    own = next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)
    return max(own // 1024, *(peak(int(child)) for child in children), 0)


def test_bombs_from_several_sides_stay_within_bounds(prepared: Path, tmp_path: Path) -> None:
    bombs = [LARGE_BOMBS[label]() for label in LARGE for _ in range(2)]
    bombs += [data for _, data in list(small_bombs())[:SMALL]]
    kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY[2:].decode()}"}
    with serving(copytree(prepared, tmp_path / "data")) as server:

        def send(job: tuple[int, bytes]) -> int:
            number, data = job
            body = multipart("imageFile", "x.png", "image/png", data)
            return server.call("POST", f"/api/v1.0/customers/reference/B-{number % 9}", body, **kind).status

        with ThreadPoolExecutor(CALLERS) as pool:
            send((0, b"no picture"))
            before = peak(server.process.pid)
            statuses = set(pool.map(send, enumerate(bombs * ROUNDS)))
        after = peak(server.process.pid)
    assert {400} < statuses <= {200, 201, 400}
    note(ROW, f"memory of a process: {after} MB at most while {CALLERS} callers send bombs, {before} MB before")
    assert after - before < MOST
