"""Tell what a file is by what is in it: a name may say anything."""

from io import BytesIO
import re
from zipfile import BadZipFile, ZipFile

PDF = "application/pdf"
TIFF = "image/tiff"
TEXT = "text/plain"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

PICTURES = {
    "image/bmp": re.compile(rb"BM"),
    "image/gif": re.compile(rb"GIF8[79]a"),
    "image/jpeg": re.compile(rb"\xff\xd8\xff"),
    "image/png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    TIFF: re.compile(rb"II\*\x00|MM\x00\*"),
    "image/webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
}

# Texts for machines: on paper they would be their own source.
MARKUP = re.compile(
    r"\s*(<\?xml|<!doctype|<!--|<(html|head|body|svg)\b|\{\\rtf|%!ps)", re.IGNORECASE
)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def content_type_of(data: bytes) -> str | None:
    """Return the type of a document or picture, None where it is no such thing."""
    if data.startswith(b"%PDF-"):
        return PDF
    for content_type, begin in PICTURES.items():
        if begin.match(data):
            return content_type
    if data.startswith(b"PK\x03\x04"):
        return WORD if _is_word(data) else None
    return TEXT if text_of(data) is not None else None


def text_of(data: bytes) -> str | None:
    """Return a file as a plain text in UTF-8, None where it is none."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if MARKUP.match(text) or CONTROL.search(text) else text


def is_whole_pdf(data: bytes) -> bool:
    """Tell whether a PDF has its end, which one that was cut off has not."""
    return b"%%EOF" in data[-1024:]


def _is_word(data: bytes) -> bool:
    """Tell whether an archive is a Word document."""
    try:
        with ZipFile(BytesIO(data)) as file:
            return "word/document.xml" in file.namelist()
    except BadZipFile, OSError, ValueError, NotImplementedError:
        return False
