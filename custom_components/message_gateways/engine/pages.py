"""Write a text on pages, for faxes of gateways that take documents only."""

from io import BytesIO
import textwrap

from PIL import Image, ImageDraw, ImageFont

# A4 in the fine resolution of faxes.
RESOLUTION = 200
WIDTH, HEIGHT = 1654, 2339
MARGIN = 150
TITLE_SIZE, TEXT_SIZE = 48, 34
LINE_HEIGHT = 1.4
WHITE, BLACK = 1, 0

type _Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


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
    )
    return written.getvalue()


def _font(size: int) -> _Font:
    """Return the font that comes with Pillow."""
    return ImageFont.load_default(size)


def _wrapped(text: str, size: int) -> list[str]:
    """Break a text into lines that fit the page."""
    font = _font(size)
    fits = max(int((WIDTH - 2 * MARGIN) / font.getlength("n")), 1)
    return [
        part
        for line in text.splitlines()
        for part in textwrap.wrap(line, fits, drop_whitespace=False) or [""]
    ]
