"""Files become documents that a channel takes, whatever they are called."""

from io import BytesIO
from pathlib import Path
import re
import struct
from typing import Any
from zipfile import ZipFile, ZipInfo

from homeassistant.core import HomeAssistant
from PIL import Image
import pytest

from custom_components.message_gateways.engine.file_names import file_name, source_name
from custom_components.message_gateways.engine.file_types import content_type_of
from custom_components.message_gateways.engine.pages import (
    HEIGHT,
    MARGIN,
    WIDTH,
    pages,
)
from custom_components.message_gateways.engine.pictures import (
    MOST_PAGES,
    picture_pages,
)
from custom_components.message_gateways.gateways.errors import InvalidInputError
from custom_components.message_gateways.gateways.model import Attachment

from .media_world import (
    ALL,
    JPEG,
    PDF,
    PNG,
    TEXT,
    TIFF,
    WORD,
    document,
    picture,
    png_of,
    refusal,
)


def archive(*names: str) -> bytes:
    """Make an archive of files with something in them."""
    file = BytesIO()
    with ZipFile(file, "w") as written:
        for name in names:
            # Of the hour it is made, it would give each worker a test of another name.
            written.writestr(ZipInfo(name), "<w/>")
    return file.getvalue()


def many_pages(count: int) -> bytes:
    """Make a TIFF of so many small pages."""
    file = BytesIO()
    page = Image.new("1", (8, 8))
    page.save(file, "TIFF", save_all=True, append_images=[page] * (count - 1))
    return file.getvalue()


DOCX = archive("[Content_Types].xml", "word/document.xml")
HTML = b"\n<!DOCTYPE html><html><body>Hello</body></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'

KINDS = [
    (pages("Hello"), PDF),
    (picture("JPEG"), JPEG),
    (picture("PNG"), PNG),
    (picture("TIFF"), TIFF),
    (picture("GIF"), "image/gif"),
    (picture("BMP"), "image/bmp"),
    (picture("WEBP"), "image/webp"),
    (DOCX, WORD),
    (b"Hello", TEXT),
    ("\ufeffGr\u00fc\u00dfe\r\n\tAnna\f".encode(), TEXT),
    (b"<Anna> is home", TEXT),
    (HTML, None),
    (SVG, None),
    (b"<?xml version='1.0'?><x/>", None),
    (b"{\\rtf1 Hello}", None),
    (b"%!PS-Adobe-3.0", None),
    ("Grüße".encode("latin-1"), None),
    (b"Hello\0", None),
    (b"\x7fELF", None),
    (archive("xl/workbook.xml"), None),
    (DOCX[:40], None),
    (b"", TEXT),
]


@pytest.mark.parametrize(("data", "kind"), KINDS)
def test_a_file_is_what_is_in_it(data: bytes, kind: str | None) -> None:
    """Its name is not asked."""
    assert content_type_of(data) == kind


@pytest.mark.parametrize(
    ("name", "kind", "safe"),
    [
        ("Plan.pdf", PDF, "Plan.pdf"),
        ("Plan.PDF", PDF, "Plan.PDF"),
        ("photo.jpeg", JPEG, "photo.jpeg"),
        ("scan.tif", TIFF, "scan.tif"),
        ("front_door", JPEG, "front_door.jpg"),
        ("plan.exe", PDF, "plan.pdf"),
        ("notes.md", TEXT, "notes.txt"),
        ("plan.html", None, "plan.html"),
        ("/etc/passwd", TEXT, "passwd.txt"),
        ("..\\..\\plan.pdf", PDF, "plan.pdf"),
        ("../..", PDF, "document.pdf"),
        ("", PDF, "document.pdf"),
        (".hidden", PDF, "hidden.pdf"),
        ("a\r\nb\x00c\u202ed.pdf", PDF, "a b c d.pdf"),
        ("half\udcff.pdf", PDF, "half.pdf"),
        ("100%name%.pdf", PDF, "100 name.pdf"),
        ("Gru\u0308\u00dfe 你好.pdf", PDF, "Grüße 你好.pdf"),
        ("long" * 100 + ".pdf", PDF, "long" * 24 + ".pdf"),
        ("plan." + "x" * 300, None, None),
    ],
)
def test_a_name_is_one_that_every_system_takes(
    name: str, kind: str | None, safe: str | None
) -> None:
    """Its extension says what it is."""
    found = file_name(name, kind)
    assert safe is None or found == safe
    assert 0 < len(found) <= 100


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("camera.front_door", "camera.front_door"),
        ("/media/plan.pdf", "/media/plan.pdf"),
        ("media-source://tts/demo?message=1234", "media-source://tts/demo"),
        (
            "https://anna:secret@host.example/x.pdf?token=secret#secret",
            "https://host.example/x.pdf",
        ),
        ("http://[?secret", "http://["),
        ("x\n" * 300, "x " * 49 + "x "),
    ],
)
def test_a_source_is_named_without_its_secrets(source: str, named: str) -> None:
    """Errors end up in logs."""
    assert source_name(source) == named


