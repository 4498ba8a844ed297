"""Who is in the address books of the account, and what their macros stand for."""

from collections.abc import Mapping, Sequence

from ..before_sending import in_words
from ..errors import ChangeRequestError, InvalidInputError
from ..redact import mask
from .client import EnteraClient
from .codes import WRONG_PARAMETERS
from .matching import may_be_same, plain
from .models import Book, Record


async def chosen_books(client: EnteraClient, ids: Sequence[str]) -> tuple[Book, ...]:
    """Read address books with their records; raises GatewayError."""
    found = []
    for book_id in ids:
        try:
            book = await client.address_book(book_key(book_id))
        except ChangeRequestError as err:
            # The id is all that was asked with.
            if err.detail is None or err.detail.code != str(WRONG_PARAMETERS):
                raise
            book = None
        if book is None:
            raise _unknown(book_id)
        found.append(book)
    return tuple(found)


async def all_records(client: EnteraClient) -> list[Record]:
    """Read everybody in all address books; raises GatewayError."""
    found: list[Record] = []
    for book in await client.address_books():
        whole = book if book.records is not None else await client.address_book(book.id)
        found += (whole.records if whole else None) or ()
    return found


def book_key(book_id: str) -> int:
    """Return the gateway's number of an address book; raises InvalidInputError."""
    if not book_id.isascii() or not book_id.isdecimal():
        raise _unknown(book_id)
    return int(book_id)


def _unknown(book_id: str) -> InvalidInputError:
    """Say that there is no such address book."""
    return in_words(
        InvalidInputError("address_book_unknown", book=book_id),
        f"There is no address book {book_id}",
    )


async def check_values(
    client: EnteraClient,
    macros: Mapping[int, str],
    books: Sequence[Book],
    numbers: Sequence[str],
) -> None:
    """Check that everybody has a value for every macro; raises InvalidInputError.

    The gateway leaves a macro without a value as it stands (api.md 6.2.1). `numbers`
    are those beside the books, whose values are in any book of the account.
    """
    if not macros:
        return
    records = [record for book in books for record in book.records or ()]
    for record in records:
        _check_record(record, macros)
    known = {plain(record.phone): record for record in records}
    rest = [one for one in numbers if plain(one) not in known]
    if not rest:
        return
    elsewhere = {plain(one.phone): one for one in await all_records(client)}
    for number in rest:
        match = elsewhere.get(plain(number)) or next(
            (one for key, one in elsewhere.items() if _same(plain(number), key)), None
        )
        if match is None:
            raise in_words(
                InvalidInputError("macro_for_nobody", number=number),
                f"{mask(number)} is in no address book, so there is nothing to put in "
                "place of the macros",
            )
        _check_record(match, macros)


def _same(number: str, other: str) -> bool:
    """Tell whether a number of a book is one of ours in national writing."""
    return other.startswith("0") and may_be_same(number, other)


def _check_record(record: Record, macros: Mapping[int, str]) -> None:
    """Check that a person has a value for every macro; raises InvalidInputError."""
    for place, macro in sorted(macros.items()):
        if place > len(record.metadata):
            raise in_words(
                InvalidInputError(
                    "macro_without_value",
                    macro=macro,
                    number=record.phone,
                    values=str(len(record.metadata)),
                ),
                f"{mask(record.phone)} has no value for {macro}",
            )
