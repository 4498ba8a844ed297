"""Take in what gateways push: on disk, each thing once, before they are answered."""

from dataclasses import dataclass

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..gateways.base import Gateway, TakesPushes
from ..gateways.errors import UnreadableAnswerError
from ..gateways.forwarded import parse_forwarded
from ..gateways.model import InboundMessage, Push
from ..gateways.push_info import PushKind
from .inbox import Inbox
from .lookups import Lookups
from .outbox import Outbox
from .polls import Polls
from .tasks import Tasks

# Reading a longer one would hold up everything else.
LONG = 8 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a push brought: messages, how many were new, and rows that are none."""

    messages: tuple[InboundMessage, ...] = ()
    new: int = 0
    unreadable: int = 0


class Pushes:
    """The pushes of one account."""

    def __init__(
        self,
        hass: HomeAssistant,
        gateway: Gateway,
        *,
        outbox: Outbox,
        inbox: Inbox,
        lookups: Lookups,
        polls: Polls,
        tasks: Tasks,
    ) -> None:
        """Work on open stores; `polls` are told, since they may be fewer then."""
        self._hass = hass
        self._gateway = gateway
        self._outbox = outbox
        self._inbox = inbox
        self._lookups = lookups
        self._polls = polls
        self._tasks = tasks

    async def take(self, kind: PushKind, body: bytes, content_type: str) -> Taken:
        """Keep what a push holds, on disk on return, whoever may hang up meanwhile.

        Raises UnreadableAnswerError for what is no such push, and StoreError where it
        could not be kept: the same push is welcome again.
        """
        return await self._tasks.run(self._take(kind, body, content_type))

    async def _take(self, kind: PushKind, body: bytes, content_type: str) -> Taken:
        """Keep what a push holds."""
        if len(body) > LONG:
            push = await self._hass.async_add_executor_job(
                self._read, kind, body, content_type
            )
        else:
            push = self._read(kind, body, content_type)
        if push.unreadable and not (push.reports or push.inbound or push.lookups):
            raise UnreadableAnswerError("the push has no row that can be read")
        if push.reports and await self._outbox.report(push.reports):
            self._polls.reports_pushed()
        new = await self._inbox.keep(push.inbound, polled=False)
        if push.inbound:
            self._polls.inbound_pushed()
        if push.lookups:
            await self._lookups.keep(push.lookups)
        return Taken(messages=push.inbound, new=new, unreadable=push.unreadable)

    def _read(self, kind: PushKind, body: bytes, content_type: str) -> Push:
        """Read a push; raises UnreadableAnswerError."""
        if kind is PushKind.FORWARDED:
            return parse_forwarded(body, content_type, dt_util.utcnow())
        if not isinstance(self._gateway, TakesPushes):
            raise UnreadableAnswerError("the gateway pushes nothing")
        return self._gateway.parse_push(kind, body, content_type)