@pytest.fixture
def folder(hass: HomeAssistant, tmp_path: Path) -> Path:
    """Return a folder that Home Assistant may read."""
    hass.config.allowlist_external_dirs = {str(tmp_path)}
    return tmp_path


async def made(
    hass: HomeAssistant, folder: Path, name: str, data: bytes, *types: str
) -> Attachment:
    """Make a document of a file."""
    (folder / name).write_bytes(data)
    return await document(hass, folder / name, *types)


@pytest.mark.parametrize(
    ("data", "kind"), [(data, kind) for data, kind in KINDS if kind in ALL and data]
)
async def test_what_a_channel_takes_is_passed_on_as_it_is(
    hass: HomeAssistant, folder: Path, data: bytes, kind: str
) -> None:
    """With its true type."""
    document = await made(hass, folder, "plan.xyz", data)
    assert document.data == data
    assert document.content_type == kind
    assert document.name.startswith("plan.")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page.pdf", HTML),
        ("page.pdf", SVG),
        ("plan.jpg", b"\x7fELF\x02\x01\x01\0"),
        ("plan.docx", archive("xl/workbook.xml")),
    ],
)
async def test_what_is_no_document_is_refused_whatever_its_name(
    hass: HomeAssistant, folder: Path, name: str, data: bytes
) -> None:
    """What is possible is named."""
    with pytest.raises(InvalidInputError) as caught:
        await made(hass, folder, name, data, PDF, TIFF)
    found = ("attachment_type_not_offered", name, f"{PDF}, {TIFF}")
    assert refusal(caught) == found


@pytest.mark.parametrize(
    ("data", "types"),
    [
        (DOCX, [PDF]),
        (pages("Hello"), [TIFF]),
        (b"Hello", [TIFF]),
        (picture(), [TEXT]),
    ],
)
async def test_what_can_not_be_made_of_a_document_is_refused(
    hass: HomeAssistant, folder: Path, data: bytes, types: list[str]
) -> None:
    """No gateway gets what it does not take."""
    with pytest.raises(InvalidInputError) as caught:
        await made(hass, folder, "plan.xyz", data, *types)
    assert caught.value.key == "attachment_type_not_offered"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "GIF", "BMP", "WEBP"])
async def test_a_picture_is_put_on_a_page(
    hass: HomeAssistant, folder: Path, kind: str
) -> None:
    """A PDF where the channel takes one."""
    page = await made(hass, folder, "photo.xyz", picture(kind), TEXT, TIFF, PDF)
    if kind == "TIFF":
        assert (page.name, page.content_type) == ("photo.tiff", TIFF)
    else:
        assert (page.name, page.content_type) == ("photo.pdf", PDF)
        assert page.data.startswith(b"%PDF-")
        assert len(re.findall(rb"/Type /Page\b", page.data)) == 1


async def test_a_picture_is_a_tiff_where_no_pdf_is_taken(
    hass: HomeAssistant, folder: Path
) -> None:
    """As fax machines write it."""
    page = await made(hass, folder, "photo.jpg", picture(), TIFF)
    assert (page.name, page.content_type) == ("photo.tiff", TIFF)
    with Image.open(BytesIO(page.data)) as found:
        assert (found.mode, found.size) == ("1", (WIDTH, HEIGHT))
        assert found.info["compression"] == "group4"
        assert found.info["dpi"] == (200, 200)


async def test_all_pages_of_a_fax_are_kept(hass: HomeAssistant, folder: Path) -> None:
    """Up to a number that can be handled."""
    page = await made(hass, folder, "fax.tiff", many_pages(3), PDF)
    assert len(re.findall(rb"/Type /Page\b", page.data)) == 3
    assert await made(hass, folder, "fax.tiff", many_pages(MOST_PAGES), TIFF)
    for kind in (PDF, TIFF):
        with pytest.raises(InvalidInputError) as caught:
            await made(hass, folder, "fax.tiff", many_pages(MOST_PAGES + 1), kind)
        assert refusal(caught) == ("document_too_long", "fax.tiff", str(MOST_PAGES))


async def test_a_text_is_put_on_pages(hass: HomeAssistant, folder: Path) -> None:
    """Where the channel takes no texts."""
    page = await made(hass, folder, "list.txt", b"\xef\xbb\xbfBread\nMilk", PDF)
    assert (page.name, page.content_type) == ("list.pdf", PDF)
    assert page.data == pages("Bread\nMilk")
    long = b"\n" * 5000
    for data in (b"a" + long, b"a " * 500_000):
        with pytest.raises(InvalidInputError) as caught:
            await made(hass, folder, "list.txt", data, PDF)
        assert refusal(caught) == ("document_too_long", "list.txt", str(MOST_PAGES))


