"""The people and address books that a gateway keeps."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person in an address book of the gateway; `id` is empty until it is kept there.

    `values` are what the macros `%1%`, `%2%` and so on stand for, in that order.
    """

    id: str = ""
    number: str = ""
    first_name: str | None = None
    last_name: str | None = None
    email: str | None = None
    address: str | None = None
    description: str | None = None
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressBook:
    """An address book, or a group of contacts, that the gateway keeps.

    `count` is how many contacts it has, `shared` whether it is not the user's alone;
    None where the gateway did not say.
    """

    id: str
    name: str
    count: int | None = None
    shared: bool | None = None
