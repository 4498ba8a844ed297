"""A page of a few lines as a PDF, as a fax machine would send one."""

from collections.abc import Sequence

from ..model import Attachment

# A4 in points; letters of 18 points, a line below another by 24.
_PAGE = b"[0 0 595 842]"
_BEGIN = b"BT /F1 18 Tf 72 740 Td 24 TL"


def fax(key: str) -> Attachment:
    """Return the fax that came in under a key."""
    lines = ("A fax from the sandbox", "It has one page, and no account was charged.")
    return Attachment(
        name=f"{key}.pdf", content_type="application/pdf", data=page(lines)
    )


def page(lines: Sequence[str]) -> bytes:
    """Return a PDF with lines of ASCII."""
    written = b" ".join(b"(%s) Tj T*" % _escaped(line) for line in lines)
    stream = b"%s %s ET" % (_BEGIN, written)
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>" % _PAGE,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    document = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(document))
        document += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    entries = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        document
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, entries)
        + b"trailer\n<< /Size %d /Root 1 0 R >>\n" % size
        + b"startxref\n%d\n%%%%EOF\n" % len(document)
    )


def _escaped(line: str) -> bytes:
    """Write a line so that its brackets end no string."""
    plain = line.encode("ascii", "replace")
    for special in (b"\\", b"(", b")"):
        plain = plain.replace(special, b"\\" + special)
    return plain
