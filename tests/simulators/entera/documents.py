"""Fax documents: their types, their pages, and templates filled in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from math import ceil
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element, ParseError
import zipfile

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from tests.simulators.entera.macros import FAX_MACRO, replaced
from tests.simulators.entera.settings import MissingMacro

LINES_ON_A_PAGE = 60
MAIN_PART = "word/document.xml"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file as it came in."""

    name: str
    content: bytes

    @property
    def type(self) -> str:
        """Return the end of its name, as ".txt"."""
        return PurePosixPath(self.name.lower()).suffix


def is_usable(attachment: Attachment) -> bool:
    """Tell whether the content is what the name says, and there is any."""
    if attachment.type == ".docx":
        return _main_part(attachment.content) is not None
    return bool(attachment.content)


def pages_of(attachment: Attachment) -> int:
    """Return the pages of a document: by lines for text, else one."""
    if attachment.type != ".txt":
        return 1
    return max(1, ceil(len(attachment.content.splitlines()) / LINES_ON_A_PAGE))


def filled_in(
    template: Attachment, *, phone: str, metadata: Sequence[str], missing: MissingMacro
) -> str:
    """Return the text of a template with its macros replaced.

    In a .docx only those inside a field are (4.3.1).
    """
    if template.type != ".docx":
        text = template.content.decode("utf-8", errors="replace")
        return replaced(
            text, FAX_MACRO, phone=phone, metadata=metadata, missing=missing
        )
    body = _main_part(template.content)
    if body is None:
        return ""
    lines = []
    for paragraph in body.iter(f"{WORD}p"):
        pieces = (
            replaced(
                text.strip(),
                FAX_MACRO,
                phone=phone,
                metadata=metadata,
                missing=missing,
            )
            if in_field
            else text
            for in_field, text in _pieces(paragraph)
        )
        lines.append("".join(pieces))
    return "\n".join(lines)


def _pieces(paragraph: Element) -> Iterator[tuple[bool, str]]:
    """Yield the texts of a paragraph, each with whether it is a field's code."""
    code: list[str] | None = None
    is_result = False
    for element in paragraph.iter():
        if element.tag == f"{WORD}fldSimple":
            yield True, element.get(f"{WORD}instr", "")
        elif element.tag == f"{WORD}fldChar":
            kind = element.get(f"{WORD}fldCharType")
            if kind == "begin":
                code = []
            elif kind == "separate":
                is_result = True
            elif kind == "end":
                yield True, "".join(code or [])
                code, is_result = None, False
        elif element.tag == f"{WORD}instrText" and code is not None:
            code.append(element.text or "")
        elif element.tag == f"{WORD}t" and not is_result:
            yield False, element.text or ""


def _main_part(content: bytes) -> Element | None:
    """Return the main part of a .docx, None for what is none."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            element: Element = fromstring(archive.read(MAIN_PART))
            return element
    except zipfile.BadZipFile, KeyError, ParseError, DefusedXmlException:
        return None
