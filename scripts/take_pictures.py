"""Knows which pages of the back office the documents show, and how pictures of them are taken.

It must not know what a page is made of. Names, sizes and the world are the same each time; what is random or tells the
time of day (a new key, the last change) is not.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from scripts.chromium import MISSING, launched, program
from tests.browser.browsing import NARROW, PASSWORD, WIDE, Browsing, Scheme, choose, choose_organization, sign_in
from tests.browser.watching import Watch

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
HOST = "127.0.0.1"
ORGANIZATION = "entity1"
PATIENCE = 60
# A larger picture is a burden to every clone.
LARGEST = 200_000
FILE_TO_IMPORT = """reference,name,categoryId,billingCountry,creditLimit
NC-3,Marie's Jewelry,jewelry,France,7500
NC-200,Atelier Verre,home,France,1000
NC-201,Bergmann & Sons,nowhere,Germany,2000
NC-202,Casa Blanca,home,Spain,a lot
"""


def as_it_is(page: Page) -> None:
    """Show the page as it comes."""


def with_a_file(page: Page) -> None:
    """Upload a file with two bad rows, up to the page that tells what it would change."""
    page.get_by_label("File").set_input_files(
        {"name": "customers.csv", "mimeType": "text/csv", "buffer": FILE_TO_IMPORT.encode()}
    )
    page.get_by_role("button", name="Look at the changes").click()
    page.get_by_text("Nothing is written yet").wait_for()


def with_a_new_key(page: Page) -> None:
    """Make a key for the user of the demo world."""
    choose(page, "User", "api", "api")
    page.get_by_label("Name").fill("web shop")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("not shown again").wait_for()


@dataclass(frozen=True)
class Picture:
    """A page, what is done on it first, and the screen that it is seen on."""

    name: str
    address: str
    width: int = WIDE
    height: int = 800
    scheme: Scheme = "light"
    before: Callable[[Page], None] = as_it_is


SHOWN = (
    Picture("customers", "/admin/customers/customer/"),
    Picture("customers-narrow", "/admin/customers/customer/", width=NARROW),
    Picture("customer", "/admin/customers/customer/256/change/"),
    Picture("import", "/admin/customers/import/", before=with_a_file),
    Picture("api-key", "/admin/organizations/apikey/add/", before=with_a_new_key),
)
# A dashboard of thirty customers says little: these are of so many, the same each time but for the day.
CUSTOMERS = 3000
SHOWN_OF_MANY = (
    Picture("dashboard", "/admin/", height=1560),
    Picture("dashboard-dark", "/admin/", scheme="dark"),
    Picture("categories", "/admin/customers/category/"),
)


def variables(folder: Path) -> dict[str, str]:
    """Return the environment of a service whose data lie in a folder."""
    return {
        **{name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}},
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        "DEMO_PASSWORD": PASSWORD,
        "MEDIA_ROOT": f"{folder}/media",
        "PROMETHEUS_MULTIPROC_DIR": f"{folder}/metrics",
        "SECRET_KEY": "of-a-server-that-lives-as-long-as-its-pictures-0123456789",
    }


@contextmanager
def demo_world(folder: Path) -> Iterator[str]:
    """Run the service with the demo world on a file of its own; yield its address."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "manage.py", "run_demo", "--port", str(port)]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=ROOT, env=variables(folder), stdout=quiet, stderr=quiet) as process:
        try:
            wait_for(process, port)
            yield f"http://{HOST}:{port}"
        finally:
            process.terminate()


def add_customers(folder: Path) -> None:
    """Make the world one of many customers."""
    command = [sys.executable, "manage.py", "generate_customers", "--organization", ORGANIZATION]
    count = ["--count", str(CUSTOMERS)]
    subprocess.run([*command, *count], cwd=ROOT, env=variables(folder), check=True, capture_output=True)


def wait_for(process: "subprocess.Popen[bytes]", port: int) -> None:
    """Wait until the service takes connections."""
    last = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < last:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("The service did not start: `make run` tells why.")


def signed_in(browser: Browser, address: str) -> Browsing:
    """Enter the back office of the organization that has the documented customers."""
    browsing = Browsing(browser, Watch(address))
    page = browsing.visitor()
    sign_in(page, "admin")
    choose_organization(page, ORGANIZATION)
    browsing.session = page.context.storage_state()
    return browsing


def take(browsing: Browsing, picture: Picture) -> int:
    """Take a picture into the documents; return its size."""
    page = browsing.admin(picture.width, picture.scheme)
    page.set_viewport_size({"width": picture.width, "height": picture.height})
    page.goto(picture.address)
    picture.before(page)
    # No cursor blinks in a picture, and nothing is half loaded.
    page.evaluate("() => document.activeElement.blur()")
    page.wait_for_load_state("networkidle")
    taken = Image.open(BytesIO(page.screenshot(animations="disabled")))
    path = PICTURES / f"{picture.name}.png"
    # This method keeps what is small and coloured: the marks of a list.
    taken.convert("RGB").quantize(method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(path, optimize=True)
    page.context.close()
    return path.stat().st_size


def main(names: list[str]) -> int:
    """Take the named pictures, or all."""
    path = program()
    if path is None:
        raise SystemExit(f"{MISSING} (Debian: apt install chromium).")
    PICTURES.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        demo_world(Path(folder)) as address,
        launched(path) as chromium,
        chromium.in_use() as browser,
    ):
        browsing = signed_in(browser, address)
        sizes = {picture.name: take(browsing, picture) for picture in chosen(SHOWN, names)}
        if of_many := chosen(SHOWN_OF_MANY, names):
            add_customers(Path(folder))
            sizes |= {picture.name: take(browsing, picture) for picture in of_many}
    return told(sizes, browsing.watch.complaints)


def chosen(pictures: Iterable[Picture], names: list[str]) -> list[Picture]:
    """Return the named pictures; without names, all."""
    return [picture for picture in pictures if not names or picture.name in names]


def told(sizes: Mapping[str, int], complaints: list[str]) -> int:
    """Tell how large the pictures are and what is wrong with the pages; return the exit status."""
    for name, size in sizes.items():
        print(f"docs/pictures/{name}.png: {size // 1000} kB{' (too large)' if size > LARGEST else ''}")
    for complaint in complaints:
        print(f"The browser complained: {complaint}")
    return 1 if complaints or max(sizes.values()) > LARGEST else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
