"""The file of an address book of the sandbox: CSV with a line of column names."""

from collections.abc import Sequence
import csv
import io

from ..contacts import Contact
from ..errors import ChangeRequestError
from ..model import Detail

COLUMNS = ("first_name", "last_name", "number", "email")
SAMPLE = (
    Contact(
        first_name="Anna",
        last_name="Example",
        number="+447700900061",
        email="anna@example.com",
    ),
    Contact(first_name="Ben", number="+447700900050"),
)


def write_contacts(contacts: Sequence[Contact]) -> str:
    """Write people down, the names of the columns first."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([getattr(one, name) or "" for name in COLUMNS] for one in contacts)
    return written.getvalue()


def read_contacts(content: str) -> list[Contact]:
    """Read people from a file with the names of the columns, in any order.

    Raises ChangeRequestError, which names the line.
    """
    reader = csv.reader(io.StringIO(content.removeprefix("\ufeff")), strict=True)
    found: list[Contact] = []
    try:
        names = [name.strip().casefold() for name in next(reader, [])]
        if not {"number", "email"} & set(names) or not set(names) <= set(COLUMNS):
            raise _refusal(f"The first line names columns of {', '.join(COLUMNS)}")
        for line in reader:
            if not any(cell.strip() for cell in line):
                continue
            if len(line) > len(names):
                raise _refusal(f"Line {reader.line_num} has too many columns")
            row = dict(zip(names, (cell.strip() for cell in line), strict=False))
            if not (row.get("number") or row.get("email")):
                raise _refusal(f"Line {reader.line_num} has no number and no email")
            found.append(_contact(row))
    except csv.Error:
        raise _refusal(f"Line {reader.line_num} can't be read") from None
    return found


def _contact(row: dict[str, str]) -> Contact:
    """Make somebody of the cells of a line."""
    return Contact(
        number=row.get("number", ""),
        first_name=row.get("first_name") or None,
        last_name=row.get("last_name") or None,
        email=row.get("email") or None,
    )


def _refusal(text: str) -> ChangeRequestError:
    """Say what is wrong with a file."""
    return ChangeRequestError(
        "the file can't be read", detail=Detail(name="FILE", text=text)
    )
