"""Take what gateways push, at an address of its own for each account and kind."""

import asyncio
from http import HTTPStatus
import logging

from aiohttp.web import Request, Response
from homeassistant.components import webhook
from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.core import HomeAssistant, callback
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey

from .const import (
    CONF_GATEWAY,
    DOMAIN,
    OPTION_PUSH_NETWORKS,
    OPTION_PUSH_REPLY,
    OPTION_PUSH_SECRET,
)
from .data import MessageGatewaysConfigEntry
from .engine.pushes import Taken
from .engine.store import StoreError
from .gateways.errors import UnreadableAnswerError
from .gateways.push_info import PushInfo, PushKind
from .gateways.registry import REGISTRY
from .push_addresses import SECRET_PARAMETER, async_push_ids, push_ids
from .push_cloud import async_delete_cloud_addresses
from .push_gate import LARGEST_BODY, Knock, methods, parse_networks, refusal
from .push_replies import Replies

_LOGGER = logging.getLogger(__name__)

READ_TIMEOUT = 30.0
ASK_AGAIN_AFTER = "30"
SECRET_HEADER = "X-Push-Secret"  # noqa: S105 - the name of a header
FORM = "application/x-www-form-urlencoded"

_DOORS: HassKey[dict[str, Door]] = HassKey(f"{DOMAIN}_doors")


@callback
def async_open_doors(hass: HomeAssistant, entry: MessageGatewaysConfigEntry) -> None:
    """Register the addresses of an account, loaded or not, each once."""
    doors = hass.data.setdefault(_DOORS, {})
    kinds = REGISTRY[entry.data[CONF_GATEWAY]].push_addresses
    for kind, push_id in async_push_ids(hass, entry).items():
        if push_id in doors or kind not in kinds:
            continue
        doors[push_id] = door = Door(entry.entry_id, kind, kinds[kind])
        webhook.async_register(
            hass,
            DOMAIN,
            f"{entry.title} {kind}",
            push_id,
            door.async_handle,
            # Home Assistant would write the id into its log for a wrong method.
            allowed_methods=("GET", "POST", "PUT"),
        )


