"""Put pictures on pages, for faxes of gateways that take no pictures."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import count

from PIL import Image, ImageOps

from ..gateways.errors import InvalidInputError
from .pages import HEIGHT, MARGIN, RESOLUTION, WIDTH

# Those that are read by much used code.
FORMATS = ("BMP", "GIF", "JPEG", "PNG", "TIFF", "WEBP")
MEGAPIXEL = 1_000_000
MOST_PIXELS = 50 * MEGAPIXEL
MOST_PIXELS_OF_ALL = 400 * MEGAPIXEL
MOST_PAGES = 50
MOST_ENLARGED = 4
WHITE = 255


def check_picture(name: str, data: bytes) -> None:
    """Check that a picture is whole and can be shown; raises InvalidInputError."""
    with _opened(name, data) as picture:
        for _ in _frames(name, picture):
            picture.load()


def picture_pages(name: str, data: bytes, *, tiff: bool) -> bytes:
    """Return a picture as a PDF or as a TIFF for faxes; raises InvalidInputError."""
    with _opened(name, data) as picture:
        # The picture is a smaller one from the beginning, if its format can do so.
        picture.draft("L", (WIDTH, HEIGHT))
        first, *others = [_page(picture, tiff=tiff) for _ in _frames(name, picture)]
        written = BytesIO()
        if tiff:
            first.save(
                written,
                "TIFF",
                save_all=True,
                append_images=others,
                compression="group4",
                dpi=(RESOLUTION, RESOLUTION),
            )
        else:
            first.save(
                written,
                "PDF",
                save_all=True,
                append_images=others,
                resolution=RESOLUTION,
            )
    return written.getvalue()


@contextmanager
def _opened(name: str, data: bytes) -> Iterator[Image.Image]:
    """Open a picture; raises InvalidInputError for what goes wrong with it."""
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as picture:
            yield picture
    except InvalidInputError:
        raise
    except Image.DecompressionBombError:
        raise _too_large(name) from None
    except Exception:  # noqa: BLE001 - a broken picture fails in many ways
        raise InvalidInputError("document_broken", name=name) from None


def _frames(name: str, picture: Image.Image) -> Iterator[None]:
    """Go through the pages of a picture; of one that moves, there is the first."""
    pixels = 0
    for frame in count():
        try:
            picture.seek(frame)
        except EOFError:
            return
        if frame == MOST_PAGES:
            raise InvalidInputError(
                "document_too_long", name=name, limit=str(MOST_PAGES)
            )
        size = picture.width * picture.height
        pixels += size
        if size > MOST_PIXELS or pixels > MOST_PIXELS_OF_ALL:
            raise _too_large(name)
        yield
        if picture.format != "TIFF":
            return


def _too_large(name: str) -> InvalidInputError:
    """Say that a picture has too many pixels."""
    return InvalidInputError(
        "picture_too_large", name=name, limit=str(MOST_PIXELS // MEGAPIXEL)
    )


def _page(picture: Image.Image, *, tiff: bool) -> Image.Image:
    """Put a picture upright on a page, as large as it gets."""
    grey = _grey(ImageOps.exif_transpose(picture))
    wide, high = WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN
    factor = min(wide / grey.width, high / grey.height, MOST_ENLARGED)
    size = (max(1, round(grey.width * factor)), max(1, round(grey.height * factor)))
    shown = grey.resize(size, Image.Resampling.LANCZOS)
    page = Image.new("L", (WIDTH, HEIGHT), WHITE)
    page.paste(shown, ((WIDTH - size[0]) // 2, MARGIN))
    # Fax machines know black and white only.
    return page.convert("1") if tiff else page


def _grey(picture: Image.Image) -> Image.Image:
    """Return a picture in shades of grey, on white where it can be seen through."""
    if picture.mode.startswith("I"):
        # 16 bits a shade.
        return picture.convert("I").point(lambda shade: shade / 256).convert("L")
    if not picture.has_transparency_data:
        return picture.convert("L")
    seen = picture.convert("LA")
    ground = Image.new("LA", seen.size, (WHITE, WHITE))
    return Image.alpha_composite(ground, seen).convert("L")
