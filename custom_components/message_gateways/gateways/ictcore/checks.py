"""What is refused before anything is sent and is not in the registry as data."""

import re

from ..before_sending import in_words
from ..errors import InvalidInputError
from ..fields import LARGEST_COUNT
from ..model import Content

LONGEST_ID = 10

# Those that field-notes.md 4 names; True says so. Others would be a 415.
DOCUMENTS = {
    "application/pdf": True,
    "image/tiff": True,
    "image/png": True,
    "image/jpeg": True,
}

# `[transmission:contact:first_name]`: replaced in every text (field-notes.md 4).
MACRO = re.compile(r"\[transmission:[\w:]{1,64}\]")


def check_any(content: Content) -> None:
    """Check account and macros of a content; raises InvalidInputError."""
    if content.gateway_account:
        account_key(content.gateway_account)
    if content.merge:
        return
    for written in (content.text, content.title, content.html or ""):
        macro = MACRO.search(written)
        if macro is not None:
            raise InvalidInputError(
                "macro_in_text", macro=macro.group(), place=str(macro.start() + 1)
            )


def account_key(account_id: str) -> int:
    """Return the server's number of an account; raises InvalidInputError."""
    found = number_of(account_id)
    if found is None:
        raise in_words(
            InvalidInputError("gateway_account_unknown", account=account_id),
            f"There is no account {account_id} on the server",
        )
    return found


def book_key(book_id: str) -> int:
    """Return the server's number of a group; raises InvalidInputError."""
    found = number_of(book_id)
    if found is None:
        raise InvalidInputError("address_book_unknown", book=book_id)
    return found


def contact_key(contact_id: str) -> int:
    """Return the server's number of a contact; raises InvalidInputError."""
    found = number_of(contact_id)
    if found is None:
        raise InvalidInputError("contact_unknown", contact=contact_id)
    return found


def campaign_key(campaign_id: str) -> int:
    """Return the server's number of a campaign; raises InvalidInputError."""
    found = number_of(campaign_id)
    if found is None:
        raise InvalidInputError("campaign_unknown", campaign=campaign_id)
    return found


def number_of(written: str) -> int | None:
    """Read an id as the server counts them, or None where it is none."""
    bare = written.strip()
    if not bare.isascii() or not bare.isdecimal() or len(bare) > LONGEST_ID:
        return None
    found = int(bare)
    return found if 0 < found <= LARGEST_COUNT else None
