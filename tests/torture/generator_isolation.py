"""Makes callers who know all ids and references of organizations that they may not know of.

For each thing of another organization there is one that nobody has, of the same form: requests come in pairs, made from
one seed, and whoever may not know of the first must be answered as for the second. It must not know a request.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from organizations.models import AccountGroup, User
from tests.accounts import basic
from tests.clients import Caller
from tests.torture.generator_organizations import FOREIGN, SISTER, Things, begin_ids_at, furnished, tables
from tests.torture.generator_world import Known

# What is of no organization looks like what is of another one, but for a letter or a digit.
MISSING = {SISTER: "qys", FOREIGN: "qyx"}
CANARY = re.compile(rb"(?i)qz[sx][0-9]{4}")
FIRST_ID_AT_HOME, FIRST_ID, TO_MISSING = 1000, 500_000, 400_000


@dataclass(frozen=True)
class Pair:
    """What a caller knows of others, and the same of nobody; ``marks`` begin the texts that the caller must not see."""

    there: Known
    missing: Known
    marks: tuple[str, ...]

    def as_there(self, text: bytes) -> bytes:
        """Return an answer about what is missing as if it had been asked for what is there."""
        for mark in self.marks:
            text = re.sub(MISSING[mark].encode(), mark.encode(), text, flags=re.IGNORECASE)
        return re.sub(rb"(?<![0-9])9(0[0-9]{4})(?![0-9])", rb"5\1", text)

    def leaked(self, answer: bytes, request: bytes) -> set[bytes]:
        """Return the canaries of an answer that did not come with the request."""
        sent = {found.lower() for found in CANARY.findall(request)}
        forbidden = tuple(mark.encode() for mark in self.marks)
        return {found for found in map(bytes.lower, CANARY.findall(answer)) if found.startswith(forbidden)} - sent


@dataclass(frozen=True)
class Organizations:
    """Three organizations, two of them in one group, and who calls for the first."""

    home: Things
    sister: Things
    foreign: Things
    whole: User
    # Name of a caller and dialect to what that caller may not know.
    pairs: dict[tuple[str, str], Pair]


def three_organizations() -> Organizations:
    """Return them, with callers."""
    # Other tests may have moved a sequence of PostgreSQL's, which no rollback takes back.
    for table in tables():
        begin_ids_at(table, FIRST_ID_AT_HOME)
    home = furnished("home")
    for table in tables():
        begin_ids_at(table, FIRST_ID)
    sister, foreign = furnished(SISTER), furnished(FOREIGN)
    for group, members in (("ours", (home, sister)), ("theirs", (foreign,))):
        row = AccountGroup.objects.create(name=group)
        for member in members:
            member.world.organization.account_group = row
            member.world.organization.save()
    whole = User.objects.create(
        username="whole", organization=home.world.organization, reference="wh", whole_group=True
    )
    pairs = {}
    for name, user in (("editor", home.world.editor), ("reader", home.world.reader), ("whole", whole)):
        for dialect in ("v1", "v2", "rws"):
            caller = basic(user) if dialect == "rws" else Caller.of(user)
            inside = name == "whole" and dialect != "v1"
            others, friends = ((foreign,), (home, sister)) if inside else ((foreign, sister), (home,))
            pairs[name, dialect] = pair_of(others, friends, {dialect: (caller,)})
    return Organizations(home, sister, foreign, whole, pairs)


def pair_of(others: Sequence[Things], friends: Sequence[Things], callers: dict[str, Sequence[Caller]]) -> Pair:
    """Return what a caller knows: all of the friends' things beside all of the others' things, or of nobody's."""
    everything = (*friends, *others)
    paths, named = friends[0].ids, friends[0].references
    there = Known(
        ids={path: [key for things in everything for key in things.ids[path]] for path in paths},
        references={path: [key for things in everything for key in things.references[path]] for path in named},
        fields=[key for things in everything for key in things.fields],
        words=[word for things in everything for word in things.words],
        # A name is one over the whole account, and that it is taken is told.
        names=[name for things in everything if things.mark != SISTER for name in things.names],
        accounts=[things.world.organization.name for things in everything],
        callers=callers,
    )
    return Pair(there, of_nobody(there, others), tuple(things.mark for things in others))


def of_nobody(known: Known, others: Sequence[Things]) -> Known:
    """Return the same with what is of others replaced by what nobody has."""
    foreign = {
        (path, key) for things in others for path, keys in things.ids.items() if path != "country" for key in keys
    }
    fields = {key for things in others for key in things.fields}
    return replace(
        known,
        ids={path: [key + TO_MISSING * ((path, key) in foreign) for key in keys] for path, keys in known.ids.items()},
        references={path: [nobodys(key, others) for key in keys] for path, keys in known.references.items()},
        fields=[key + TO_MISSING * (key in fields) for key in known.fields],
        words=[nobodys(word, others) for word in known.words],
        names=[nobodys(name, others) for name in known.names],
        accounts=[nobodys(name, others) for name in known.accounts],
    )


def nobodys(text: str, others: Sequence[Things]) -> str:
    """Return a text that no record holds in the place of one of another organization."""
    for things in others:
        text = text.replace(things.mark, MISSING[things.mark])
    return re.sub(r"^V2-5(0[0-9]{4})$", r"V2-9\1", text)
