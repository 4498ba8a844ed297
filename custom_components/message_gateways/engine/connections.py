"""HTTP connections that check where they go."""

from aiohttp import TCPConnector
from homeassistant.const import EVENT_HOMEASSISTANT_CLOSE
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers.aiohttp_client import (
    DATA_RESOLVER,
    MAXIMUM_CONNECTIONS_PER_HOST,
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

from ..const import DOMAIN
from ..gateways.forbidden_addresses import open_socket

DATA_CONNECTORS: HassKey[dict[bool, TCPConnector]] = HassKey(f"{DOMAIN}_connectors")


@callback
def async_connector(hass: HomeAssistant, *, verify_ssl: bool) -> TCPConnector:
    """Return the connections of accounts and downloads, certificates checked or not.

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
