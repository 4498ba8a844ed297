"""A stranger names a charset; only those that take no time are used."""

import pytest

from custom_components.message_gateways.gateways.charsets import decode, decode_xml
from custom_components.message_gateways.gateways.errors import UnreadableAnswerError
from custom_components.message_gateways.gateways.infobip.answers import read_document
from custom_components.message_gateways.gateways.ogangi.xml import read_xml
from custom_components.message_gateways.gateways.push_documents import as_answer

REFUSED = (
    *("punycode", "idna", "utf-7", "utf_7", "unicode_escape", "raw-unicode-escape"),
    *("zlib", "bz2", "hex", "base64", "rot13", "quopri", "uu", "undefined", "mbcs"),
    *("oem", "klingon", "", "utf-8-sig", "iso-8859-12", "PunyCode", "../utf-8"),
)


@pytest.mark.parametrize("charset", REFUSED)
def test_what_is_no_charset_or_slow_is_refused(charset: str) -> None:
    with pytest.raises(UnreadableAnswerError):
        decode(b"{}", charset)


@pytest.mark.parametrize(
    "charset",
    [
        *("utf-8", "UTF8", "us-ascii", "ISO_8859-1", "latin1", "windows-1251"),
        *("cp1252", "KOI8-R", "gb18030", "GBK", "big5", "Shift_JIS", "EUC-KR"),
        *("utf-16", "utf-32le", "iso-2022-jp", "euc-jp", "iso-8859-15"),
    ],
)
def test_a_charset_of_this_world_is_read(charset: str) -> None:
    """Also where a character lies between two pieces."""
    text = "{" + "x" * 70_000 + "}"
    assert decode(text.encode(charset), charset) == text
    assert decode("\ufeffx€".encode(), "utf-8") == "x€"
    long = "x" + "€" * 50_000
    assert decode(long.encode(), "utf-8") == long


def test_an_error_about_a_charset_holds_nothing_of_the_answer() -> None:
    """It may be a PIN."""
    with pytest.raises(UnreadableAnswerError) as caught:
        decode(b"pin \xff", "utf-8")
    assert caught.value.__context__ is None


@pytest.mark.parametrize("charset", ["punycode", "idna"])
def test_no_document_names_a_slow_charset_for_itself(charset: str) -> None:
    """In the header, in the XML and in a push alike."""
    body = f'<?xml version="1.0" encoding="{charset}"?><r/>'.encode()
    with pytest.raises(UnreadableAnswerError):
        decode_xml(body, "utf-8")
    for read in (read_document, read_xml):
        with pytest.raises(UnreadableAnswerError):
            read(as_answer(body, "application/xml"))
        with pytest.raises(UnreadableAnswerError):
            read(as_answer(b"<r/>", f"application/xml; charset={charset}"))
    with pytest.raises(UnreadableAnswerError):
        as_answer(b"{}", f"application/json; charset={charset}").json()
