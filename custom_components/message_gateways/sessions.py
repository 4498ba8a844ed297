"""The HTTP sessions of gateways."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from aiohttp import ClientSession, CookieJar, DummyCookieJar
from aiohttp.hdrs import USER_AGENT
from homeassistant.config_entries import ConfigEntry
from homeassistant.const import CONF_VERIFY_SSL, EVENT_HOMEASSISTANT_CLOSE
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers.aiohttp_client import SERVER_SOFTWARE

from .engine.connections import async_connector
from .gateways.info import GatewayInfo


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
        connector=async_connector(
            hass, verify_ssl=config.get(CONF_VERIFY_SSL, True) is not False
        ),
        connector_owner=False,
        cookie_jar=CookieJar() if info.cookies else DummyCookieJar(),
        headers={USER_AGENT: SERVER_SOFTWARE},
    )
