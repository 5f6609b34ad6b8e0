"""The contacts of a customer as one list: people matched by their position, kept where the sender has no word for them.

It knows contacts and columns, no wire name and no HTTP.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from customers.models import Contact
from customers_api.core.problems import Flaw, Problem, ProblemCode
from customers_api.core.validation import flaws_of

# The value that stands for first and last name together.
WHOLE_NAME = "name"


@dataclass(frozen=True, slots=True)
class ContactList:
    """The people of a customer in their order; each one holds only the fields that the sender has a word for.

    ``window`` is how many contacts the sender knows of: beyond it none is touched. ``None`` means all of them.
    ``words`` are the fields of a contact that the sender has a word for.
    ``ids`` tell which stored contact each one is, ``None`` a new one; a sender who knows none goes by the places.
    """

    people: tuple[Mapping[str, Any], ...]
    window: int | None = None
    words: tuple[str, ...] = ()
    ids: tuple[int | None, ...] | None = None


@dataclass(frozen=True, slots=True)
class ContactChanges:
    """What a list makes of the stored contacts; falsy where it leaves them as they are."""

    changed: tuple[tuple[Contact, Mapping[str, Any]], ...]
    added: tuple[Mapping[str, Any], ...]
    removed: tuple[Contact, ...]
    next_position: int

    def __bool__(self) -> bool:
        return bool(self.changed or self.added or self.removed)


def split_name(name: str | None) -> tuple[str | None, str | None]:
    """Return first and last name: what stands before and after the first space; a name without one is the last name."""
    first, space, last = (name or "").partition(" ")
    return (first, last) if space else (None, name)


def join_name(first: str | None, last: str | None) -> str | None:
    """Return first and last name as one."""
    return " ".join(part for part in (first, last) if part is not None) if first is not None else last


def contact_changes(sent: ContactList, stored: Sequence[Contact]) -> ContactChanges:
    """Return what must be written so that the stored contacts become those of the list."""
    known = stored if sent.window is None else stored[: sent.window]
    if sent.ids is not None:
        return changes_by_id(sent.people, sent.ids, known, next_position_after(stored))
    people = sent.people
    if len(stored) > len(known):
        # Whoever stands behind the window would move up into it, and be lost with the next list: places are emptied.
        people += (dict.fromkeys(sent.words),) * (len(known) - len(people))
    matched = ((contact, columns_of(person, contact)) for contact, person in zip(known, people, strict=False))
    return ContactChanges(
        changed=tuple((contact, columns) for contact, columns in matched if columns),
        added=tuple(columns_of(person, None) for person in people[len(known) :]),
        removed=tuple(known[len(people) :]),
        next_position=next_position_after(stored),
    )


def changes_by_id(
    people: Sequence[Mapping[str, Any]], ids: Sequence[int | None], known: Sequence[Contact], next_position: int
) -> ContactChanges:
    """Return the same where ids tell who is who: whoever is taken away leaves the others as they are."""
    by_id = {contact.pk: contact for contact in known}
    for index, key in enumerate(ids):
        if key is not None and key not in by_id:
            raise Problem(ProblemCode.LINK_NOT_FOUND, f"contacts[{index}].id", key="id", value=key)
    pairs = list(zip(people, ids, strict=True))
    matched = ((by_id[key], columns_of(person, by_id[key])) for person, key in pairs if key is not None)
    return ContactChanges(
        changed=tuple((contact, columns) for contact, columns in matched if columns),
        added=tuple(columns_of(person, None) for person, key in pairs if key is None),
        removed=tuple(contact for key, contact in by_id.items() if key not in ids),
        next_position=next_position,
    )


def next_position_after(stored: Sequence[Contact]) -> int:
    """Return the place of a contact that comes last."""
    return stored[-1].position + 1 if stored else 0


def columns_of(person: Mapping[str, Any], contact: Contact | None) -> dict[str, Any]:
    """Return the columns that a person changes, or those of a new contact."""
    columns = {name: value for name, value in person.items() if name != WHOLE_NAME}
    if WHOLE_NAME in person:
        first, last = split_name(person[WHOLE_NAME])
        # The stored names may have been told apart elsewhere: the same name sent back leaves them so.
        if contact is None or join_name(contact.first_name, contact.last_name) != person[WHOLE_NAME]:
            columns |= {"first_name": first, "last_name": last}
    if contact is None:
        return columns
    return {name: value for name, value in columns.items() if getattr(contact, name) != value}


def refuse_contact_flaws(sent: ContactList) -> None:
    """Raise ``INVALID_VALUE`` with everything that no contact can hold, by the place in the list."""
    flaws = tuple(flaw for index, person in enumerate(sent.people) for flaw in person_flaws(index, person))
    if flaws:
        raise Problem.invalid(*flaws)


def person_flaws(index: int, person: Mapping[str, Any]) -> Iterator[Flaw]:
    """Return what is wrong with one person."""
    for name, value in columns_of(person, None).items():
        for flaw in flaws_of(Contact, name, value):
            yield replace(flaw, field=f"contacts[{index}].{name}")
