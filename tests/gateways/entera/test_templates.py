"""The macros of templates are found, in texts and in Word documents."""

from io import BytesIO
import struct
from zipfile import ZIP_DEFLATED, ZipFile

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.message_gateways.gateways.entera import docx as reader
from custom_components.message_gateways.gateways.entera.checks import MACRO
from custom_components.message_gateways.gateways.entera.docx import (
    NoDocumentError,
    read_docx,
)
from custom_components.message_gateways.gateways.entera.templates import (
    fax_macros,
    sms_macros,
)
from custom_components.message_gateways.gateways.errors import InvalidInputError

from .words import document, docx, in_field, template, text_file


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("Dear %1%, price is %3%. Call us: %5%", {1, 3, 5}),
        (
            "%name%, your position is: %position%, your email is: %email%, %phone%",
            {1, 2, 3},
        ),
        ("Hello %Name%", {1}),
        ("%phone% %number% %whatever%", set()),
        ("100% of 50%", set()),
        ("%0% %01% %1234%", {1}),
    ],
)
def test_the_macros_of_an_sms_are_known_by_number_and_by_name(
    text: str, needed: set[int]
) -> None:
    assert set(sms_macros(text)) == needed


@pytest.mark.parametrize(
    ("text", "macro"),
    [
        ("Hello %name%", "%name%"),
        ("%1%", "%1%"),
        ("a 20%off%", "%off%"),
        ("50% of 100%", None),
        ("100%", None),
        ("%%", None),
        ("% 1 %", None),
    ],
)
def test_what_looks_like_a_macro_is_found(text: str, macro: str | None) -> None:
    found = MACRO.search(text)
    assert (found.group() if found else None) == macro


def test_the_macros_of_a_text_file_are_numbers() -> None:
    assert set(fax_macros(text_file("\ufeffDear %1%, %name%: %12%"))) == {1, 12}


@pytest.mark.parametrize(
    "body",
    [
        in_field("%1%"),
        in_field(" %1% "),
        in_field("%</w:instrText></w:r><w:r><w:instrText>1%"),
        '<w:p><w:fldSimple w:instr="%1%"><w:t>%1%</w:t></w:fldSimple></w:p>',
        in_field("%1%") + "<w:p><w:r><w:t>100% or %1%</w:t></w:r></w:p>",
    ],
)
def test_the_macros_of_a_document_stand_in_its_fields(body: str) -> None:
    assert fax_macros(template(docx(body))) == {1: "%1%"}


@pytest.mark.parametrize("part", ["header1", "footer2", "footnotes", "endnotes"])
def test_headers_and_footers_are_read_too(part: str) -> None:
    data = docx(in_field("%7%"), f"word/{part}.xml")
    assert set(fax_macros(template(data))) == {7}


def test_a_macro_beside_the_fields_is_refused_by_name() -> None:
    body = in_field("%1%") + "<w:p><w:r><w:t>Dear %</w:t><w:t>2%</w:t></w:r></w:p>"
    with pytest.raises(InvalidInputError, match="macro_outside_field") as caught:
        fax_macros(template(docx(body)))
    assert caught.value.placeholders == {"macro": "%2%", "name": "letter.docx"}


def zipped(name: str, content: bytes) -> bytes:
    """Zip a file."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'


def lying(data: bytes) -> bytes:
    """Let the entries of an archive say that a file is smaller than it is."""
    size = len(document().encode())
    return data.replace(struct.pack("<I", size), struct.pack("<I", 5))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"plain text",
        b"PK\x03\x04 but no archive",
        docx(in_field("%1%"))[:-30],
        zipped("other.xml", b"<x/>"),
        zipped("word/document.xml", b"no xml"),
        zipped("word/document.xml", b"<open>"),
        zipped("word/document.xml", BOMB),
        zipped("word/document.xml", b"<a>" * 300),
        lying(docx("")),
    ],
    # An archive holds the time at which it was made.
    ids=range(10),
)
def test_what_is_no_document_is_told(data: bytes) -> None:
    with pytest.raises(NoDocumentError):
        read_docx(data)
    with pytest.raises(InvalidInputError, match="merge_document_unreadable"):
        fax_macros(template(data))


def test_a_document_that_unpacks_to_more_than_the_limit_is_not_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = zipped("word/document.xml", b"<x>" + b" " * 10_000 + b"</x>")
    assert read_docx(data).fields == ""
    monkeypatch.setattr(reader, "MOST_OCTETS", 1_000)
    with pytest.raises(NoDocumentError):
        read_docx(data)


def test_a_document_of_too_many_elements_or_parts_is_not_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = docx("<w:p/>" * 50)
    monkeypatch.setattr(reader, "MOST_ELEMENTS", 10)
    with pytest.raises(NoDocumentError):
        read_docx(data)
    monkeypatch.setattr(reader, "MOST_ELEMENTS", 100)
    read_docx(data)
    monkeypatch.setattr(reader, "MOST_PARTS", 0)
    with pytest.raises(NoDocumentError):
        read_docx(data)


@settings(deadline=None)
@given(st.binary(max_size=300), st.integers(0, 300))
def test_a_document_with_bytes_of_any_kind_in_it_is_read_or_told(
    noise: bytes, place: int
) -> None:
    data = docx(in_field("%1%"))
    for broken in (noise, data[:place] + noise + data[place + len(noise) :]):
        try:
            read_docx(broken)
        except NoDocumentError:
            continue
