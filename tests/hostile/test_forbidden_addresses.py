"""No account leads to where clouds keep their secrets, however it is written."""

from collections.abc import AsyncIterator
from ipaddress import ip_address
import socket
from typing import Any, override

import aiohttp
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult
from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import DATA_RESOLVER
import pytest
from yarl import URL

from custom_components.message_gateways.base_url import (
    BaseUrlError,
    check_base_url,
    is_local,
)
from custom_components.message_gateways.engine.connections import DATA_CONNECTORS
from custom_components.message_gateways.engine.web_files import async_download
from custom_components.message_gateways.gateways.errors import (
    CheckSettingsError,
    InvalidInputError,
)
from custom_components.message_gateways.gateways.forbidden_addresses import (
    ForbiddenAddressError,
    is_forbidden,
    open_socket,
)
from custom_components.message_gateways.gateways.model import Outcome
from custom_components.message_gateways.gateways.registry import REGISTRY
from custom_components.message_gateways.gateways.transport import Transport
from custom_components.message_gateways.sessions import trial_session
from tests.gateways.loopback import http_server
from tests.integration.flows import (
    choose_gateway,
    errors_shown,
    fill_in,
    text_at,
)

METADATA = "169.254.169.254"
FORBIDDEN = (
    *("169.254.169.254", "169.254.0.1", "169.254.255.255", "0.0.0.0"),  # noqa: S104 - refused
    *("0.1.2.3", "224.0.0.251", "255.255.255.255", "100.100.100.200"),
    *("168.63.129.16", "192.0.0.192", "fe80::1", "fe80::1%2", "febf::1", "::"),
    *(
        "64:ff9b:1:a9fe:a9:fe00::",
        "64:ff9b:1:a9:fe:a9fe::",
        "64:ff9b:1:1:a9:fea9:fe00:0",
    ),
    *("::ffff:0:169.254.169.254", "fd00:ec2::23"),
    *("fd00:ec2::254", "fd20:ce::254", "ff02::1", "fd00:ec2::254%2"),
    *("::ffff:169.254.169.254", "::169.254.169.254", "2002:a9fe:a9fe::1"),
    *("64:ff9b::a9fe:a9fe", "64:ff9b:1::a9fe:a9fe", "::ffff:0.0.0.0"),
    "::ffff:100.100.100.200",
)
ALLOWED = (
    *("127.0.0.1", "127.0.0.53", "10.0.0.1", "172.16.0.1", "192.168.1.5"),
    *("100.100.100.199", "8.8.8.8", "::1", "fd12::1", "fc00::1", "2001:db8::1"),
    *("::ffff:192.168.1.5", "fd00:ec2::253", "64:ff9b::c0a8:105"),
    *("64:ff9b:1:c0a8:1:500::", "64:ff9b:1::c0a8:105", "::ffff:0:192.168.1.5"),
)
WRITTEN = (
    *("2852039166", "0xa9fea9fe", "0xA9.0xFE.0xA9.0xFE", "0251.0376.0251.0376"),
    *("169.254.43518", "169.16689662", "0xa9.254.0251.254", "169.254.169.254."),
    # Wide digits and stops are made plain ones before a connection is made.
    *(
        "１６９.254.169.254",
        "169。254。169。254",
    ),
    *("[fe80::1%25eth0]", "[0:0:0:0:0:ffff:a9fe:a9fe]", "[::FFFF:169.254.169.254]"),
    *("0", "0x0", "00.0.0.0", "[::]"),
)


@pytest.mark.parametrize("address", FORBIDDEN)
def test_no_provider_can_be_there(address: str) -> None:
    assert is_forbidden(ip_address(address))


@pytest.mark.parametrize("address", ALLOWED)
def test_a_provider_can_be_there_in_the_house_too(address: str) -> None:
    assert not is_forbidden(ip_address(address))


@pytest.mark.parametrize("host", WRITTEN)
def test_no_writing_of_an_address_gets_past_the_form(host: str) -> None:
    for typed in (f"http://{host}/", f"https://{host}:8080/latest/meta-data"):
        with pytest.raises(BaseUrlError) as caught:
            check_base_url(typed)
        assert caught.value.key == "address_not_allowed"


@pytest.mark.parametrize("address", FORBIDDEN)
def test_no_socket_is_opened_there(address: str) -> None:
    with pytest.raises(ForbiddenAddressError):
        open_socket((socket.AF_INET, socket.SOCK_STREAM, 0, "", (address, 80)))


def test_an_address_of_this_house_that_is_written_as_ipv6_stays_in_it() -> None:
    assert is_local("http://[::ffff:10.0.0.1]")
    assert not is_local("http://[::ffff:8.8.8.8]")


