"""Contacts as CSV: `/groups/{id}/csv` (field-notes.md 3)."""

from collections.abc import Iterable
import csv
import io

from ...errors import InvalidInputError, UnreadableAnswerError
from ..models.contacts import ContactFields
from ..models.messages import Media
from .calls import Calls
from .written import place, whole

ABOUT = "Group"
TYPE = "text/csv"
COLUMNS = (
    *("phone", "first_name", "last_name", "email", "address"),
    *("custom1", "custom2", "custom3", "description"),
)
"""In this order, or the first alone; there is no line of names."""


class Csv:
    """Import and export of the contacts of a group."""

    def __init__(self, calls: Calls) -> None:
        """Ask by these calls."""
        self._calls = calls

    async def import_contacts(self, group_id: int, content: str) -> None:
        """Hand over contacts, which the server takes in a moment later, unheard.

        Raises InvalidInputError for a line that has neither all columns nor the number
        alone: the server would make an empty contact of it. Release 2.1.0 takes the
        file and imports nothing.
        """
        check_csv(content)
        await self._calls.upload(
            place("groups", group_id, "csv"),
            whole(content).encode(),
            TYPE,
            method="POST",
            about=ABOUT,
        )

    async def export_contacts(self, group_id: int) -> str:
        """Return the contacts of a group, each value in quotes; "" for none.

        Quotes within values are as they are: `read_csv` can mostly tell them apart.
        """
        path = place("groups", group_id, "csv")
        return _text(await self._calls.download(path, about=ABOUT))

    async def sample(self) -> str:
        """Return the server's example of a file to import."""
        return _text(await self._calls.download(place("groups", "sample", "csv")))


def write_csv(contacts: Iterable[ContactFields]) -> str:
    """Write contacts with all columns; line breaks within values become spaces."""
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\n")
    for contact in contacts:
        values = (getattr(contact, name) or "" for name in COLUMNS)
        writer.writerow(" ".join(value.splitlines()) for value in values)
    return written.getvalue()


def read_csv(content: str) -> tuple[ContactFields, ...]:
    """Read what the server exports, where quotes within values are not doubled."""
    body = content.strip().removeprefix('"').removesuffix('"')
    rows = [line.split('","') for line in body.split('"\n"')] if body else []
    return tuple(
        ContactFields(
            **{name: value or None for name, value in zip(COLUMNS, row, strict=True)}
        )
        for row in rows
        if len(row) == len(COLUMNS)
    )


def check_csv(content: str) -> None:
    """Check that each line has all columns or the number alone.

    Raises InvalidInputError, which names the line.
    """
    lines = 0
    reader = csv.reader(io.StringIO(content), strict=True)
    try:
        for row in reader:
            lines += 1
            if len(row) not in (1, len(COLUMNS)):
                raise InvalidInputError("csv_not_possible", line=str(reader.line_num))
    except csv.Error:
        raise InvalidInputError("csv_not_possible", line=str(reader.line_num)) from None
    if not lines:
        raise InvalidInputError("file_empty")


def _text(file: Media) -> str:
    """Read a file as text, whatever its charset was guessed to be."""
    try:
        found = file.content.decode("utf-8-sig")
    except UnicodeDecodeError:
        found = file.content.decode("latin-1")
    if found.lstrip().startswith("<"):
        raise UnreadableAnswerError("the answer is no CSV")
    return found
