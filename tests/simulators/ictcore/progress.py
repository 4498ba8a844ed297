"""How attempts go on after the send, step by step on the agenda."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from tests.simulators.ictcore.channels import Channel
from tests.simulators.ictcore.endings import Ending, Result, ending
from tests.simulators.ictcore.fates import Fate
from tests.simulators.ictcore.inbound import receive
from tests.simulators.ictcore.programs import GENERIC
from tests.simulators.ictcore.tables import Row
from tests.simulators.ictcore.world import World

OPEN = frozenset({"queued", "started", "connected"})
ENDLESS = frozenset({"voicetts", GENERIC})


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """Hold an attempt: its transmission, its spool, what becomes of it.

    `again` tries once more.
    """

    world: World
    row: Row
    spool: Row
    fate: Fate
    again: Callable[[], None]

    @property
    def channel(self) -> Channel:
        """Return the channel."""
        return Channel(int(self.row["service_flag"] or 0))

    @property
    def program(self) -> Row:
        """Return the program, nothing when it was deleted."""
        return self.world.tables.programs.find(self.row["program_id"]) or {}


def begin(attempt: Attempt) -> None:
    """Plan the steps of an attempt that the gateway took."""
    world, delays = attempt.world, attempt.world.settings.delays
    for seconds, status in (
        (delays.started, "started"),
        (delays.connected, "connected"),
    ):
        world.agenda.at(world.after(seconds), partial(_step, attempt, status))
    if attempt.fate is Fate.STAYS or attempt.program.get("type") in ENDLESS:
        return
    seconds = delays.slow if attempt.fate is Fate.SLOW else delays.final
    world.agenda.at(world.after(seconds), partial(end, attempt))


def end(attempt: Attempt) -> None:
    """End an attempt that is still open, as its fate says."""
    if attempt.spool["status"] not in OPEN:
        return
    world, delays = attempt.world, attempt.world.settings.delays
    attempts = world.spools_of(attempt.row["transmission_id"])
    how = ending(
        attempt.channel,
        attempt.fate,
        attempt=len(attempts),
        pages=_pages(attempt),
        keys=world.settings.keys,
    )
    attempt.spool["status"] = "failed" if how.failed else "completed"
    _leave(attempt, how.results)
    _end_transmission(attempt, len(attempts), how)
    if how.late:
        late = partial(_leave, attempt, how.late)
        world.agenda.at(world.after(delays.late), late)
    if attempt.fate is Fate.REPLIES:
        world.agenda.at(world.after(delays.reply), partial(_reply, attempt))


def _step(attempt: Attempt, status: str) -> None:
    """Let an attempt that is still open go one step on."""
    if attempt.spool["status"] in OPEN:
        attempt.spool["status"] = status


def _leave(attempt: Attempt, results: Iterable[Result]) -> None:
    """Save the rows that applications leave."""
    deployed = (attempt.program.get("deployed") or [{}])[-1]
    application_id = next(iter(deployed.values()), None)
    for result in results:
        application_id = deployed.get(result.name, application_id)
        attempt.world.insert(
            attempt.world.tables.results,
            None,
            application_id=application_id,
            type=result.type,
            name=result.name,
            data=result.data,
            spool_id=attempt.spool["spool_id"],
        )


def _end_transmission(attempt: Attempt, attempts: int, how: Ending) -> None:
    """Set the status after an attempt; what failed may be tried again."""
    row, world = attempt.row, attempt.world
    row["status"] = "failed" if how.failed else "completed"
    if how.failed and attempts < int(row["try_allowed"] or 1):
        row["status"] = world.settings.retry_status
        moment = world.after(world.settings.delays.retry)
        world.agenda.at(moment, partial(_retry, attempt))


def _retry(attempt: Attempt) -> None:
    """Try again what nobody else has touched meanwhile."""
    if attempt.row["status"] == attempt.world.settings.retry_status:
        attempt.again()


def _reply(attempt: Attempt) -> None:
    """Let the contact answer on the same channel."""
    contact = attempt.world.tables.contacts.find(attempt.row["contact_id"])
    if contact is None:
        return
    name = "email" if attempt.channel is Channel.EMAIL else "phone"
    receive(
        attempt.world,
        channel=attempt.channel,
        from_=str(contact[name]),
        text=attempt.world.settings.reply_text,
        account_id=attempt.row["account_id"],
    )


def _pages(attempt: Attempt) -> str:
    """Return how many pages a fax has."""
    document_id = attempt.program.get("params", {}).get("document_id")
    document = attempt.world.tables.documents.find(document_id)
    return str(document.get("held", 1)) if document else "1"
