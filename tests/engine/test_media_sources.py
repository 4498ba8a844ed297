"""Media are found wherever they are, and nowhere else."""

import asyncio
from collections.abc import AsyncIterator
import os
from pathlib import Path
from typing import override

from aiohttp import web
from homeassistant.components.media_source import (
    MediaSource,
    MediaSourceItem,
    PlayMedia,
)
from homeassistant.core import Context, HomeAssistant
from homeassistant.core_config import async_process_ha_core_config
from homeassistant.exceptions import Unauthorized, UnknownUser
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import (
    MockModule,
    MockUser,
    mock_integration,
    mock_platform,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

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


class Elsewhere(MediaSource):
    """Media that have a URL and no file."""

    @override
    async def async_resolve_media(self, item: MediaSourceItem) -> PlayMedia:
        """Return the URL that stands in the id, Home Assistant's own or any other."""
        url = item.identifier
        return PlayMedia(f"/{url}" if url.startswith("api/") else url, "image/jpeg")


class ElsewherePlatform:
    """The media of an integration."""

    @staticmethod
    async def async_get_media_source(_hass: HomeAssistant) -> MediaSource:
        """Return them."""
        return Elsewhere("elsewhere")


async def set_up_elsewhere(hass: HomeAssistant) -> None:
    """Set up an integration whose media have URLs."""
    mock_integration(hass, MockModule("elsewhere"))
    mock_platform(hass, "elsewhere.media_source", ElsewherePlatform)
    assert await async_setup_component(hass, "elsewhere", {})
    assert await async_setup_component(hass, "media_source", {})


@pytest.mark.usefixtures("socket_enabled")
async def test_media_that_home_assistant_serves_itself_are_fetched(
    hass: HomeAssistant, hass_client_no_auth: ClientSessionGenerator
) -> None:
    """With its own signature: without one it serves nobody."""
    await add_camera(hass, "front_door", picture())
    await set_up_elsewhere(hass)
    client = await hass_client_no_auth()
    await async_process_ha_core_config(hass, {"internal_url": str(client.make_url(""))})
    assert (await client.get("/api/camera_proxy/camera.front_door")).status != 200
    source = "media-source://elsewhere/api/camera_proxy/camera.front_door"
    assert (await document(hass, source)).data == picture()
    with pytest.raises(InvalidInputError) as caught:
        await document(hass, f"{source}_gone")
    assert caught.value.key == "media_not_available"


@pytest.fixture
async def site(request: pytest.FixtureRequest) -> AsyncIterator[str]:
    """Serve files on loopback; return the URL."""
    request.getfixturevalue("socket_enabled")

    async def serve(request: web.Request) -> web.StreamResponse:
        """Answer as the path says."""
        match request.path:
            case "/plan.pdf":
                return web.Response(body=pages("The house"))
            case "/endless":
                response = web.StreamResponse()
                await response.prepare(request)
                while True:
                    await response.write(bytes(1024 * 1024))
            case "/empty":
                return web.Response()
            case "/elsewhere":
                raise web.HTTPFound("/plan.pdf")
            case _:
                raise web.HTTPNotFound

    app = web.Application()
    app.router.add_get("/{path:.*}", serve)
    runner = web.AppRunner(app)
    await runner.setup()
    place = web.TCPSite(runner, "127.0.0.1", 0)
    await place.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


async def test_a_url_that_the_user_allows_is_fetched(
    hass: HomeAssistant, site: str
) -> None:
    """Home Assistant has a list of them."""
    hass.config.allowlist_external_urls = {f"{site}/"}
    fetched = await document(hass, f"{site}/plan.pdf?token=secret")
    assert (fetched.name, fetched.data) == ("plan.pdf", pages("The house"))


@pytest.mark.parametrize(
    "source",
    [
        "http://192.0.2.1/plan.pdf",
        "HTTP://192.0.2.1/plan.pdf",
        "https://allowed.example@192.0.2.1/plan.pdf",
        "https://allowed.example.net/plan.pdf",
        "https://allowed.example/public/../plan.pdf",
    ],
)
async def test_any_other_url_is_refused_unseen(
    hass: HomeAssistant, source: str
) -> None:
    """It would be a way into the network of the house."""
    hass.config.allowlist_external_urls = {"https://allowed.example/public/"}
    with pytest.raises(InvalidInputError) as caught:
        await document(hass, f"{source}?token=secret")
    assert caught.value.key == "media_url_not_allowed"
    assert "secret" not in str(caught.value.placeholders)


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("elsewhere", ("media_not_available", "the answer was HTTP 302")),
        ("gone", ("media_not_available", "the answer was HTTP 404")),
        ("endless", ("media_too_large", "20")),
        ("empty", ("media_empty",)),
    ],
)
async def test_what_can_not_be_fetched_is_told(
    hass: HomeAssistant, site: str, path: str, found: tuple[str, ...]
) -> None:
    """A redirect leads where nobody allowed it; some have no end."""
    hass.config.allowlist_external_urls = {f"{site}/"}
    with pytest.raises(InvalidInputError) as caught:
        await document(hass, f"{site}/{path}?token=secret")
    key, name, *rest = refusal(caught)
    assert (key, *rest) == found
    assert name == f"{site}/{path}"


@pytest.mark.usefixtures("socket_enabled")
@pytest.mark.parametrize("url", ["http://127.0.0.1:1/x", "http://[", "http://a:b/"])
async def test_who_does_not_answer_is_told(hass: HomeAssistant, url: str) -> None:
    """Whether the address is one at all."""
    hass.config.allowlist_external_urls = {"http://127.0.0.1:1/"}
    with pytest.raises(InvalidInputError) as caught:
        await document(hass, url)
    assert caught.value.key in {"media_not_available", "media_not_possible"}


@pytest.mark.parametrize(
    "url", ["rtsp://192.0.2.1/", "ftp://192.0.2.1/", "file:///etc/passwd", "x"]
)
async def test_media_with_a_url_of_another_kind_are_refused(
    hass: HomeAssistant, url: str
) -> None:
    """Films that run, and files past the check of folders."""
    await set_up_elsewhere(hass)
    with pytest.raises(InvalidInputError) as caught:
        await document(hass, f"media-source://elsewhere/{url}")
    assert caught.value.key == "media_not_available"
