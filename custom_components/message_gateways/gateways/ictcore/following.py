"""Find out where messages stand: one list for all, more only of what is over."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ..errors import ChangeRequestError, GatewayError
from ..model import Report, Sent, Status
from .bounded import each
from .checks import number_of
from .client import IctcoreClient
from .codes import TransmissionStatus, transmission_status
from .finding import is_missing
from .judging import Evidence, judge, under_way
from .models.transmissions import TransmissionFilter
from .names import Names

A_FEW = 50
"""So many are looked into at once, those first that have waited longest."""

CLOCKS_DIFFER = timedelta(days=1)
STUCK_AFTER = timedelta(minutes=10)
WAIT_FOR_RESULTS = timedelta(minutes=1)
NOTHING_MORE = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a transmission stands, as a list or a question of its own says."""

    transmission_id: int
    sent: Sent
    status: str
    response: str | None = None

    @property
    def gateway_id(self) -> str:
        """Return the id that reports are about."""
        return str(self.transmission_id)


@dataclass(slots=True)
class _Round:
    """What one round of questions brought; a failure ends it."""

    reports: list[Report] = field(default_factory=list)
    failure: GatewayError | None = None


class Following:
    """Fetch the reports of messages that are under way."""

    def __init__(
        self, client: IctcoreClient, names: Names, clock: Callable[[], datetime]
    ) -> None:
        """Ask with a client for what bears our names."""
        self._client = client
        self._names = names
        self._clock = clock
        self._asked: dict[int, int] = {}
        self._over_since: dict[int, datetime] = {}
        self._rounds = 0

    async def fetch(self, sent: Sequence[Sent]) -> list[Report]:
        """Ask where messages stand; raises GatewayError where nothing was learnt."""
        wanted = {
            found: one
            for one in sent
            for each_id in one.gateway_ids
            if (found := number_of(each_id))
        }
        if not wanted:
            return []
        self._rounds += 1
        self._forget_all_but(wanted)
        standings = await self._list(wanted)
        missing = [one for one in wanted if one not in standings]
        outcome = _Round()
        for one in await each(
            lambda id_: self._ask_status(id_, wanted[id_], outcome),
            self._choose(missing),
        ):
            if one is not None:
                standings[one.transmission_id] = one
        over = [one for one in standings.values() if self._is_to_be_looked_into(one)]
        chosen = set(self._choose(one.transmission_id for one in over))
        looked_into = [one for one in over if one.transmission_id in chosen]
        outcome.reports += [
            under_way(one.gateway_id)
            for one in standings.values()
            if transmission_status(one.status) is Status.ACCEPTED and one not in over
        ]
        await each(lambda one: self._look_into(one, outcome), looked_into)
        if outcome.failure is not None and not outcome.reports:
            raise outcome.failure
        return outcome.reports

    async def _list(self, wanted: dict[int, Sent]) -> dict[int, Standing]:
        """Fetch one list; a cut one says nothing of what is not in it."""
        since = min(one.accepted_at for one in wanted.values())
        rows = await self._client.transmissions.list(
            TransmissionFilter(origin=self._names.prefix, after=since - CLOCKS_DIFFER)
        )
        return {
            row.transmission_id: Standing(
                transmission_id=row.transmission_id,
                sent=wanted[row.transmission_id],
                status=row.status or "",
                response=row.response,
            )
            for row in rows
            if row.transmission_id in wanted
        }

    async def _ask_status(
        self, transmission_id: int, sent: Sent, outcome: _Round
    ) -> Standing | None:
        """Ask after one that is not in the list."""
        if outcome.failure is not None:
            return None
        try:
            status = await self._client.transmissions.status(transmission_id)
        except GatewayError as err:
            # What is gone from the server says nothing of the others.
            if not isinstance(err, ChangeRequestError):
                outcome.failure = err
            return None
        return Standing(transmission_id=transmission_id, sent=sent, status=status)

    async def _look_into(self, standing: Standing, outcome: _Round) -> None:
        """Ask for the attempts and results of one, and judge."""
        if outcome.failure is not None:
            return
        try:
            outcome.reports.append(judge(await self._evidence(standing)))
        except GatewayError as err:
            if not isinstance(err, ChangeRequestError) or not is_missing(err):
                outcome.failure = err

    async def _evidence(self, standing: Standing) -> Evidence:
        """Gather what the server says of one; raises GatewayError."""
        id_ = standing.transmission_id
        sent = standing.sent
        results = await self._client.transmissions.result(id_)
        attempts = await self._client.transmissions.detail(id_)
        status = transmission_status(standing.status)
        now, since = self._clock(), self._left_at(sent)
        if status is not Status.ACCEPTED:
            since = self._over_since.setdefault(id_, now)
        return Evidence(
            gateway_id=standing.gateway_id,
            status=standing.status,
            channel=sent.content.channel if sent.content else None,
            results=results,
            attempts=attempts,
            response=standing.response,
            tries=(sent.content.tries if sent.content else None) or 1,
            waited=now - since >= WAIT_FOR_RESULTS,
            late=now - self._left_at(sent) >= NOTHING_MORE
            if status is Status.SENT
            else now - since >= STUCK_AFTER,
        )

    def _is_to_be_looked_into(self, standing: Standing) -> bool:
        """Tell whether the status alone does not say where a message stands."""
        if transmission_status(standing.status) is not Status.ACCEPTED:
            return True
        return (
            standing.status == TransmissionStatus.PROCESSING
            and self._clock() - self._left_at(standing.sent) >= STUCK_AFTER
        )

    @staticmethod
    def _left_at(sent: Sent) -> datetime:
        """Return when a message left, or was to leave."""
        at = sent.content.send_at if sent.content else None
        return max(at or sent.accepted_at, sent.accepted_at)

    def _choose(self, ids: Iterable[int]) -> list[int]:
        """Choose a few, those first that were asked after longest ago."""
        chosen = sorted(ids, key=lambda one: (self._asked.get(one, 0), one))[:A_FEW]
        self._asked |= dict.fromkeys(chosen, self._rounds)
        return chosen

    def _forget_all_but(self, wanted: dict[int, Sent]) -> None:
        """Remember nothing of what nobody asks after any more."""
        self._asked = {one: at for one, at in self._asked.items() if one in wanted}
        self._over_since = {
            one: at for one, at in self._over_since.items() if one in wanted
        }
