"""Count the pages of a fax, as far as its documents say."""

from collections.abc import Callable, Mapping, Sequence
import re
import struct

from ..model import Attachment

LINES_ON_A_PAGE = 60

_PDF_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_TIFF_ORDERS = {b"II*\0": "<", b"MM\0*": ">"}
_TIFF_ENTRY = 12
_TIFF_HEADER = 8


def pages_of(documents: Sequence[Attachment]) -> int:
    """Count the pages of documents; at least one, and one where nothing tells."""
    return max(sum(map(_pages, documents)), 1)


def _pages(document: Attachment) -> int:
    """Count the pages of one document."""
    count = _COUNTS.get(document.content_type)
    return max(count(document.data), 1) if count else 1


def _of_pdf(data: bytes) -> int:
    """Count the pages that are not packed into a stream."""
    return sum(1 for _ in _PDF_PAGE.finditer(data))


def _of_tiff(data: bytes) -> int:
    """Count the images of a TIFF, as far as its chain of directories goes."""
    order = _TIFF_ORDERS.get(data[:4])
    if order is None or len(data) < _TIFF_HEADER:
        return 0
    seen: set[int] = set()
    (place,) = struct.unpack_from(f"{order}I", data, 4)
    while place and place not in seen and place + 2 <= len(data):
        seen.add(place)
        (entries,) = struct.unpack_from(f"{order}H", data, place)
        link = place + 2 + entries * _TIFF_ENTRY
        if link + 4 > len(data):
            break
        (place,) = struct.unpack_from(f"{order}I", data, link)
    return len(seen)


def _of_text(data: bytes) -> int:
    """Count the pages that a text takes."""
    return -(-(data.rstrip().count(b"\n") + 1) // LINES_ON_A_PAGE)


_COUNTS: Mapping[str, Callable[[bytes], int]] = {
    "application/pdf": _of_pdf,
    "image/tiff": _of_tiff,
    "text/plain": _of_text,
}
