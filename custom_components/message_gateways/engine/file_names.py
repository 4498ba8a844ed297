"""Name files and sources: what others called them is not trusted."""

from mimetypes import guess_extension, guess_file_type
from pathlib import PurePath
import re
import unicodedata

from yarl import URL

LONGEST = 100
UNNAMED = "document"
# What an operating system or a gateway may take for something else.
ODD = '/\\:*?"<>|%'
ENDING = re.compile(r"\.\w{1,10}")

# Where the table of the operating system may name another one, or none.
EXTENSIONS = {
    "image/jpeg": ".jpg",
    "image/tiff": ".tiff",
    "text/plain": ".txt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}


def file_name(name: str, content_type: str | None = None) -> str:
    """Return a name without a path, with the extension of its type if that is known.

    May read the operating system's table of types: it blocks for a moment.
    """
    whole = PurePath(clean(name.replace("\\", "/")))
    stem, ending = whole.stem, whole.suffix
    if content_type is not None and guess_file_type(whole)[0] != content_type:
        ending = EXTENSIONS.get(content_type) or guess_extension(content_type) or ""
    elif not ENDING.fullmatch(ending):
        stem, ending = whole.name, ""
    stem = "".join(" " if letter in ODD else letter for letter in stem)
    stem = " ".join(stem.split()).strip(". ")
    return (stem or UNNAMED)[: LONGEST - len(ending)] + ending


def source_name(source: str) -> str:
    """Name a source in an error, without what stands in a query: texts, tokens."""
    try:
        url = URL(source)
        if url.scheme:
            url = url.with_user(None) if url.host and url.user else url
            source = str(url.with_query(None).with_fragment(None))
    except ValueError:
        source = source.partition("?")[0]
    return clean(source)[:LONGEST]


def clean(text: str) -> str:
    """Return a text without what can't be shown."""
    return "".join(
        letter if unicodedata.category(letter)[0] != "C" else " "
        for letter in unicodedata.normalize("NFC", text)
    ).strip()