async def async_remove_doors(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Unregister the addresses of an account that is removed, in the cloud as well."""
    ids = push_ids(entry).values()
    for push_id in ids:
        webhook.async_unregister(hass, push_id)
        hass.data.get(_DOORS, {}).pop(push_id, None)
    await async_delete_cloud_addresses(hass, ids)


class Door:
    """Where one kind of push comes in for one account."""

    def __init__(self, entry_id: str, kind: PushKind, info: PushInfo) -> None:
        """Belong to an account."""
        self._entry_id = entry_id
        self._kind = kind
        self._info = info
        self._misread = False
        self._replies = Replies()

    async def async_handle(
        self, hass: HomeAssistant, _webhook_id: str, request: Request
    ) -> Response:
        """Answer a push; nothing that goes wrong may end in a 200."""
        entry: MessageGatewaysConfigEntry | None
        entry = hass.config_entries.async_get_entry(self._entry_id)
        if entry is None:
            return Response(status=HTTPStatus.NOT_FOUND)
        try:
            return await self._async_answer(hass, entry, request)
        except Exception as err:  # noqa: BLE001 - Home Assistant would answer 200
            # Its words may hold what was pushed.
            _LOGGER.error(  # noqa: TRY400 - so may its trace
                "%s: a push of %s failed: %s",
                entry.title,
                self._kind,
                type(err).__name__,
            )
            return Response(status=HTTPStatus.INTERNAL_SERVER_ERROR)

    async def _async_answer(
        self, hass: HomeAssistant, entry: MessageGatewaysConfigEntry, request: Request
    ) -> Response:
        """Let a push in, or say why not."""
        refused = refusal(
            _knock(request),
            self._info,
            secret=entry.options.get(OPTION_PUSH_SECRET),
            networks=parse_networks(entry.options.get(OPTION_PUSH_NETWORKS, "")),
        )
        if refused is HTTPStatus.METHOD_NOT_ALLOWED:
            allowed = {"Allow": ", ".join(methods(self._info))}
            return Response(status=refused, headers=allowed)
        if refused is not None:
            return Response(status=refused)
        if entry.state is not ConfigEntryState.LOADED:
            return _later()
        return await self._async_take(hass, entry, request)

    async def _async_take(
        self, hass: HomeAssistant, entry: MessageGatewaysConfigEntry, request: Request
    ) -> Response:
        """Read a body, unless it is too large or too slow."""
        try:
            body, content_type = await _async_read(request)
        except TimeoutError:
            self._log_misread(entry, "it came too slowly")
            return Response(status=HTTPStatus.REQUEST_TIMEOUT)
        if body is None:
            return Response(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        # Much may have happened to the account while the body came in.
        if hass.config_entries.async_get_entry(self._entry_id) is None:
            return Response(status=HTTPStatus.NOT_FOUND)
        if entry.state is not ConfigEntryState.LOADED:
            return _later()
        return await self._async_keep(entry, body, content_type)

    async def _async_keep(
        self, entry: MessageGatewaysConfigEntry, body: bytes, content_type: str
    ) -> Response:
        """Keep what a push holds and answer it."""
        try:
            taken = await entry.runtime_data.pushes.take(self._kind, body, content_type)
        except UnreadableAnswerError as err:
            self._log_misread(entry, err.reason)
            return Response(status=HTTPStatus.BAD_REQUEST)
        except StoreError as err:
            _LOGGER.warning("%s: a push could not be kept: %s", entry.title, err)
            return _later()
        if taken.unreadable:
            self._log_misread(entry, f"{taken.unreadable} rows were left out")
        else:
            self._misread = False
        return self._answer(entry, taken)

    def _answer(self, entry: MessageGatewaysConfigEntry, taken: Taken) -> Response:
        """Say that a push is on disk, and reply to who wrote where that is wanted."""
        reply = entry.options.get(OPTION_PUSH_REPLY)
        if self._info.reply is None or not reply or not taken.new:
            return Response()
        if not self._replies.take(taken.messages[0].sender, dt_util.utcnow()):
            return Response()
        return Response(text=self._info.reply(reply))

    def _log_misread(self, entry: MessageGatewaysConfigEntry, reason: str) -> None:
        """Say once that pushes can't be read, until one can."""
        if not self._misread:
            self._misread = True
            _LOGGER.warning(
                "%s: a push of %s could not be read: %s",
                entry.title,
                self._kind,
                reason,
            )


def _later() -> Response:
    """Ask to push the same again."""
    return Response(
        status=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": ASK_AGAIN_AFTER}
    )


def _knock(request: Request) -> Knock:
    """Read what of a request decides whether it is let in."""
    given = (
        request.query.get(SECRET_PARAMETER),
        request.headers.get(SECRET_HEADER),
    )
    return Knock(
        method=request.method,
        remote=request.remote,
        secrets=tuple(each for each in given if each is not None),
        encoding=request.headers.get("Content-Encoding", ""),
        length=request.headers.get("Content-Length"),
    )


async def _async_read(request: Request) -> tuple[bytes | None, str]:
    """Read a body and its type, a query as a form; None where it is too large."""
    if request.method == "GET":
        # As it came: decoded twice, a text with percent signs would be another.
        fields = [
            field
            for field in request.rel_url.raw_query_string.split("&")
            if field.partition("=")[0] != SECRET_PARAMETER
        ]
        return "&".join(fields).encode(), FORM
    body = bytearray()
    stream = request.content
    async with asyncio.timeout(READ_TIMEOUT):
        while chunk := await stream.read(LARGEST_BODY + 1 - len(body)):
            body += chunk
            if len(body) > LARGEST_BODY:
                return None, ""
    return bytes(body), request.headers.get("Content-Type", "")
