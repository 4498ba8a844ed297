"""Fetch files by HTTP: of a size that can be sent, from where it was said."""

from http import HTTPStatus

from aiohttp import ClientError, ClientSession, ClientTimeout, DummyCookieJar, hdrs
from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import SERVER_SOFTWARE

from ..gateways.errors import InvalidInputError
from .connections import async_connector
from .local_files import check_size

LONGEST_WAIT = ClientTimeout(total=60, connect=10)
PIECE = 64 * 1024


async def async_download(hass: HomeAssistant, url: str, name: str, limit: int) -> bytes:
    """Fetch a file of at most so many octets; raises InvalidInputError.

    A redirect is not followed: it may lead where nobody allowed it.
    """
    data = bytearray()
    try:
        async with (
            _open_session(hass) as session,
            session.get(
                url,
                allow_redirects=False,
                timeout=LONGEST_WAIT,
                # What comes packed has any size.
                headers={hdrs.ACCEPT_ENCODING: "identity"},
            ) as response,
        ):
            if response.status != HTTPStatus.OK:
                raise InvalidInputError(
                    "media_not_available",
                    source=name,
                    reason=f"the answer was HTTP {response.status}",
                )
            async for piece in response.content.iter_chunked(PIECE):
                data += piece
                if len(data) > limit:
                    break
    except ClientError, TimeoutError, ValueError:
        raise InvalidInputError(
            "media_not_available", source=name, reason="it can't be fetched"
        ) from None
    check_size(name, len(data), limit)
    return bytes(data)


def _open_session(hass: HomeAssistant) -> ClientSession:
    """Open a session that leads to no place where clouds keep their secrets."""
    return ClientSession(
        connector=async_connector(hass, verify_ssl=True),
        connector_owner=False,
        cookie_jar=DummyCookieJar(),
        headers={hdrs.USER_AGENT: SERVER_SOFTWARE},
    )
