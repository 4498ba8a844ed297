"""What is to be done for an address book to have certain contacts: pure decisions."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ..gateways.contacts import Contact
from ..gateways.numbers import same_sender


class Saving(StrEnum):
    """What became of a contact that was to be saved; `unknown`: its answer got lost."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    UNKNOWN = "unknown"
    NOT_TRIED = "not_tried"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A contact as it is to be, and how it gets there; without an id it is new."""

    contact: Contact
    saving: Saving


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A step for each wanted contact, in their order, and who else is in the book."""

    steps: Sequence[Step]
    others: Sequence[Contact]


def plan_of(
    known: Iterable[Contact],
    wanted: Sequence[Contact],
    given: Collection[str],
    country: str | None,
) -> Plan:
    """Find for each wanted contact the known one with its number, else email address.

    `given` are the fields that are wanted; a known contact keeps all others. Several
    with one number are told apart by the rest, else by their order. Reads the metadata
    of countries from disk, so call it off the event loop.
    """
    there: defaultdict[tuple[str, str], list[Contact]] = defaultdict(list)
    others: list[Contact] = []
    for contact in known:
        key = _key(contact, given, country)
        (others if key is None else there[key]).append(contact)
    steps: dict[int, Step] = {}
    keys = [_key(contact, given, country) for contact in wanted]
    # Who stays as they are goes first, so that nobody else is written over them.
    for exact in (True, False):
        for place, (contact, key) in enumerate(zip(wanted, keys, strict=True)):
            if place in steps or key is None:
                continue
            for old in there[key]:
                new = merged(old, contact, given)
                same = tidy(new) == tidy(old)
                if same or not exact:
                    saving = Saving.UNCHANGED if same else Saving.UPDATED
                    steps[place] = Step(contact=new, saving=saving)
                    there[key].remove(old)
                    break
    return Plan(
        steps=[
            steps.get(place) or Step(contact=contact, saving=Saving.ADDED)
            for place, contact in enumerate(wanted)
        ],
        others=[*others, *(one for left in there.values() for one in left)],
    )


def merged(old: Contact, new: Contact, given: Collection[str]) -> Contact:
    """Return a known contact with the given fields of another."""
    return replace(old, **{name: getattr(new, name) for name in given})


def tidy(contact: Contact) -> Contact:
    """Write what is empty in one way, so that contacts can be compared."""
    values = contact.values
    while values and not values[-1]:
        values = values[:-1]
    return replace(
        contact,
        first_name=contact.first_name or None,
        last_name=contact.last_name or None,
        email=contact.email or None,
        address=contact.address or None,
        description=contact.description or None,
        values=values,
    )


def _key(
    contact: Contact, given: Collection[str], country: str | None
) -> tuple[str, str] | None:
    """Return what a contact is known by, None for one without number and address."""
    if contact.number and "number" in given:
        return "number", same_sender(contact.number, country)
    return ("email", contact.email.casefold()) if contact.email else None
