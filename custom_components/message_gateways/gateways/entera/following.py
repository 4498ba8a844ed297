"""Find out where messages stand: one list for all that are pending on a channel."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo

from ..errors import GatewayError, UnreadableAnswerError
from ..model import BAD_ENDS, Channel, Detail, Report, Sent, Status
from .client import EnteraClient
from .convert import (
    call_report,
    combined,
    fax_report,
    sms_report,
    whole_of,
    whole_report,
)
from .lists import AnyTask, ask_for_period, ask_for_task, days
from .matching import HasNumber, rows_by_number
from .models import SmsTask
from .sending import gateway_id
from .zone import AccountZone

# Where a list of days is too long to be read, tasks are asked for one by one.
A_FEW = 20
LEFT_OUT = Detail(text="The gateway left this number out")
CHANNELS = (Channel.SMS, Channel.FAX, Channel.VOICE)

type Shares = Mapping[str, Mapping[str, Sent]]


class Following:
    """Fetch the reports of messages that are under way."""

    def __init__(
        self, client: EnteraClient, zone: AccountZone, clock: Callable[[], datetime]
    ) -> None:
        """Ask with a client; times are those of a zone."""
        self._client = client
        self._zone = zone
        self._clock = clock
        self._asked: dict[Channel, dict[str, int]] = {}
        self._rounds = 0

    async def fetch(self, sent: Sequence[Sent]) -> list[Report]:
        """Ask each channel once; raises GatewayError where nothing could be learnt."""
        zone = await self._zone.for_reading()
        reports: list[Report] = []
        failure: GatewayError | None = None
        for channel, some in by_channel(sent).items():
            try:
                reports += await self._fetch(channel, some, zone)
            except GatewayError as err:
                failure = failure or err
        if failure is not None and not reports:
            raise failure
        return reports

    async def _fetch(
        self, channel: Channel, sent: Sequence[Sent], zone: tzinfo
    ) -> list[Report]:
        """Ask after messages of one channel; raises GatewayError."""
        shares = by_task(sent)
        return [
            report
            for task in await self._tasks(channel, sent, shares, zone)
            if task.task_id in shares
            for report in reports_of(task, channel, shares[task.task_id], zone)
        ]

    async def _tasks(
        self, channel: Channel, sent: Sequence[Sent], shares: Shares, zone: tzinfo
    ) -> list[AnyTask]:
        """Fetch the tasks that are asked after, maybe among others."""
        if len(shares) <= 1:
            return await self._one_by_one(channel, shares)
        since = min(one.accepted_at for one in sent)
        try:
            return await ask_for_period(
                self._client, channel, *days(since, self._clock(), zone)
            )
        except UnreadableAnswerError:
            return await self._one_by_one(channel, shares)

    async def _one_by_one(
        self, channel: Channel, task_ids: Iterable[str]
    ) -> list[AnyTask]:
        """Fetch a few tasks, those first that have waited longest."""
        self._rounds += 1
        asked = self._asked.get(channel, {})
        waiting = sorted(task_ids, key=lambda one: asked.get(one, 0))
        chosen = waiting[:A_FEW]
        # Nothing is remembered of tasks that nobody asks after any more.
        self._asked[channel] = {
            one: self._rounds if one in chosen else asked.get(one, 0) for one in waiting
        }
        found = [
            await ask_for_task(self._client, channel, task_id) for task_id in chosen
        ]
        return [one for one in found if one is not None]


def by_channel(sent: Iterable[Sent]) -> Mapping[Channel, Sequence[Sent]]:
    """Tell messages apart by channel; of one without a content any may be right."""
    found: defaultdict[Channel, list[Sent]] = defaultdict(list)
    for one in sent:
        for channel in (one.content.channel,) if one.content else CHANNELS:
            found[channel].append(one)
    return found


def by_task(sent: Iterable[Sent]) -> Shares:
    """Tell by task and number what is asked after."""
    found: defaultdict[str, dict[str, Sent]] = defaultdict(dict)
    for one in sent:
        for each in one.gateway_ids:
            task_id, slash, number = each.rpartition("/")
            if slash:
                found[task_id][number] = one
    return found


def reports_of(
    task: AnyTask, channel: Channel, shares: Mapping[str, Sent], zone: tzinfo
) -> list[Report]:
    """Report of the numbers of a task that are asked after."""
    if isinstance(task, SmsTask):
        sms = task
        return _shared(
            task,
            channel,
            shares,
            task.recipients,
            lambda gateway_id, row, _: sms_report(gateway_id, sms, row, zone),
        )
    faxes_or_calls = task
    if channel is Channel.FAX:
        return _shared(
            task,
            channel,
            shares,
            task.recipients,
            lambda gateway_id, row, _: fax_report(
                gateway_id, faxes_or_calls, row, zone
            ),
        )
    return _shared(
        task,
        channel,
        shares,
        task.recipients,
        lambda gateway_id, row, sent: call_report(
            gateway_id,
            faxes_or_calls,
            row,
            zone,
            asked_for_keys=sent.content is not None and sent.content.keys is not None,
        ),
    )


def is_left_out(number: str, rows: Sequence[HasNumber], count: int | None) -> bool:
    """Tell whether a task has all its recipients listed, and a number is none of them.

    Refused numbers are left out, as error 11 ("All recipients refused") implies.
    """
    complete = count is not None and len(rows) >= count
    return complete and not rows_by_number([number], rows)


def _shared[RowT: HasNumber](
    task: AnyTask,
    channel: Channel,
    shares: Mapping[str, Sent],
    rows: Sequence[RowT],
    report: Callable[[str, RowT, Sent], Report],
) -> list[Report]:
    """Report of each number by its rows, and of the whole task by all of them.

    A number that is not listed stands where the task does, if that has no recipients
    (yet) or came to a bad end; else it was left out, once all others are listed.
    """
    listed = rows_by_number((one for one in shares if one), rows)
    found = []
    for number, sent in shares.items():
        share = gateway_id(task.task_id, number)
        mine = listed.get(number, ()) if number else rows
        if mine:
            reports = [report(share, row, sent) for row in mine]
            found.append(combined(reports) if number else whole_of(reports))
            continue
        whole = whole_report(share, channel, task)
        if not rows or whole.status in BAD_ENDS:
            alone = len(shares) == 1
            found.append(whole if alone else replace(whole, price=None, pages=None))
        elif is_left_out(number, rows, task.recipients_count):
            left_out = Report(gateway_id=share, status=Status.REJECTED, detail=LEFT_OUT)
            found.append(left_out)
    return found
