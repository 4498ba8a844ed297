"""Cancel tasks that have not begun, where nobody else's message is cancelled too."""

from collections.abc import Mapping, Sequence

from ..errors import GatewayError, NotOfferedError
from ..model import Cancellation, Channel, Detail, Outcome, Sent
from .client import EnteraClient
from .following import by_task
from .lists import AnyTask, ask_for_task
from .matching import HasNumber, plain, rows_by_number

NO_SMS = Detail(text="This gateway can't cancel an SMS once it has taken it")
NOT_ALONE = Detail(
    text="The gateway cancels a request for all its recipients at once. Cancel the "
    "messages to all of them together"
)
NO_TASK = Detail(text="The gateway gave no id to cancel it by")


async def cancel_all(client: EnteraClient, sent: Sequence[Sent]) -> list[Cancellation]:
    """Cancel messages, task by task; raises GatewayError where the first try fails."""
    possible = [one for one in sent if _channel(one) is not Channel.SMS]
    if not possible:
        raise NotOfferedError("an SMS can't be cancelled", detail=NO_SMS)
    verdicts: dict[str, Cancellation] = {
        one.message_id: _refused(one, NO_SMS) for one in sent if one not in possible
    }
    tried = False
    for channel in (Channel.FAX, Channel.VOICE):
        some = [one for one in possible if _channel(one) is channel]
        for task_id, shares in by_task(some).items():
            unclear = False
            try:
                detail = await _cancel(client, channel, task_id, shares)
            except GatewayError as err:
                if not tried and len(by_task(possible)) == 1:
                    raise
                detail = err.detail or Detail(text=err.reason)
                unclear = err.outcome is Outcome.UNKNOWN
            tried = True
            for one in shares.values():
                verdicts[one.message_id] = Cancellation(
                    message_id=one.message_id,
                    cancelled=detail is None,
                    detail=detail,
                    unclear=unclear,
                )
    return [verdicts.get(one.message_id) or _refused(one, NO_TASK) for one in sent]


async def _cancel(
    client: EnteraClient, channel: Channel, task_id: str, shares: Mapping[str, Sent]
) -> Detail | None:
    """Cancel a task and return None, or why it was not; raises GatewayError."""
    task = await ask_for_task(client, channel, task_id)
    if task is not None and not is_all_of(task, list(shares)):
        return NOT_ALONE
    cancel = client.cancel_fax if channel is Channel.FAX else client.cancel_ivr
    await cancel(task_id)
    return None


def is_all_of(task: AnyTask, numbers: Sequence[str]) -> bool:
    """Tell whether numbers are all that a task goes to."""
    if "" in numbers:
        return True
    rows: Sequence[HasNumber] = task.recipients
    if not rows:
        return (task.recipients_count or 0) <= len({plain(one) for one in numbers})
    listed = rows_by_number(numbers, rows)
    return sum(map(len, listed.values())) == len(rows)


def _channel(sent: Sent) -> Channel:
    """Return the channel of a message; one that is not known is that of an SMS."""
    return sent.content.channel if sent.content else Channel.SMS


def _refused(sent: Sent, detail: Detail) -> Cancellation:
    """Say why a message was not cancelled."""
    return Cancellation(message_id=sent.message_id, cancelled=False, detail=detail)
