"""Pages are counted as far as documents say."""

from io import BytesIO

from PIL import Image
import pytest

from custom_components.message_gateways.engine.pages import pages as drawn
from custom_components.message_gateways.gateways.model import Attachment
from custom_components.message_gateways.gateways.sandbox.pages import pages_of
from custom_components.message_gateways.gateways.sandbox.paper import page


def document(content_type: str, data: bytes) -> Attachment:
    """Return a document."""
    return Attachment(name="plan", content_type=content_type, data=data)


def tiff(count: int) -> bytes:
    """Return a TIFF of so many images."""
    images = [Image.new("1", (8, 8)) for _ in range(count)]
    written = BytesIO()
    images[0].save(written, "TIFF", save_all=True, append_images=images[1:])
    return written.getvalue()


@pytest.mark.parametrize(
    ("content_type", "data", "count"),
    [
        ("application/pdf", page(["Hello"]), 1),
        ("application/pdf", drawn("Hello"), 1),
        ("application/pdf", drawn("Hello\n" * 100), 3),
        ("application/pdf", b"%PDF-1.5 with its objects packed", 1),
        ("image/tiff", tiff(1), 1),
        ("image/tiff", tiff(3), 3),
        ("image/tiff", tiff(3)[:40], 1),
        ("image/tiff", b"MM\0*\0\0\0\x08\0\0\0\0\0\x08", 1),
        ("image/tiff", b"MM\0*\0\0\0\x08\0\0\0\0\0\x08\0\0", 1),
        ("image/tiff", b"II*\0\x08\0\0\0\0\0\x08\0\0\0", 1),
        ("image/tiff", b"II*\0", 1),
        ("image/tiff", b"no picture", 1),
        ("image/png", b"any picture", 1),
        ("text/plain", b"one line", 1),
        ("text/plain", b"line\n" * 60, 1),
        ("text/plain", b"line\n" * 61, 2),
        ("text/plain", b"", 1),
    ],
)
def test_the_pages_of_a_document(content_type: str, data: bytes, count: int) -> None:
    """One, where nothing tells."""
    assert pages_of([document(content_type, data)]) == count


def test_a_fax_without_documents_has_a_page() -> None:
    """That of its title."""
    assert pages_of([]) == 1


def test_documents_are_added_up() -> None:
    text = document("text/plain", b"line\n" * 61)
    assert pages_of([text, document("image/jpeg", b""), text]) == 5
