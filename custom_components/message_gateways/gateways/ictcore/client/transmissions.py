"""Transmissions: `/transmissions` (field-notes.md 6)."""

from typing import Any

from ...errors import InvalidInputError
from ..answers.transmissions import (
    parse_result,
    parse_spool,
    parse_transmission,
    parse_transmission_row,
)
from ..answers.values import parse_id, parse_status
from ..codes import Listing
from ..models.schedules import Schedule
from ..models.transmissions import (
    NewTransmission,
    Spool,
    SpoolResult,
    Transmission,
    TransmissionFields,
    TransmissionFilter,
    TransmissionRow,
)
from .calls import SLOW, Calls, read
from .schedules import schedule_body
from .written import body_of, pairs_of, place

ABOUT = "Transmission"


class Transmissions:
    """Messages to one contact each."""

    def __init__(self, calls: Calls) -> None:
        """Ask by these calls."""
        self._calls = calls

    async def create(self, transmission: NewTransmission) -> int:
        """Make a transmission, which sends nothing yet, and return its id.

        Raises InvalidInputError without a program, and unless exactly one of contact,
        number and email address is given.
        """
        if transmission.program_id is None:
            raise InvalidInputError("value_not_possible", field="program_id")
        return await self._calls.create_one(
            place("transmissions"), transmission_body(transmission)
        )

    async def list(
        self,
        asked: TransmissionFilter | None = None,
        *,
        of: Listing = Listing.ALL,
    ) -> tuple[TransmissionRow, ...]:
        """Return transmissions, of all users and in no order.

        A list of `codes.MOST_TRANSMISSIONS` rows is cut: what is missing in it may
        be there all the same.
        """
        return await self._calls.get_rows(
            place(of.value), parse_transmission_row, pairs_of(asked)
        )

    async def get(self, transmission_id: int) -> Transmission:
        """Return a transmission; its status is asked for by `status`.

        Without its contact it is a 404, "Contact not found".
        """
        return await self._calls.get_one(
            _one(transmission_id), parse_transmission, about=ABOUT
        )

    async def update(
        self, transmission_id: int, changes: TransmissionFields
    ) -> Transmission:
        """Change what is given of a transmission and return what it is now.

        With the status `completed` a scheduled one is never sent (field notes 6).
        """
        return await self._calls.change_one(
            _one(transmission_id),
            body_of(changes, TransmissionFields),
            parse_transmission,
            known=transmission_id,
            about=ABOUT,
        )

    async def delete(self, transmission_id: int) -> None:
        """Delete a transmission, its schedule with it; its attempts can still be read.

        One that is scheduled is never sent then.
        """
        await self._calls.remove(_one(transmission_id), about=ABOUT)

    async def send(self, transmission_id: int) -> int:
        """Send a transmission now and return the id of the attempt.

        423 is said of one that is already under way or completed. After an error it
        may stay in `processing` for ever, so with `codes.NO_PROVIDER`.
        """
        return await self._attempt(transmission_id, "send")

    async def retry(self, transmission_id: int) -> int:
        """Send a transmission that failed once more; the same as `send`."""
        return await self._attempt(transmission_id, "retry")

    async def schedule(self, transmission_id: int, schedule: Schedule) -> int:
        """Send a transmission later, by the server's clock; return the task's id."""
        path = _one(transmission_id, "schedule")
        return parse_id(
            await self._calls.change(path, schedule_body(schedule), about=ABOUT)
        )

    async def unschedule(self, transmission_id: int) -> None:
        """Ask to forget a schedule, which the server does not do: it still sends.

        What works is `update` with the status `completed`, or `delete`.
        """
        path = _one(transmission_id, "schedule")
        await self._calls.act("DELETE", path, about=ABOUT)

    async def clone(self, transmission_id: int) -> int:
        """Make a pending copy of a transmission and return the copy's id."""
        answer = await self._calls.act(
            "GET", _one(transmission_id, "clone"), about=ABOUT
        )
        return parse_id(await read(answer))

    async def status(self, transmission_id: int) -> str:
        """Return where a transmission stands (`codes.TransmissionStatus`).

        `completed` is said of what was refused by the operator, too.
        """
        path = _one(transmission_id, "status")
        return parse_status(await self._calls.get(path, about=ABOUT))

    async def detail(self, transmission_id: int) -> tuple[Spool, ...]:
        """Return the attempts to deliver a transmission."""
        path = _one(transmission_id, "detail")
        return await self._calls.get_rows(path, parse_spool, about=ABOUT)

    async def result(self, transmission_id: int) -> tuple[SpoolResult, ...]:
        """Return the steps of the last attempt alone."""
        path = _one(transmission_id, "result")
        return await self._calls.get_rows(path, parse_result, about=ABOUT)

    async def _attempt(self, transmission_id: int, how: str) -> int:
        """Make an attempt, which the server hands on before it answers."""
        answer = await self._calls.act(
            "POST", _one(transmission_id, how), {}, about=ABOUT, seconds=SLOW
        )
        return parse_id(await read(answer))


def transmission_body(transmission: NewTransmission) -> dict[str, Any]:
    """Write a transmission; raises InvalidInputError unless it is to one alone."""
    to = (transmission.contact_id, transmission.phone, transmission.email)
    if sum(1 for one in to if one) != 1:
        raise InvalidInputError("value_not_possible", field="contact_id")
    return body_of(transmission)


def _one(transmission_id: int, *more: str) -> str:
    """Return the path of one transmission."""
    return place("transmissions", transmission_id, *more)
