"""Media are fetched from where they are served, if the user allows it."""

from collections.abc import AsyncIterator
from typing import override

from aiohttp import web
from homeassistant.components.media_source import (
    MediaSource,
    MediaSourceItem,
    PlayMedia,
)
from homeassistant.core import HomeAssistant
from homeassistant.core_config import async_process_ha_core_config
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import (
    MockModule,
    mock_integration,
    mock_platform,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.message_gateways.engine.pages import pages
from custom_components.message_gateways.gateways.errors import InvalidInputError

from .media_world import add_camera, document, picture, refusal


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
