"""Delivery reports (one-time) and logs of sent messages (api.md, "Send SMS")."""

from tests.simulators.infobip.accounts import Account
from tests.simulators.infobip.messages import Message
from tests.simulators.infobip.networks import network_of
from tests.simulators.infobip.queries import between, date_of, ids_of, limit_of
from tests.simulators.infobip.replies import Reply
from tests.simulators.infobip.rows import log_row, log_row_for_xml, report_row
from tests.simulators.infobip.world import World
from tests.simulators.received import ReceivedRequest


def reports(world: World, account: Account, received: ReceivedRequest) -> Reply:
    """Give out finished messages, oldest first, each once."""
    limit = limit_of(received, world.settings)
    bulk_ids, message_ids = ids_of(received, "bulkId"), ids_of(received, "messageId")
    ready = [
        message
        for message in world.messages_of(account)
        if not message.report_taken
        and world.state(message).final
        and (bulk_ids is None or message.bulk_id in bulk_ids)
        and (message_ids is None or message.message_id in message_ids)
    ]
    ready.sort(key=lambda message: world.state(message).since)
    rows = []
    for message in ready[:limit]:
        message.report_taken = True
        rows.append(report_row(world, message))
    return Reply(
        data={"results": rows}, root="SMSReportResponse", flat=frozenset({"results"})
    )


def logs(world: World, account: Account, received: ReceivedRequest) -> Reply:
    """Show filtered messages of the last 48 hours, newest first."""
    limit = limit_of(received, world.settings)
    oldest = world.clock() - world.settings.history
    since, until = date_of(received, "sentSince"), date_of(received, "sentUntil")
    found = [
        message
        for message in reversed(world.messages_of(account))
        if between(message.sent_at, oldest, None)
        and between(message.sent_at, since, until)
        and _fits(world, message, received)
    ]
    found.sort(key=lambda message: message.sent_at, reverse=True)
    rows = [log_row(world, message) for message in found[:limit]]
    xml = {"results": [log_row_for_xml(row) for row in rows]}
    return Reply(data={"results": rows}, root="SMSLogsResponse", xml=xml)


def _fits(world: World, message: Message, received: ReceivedRequest) -> bool:
    """Tell whether the filters other than dates let a message through."""
    network = network_of(message.to)
    exact = {
        "from": message.from_,
        "to": message.to,
        "generalStatus": world.state(message).status.group_name,
        "mcc": network.mcc,
        "mnc": network.mnc,
    }
    lists = {"bulkId": message.bulk_id, "messageId": message.message_id}
    return all(
        received.first(name) in {None, "", value} for name, value in exact.items()
    ) and all(
        (ids := ids_of(received, name)) is None or value in ids
        for name, value in lists.items()
    )
