"""Keeps what clients have sent and which of it was acknowledged, and compares that with what the service has.

All of a state follows from its number, so that a mixture of two is seen. It must not know how requests are sent, nor
what is done to the server meanwhile.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from PIL import Image

from customers_api.core.picture_files import paths_of
from tests.live.serving import Server

# The payment types of the demo world.
PAYMENT_TYPES = (7, 8, 9, 10)
PAGE = 1000


@dataclass(frozen=True)
class State:
    """A customer with what hangs on it: links, contacts, and a picture, which is known by its width."""

    name: str
    number: int
    payment_types: tuple[int, ...] = ()
    contacts: tuple[str, ...] = ()
    width: int | None = None

    @property
    def city(self) -> str:
        """One of the texts that tell the state."""
        return f"city {self.number}"

    @property
    def address(self) -> str:
        """Another one, so that the half of a state would show."""
        return f"address {self.number}"


@dataclass
class Entry:
    """What is known of one customer: its last acknowledged state, and one that was sent and not acknowledged."""

    certain: State | None = None
    attempted: State | None = None

    def allows(self, stored: State | None) -> bool:
        """Tell whether the service may have this: nothing that was acknowledged is lost, nothing comes by halves."""
        return stored == self.certain or (stored is not None and stored == self.attempted)


@dataclass
class Ledger:
    """What all clients know, by the names of customers; each name belongs to one client."""

    prefix: str
    entries: dict[str, Entry] = field(default_factory=dict)

    def entry(self, name: str) -> Entry:
        """Return what is known of a customer."""
        return self.entries.setdefault(name, Entry())

    def differences(self, server: Server) -> list[str]:
        """Return what the service has and should not, or has not and should."""
        found: list[str] = []
        stored: dict[str, State] = {}
        for row in listed(server, f"{self.prefix}*"):
            try:
                state = state_of(row, server.folder / "media")
            except (OSError, ValueError) as error:
                found.append(f"{row['name']} points at a picture that is not there whole: {error}")
                continue
            if state.name in stored:
                found.append(f"{state.name} is there twice")
            stored[state.name] = state
        known = [(name, stored.get(name), entry) for name, entry in self.entries.items()]
        found += [f"{name}: {state}, not {entry}" for name, state, entry in known if not entry.allows(state)]
        return found + [f"{name} was never sent" for name in stored.keys() - self.entries.keys()]


def listed(server: Server, name: str) -> Iterator[dict[str, Any]]:
    """Yield the customers whose name is like this."""
    offset, total = 0, 1
    while offset < total:
        reply = server.call("GET", f"/api/v1.0/customers?max={PAGE}&offset={offset}&name={name.replace(' ', '%20')}")
        assert reply.status == 200, reply
        yield from reply.body["data"]
        offset, total = offset + PAGE, reply.body["paging"]["total"]


def state_of(row: dict[str, Any], media: Path) -> State:
    """Return the state that an answer of the service shows, its picture as it lies on the disk.

    ``OSError`` or ``ValueError`` when the files of its picture are not there whole, or the texts are of two states.
    """
    number = int(row["billingCity"].removeprefix("city "))
    if row["billingAddress"] != f"address {number}":
        raise ValueError(f"{row['billingAddress']!r} in {row['billingCity']!r}")
    return State(
        name=row["name"],
        number=number,
        payment_types=tuple(sorted(link["id"] for link in row["paymentTypes"])),
        contacts=tuple(contact["lastName"] for contact in row["contacts"]),
        width=width_of(row["logo"], media),
    )


def width_of(logo: str | None, media: Path) -> int | None:
    """Return the width of a stored picture, whose copies must be there too."""
    if logo is None:
        return None
    widths = []
    for path in paths_of(urlsplit(logo).path.lstrip("/")):
        with Image.open(media / path) as image:
            image.load()
            widths.append(image.width)
    return widths[0]


def orphans(server: Server) -> int:
    """Return how many pictures of customers lie on the disk that no customer names."""
    named = {urlsplit(row["logo"]).path.rpartition("/")[2] for row in listed(server, "*") if row["logo"]}
    lying = {path.name for path in server.folder.glob("media/*/photoCustomer/*")}
    originals = {name.removeprefix("small_").removeprefix("medium_") for name in lying}
    return len(originals - named)
