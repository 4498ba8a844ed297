"""Count the segments of a message, on the provider's side."""

from math import ceil

GSM7_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM7_EXTENDED = frozenset("\f^{}\\[~]|€")
NATIONAL = {
    "TR": frozenset("ĞİŞçğış"),
    "ES": frozenset("ÁÍÓÚáçíóú"),
    "PT": frozenset("ÀÁÂÃÇÊÍÓÔÕÚáâãçêíóôõú"),
}

SEPTETS, OCTETS = 160, 140
TABLE_HEADER, PARTS_HEADER = 3, 5
UNICODE_CODING = 8


def text_segments(
    text: str,
    language: str | None = None,
    *,
    single_shift: bool = False,
    locking_shift: bool = False,
) -> int:
    """Return how many segments a text is sent in, at least 1.

    A language's tables add its characters to GSM-7 (one septet with the locking shift,
    two with the single shift) and take three octets of header each.
    """
    tables = (single_shift + locking_shift) if language else 0
    national = NATIONAL.get(language or "", frozenset()) if tables else frozenset()
    if all(char in GSM7_BASIC | GSM7_EXTENDED | national for char in text):
        wide = GSM7_EXTENDED | (frozenset() if locking_shift else national - GSM7_BASIC)
        sizes = [2 if char in wide else 1 for char in text]
        return _parts(
            sizes, _septets(tables * TABLE_HEADER), _septets(_with_parts(tables))
        )
    units = [len(char.encode("utf-16-be")) for char in text]
    return _parts(units, OCTETS, OCTETS - 6)


def binary_segments(octets: int, data_coding: int) -> int:
    """Return how many segments binary content is sent in, at least 1."""
    whole, part = (
        (OCTETS, OCTETS - 6) if data_coding >= UNICODE_CODING else (SEPTETS, 153)
    )
    return 1 if octets <= whole else ceil(octets / part)


def _with_parts(tables: int) -> int:
    """Return the octets of header of one part of many."""
    return tables * TABLE_HEADER + PARTS_HEADER


def _septets(header: int) -> int:
    """Return how many septets fit beside a header of so many octets."""
    return SEPTETS - ceil((header + 1) * 8 / 7) if header else SEPTETS


def _parts(sizes: list[int], whole: int, part: int) -> int:
    """Return the parts that characters fill when none may be split."""
    if sum(sizes) <= whole:
        return 1
    parts, filled = 1, 0
    for size in sizes:
        if filled + size > part:
            parts, filled = parts + 1, 0
        filled += size
    return parts
