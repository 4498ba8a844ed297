"""Our CSV file of contacts: its columns, and how a spreadsheet is kept from harm."""

from collections.abc import Iterable, Iterator, Sequence
import csv
from dataclasses import dataclass
import io
import re

from .gateways.contacts import Contact
from .gateways.errors import InvalidInputError

COLUMNS = ("number", "email", "first_name", "last_name", "address", "description")
VALUES = "values"
DELIMITERS = ",;\t"
LARGEST_FILE = 5 * 1024 * 1024

_VALUE = re.compile(r"value_([1-9][0-9]?)")
_NUMBER = re.compile(r"\+?[0-9]+")
# What makes a spreadsheet take a cell for a formula; some take the wide forms too.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_QUOTED_FORMULA = re.compile(rf"'{_FORMULA.pattern}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A contact as it is written in the file, and the line where it begins.

    `error` is what is wrong with the row as such.
    """

    line: int
    contact: Contact
    error: InvalidInputError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The contacts of a file, and which fields of theirs it has columns for."""

    given: frozenset[str]
    rows: Sequence[Row]


def write_contacts(contacts: Sequence[Contact]) -> str:
    """Write contacts, with a line of names, as RFC 4180 says."""
    values = max((len(one.values) for one in contacts), default=0)
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([*COLUMNS, *(f"value_{place + 1}" for place in range(values))])
    for contact in contacts:
        rest = ("",) * (values - len(contact.values))
        texts = (getattr(contact, name) or "" for name in COLUMNS[1:])
        number = contact.number
        writer.writerow(
            [
                number if _NUMBER.fullmatch(number) else _harmless(number),
                *map(_harmless, (*texts, *contact.values, *rest)),
            ]
        )
    return written.getvalue()


def read_contacts(data: bytes) -> Sheet:
    """Read a file; raises InvalidInputError where it can't be read as a whole.

    Rows that can't be used say so; lines without anything are left out.
    """
    if len(data) > LARGEST_FILE:
        limit = str(LARGEST_FILE // 1024 // 1024)
        raise InvalidInputError("csv_too_large", limit=limit)
    try:
        content = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidInputError("csv_not_text") from None
    if "\0" in content:
        raise InvalidInputError("csv_not_text")
    lines = _lines(content)
    _, head = next(lines, (1, []))
    columns = _columns(head)
    rows = [_row(line, cells, columns) for line, cells in lines]
    if not rows:
        raise InvalidInputError("csv_without_contacts")
    given = {VALUES if _VALUE.fullmatch(name) else name for name in columns}
    return Sheet(given=frozenset(given), rows=rows)


def _lines(content: str) -> Iterator[tuple[int, list[str]]]:
    """Return the cells of each row that has some, with the line where it begins."""
    head = content.lstrip().partition("\n")[0]
    delimiter = max(DELIMITERS, key=head.count)
    reader = csv.reader(
        io.StringIO(content, newline=""), delimiter=delimiter, strict=True
    )
    begins = 1
    try:
        for cells in reader:
            read = [_cell(one) for one in cells]
            if any(read):
                yield begins, read
            begins = reader.line_num + 1
    except csv.Error:
        raise InvalidInputError("csv_line_not_possible", line=str(begins)) from None


def _columns(head: Iterable[str]) -> Sequence[str]:
    """Read the line of names; raises InvalidInputError, which names what is wrong."""
    columns = [re.sub(r"[\s-]+", "_", name.casefold()) for name in head]
    unknown = [
        name or str(place)
        for place, name in enumerate(columns, 1)
        if name not in COLUMNS and not _VALUE.fullmatch(name)
    ]
    if unknown:
        raise InvalidInputError(
            "csv_columns_unknown",
            columns=", ".join(unknown)[:200],
            possible=", ".join((*COLUMNS, "value_1")),
        )
    for name in columns:
        if columns.count(name) > 1:
            raise InvalidInputError("csv_column_twice", column=name)
    if not {"number", "email"} & set(columns):
        raise InvalidInputError("csv_column_missing")
    return columns


def _row(line: int, cells: Sequence[str], columns: Sequence[str]) -> Row:
    """Read one row, whose cells are those of the columns."""
    if len(cells) != len(columns):
        error = InvalidInputError(
            "csv_cells_not_possible", cells=str(len(cells)), columns=str(len(columns))
        )
        return Row(line=line, contact=Contact(), error=error)
    texts = {
        name: cell
        for name, cell in zip(columns, cells, strict=True)
        if name in COLUMNS and cell
    }
    values = {
        int(match[1]): cell
        for name, cell in zip(columns, cells, strict=True)
        if (match := _VALUE.fullmatch(name)) and cell
    }
    last = max(values, default=0)
    contact = Contact(
        **texts, values=tuple(values.get(place, "") for place in range(1, last + 1))
    )
    return Row(line=line, contact=contact)


def _harmless(value: str) -> str:
    """Write a cell so that no spreadsheet takes it for a formula; `_cell` reads it."""
    text = value.replace("\0", "")
    return f"'{text}" if _FORMULA.match(text) else text


def _cell(written: str) -> str:
    """Read a cell as `_harmless` wrote it, or anybody else."""
    text = written[1:] if _QUOTED_FORMULA.match(written) else written
    return text.strip()
