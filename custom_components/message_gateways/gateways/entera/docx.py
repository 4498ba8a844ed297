"""Read what stands in a Word document: its fields, and its text beside them.

A document is a foreign file: its size unpacked, its parts and its depth are limited.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
import re
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile, ZipInfo
import zlib

from defusedxml.ElementTree import DefusedXMLParser

MOST_PARTS = 2000
MOST_OCTETS = 20 * 1024 * 1024
MOST_ELEMENTS = 500_000
DEEPEST = 200

_MAIN = "word/document.xml"
_PART = re.compile(r"word/(document|header[0-9]*|footer[0-9]*|footnotes|endnotes)\.xml")


class NoDocumentError(Exception):
    """The file is no Word document, or too large a one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What stands in the fields of a document, and in its text; paragraph by line."""

    fields: str
    text: str


def read_docx(data: bytes) -> Words:
    """Read a document; blocks for a moment; raises NoDocumentError."""
    reader = _Reader()
    try:
        with ZipFile(BytesIO(data)) as file:
            for part in _parts(file):
                # It unpacks no more than its entry says, however much there is.
                _feed(reader, file.read(part))
    except (
        BadZipFile,
        EOFError,
        NotImplementedError,
        OSError,
        RuntimeError,
        ValueError,
        zlib.error,
    ):
        raise NoDocumentError from None
    return Words(fields="".join(reader.fields), text="".join(reader.text))


def _parts(file: ZipFile) -> list[ZipInfo]:
    """Choose the parts that hold text; raises NoDocumentError."""
    entries = file.infolist()
    found = [one for one in entries if _PART.fullmatch(one.filename)]
    if (
        len(entries) > MOST_PARTS
        or not any(one.filename == _MAIN for one in found)
        or sum(one.file_size for one in found) > MOST_OCTETS
    ):
        raise NoDocumentError
    return found


def _feed(reader: _Reader, content: bytes) -> None:
    """Read one part; raises NoDocumentError."""
    parser = DefusedXMLParser(target=reader, forbid_dtd=True)
    try:
        parser.feed(content)
        parser.close()
    except ParseError, ValueError, LookupError:
        raise NoDocumentError from None


@dataclass(slots=True)
class _Reader:
    """Collect what is written; Word cuts even a short word into several runs."""

    fields: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    _inside: list[str] = field(default_factory=list)
    _elements: int = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Open an element."""
        self._elements += 1
        if self._elements > MOST_ELEMENTS or len(self._inside) >= DEEPEST:
            raise NoDocumentError
        name = tag.rpartition("}")[2]
        self._inside.append(name)
        if name == "fldSimple":
            self.fields += (
                f"{value}\n"
                for key, value in attributes.items()
                if key.rpartition("}")[2] == "instr"
            )

    def data(self, text: str) -> None:
        """Take a piece of text."""
        match self._inside[-1:]:
            case ["instrText"]:
                self.fields.append(text)
            case ["t"]:
                self.text.append(text)

    def end(self, tag: str) -> None:
        """Close an element."""
        self._inside.pop()
        if tag.rpartition("}")[2] == "p":
            self.fields.append("\n")
            self.text.append("\n")

    def close(self) -> None:
        """Come to the end of a part."""
        self._inside.clear()
