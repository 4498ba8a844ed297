"""Pushes: reports, received messages and lookups sent to the client's own URLs."""

from collections.abc import Iterator
from functools import partial
from itertools import batched

from tests.simulators.infobip.inbound import InboundMessage
from tests.simulators.infobip.messages import Message
from tests.simulators.infobip.replies import Reply
from tests.simulators.infobip.rows import pushed_inbox_row, pushed_report_row
from tests.simulators.infobip.world import World
from tests.simulators.pushes import Push, PushAnswer


def due_pushes(world: World) -> list[Push]:
    """Return the pushes that are due now, each once."""
    world.collect_replies()
    return [*_reports(world), *_inbound(world), *_lookups(world)]


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


def _reports_taken(batch: tuple[Message, ...], _answer: PushAnswer) -> None:
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


def _inbound_taken(inbound: InboundMessage, _answer: PushAnswer) -> None:
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
            done=lambda _answer: None,
        )
