"""The HTTP sessions of gateways, whose connections check where they go."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from aiohttp import ClientSession, CookieJar, DummyCookieJar, TCPConnector
from aiohttp.hdrs import USER_AGENT
from homeassistant.config_entries import ConfigEntry
from homeassistant.const import CONF_VERIFY_SSL, EVENT_HOMEASSISTANT_CLOSE
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers.aiohttp_client import (
    DATA_RESOLVER,
    MAXIMUM_CONNECTIONS_PER_HOST,
    SERVER_SOFTWARE,
    HomeAssistantTCPConnector,
    async_get_clientsession,
)
from homeassistant.util.hass_dict import HassKey
from homeassistant.util.ssl import (
    SSL_ALPN_HTTP11,
    SSLCipherList,
    client_context,
    client_context_no_verify,
)

from .const import DOMAIN
from .gateways.forbidden_addresses import open_socket
from .gateways.info import GatewayInfo

DATA_CONNECTORS: HassKey[dict[bool, TCPConnector]] = HassKey(f"{DOMAIN}_connectors")


@callback
def async_account_session(
    hass: HomeAssistant,
    entry: ConfigEntry,
    info: GatewayInfo,
    config: Mapping[str, Any],
) -> ClientSession:
    """Return a session for an account that is being set up, for as long as it is."""
    session = _async_open(hass, info, config)

    @callback
    def async_detach(_event: Event | None = None) -> None:
        """Give the session up, not the connections that others use."""
        session.detach()

    entry.async_on_unload(
        hass.bus.async_listen_once(EVENT_HOMEASSISTANT_CLOSE, async_detach)
    )
    entry.async_on_unload(async_detach)
    return session


@contextmanager
def trial_session(
    hass: HomeAssistant, info: GatewayInfo, config: Mapping[str, Any]
) -> Iterator[ClientSession]:
    """Lend a session to try an account with."""
    session = _async_open(hass, info, config)
    try:
        yield session
    finally:
        session.detach()


@callback
def _async_open(
    hass: HomeAssistant, info: GatewayInfo, config: Mapping[str, Any]
) -> ClientSession:
    """Open a session; whoever asked for it gives it up."""
    return ClientSession(
        connector=_async_connector(
            hass, verify_ssl=config.get(CONF_VERIFY_SSL, True) is not False
        ),
        connector_owner=False,
        cookie_jar=CookieJar() if info.cookies else DummyCookieJar(),
        headers={USER_AGENT: SERVER_SOFTWARE},
    )


@callback
def _async_connector(hass: HomeAssistant, *, verify_ssl: bool) -> TCPConnector:
    """Return the connections of all accounts, with certificates checked or not.

    They are Home Assistant's in all but one thing: each looks where it goes, at the
    very moment it is made. A name that was harmless when its account was added may
    lead elsewhere by now.
    """
    connectors = hass.data.setdefault(DATA_CONNECTORS, {})
    if verify_ssl in connectors:
        return connectors[verify_ssl]
    # Home Assistant makes what finds names, local ones too, with its first session.
    async_get_clientsession(hass)
    context = client_context if verify_ssl else client_context_no_verify
    connector = HomeAssistantTCPConnector(
        ssl=context(SSLCipherList.PYTHON_DEFAULT, SSL_ALPN_HTTP11),
        limit=0,
        limit_per_host=MAXIMUM_CONNECTIONS_PER_HOST,
        resolver=hass.data[DATA_RESOLVER],
        socket_factory=open_socket,
    )
    connectors[verify_ssl] = connector

    async def async_close(_event: Event) -> None:
        """Close all connections."""
        await connector.close()

    hass.bus.async_listen_once(EVENT_HOMEASSISTANT_CLOSE, async_close)
    return connector
