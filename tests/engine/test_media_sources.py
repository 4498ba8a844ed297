"""Media are found wherever they are, and nowhere else."""

import asyncio
import os
from pathlib import Path

from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import Unauthorized, UnknownUser
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockUser

from custom_components.message_gateways.engine.media import LARGEST_DOCUMENT
from custom_components.message_gateways.engine.pages import pages
from custom_components.message_gateways.gateways.errors import InvalidInputError

from .media_world import (
    JPEG,
    PDF,
    PNG,
    add_camera,
    add_image,
    document,
    picture,
    refusal,
    set_up_media,
)

SECRET = "http://admin:secret@192.0.2.1/snapshot"


@pytest.fixture
def folder(hass: HomeAssistant, tmp_path: Path) -> Path:
    """Return a folder that Home Assistant may read, among others that it may not."""
    allowed = tmp_path / "allowed"
    allowed.mkdir()
    hass.config.allowlist_external_dirs = {str(allowed)}
    return allowed


async def caller(hass: HomeAssistant, *entities: str) -> Context:
    """Return the context of a user who may see some entities and no more."""
    user = MockUser().add_to_hass(hass)
    user.mock_policy(
        {"entities": {"entity_ids": {each: {"read": True} for each in entities}}}
    )
    return Context(user_id=user.id)


@pytest.mark.parametrize("source", ["camera.{}", "media-source://camera/camera.{}"])
async def test_a_camera_takes_a_picture(hass: HomeAssistant, source: str) -> None:
    """It is named as the camera is."""
    await add_camera(hass, "front_door", picture())
    taken = await document(hass, source.format("front_door"))
    assert (taken.name, taken.content_type) == ("front_door.jpg", JPEG)
    assert taken.data == picture()


@pytest.mark.parametrize("source", ["image.{}", "media-source://image/image.{}"])
async def test_an_image_entity_shows_its_picture(
    hass: HomeAssistant, source: str
) -> None:
    """Whatever kind of picture it is."""
    await add_image(hass, "floor_plan", picture("PNG"))
    shown = await document(hass, source.format("floor_plan"))
    assert (shown.name, shown.content_type) == ("floor_plan.png", PNG)
    assert shown.data == picture("PNG")


async def test_who_may_not_see_a_camera_can_not_send_its_picture(
    hass: HomeAssistant,
) -> None:
    """Nor learn whether there is one."""
    await add_camera(hass, "front_door", picture())
    may = await caller(hass, "camera.front_door")
    assert await document(hass, "camera.front_door", context=may)
    for source in (
        "camera.bedroom",
        "media-source://camera/camera.bedroom",
        "image.bedroom",
    ):
        with pytest.raises(Unauthorized):
            await document(hass, source, context=may)
    with pytest.raises(UnknownUser):
        await document(hass, "camera.front_door", context=Context(user_id="gone"))


async def test_a_camera_that_gives_no_picture_is_named(hass: HomeAssistant) -> None:
    """What its integration says stays out: it may hold an address with a password."""
    off = await add_camera(hass, "off", picture())
    off.switch_off()
    await add_camera(hass, "blind", None)
    await add_camera(hass, "broken", None, OSError(SECRET))
    await add_image(hass, "nothing", None)
    for source in ("camera.off", "camera.blind", "camera.broken", "image.nothing"):
        with pytest.raises(InvalidInputError) as caught:
            await document(hass, source)
        found = ("media_not_available", source, "there is no picture")
        assert refusal(caught) == found
        assert caught.value.__suppress_context__


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ("camera.gone", "media_not_found"),
        ("image.gone", "media_not_found"),
        ("media-source://camera/camera.gone", "media_not_found"),
        ("light.kitchen", "media_not_possible"),
        ("media-source://camera/light.kitchen", "media_not_possible"),
        ("media-source://camera/", "media_not_possible"),
        ("report.pdf", "media_not_possible"),
        ("../report.pdf", "media_not_possible"),
        ("file:///etc/passwd", "media_not_possible"),
        ("", "media_not_possible"),
        ("media-source://media_source/local/x.pdf", "media_not_found"),
    ],
)
async def test_what_is_no_media_is_refused_by_name(
    hass: HomeAssistant, source: str, key: str
) -> None:
    """In a Home Assistant without cameras and media, and in one that has them."""
    for _ in range(2):
        with pytest.raises(InvalidInputError) as caught:
            await document(hass, source)
        assert caught.value.key == key
        await add_camera(hass, "front_door", picture())
        await add_image(hass, "floor_plan", picture())
        assert await async_setup_component(hass, "media_source", {})


