"""The HTTP sessions that gateways talk with, all of them Home Assistant's."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from aiohttp import ClientSession, DummyCookieJar
from homeassistant.const import CONF_VERIFY_SSL
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.aiohttp_client import (
    async_create_clientsession,
    async_get_clientsession,
)

from .gateways.info import GatewayInfo


@callback
def async_account_session(
    hass: HomeAssistant, info: GatewayInfo, config: Mapping[str, Any]
) -> ClientSession:
    """Return a session for an account that is being set up, for as long as it is."""
    verify_ssl = config.get(CONF_VERIFY_SSL, True)
    if info.cookies:
        return async_get_clientsession(hass, verify_ssl=verify_ssl)
    return async_create_clientsession(
        hass, verify_ssl=verify_ssl, cookie_jar=DummyCookieJar()
    )


@contextmanager
def trial_session(
    hass: HomeAssistant, info: GatewayInfo, config: Mapping[str, Any]
) -> Iterator[ClientSession]:
    """Lend a session to try an account with."""
    verify_ssl = config.get(CONF_VERIFY_SSL, True)
    if info.cookies:
        yield async_get_clientsession(hass, verify_ssl=verify_ssl)
        return
    session = async_create_clientsession(
        hass, verify_ssl=verify_ssl, auto_cleanup=False, cookie_jar=DummyCookieJar()
    )
    try:
        yield session
    finally:
        session.detach()
