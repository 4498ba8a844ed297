"""Our CSV file of contacts, by tables."""

import csv
import io
import re

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.message_gateways.contact_csv import (
    LARGEST_FILE,
    read_contacts,
    write_contacts,
)
from custom_components.message_gateways.gateways.contacts import Contact
from custom_components.message_gateways.gateways.errors import InvalidInputError
from tests.integration.world import ANNA, BEN

CELL = st.text(
    st.one_of(
        st.sampled_from("=+-@\t\r\n'\",; \uff1d7"),
        st.characters(codec="utf-8", exclude_characters="\0"),
    ),
    max_size=12,
)


def read(content: str) -> list[Contact]:
    """Read contacts, none of which has an error."""
    rows = read_contacts(content.encode()).rows
    assert [row.error for row in rows] == [None] * len(rows)
    return [row.contact for row in rows]


@pytest.mark.parametrize(
    "content",
    [
        f"number,last_name\n{ANNA},Baker\n",
        f"\ufeffnumber;last_name\r\n{ANNA};Baker\r\n",
        f"number\tlast_name\n{ANNA}\tBaker",
        f"\n\nLAST NAME ; Number\n\n Baker ; {ANNA} \n;\n",
        f'"last-name","number"\r"Baker","{ANNA}"\r',
    ],
)
def test_a_file_may_come_from_any_program(content: str) -> None:
    assert read(content) == [Contact(number=ANNA, last_name="Baker")]


def test_all_fields_have_a_column_and_a_row_its_first_line() -> None:
    sheet = read_contacts(
        b"number,email,first_name,last_name,address,description,value_2\r\n"
        b'1,a@b.c,Anna,Baker,"1 Street\r\nTown","a ""note""",x\r\n'
        b"2,,,,,,\r\n"
    )
    assert [row.line for row in sheet.rows] == [2, 4]
    assert sheet.rows[0].contact == Contact(
        number="1",
        email="a@b.c",
        first_name="Anna",
        last_name="Baker",
        address="1 Street\r\nTown",
        description='a "note"',
        values=("", "x"),
    )
    assert sheet.rows[1].contact == Contact(number="2")
    assert sheet.given == {
        *("number", "email", "first_name", "last_name", "address", "description"),
        "values",
    }


@pytest.mark.parametrize(
    ("content", "key", "placeholders"),
    [
        (b"", "csv_column_missing", {}),
        (b"first_name\nAnna", "csv_column_missing", {}),
        (b"number\n\n,\n", "csv_without_contacts", {}),
        (b"number,,phone\n1,2,3", "csv_columns_unknown", {"columns": "2, phone"}),
        (b"number,value_0\n1,2", "csv_columns_unknown", {"columns": "value_0"}),
        (b"number,Number\n1,2", "csv_column_twice", {"column": "number"}),
        (b'number\n1\n"2', "csv_line_not_possible", {"line": "3"}),
        (b'number\n1\n"2"3', "csv_line_not_possible", {"line": "3"}),
        (b"number\n" + b"1" * 140_000, "csv_line_not_possible", {"line": "2"}),
        (b"number\n1\0", "csv_not_text", {}),
        ("number\n1".encode("utf-16"), "csv_not_text", {}),
        (b"number\n\xff", "csv_not_text", {}),
        (b"1" * (LARGEST_FILE + 1), "csv_too_large", {"limit": "5"}),
    ],
)
def test_a_file_that_can_not_be_read_says_why(
    content: bytes, key: str, placeholders: dict[str, str]
) -> None:
    with pytest.raises(InvalidInputError) as refused:
        read_contacts(content)
    assert refused.value.key == key
    assert refused.value.placeholders.items() >= placeholders.items()


def test_a_row_of_another_width_says_so() -> None:
    """The others are read."""
    rows = read_contacts(f"number,email\n{ANNA}\n{BEN},\n".encode()).rows
    assert [row.error and row.error.key for row in rows] == [
        "csv_cells_not_possible",
        None,
    ]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1+cmd|' /C calc'!A0", "'+1+cmd|' /C calc'!A0"),
        ("-2", "'-2"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("'=1", "''=1"),
        ("\uff1d1", "'\uff1d1"),
        ("'Anna", "'Anna"),
        ("Anna = Baker", "Anna = Baker"),
        ("a\0b", "ab"),
        (ANNA, f"'{ANNA}"),
    ],
)
def test_no_cell_is_taken_for_a_formula(value: str, written: str) -> None:
    """And an import reads what was there."""
    content = write_contacts([Contact(number=ANNA, last_name=value)])
    _, row = csv.reader(io.StringIO(content, newline=""))
    assert (row[0], row[3]) == (ANNA, written)
    assert read(content)[0].last_name == value.replace("\0", "").strip()


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (ANNA, ANNA),
        ("447700900123", "447700900123"),
        ("*21#", "*21#"),
        ("+1*5", "'+1*5"),
    ],
)
def test_a_number_is_written_as_it_is_unless_it_could_be_a_sum(
    number: str, written: str
) -> None:
    content = write_contacts([Contact(number=number)])
    assert content.splitlines()[1].split(",")[0] == written
    assert read(content) == [Contact(number=number)]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=4))
def test_what_is_written_is_read_again_and_is_no_formula(
    people: list[tuple[str, str, str]],
) -> None:
    """Whatever people are called."""
    contacts = [
        Contact(number=ANNA, first_name=name, description=note, values=("1", value))
        for name, note, value in people
    ]
    content = write_contacts(contacts)
    for row in list(csv.reader(io.StringIO(content, newline="")))[1:]:
        assert row[0] == ANNA
        assert not [cell for cell in row[1:] if re.match(r"[=+\-@\t\r\n]", cell)]
    assert [(one.first_name, one.description) for one in read(content)] == [
        (name.strip() or None, note.strip() or None) for name, note, _ in people
    ]
