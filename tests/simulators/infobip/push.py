"""Pushes: reports, received messages and lookups sent to the client's own URLs."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import batched

import aiohttp

from tests.simulators.infobip.inbound import InboundMessage
from tests.simulators.infobip.messages import Message
from tests.simulators.infobip.replies import Reply
from tests.simulators.infobip.rows import pushed_inbox_row, pushed_report_row
from tests.simulators.infobip.settings import Settings
from tests.simulators.infobip.world import World

OK = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """One body for one URL; `done` is called when it was taken."""

    url: str
    content_type: str
    body: bytes
    done: Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PushRecord:
    """What became of a push: each attempt's HTTP status, None without an answer."""

    url: str
    body: bytes
    statuses: tuple[int | None, ...]
    taken: bool
    at: datetime


def due_pushes(world: World) -> list[Push]:
    """Return the pushes that are due now, each once."""
    world.collect_replies()
    return [*_reports(world), *_inbound(world), *_lookups(world)]


async def deliver(push: Push, settings: Settings) -> tuple[int | None, ...]:
    """Try a push until it is answered 200 or given up; return the answers."""
    statuses: list[int | None] = []
    timeout = aiohttp.ClientTimeout(total=settings.push_timeout)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        while len(statuses) < settings.push_attempts:
            if statuses:
                await asyncio.sleep(settings.push_pause)
            statuses.append(await _attempt(session, push))
            if statuses[-1] == OK:
                push.done()
                break
    return tuple(statuses)


async def _attempt(session: aiohttp.ClientSession, push: Push) -> int | None:
    """Post a push once and return the answer's status, None when there was none."""
    headers = {"Content-Type": push.content_type}
    try:
        async with session.post(
            push.url, data=push.body, headers=headers, allow_redirects=False
        ) as response:
            return response.status
    except aiohttp.ClientError, TimeoutError, ValueError:
        return None


def _reports(world: World) -> Iterator[Push]:
    """Make the pushes of delivery reports: up to 100 rows of one URL and type each."""
    ready: dict[tuple[str, str], list[Message]] = {}
    for message in world.messages:
        url = message.options.notify_url
        if (
            url
            and not (message.push_begun or message.report_taken)
            and world.state(message).final
        ):
            ready.setdefault((url, message.options.notify_content_type), []).append(
                message
            )
    for (url, content_type), messages in ready.items():
        for batch in batched(messages, world.settings.rows_in_push, strict=False):
            rows = [pushed_report_row(world, message) for message in batch]
            for message in batch:
                message.push_begun = True
            reply = Reply(
                data={"results": rows},
                root="SMSReportResponse",
                flat=frozenset({"results"}),
            )
            yield Push(
                url=url,
                content_type=content_type,
                body=reply.write(content_type),
                done=partial(_reports_taken, batch),
            )


def _reports_taken(batch: tuple[Message, ...]) -> None:
    """Mark reports as given out."""
    for message in batch:
        message.report_taken = True


def _inbound(world: World) -> Iterator[Push]:
    """Make the pushes of received messages, one each (field notes)."""
    for inbound in world.inbox:
        account = world.accounts[inbound.user]
        if account.inbound_url is None or inbound.taken or inbound.push_begun:
            continue
        inbound.push_begun = True
        row = pushed_inbox_row(world, inbound)
        data = {"results": [row], "messageCount": 1, "pendingMessageCount": 0}
        reply = Reply(data=data, root="MOReportResponse")
        yield Push(
            url=account.inbound_url,
            content_type=account.inbound_content_type,
            body=reply.write(account.inbound_content_type),
            done=partial(_inbound_taken, inbound),
        )


def _inbound_taken(inbound: InboundMessage) -> None:
    """Mark a received message as given out."""
    inbound.taken = True


def _lookups(world: World) -> Iterator[Push]:
    """Make the pushes of lookups and forget them."""
    now = world.clock()
    due = [lookup for lookup in world.lookups if lookup.due <= now]
    world.lookups = [lookup for lookup in world.lookups if lookup.due > now]
    for lookup in due:
        yield Push(
            url=lookup.url,
            content_type=lookup.content_type,
            body=lookup.reply.write(lookup.content_type),
            done=lambda: None,
        )
