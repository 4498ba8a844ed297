"""Received messages: the one-time list and the logs (api.md, "Receive SMS")."""

from typing import Any

from tests.simulators.infobip.accounts import Account
from tests.simulators.infobip.inbound import InboundMessage
from tests.simulators.infobip.queries import between, date_of, limit_of
from tests.simulators.infobip.replies import Reply
from tests.simulators.infobip.rows import inbox_log_row, inbox_report_row
from tests.simulators.infobip.world import World
from tests.simulators.received import ReceivedRequest

NO_KEYWORD = "NO_KEYWORD"


def inbox_reports(world: World, account: Account, received: ReceivedRequest) -> Reply:
    """Give out received messages, newest first, each once; a limit takes the oldest."""
    limit = limit_of(received, world.settings)
    waiting = [inbound for inbound in world.inbox_of(account) if not inbound.taken][
        :limit
    ]
    rows = []
    for inbound in reversed(waiting):
        inbound.taken = True
        rows.append(inbox_report_row(world, inbound))
    return Reply(data={"results": rows}, root="MOReportResponse")


def inbox_logs(world: World, account: Account, received: ReceivedRequest) -> Reply:
    """Show received messages of the last 48 hours, newest first."""
    limit = limit_of(received, world.settings)
    oldest = world.clock() - world.settings.history
    since, until = (
        date_of(received, "receivedSince"),
        date_of(received, "receivedUntil"),
    )
    keyword, to = received.first("keyword"), received.first("to")
    found = [
        inbound
        for inbound in reversed(world.inbox_of(account))
        if between(inbound.received_at, oldest, None)
        and between(inbound.received_at, since, until)
        and to in {None, "", inbound.to}
        and _has_keyword(inbound, keyword)
    ]
    found.sort(key=lambda inbound: inbound.received_at, reverse=True)
    data: dict[str, Any] = {
        "results": [inbox_log_row(inbound) for inbound in found[:limit]]
    }
    # The sample of this one filter has no list around its rows.
    flat = frozenset({"results"}) if keyword == NO_KEYWORD else frozenset[str]()
    return Reply(data=data, root="MOLogsResponse", flat=flat)


def _has_keyword(inbound: InboundMessage, wanted: str | None) -> bool:
    """Tell whether the keyword filter lets a message through."""
    if not wanted:
        return True
    if wanted == NO_KEYWORD:
        return not inbound.keyword
    return inbound.keyword.upper() == wanted.upper()
