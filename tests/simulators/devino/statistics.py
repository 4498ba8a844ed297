"""Statistics of SMS: how many ids stand where."""

from collections import Counter
from datetime import timedelta
from typing import Any

from tests.simulators.devino.codes import SMS_STATES, Group
from tests.simulators.devino.errors import ApiError
from tests.simulators.devino.messages import Channel
from tests.simulators.devino.params import Params, in_utc
from tests.simulators.devino.world import World

LONGEST = timedelta(days=90)
METHOD = "Statistics(System.String, DateTime, DateTime)"


def statistics(world: World, params: Params) -> dict[str, Any]:
    """Count the segments sent in a period of at most 90 days. Raises ApiError.

    Total leaves the errors out; the ratio is in percent of Total.
    """
    params.required("SessionID")
    start = in_utc(params.required_date("startDateTime", METHOD))
    end = in_utc(params.required_date("endDateTime", METHOD))
    account = world.account_of(params)
    if end < start:
        raise ApiError(2, "Дата начала периода больше даты окончания.")
    if end - start > LONGEST:
        raise ApiError(2, "Нельзя указывать диапазон дат более 90 дней.")
    counts = Counter(
        SMS_STATES[world.way(message, segment).last.code].group
        for message in world.messages_of(account, Channel.SMS)
        if start <= message.sent_at <= end
        for segment in range(message.segments)
    )
    total = counts.total() - counts[Group.ERRORS]
    ratio = round(counts[Group.DELIVERED] * 100 / total, 2) if total else 0
    return {group.value: counts[group] for group in Group} | {
        "Total": total,
        "TotalWithErrors": counts.total(),
        "DeliveryRatio": ratio,
    }
