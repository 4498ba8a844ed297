"""Bring a file from wherever it is: media, a camera, an image, a path or a URL."""

import asyncio
from dataclasses import dataclass, field

from homeassistant.auth.permissions.const import POLICY_READ
from homeassistant.core import Context, HomeAssistant, split_entity_id, valid_entity_id
from homeassistant.exceptions import Unauthorized, UnknownUser
from yarl import URL

from ..gateways.errors import InvalidInputError
from .file_names import source_name
from .local_files import check_size, read_allowed_file, read_media_file
from .web_files import async_download

MEDIA_SOURCE = "media-source://"
CAMERA, IMAGE = "camera", "image"
LONGEST_WAIT = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaFile:
    """A file as it was found; nothing is known of what is in it."""

    name: str
    data: bytes = field(repr=False)


async def async_fetch(
    hass: HomeAssistant, source: str, *, context: Context, limit: int
) -> MediaFile:
    """Bring a file of at most so many octets.

    Raises InvalidInputError, and Unauthorized where the caller may not look at it.
    """
    if source.startswith(MEDIA_SOURCE):
        domain, _, key = source.removeprefix(MEDIA_SOURCE).partition("/")
        # These resolve to films that never end: one picture is meant.
        if domain in {CAMERA, IMAGE}:
            return await _async_picture(hass, key, context, limit)
        return await _async_media(hass, source, limit)
    if source.startswith("/"):
        data = await hass.async_add_executor_job(
            read_allowed_file, hass.config, source, limit
        )
        return MediaFile(name=source.rpartition("/")[2], data=data)
    if source.lower().startswith(("http://", "https://")):
        return await _async_allowed_url(hass, source, limit)
    return await _async_picture(hass, source, context, limit)


async def _async_picture(
    hass: HomeAssistant, entity_id: str, context: Context, limit: int
) -> MediaFile:
    """Take the picture of a camera or an image entity."""
    if not valid_entity_id(entity_id):
        raise InvalidInputError("media_not_possible", source=source_name(entity_id))
    domain, name = split_entity_id(entity_id)
    if domain not in {CAMERA, IMAGE}:
        raise InvalidInputError("media_not_possible", source=entity_id)
    await _async_check_may_look(hass, entity_id, context)
    if hass.states.get(entity_id) is None or domain not in hass.config.components:
        raise InvalidInputError("media_not_found", source=entity_id)
    try:
        data = await _async_look(hass, domain, entity_id)
    except Exception:  # noqa: BLE001 - integrations of others fail in their own ways
        # What they say may name an address with its password.
        raise InvalidInputError(
            "media_not_available", source=entity_id, reason="there is no picture"
        ) from None
    check_size(entity_id, len(data), limit)
    return MediaFile(name=name, data=data)


async def _async_look(hass: HomeAssistant, domain: str, entity_id: str) -> bytes:
    """Return the picture of an entity; raises what its integration raises."""
    async with asyncio.timeout(LONGEST_WAIT):
        # What they need is not there in a Home Assistant that never loads them.
        if domain == CAMERA:
            from homeassistant.components import camera  # noqa: PLC0415 - see above

            return (await camera.async_get_image(hass, entity_id)).content
        from homeassistant.components import image  # noqa: PLC0415 - see above

        return (await image.async_get_image(hass, entity_id)).content


async def _async_check_may_look(
    hass: HomeAssistant, entity_id: str, context: Context
) -> None:
    """Check that the caller may look at an entity; raises Unauthorized."""
    if context.user_id is None:
        return
    user = await hass.auth.async_get_user(context.user_id)
    if user is None:
        raise UnknownUser(context=context)
    if not user.permissions.check_entity(entity_id, POLICY_READ):
        raise Unauthorized(context=context, entity_id=entity_id, permission=POLICY_READ)


async def _async_media(hass: HomeAssistant, source: str, limit: int) -> MediaFile:
    """Bring what a media-source id stands for."""
    name = source_name(source)
    if "media_source" not in hass.config.components:
        raise InvalidInputError("media_not_found", source=name)
    # What it needs is not there in a Home Assistant that never loads it.
    from homeassistant.components.media_player import (  # noqa: PLC0415 - see above
        async_process_play_media_url,
    )
    from homeassistant.components.media_source import (  # noqa: PLC0415 - see above
        async_resolve_media,
    )

    try:
        async with asyncio.timeout(LONGEST_WAIT):
            media = await async_resolve_media(hass, source, None)
        # With a signature of Home Assistant, as players get it.
        url = "" if media.path else async_process_play_media_url(hass, media.url)
    except Exception:  # noqa: BLE001 - integrations of others fail in their own ways
        raise InvalidInputError("media_not_found", source=name) from None
    if media.path is not None:
        data = await hass.async_add_executor_job(read_media_file, media.path, limit)
        return MediaFile(name=media.path.name, data=data)
    data = await async_download(hass, url, name, limit)
    return MediaFile(name=URL(url).name, data=data)


async def _async_allowed_url(hass: HomeAssistant, source: str, limit: int) -> MediaFile:
    """Fetch a URL of those that the user allows Home Assistant."""
    name = source_name(source)
    try:
        allowed = hass.config.is_allowed_external_url(source)
    except ValueError:
        raise InvalidInputError("media_not_possible", source=name) from None
    if not allowed:
        raise InvalidInputError("media_url_not_allowed", url=name)
    data = await async_download(hass, source, name, limit)
    return MediaFile(name=URL(source).name, data=data)
