"""A text is put on pages for gateways that fax documents only."""

from io import BytesIO
import re

from freezegun.api import FrozenDateTimeFactory

from custom_components.message_gateways.engine.pages import (
    HEIGHT,
    WIDTH,
    _drawn,
    pages,
)


def count(document: bytes) -> int:
    """Count the pages of a PDF."""
    return len(re.findall(rb"/Type /Page\b", document))


def test_a_short_text_is_one_page() -> None:
    """A real PDF."""
    document = pages("The cellar is dry again.", "The house")
    assert document.startswith(b"%PDF-")
    assert document.rstrip().endswith(b"%%EOF")
    assert count(document) == 1


def test_a_long_text_takes_as_many_pages_as_it_needs() -> None:
    """No line is lost below the edge."""
    lines = "\n".join(f"Line {number}" for number in range(100))
    assert count(pages(lines)) == 3


def test_the_same_text_is_the_same_document_whenever_it_is_written(
    freezer: FrozenDateTimeFactory,
) -> None:
    """So that a fax is known as one that was sent before."""
    first = pages("Permit")
    freezer.tick(3600)
    assert pages("Permit") == first


def test_a_line_that_is_too_long_is_broken() -> None:
    """It would run off the page."""
    assert count(pages("word " * 1000)) == 2
    assert count(pages("w" * 9000)) == 5


def test_other_letters_and_odd_characters_are_drawn_somehow() -> None:
    """A fax with a box for a letter is better than none."""
    assert "".join(map(_drawn, "ßПİ€\t你🌻\ud83d")) == "ßПİ€ □□□"
    assert count(pages("Grüße, Привет, 你好 🌻 \ud83d")) == 1


def test_the_page_is_a_page_of_a_fax() -> None:
    """A4 in the fine resolution."""
    assert round(WIDTH / 200 * 25.4) == 210
    assert round(HEIGHT / 200 * 25.4) == 297
    assert BytesIO(pages("x")).read(4) == b"%PDF"
