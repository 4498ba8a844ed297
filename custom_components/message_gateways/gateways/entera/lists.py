"""Ask the Outbound lists of a channel, by whatever form is needed."""

from datetime import UTC, date, datetime, timedelta, tzinfo

from ..model import Channel
from .client import EnteraClient
from .models import SmsTask, Task

# The zone of days is not stated (field-notes.md).
ONE_SIDE = timedelta(days=1)

type AnyTask = Task | SmsTask


async def ask_for_task(
    client: EnteraClient, channel: Channel, task_id: str
) -> AnyTask | None:
    """Return one task; raises GatewayError."""
    match channel:
        case Channel.FAX:
            return await client.fax_task(task_id)
        case Channel.VOICE:
            return await client.ivr_task(task_id)
        case _:
            return await client.sms_task(task_id)


async def ask_for_period(
    client: EnteraClient, channel: Channel, since: date, until: date
) -> list[AnyTask]:
    """Return what was handed over in a period, without what came in.

    Raises GatewayError.
    """
    rows: tuple[AnyTask, ...]
    match channel:
        case Channel.FAX:
            rows = await client.faxes(since, until)
        case Channel.VOICE:
            rows = await client.ivr(since, until)
        case _:
            rows = await client.sms(since, until)
    return [row for row in rows if not row.inbound]


async def ask_for_last(
    client: EnteraClient, channel: Channel, count: int
) -> list[AnyTask]:
    """Return what was handed over last, without what came in; raises GatewayError."""
    rows: tuple[AnyTask, ...]
    match channel:
        case Channel.FAX:
            rows = await client.last_faxes(count)
        case Channel.VOICE:
            rows = await client.last_ivr(count)
        case _:
            rows = await client.last_sms(count)
    return [row for row in rows if not row.inbound]


def days(since: datetime, until: datetime, zone: tzinfo) -> tuple[date, date]:
    """Return the days from one time to another, and one more on either side."""
    first, last = (
        at.replace(tzinfo=at.tzinfo or UTC).astimezone(zone).date()
        for at in (since, until)
    )
    return first - ONE_SIDE, last + ONE_SIDE
