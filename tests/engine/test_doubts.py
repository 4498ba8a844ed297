"""How messages of unknown outcome go on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from custom_components.message_gateways.engine.doubts import (
    ASK_AGAIN,
    ASK_FOR,
    ask_after,
    conclude,
)
from custom_components.message_gateways.engine.rows import MessageRow
from custom_components.message_gateways.engine.transitions import Change
from custom_components.message_gateways.gateways.errors import TryLaterError
from custom_components.message_gateways.gateways.model import (
    Doubt,
    Outcome,
    Receipt,
    Resolution,
    Status,
    Verdict,
)

from .making import HELLO, NOW, ROW, receipt

DOUBTFUL = replace(ROW, status=Status.UNKNOWN, outcome=Outcome.UNKNOWN)
LATE = replace(DOUBTFUL, give_up_at=NOW)
OLD = replace(DOUBTFUL, left_at=NOW - ASK_FOR, created_at=NOW - ASK_FOR)
SCHEDULED_LONG_AGO = replace(DOUBTFUL, created_at=NOW - ASK_FOR - timedelta(days=5))
FOUND = receipt(Outcome.ACCEPTED, "g1")


@pytest.mark.parametrize(
    ("row", "verdict", "found", "status", "due"),
    [
        (DOUBTFUL, Verdict.FOUND, FOUND, Status.ACCEPTED, None),
        (LATE, Verdict.FOUND, FOUND, Status.ACCEPTED, None),
        (DOUBTFUL, Verdict.FOUND, receipt(Outcome.REJECTED), Status.REJECTED, None),
        (DOUBTFUL, Verdict.FOUND, None, Status.UNKNOWN, None),
        (DOUBTFUL, Verdict.SEND_AGAIN, None, Status.QUEUED, NOW),
        (LATE, Verdict.SEND_AGAIN, None, Status.UNKNOWN, None),
        (DOUBTFUL, Verdict.ASK_LATER, None, Status.UNKNOWN, NOW + ASK_AGAIN),
        (LATE, Verdict.ASK_LATER, None, Status.UNKNOWN, NOW + ASK_AGAIN),
        (OLD, Verdict.ASK_LATER, None, Status.UNKNOWN, None),
        (SCHEDULED_LONG_AGO, Verdict.ASK_LATER, None, Status.UNKNOWN, NOW + ASK_AGAIN),
        (DOUBTFUL, Verdict.STAYS_UNKNOWN, None, Status.UNKNOWN, None),
    ],
)
def test_a_doubt_ends_as_the_gateway_says(
    row: MessageRow,
    verdict: Verdict,
    found: Receipt | None,
    status: Status,
    due: datetime | None,
) -> None:
    """Nothing is sent again after its time, and nothing is asked for ever."""
    change = conclude(row, verdict, found, NOW, follows=True)
    assert (change.status, change.due) == (status, due)


def test_what_is_sent_again_bears_the_mark_of_a_repetition() -> None:
    """The gateway may know it already."""
    change = conclude(DOUBTFUL, Verdict.SEND_AGAIN, None, NOW, follows=True)
    assert change.repeated


class Oracle:
    """A gateway that answers doubts as it is told."""

    def __init__(self, answer: Sequence[Resolution] | Exception) -> None:
        """Remember the answer, and then the questions."""
        self.asked: list[Doubt] = []
        self._answer = answer

    async def resolve(
        self,
        doubts: Sequence[Doubt],
        now: datetime,  # noqa: ARG002 - part of the protocol
    ) -> Sequence[Resolution]:
        """Answer."""
        self.asked += doubts
        if isinstance(self._answer, Exception):
            raise self._answer
        return self._answer


async def ask(oracle: Oracle, *rows: MessageRow) -> tuple[list[Change], object]:
    """Ask after messages."""
    changes, error = await ask_after(
        oracle, rows, {1: HELLO}, NOW, follows=lambda _content: True
    )
    assert [row for row, _ in changes] == list(rows)
    return [change for _, change in changes], error


async def test_a_message_that_the_answer_leaves_out_is_asked_after_again() -> None:
    """An incomplete answer decides nothing."""
    other = replace(DOUBTFUL, id="m2", seq=2)
    oracle = Oracle([Resolution(message_id="m2", verdict=Verdict.STAYS_UNKNOWN)])
    changes, error = await ask(oracle, DOUBTFUL, other)
    assert error is None
    assert [change.due for change in changes] == [NOW + ASK_AGAIN, None]


async def test_the_gateway_hears_when_the_request_left_and_whether_it_is_a_repeat() -> (
    None
):
    """It needs both to decide."""
    left = NOW - timedelta(minutes=3)
    oracle = Oracle([])
    await ask(oracle, replace(DOUBTFUL, left_at=left, repeated=True))
    (doubt,) = oracle.asked
    assert (doubt.since, doubt.message.repeated, doubt.message.content) == (
        left,
        True,
        HELLO,
    )


@pytest.mark.parametrize("error", [TryLaterError("down"), ZeroDivisionError("ours")])
async def test_an_error_means_asking_again_whoever_made_it(error: Exception) -> None:
    """A message is never forgotten because asking failed."""
    changes, told = await ask(Oracle(error), DOUBTFUL)
    assert [change.due for change in changes] == [NOW + ASK_AGAIN]
    assert told is not None
