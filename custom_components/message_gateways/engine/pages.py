"""Write a text on pages, for faxes of gateways that take documents only."""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
import unicodedata

from PIL import Image, ImageDraw, ImageFont

# The one that comes with Pillow has no letters but those of English.
FONT = Path(__file__).parent / "fonts" / "DejaVuSans.ttf"

# A4 in the fine resolution of faxes.
RESOLUTION = 200
WIDTH, HEIGHT = 1654, 2339
MARGIN = 150
WIDE = WIDTH - 2 * MARGIN
# No line has more: measuring a long text over and over takes long.
MOST_LETTERS = 500
TITLE_SIZE, TEXT_SIZE = 46, 34
LINE_HEIGHT = 1.4
WHITE, BLACK = 1, 0
BOX = "□"


def pages(text: str, title: str = "") -> bytes:
    """Return a text with its title as a PDF of as many pages as it takes."""
    lines = [
        *((line, TITLE_SIZE) for line in _wrapped(title, TITLE_SIZE)),
        *((("", TEXT_SIZE),) if title else ()),
        *((line, TEXT_SIZE) for line in _wrapped(text, TEXT_SIZE)),
    ]
    images: list[Image.Image] = []
    below = HEIGHT
    for line, size in lines:
        step = round(size * LINE_HEIGHT)
        if below + step > HEIGHT - MARGIN:
            images.append(Image.new("1", (WIDTH, HEIGHT), WHITE))
            below = MARGIN
        drawing = ImageDraw.Draw(images[-1])
        drawing.text((MARGIN, below), line, font=_font(size), fill=BLACK)
        below += step
    written = BytesIO()
    images[0].save(
        written,
        "PDF",
        save_all=True,
        append_images=images[1:],
        resolution=RESOLUTION,
        # The same text is the same document, whenever it is written.
        creationDate=None,
        modDate=None,
    )
    return written.getvalue()


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    """Return the font in a size."""
    return ImageFont.truetype(FONT, size)


def _wrapped(text: str, size: int) -> Iterator[str]:
    """Break a text into lines that fit the page."""
    plain = unicodedata.normalize("NFC", text.expandtabs(4))
    for line in plain.splitlines():
        yield from _broken("".join(map(_drawn, line)), size)


@cache
def _drawn(letter: str) -> str:
    """Return a letter as the font has it: a box where it has none."""
    if letter.isspace():
        return " "
    half = "\ud800" <= letter <= "\udfff"
    there = not half and _font(TEXT_SIZE).getmask(letter).getbbox() is not None
    return letter if there else BOX


def _broken(line: str, size: int) -> Iterator[str]:
    """Break a line between words, and a word only where it is longer than a line."""
    begun = ""
    for word in line.split(" "):
        rest = f"{begun} {word}" if begun else word
        if begun and not _fits(rest, size):
            yield begun
            rest = word
        while not _fits(rest, size):
            end = _end_of_line(rest, size)
            yield rest[:end]
            rest = rest[end:]
        begun = rest
    yield begun


def _end_of_line(line: str, size: int) -> int:
    """Return how many letters of a line that is too long fit, at least one."""
    some = range(1, min(len(line), MOST_LETTERS) + 1)
    # So many of the growing beginnings fit.
    fit = bisect_left(some, 1, key=lambda end: not _fits(line[:end], size))
    return max(fit, 1)


def _fits(line: str, size: int) -> bool:
    """Tell whether a line fits between the margins."""
    return _font(size).getlength(line) <= WIDE