async def test_a_file_of_an_allowed_folder_is_read(
    hass: HomeAssistant, folder: Path
) -> None:
    """With its own name."""
    (folder / "Plan of the house.pdf").write_bytes(pages("The house"))
    read = await document(hass, f" {folder}/Plan of the house.pdf ")
    assert (read.name, read.content_type) == ("Plan of the house.pdf", PDF)
    assert read.data == pages("The house")


async def test_a_file_elsewhere_is_refused_whether_it_is_there_or_not(
    hass: HomeAssistant, folder: Path
) -> None:
    """By any way that leads there."""
    secret = folder.parent / "secrets.txt"
    secret.write_text("password")
    (folder / "link.txt").symlink_to(secret)
    (folder / "up").symlink_to(folder.parent)
    for path in (
        secret,
        folder.parent / "gone.txt",
        f"{folder}/../secrets.txt",
        folder / "link.txt",
        folder / "up" / "secrets.txt",
        f"{folder}-beside/x.txt",
        "/etc/passwd",
    ):
        with pytest.raises(InvalidInputError) as caught:
            await document(hass, path)
        assert caught.value.key == "media_path_not_allowed", path


async def test_a_link_within_allowed_folders_is_followed(
    hass: HomeAssistant, folder: Path
) -> None:
    """It leads where everything may be read."""
    (folder / "plan.txt").write_text("The house")
    (folder / "link.txt").symlink_to(folder / "plan.txt")
    assert (await document(hass, folder / "link.txt")).data == b"The house"


async def test_what_is_no_file_is_refused_at_once(
    hass: HomeAssistant, folder: Path
) -> None:
    """A pipe that nobody writes to is not waited for."""
    os.mkfifo(folder / "pipe")
    (folder / "folder").mkdir()
    (folder / "endless").symlink_to("/dev/zero")
    hass.config.allowlist_external_dirs |= {"/dev"}
    async with asyncio.timeout(5):
        for path in ("pipe", "folder", "endless", "."):
            with pytest.raises(InvalidInputError) as caught:
                await document(hass, folder / path)
            assert caught.value.key == "media_not_possible", path
        with pytest.raises(InvalidInputError) as caught:
            await document(hass, "/dev/zero")
    assert refusal(caught) == ("media_not_possible", "zero")


@pytest.mark.parametrize(
    "name", ["gone.pdf", "plan.txt/gone.pdf", "odd\0name", "loop", "l" * 300]
)
async def test_a_file_that_is_not_there_is_named(
    hass: HomeAssistant, folder: Path, name: str
) -> None:
    """However it comes that it can't be opened."""
    (folder / "plan.txt").write_text("The house")
    (folder / "loop").symlink_to(folder / "loop")
    with pytest.raises(InvalidInputError) as caught:
        await document(hass, f"{folder}/{name}")
    keys = {"media_not_found", "media_not_available", "media_not_possible"}
    assert caught.value.key in keys


async def test_a_file_that_is_too_large_or_empty_is_refused(
    hass: HomeAssistant, folder: Path
) -> None:
    """Before it is read."""
    with (folder / "large.pdf").open("wb") as file:
        file.truncate(LARGEST_DOCUMENT + 1)
    (folder / "empty.pdf").touch()
    with pytest.raises(InvalidInputError) as caught:
        await document(hass, folder / "large.pdf")
    assert refusal(caught) == ("media_too_large", "large.pdf", "20")
    with pytest.raises(InvalidInputError) as caught:
        await document(hass, folder / "empty.pdf")
    assert refusal(caught) == ("media_empty", "empty.pdf")


async def test_a_file_among_the_media_is_read(
    hass: HomeAssistant, tmp_path: Path
) -> None:
    """Media of Home Assistant's own folder, whatever else may be read."""
    await set_up_media(hass, tmp_path)
    (tmp_path / "plan.pdf").write_bytes(pages("The house"))
    read = await document(hass, "media-source://media_source/local/plan.pdf")
    assert (read.name, read.data) == ("plan.pdf", pages("The house"))


@pytest.mark.parametrize(
    "key",
    [
        "local/gone.pdf",
        "local/../secrets.pdf",
        "elsewhere/plan.pdf",
        "local/odd.unheard-of",
        "",
    ],
)
async def test_media_that_are_not_there_are_named(
    hass: HomeAssistant, tmp_path: Path, key: str
) -> None:
    """However Home Assistant refuses them."""
    folder = tmp_path / "media"
    folder.mkdir()
    (tmp_path / "secrets.pdf").write_bytes(pages("password"))
    await set_up_media(hass, folder)
    with pytest.raises(InvalidInputError) as caught:
        await document(hass, f"media-source://media_source/{key}?token=secret")
    assert caught.value.key == "media_not_found"
    assert "secret" not in str(caught.value.placeholders).replace("secrets.pdf", "")