async def test_a_text_of_nothing_is_refused(hass: HomeAssistant, folder: Path) -> None:
    """An empty page tells nobody anything."""
    for kind in (TEXT, PDF):
        with pytest.raises(InvalidInputError) as caught:
            await made(hass, folder, "list.txt", b" \r\n\t", kind)
        assert refusal(caught) == ("media_empty", "list.txt")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("photo.png", picture("PNG", (640, 480))[:200]),
        ("photo.jpg", picture("JPEG", (640, 480))[:-100]),
        ("photo.tiff", picture("TIFF")[:100]),
        ("photo.webp", picture("WEBP")[:20]),
        ("photo.jpg", b"\xff\xd8\xff" + bytes(1000)),
        ("photo.png", png_of(1000, 1000)),
        ("plan.pdf", pages("Hello")[:-100]),
    ],
)
async def test_a_file_that_is_broken_is_refused(
    hass: HomeAssistant, folder: Path, name: str, data: bytes
) -> None:
    """Half a page is not what was meant."""
    for types in ([], [PDF]):
        with pytest.raises(InvalidInputError) as caught:
            await made(hass, folder, name, data, *types)
        assert refusal(caught) == ("document_broken", name)


@pytest.mark.parametrize("size", [(8000, 8000), (12000, 12000), (60000, 60000)])
async def test_a_small_file_of_many_pixels_is_refused(
    hass: HomeAssistant, folder: Path, size: tuple[int, int]
) -> None:
    """It would take all memory."""
    for types in ([], [PDF]):
        with pytest.raises(InvalidInputError) as caught:
            await made(hass, folder, "bomb.png", png_of(*size), *types)
        assert refusal(caught) == ("picture_too_large", "bomb.png", "50")


async def test_a_document_of_many_large_pages_is_refused(
    hass: HomeAssistant, folder: Path
) -> None:
    """Each one is small enough."""
    file = BytesIO()
    page = Image.new("1", (7000, 7000))
    page.save(
        file, "TIFF", save_all=True, append_images=[page] * 8, compression="group4"
    )
    with pytest.raises(InvalidInputError) as caught:
        await made(hass, folder, "bomb.tiff", file.getvalue())
    assert caught.value.key == "picture_too_large"


def shown(data: bytes) -> Image.Image:
    """Return the page of a picture, in black and white."""
    return Image.open(BytesIO(picture_pages("x", data, tiff=True)))


def black(page: Image.Image) -> tuple[int, int, int, int]:
    """Return where on a page it is black."""
    found = page.point(lambda shade: 255 - shade).getbbox()
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("size", "place"),
    [
        # As wide or as high as the page, and no more than four times as large.
        ((3000, 100), (MARGIN, MARGIN, WIDTH - MARGIN, MARGIN + 45)),
        ((100, 3000), (793, MARGIN, 861, HEIGHT - MARGIN)),
        ((10, 10), (807, MARGIN, 847, MARGIN + 40)),
        ((20000, 1), (MARGIN, MARGIN, WIDTH - MARGIN, MARGIN + 1)),
    ],
)
def test_a_picture_fills_the_page(
    size: tuple[int, int], place: tuple[int, int, int, int]
) -> None:
    """It is upright, and keeps its shape."""
    found = black(shown(picture("PNG", size, colour="black")))
    assert all(abs(one - other) <= 1 for one, other in zip(found, place, strict=True))


def test_a_photo_is_turned_as_it_was_taken() -> None:
    """Cameras write down how they were held."""
    turned = Image.Exif()
    turned[0x0112] = 6
    upright = black(shown(picture("JPEG", (400, 200), colour="black")))
    found = black(
        shown(picture("JPEG", (400, 200), colour="black", exif=turned.tobytes()))
    )
    assert upright[2] - upright[0] > upright[3] - upright[1]
    assert found[2] - found[0] < found[3] - found[1]


@pytest.mark.parametrize(
    ("mode", "colour", "is_black"),
    [
        ("RGB", "black", True),
        ("RGB", "white", False),
        ("RGBA", (0, 0, 0, 0), False),
        ("RGBA", (0, 0, 0, 255), True),
        ("LA", (0, 0), False),
        ("1", 0, True),
        ("1", 1, False),
        ("I;16", 0, True),
        ("I;16", 65535, False),
        ("I;16", 300, True),
    ],
)
def test_what_can_be_seen_through_is_white(
    mode: str, colour: Any, is_black: bool
) -> None:
    """Otherwise a drawing would be a black page."""
    page = shown(picture("PNG", mode=mode, colour=colour))
    # A shade of one in 256 is a dot here and there.
    share = page.histogram()[0] / (64 * 48 * 16)
    assert round(share) == is_black


def test_a_palette_that_can_be_seen_through_is_white() -> None:
    """As drawings of the web have it."""
    drawing = picture("GIF", mode="P", colour=0, transparency=0)
    assert shown(drawing).histogram()[0] == 0


def test_the_length_of_a_tiff_without_an_end_is_limited() -> None:
    """Its directories may go round in a circle."""
    data = bytearray(picture("TIFF"))
    (first,) = struct.unpack_from("<I", data, 4)
    (count,) = struct.unpack_from("<H", data, first)
    struct.pack_into("<I", data, first + 2 + 12 * count, first)
    try:
        assert picture_pages("x", bytes(data), tiff=True)
    except InvalidInputError as err:
        assert err.key in {"document_broken", "document_too_long"}  # noqa: PT017 - either may be