class Names(AbstractResolver):
    """Find each name where the test says it is."""

    def __init__(self) -> None:
        """Know no name."""
        self.places: dict[str, list[str]] = {}

    @override
    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the addresses of a name."""
        return [
            ResolveResult(
                hostname=host,
                host=place,
                port=port,
                family=socket.AF_INET6 if ":" in place else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for place in self.places[host]
        ]

    @override
    async def close(self) -> None:
        """Hold nothing that has to be closed."""


@pytest.fixture
def names(hass: HomeAssistant, socket_enabled: None) -> Names:  # noqa: ARG001 - used for what it does
    """Let the test say where names lead."""
    names = Names()
    hass.data[str(DATA_RESOLVER)] = names
    return names


@pytest.fixture
async def session(
    hass: HomeAssistant,
    names: Names,  # noqa: ARG001 - it comes first
) -> AsyncIterator[aiohttp.ClientSession]:
    """Lend the session that an account would have."""
    with trial_session(hass, REGISTRY["infobip"], {}) as session:
        yield session


async def ask(session: aiohttp.ClientSession, url: str) -> int:
    """Ask as a gateway does, with a body that must not get there."""
    answer = await Transport(session).request(
        "POST",
        URL(url),
        label="send",
        headers={"Authorization": "Basic c2VjcmV0"},
        body=b"{}",
    )
    return answer.status


async def well(_request: web.Request) -> web.Response:
    """Answer."""
    return web.Response(headers={"Connection": "close"})


@pytest.mark.parametrize("place", [METADATA, "fd00:ec2::254", "fe80::1", "0.0.0.0"])  # noqa: S104 - refused
async def test_a_name_that_leads_there_is_refused_when_it_is_connected_to(
    session: aiohttp.ClientSession, names: Names, place: str
) -> None:
    """A form can't know where a name leads."""
    names.places["provider.example"] = [place]
    url = check_base_url("https://provider.example")
    with pytest.raises(CheckSettingsError, match="no provider can be") as caught:
        await ask(session, url)
    assert caught.value.outcome is Outcome.NOT_SENT


async def test_a_name_that_leads_elsewhere_later_is_refused_then(
    session: aiohttp.ClientSession, names: Names
) -> None:
    """It is asked for again and again, and whoever owns it may change its answer."""
    async with http_server(well) as url:
        names.places["provider.example"] = ["127.0.0.1"]
        there = str(url.with_host("provider.example"))
        assert await ask(session, there) == 200
        names.places["provider.example"] = [METADATA]
        connector = session.connector
        assert isinstance(connector, aiohttp.TCPConnector)
        connector.clear_dns_cache()
        with pytest.raises(CheckSettingsError):
            await ask(session, there)


async def test_a_name_with_a_good_address_and_a_bad_one_is_found_at_the_good_one(
    session: aiohttp.ClientSession, names: Names
) -> None:
    """A gateway in the house often has a link-local address too."""
    async with http_server(well) as url:
        names.places["gateway.local"] = ["fe80::1", METADATA, "127.0.0.1"]
        assert await ask(session, str(url.with_host("gateway.local"))) == 200


@pytest.mark.parametrize("host", [METADATA, "2852039166", "[::ffff:a9fe:a9fe]"])
async def test_an_address_that_never_saw_the_form_is_refused_all_the_same(
    session: aiohttp.ClientSession, names: Names, host: str
) -> None:
    """It may have been written into Home Assistant's files by hand."""
    names.places[host] = [METADATA]
    with pytest.raises(CheckSettingsError):
        await ask(session, f"http://{host}/")


async def test_a_redirect_leads_there_for_nobody(
    session: aiohttp.ClientSession,
) -> None:
    """Gateways follow none; whoever would comes to the same end."""

    async def away(_request: web.Request) -> web.Response:
        """Point elsewhere."""
        return web.Response(status=307, headers={"Location": f"http://{METADATA}/"})

    async with http_server(away) as url:
        with pytest.raises(CheckSettingsError, match="redirects"):
            await ask(session, str(url))
        with pytest.raises(aiohttp.ClientConnectorError) as caught:
            await session.get(url)
    assert isinstance(caught.value.os_error, ForbiddenAddressError)


@pytest.mark.parametrize("verify_ssl", [True, False])
async def test_who_types_such_an_address_is_told(
    hass: HomeAssistant, names: Names, *, verify_ssl: bool
) -> None:
    """At once for an address, and when it is tried for a name."""
    names.places["provider.example"] = [METADATA]
    typed: dict[str, Any] = {
        "username": "demo",
        "password": "secret",
        "verify_ssl": verify_ssl,
    }
    form = await choose_gateway(hass, "infobip")
    form = await fill_in(hass, form, base_url=f"https://{METADATA}/", **typed)
    assert errors_shown(form, "config") == {
        "base_url": text_at("config", "error", "address_not_allowed")
    }
    form = await fill_in(
        hass, form, base_url="https://demo:x@provider.example", **typed
    )
    assert errors_shown(form, "config") == {
        "base_url": text_at("config", "error", "address_with_credentials")
    }
    form = await fill_in(hass, form, base_url="https://provider.example", **typed)
    (told,) = errors_shown(form, "config").values()
    assert "no provider can be at this address" in told
    assert not hass.config_entries.async_entries("message_gateways")


@pytest.mark.parametrize("place", [METADATA, "64:ff9b:1:a9fe:a9:fe00::", "fe80::1"])
async def test_no_medium_is_fetched_from_there(
    hass: HomeAssistant, names: Names, place: str
) -> None:
    """Whoever allowed the address of a picture can't know where its name leads."""
    names.places["pictures.example"] = [place]
    with pytest.raises(InvalidInputError) as caught:
        await async_download(hass, "http://pictures.example/a", "a", 1000)
    assert caught.value.key == "media_not_available"
    (connector,) = hass.data[DATA_CONNECTORS].values()
    assert not connector.closed


async def test_a_medium_in_the_house_is_fetched(
    hass: HomeAssistant, names: Names
) -> None:
    async def picture(_request: web.Request) -> web.Response:
        """Answer with a picture."""
        return web.Response(body=b"PNG", headers={"Connection": "close"})

    async with http_server(picture) as url:
        names.places["pictures.example"] = ["127.0.0.1"]
        there = str(url.with_host("pictures.example"))
        assert await async_download(hass, there, "a", 1000) == b"PNG"
