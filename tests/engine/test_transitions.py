"""What becomes of a message."""

from dataclasses import replace
from datetime import timedelta
import itertools

import pytest

from custom_components.message_gateways.engine.rows import MessageRow
from custom_components.message_gateways.engine.transitions import (
    EVENT_TYPES,
    FIRST_QUESTION,
    Change,
    combine,
    foretell,
    give_up,
    may_become,
    poll_pace,
    settle,
    unsent,
)
from custom_components.message_gateways.gateways.model import (
    BAD_ENDS,
    Detail,
    Outcome,
    Receipt,
    Status,
)

from .making import NOW, ROW, receipt

DETAIL = Detail(code="7", name="BUSY", text="Busy")


def settled(
    given: Receipt,
    row: MessageRow = ROW,
    *,
    follows: bool = True,
    resolves: bool = True,
    retry_after: float | None = None,
    jitter: float = 1.0,
) -> Change:
    """Settle with what most tests have in common."""
    return settle(
        row,
        given,
        NOW,
        follows=follows,
        resolves=resolves,
        retry_after=retry_after,
        jitter=jitter,
    )


def test_what_was_accepted_is_followed() -> None:
    """A message with an id of the gateway is asked after."""
    taken = receipt(Outcome.ACCEPTED, "g1")
    assert settled(taken) == Change(
        status=Status.ACCEPTED,
        outcome=Outcome.ACCEPTED,
        followed=True,
        receipt=taken,
    )


@pytest.mark.parametrize(
    ("follows", "taken"),
    [
        (False, receipt(Outcome.ACCEPTED, "g1")),
        (True, receipt(Outcome.ACCEPTED)),
        (True, replace(receipt(Outcome.ACCEPTED, "g1"), traceable=False)),
    ],
    ids=["the gateway has no reports", "it gave no id", "it can't be traced"],
)
def test_what_can_not_be_followed_ends_as_accepted(
    follows: bool,
    taken: Receipt,
) -> None:
    """Nothing is asked after that can't be found."""
    change = settled(taken, follows=follows)
    assert (change.status, change.followed) == (Status.ACCEPTED, False)


def test_a_refusal_is_the_end_and_keeps_the_words_of_the_provider() -> None:
    """A rejected message is never tried again."""
    refused = replace(receipt(Outcome.REJECTED), detail=DETAIL)
    change = settled(refused)
    assert (change.status, change.due, change.detail) == (
        Status.REJECTED,
        None,
        DETAIL,
    )


def test_what_was_refused_after_the_gateway_had_tried_has_failed() -> None:
    """It is over all the same, with the id by which the gateway knows it."""
    refused = replace(receipt(Outcome.REJECTED, "g1"), detail=DETAIL, failed=True)
    assert settled(refused) == Change(
        status=Status.FAILED,
        outcome=Outcome.REJECTED,
        receipt=refused,
        detail=DETAIL,
    )


@pytest.mark.parametrize(
    ("resolves", "due"), [(True, NOW + FIRST_QUESTION), (False, None)]
)
def test_an_unknown_outcome_is_asked_after_where_that_is_possible(
    resolves: bool,
    due: object,
) -> None:
    """It is never sent again by itself."""
    change = settled(receipt(Outcome.UNKNOWN), resolves=resolves)
    assert (change.status, change.due) == (Status.UNKNOWN, due)


@pytest.mark.parametrize(
    ("attempts", "retry_after", "jitter", "seconds"),
    [
        (1, None, 1.0, 5),
        (1, None, 0.0, 2.5),
        (2, None, 1.0, 10),
        (5, None, 1.0, 80),
        (7, None, 1.0, 300),
        (1000, None, 1.0, 300),
        (1, 60.0, 1.0, 60),
        (1, 1.0, 1.0, 5),
        (1, 86400.0, 1.0, 3600),
    ],
)
def test_what_was_not_sent_waits_longer_each_time_but_not_past_its_end(
    attempts: int, retry_after: float | None, jitter: float, seconds: float
) -> None:
    """The gateway's own wish counts, and so does the time to give up."""
    change = settled(
        receipt(Outcome.NOT_SENT),
        replace(ROW, attempts=attempts),
        retry_after=retry_after,
        jitter=jitter,
    )
    assert (change.status, change.due) == (
        Status.QUEUED,
        NOW + timedelta(seconds=seconds),
    )


def test_what_fails_at_once_is_not_queued() -> None:
    """It ends, and nothing is due any more."""
    change = settled(receipt(Outcome.NOT_SENT), replace(ROW, fail_at_once=True))
    assert (change.status, change.due) == (Status.FAILED, None)


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_is_kept(outcome: Outcome) -> None:
    """The row says what the request told."""
    assert settled(receipt(outcome, "g1")).outcome is outcome


# What each status may become by a report; nothing else.
MAY_BECOME = {
    Status.QUEUED: set(Status) - {Status.QUEUED, Status.UNKNOWN},
    Status.SENDING: set(Status) - {Status.QUEUED, Status.SENDING, Status.UNKNOWN},
    Status.UNKNOWN: set(Status) - {Status.QUEUED, Status.SENDING, Status.UNKNOWN},
    Status.ACCEPTED: {Status.SENT, Status.DELIVERED, Status.READ} | BAD_ENDS,
    Status.SENT: {Status.DELIVERED, Status.READ} | BAD_ENDS,
    Status.DELIVERED: {Status.READ},
    Status.READ: set(),
    Status.FAILED: {Status.DELIVERED, Status.READ},
    Status.REJECTED: {Status.DELIVERED, Status.READ},
    Status.EXPIRED: {Status.DELIVERED, Status.READ},
    Status.CANCELLED: set(),
}


@pytest.mark.parametrize(("old", "new"), list(itertools.product(Status, Status)))
def test_a_report_never_leads_backwards(old: Status, new: Status) -> None:
    """Every pair of statuses is decided on purpose."""
    assert may_become(old, new, final=False) is (new in MAY_BECOME[old])


@pytest.mark.parametrize(("old", "new"), list(itertools.product(Status, Status)))
def test_only_the_gateway_s_last_word_makes_a_followed_message_unknown(
    old: Status, new: Status
) -> None:
    """All else is as with any report."""
    ends = new is Status.UNKNOWN and old in {Status.ACCEPTED, Status.SENT}
    assert may_become(old, new, final=True) is (ends or new in MAY_BECOME[old])


@pytest.mark.parametrize("start", Status)
def test_reports_come_to_an_end_in_whatever_order_they_come(start: Status) -> None:
    """No pair of statuses leads round in a circle."""

    def deepest(status: Status, seen: tuple[Status, ...]) -> int:
        """Count the longest way from here, and meet no status twice."""
        assert status not in seen
        return 1 + max(
            (deepest(new, (*seen, status)) for new in MAY_BECOME[status]), default=0
        )

    assert deepest(start, ()) <= len(Status)


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ([Status.DELIVERED], Status.DELIVERED),
        ([Status.DELIVERED, Status.DELIVERED], Status.DELIVERED),
        ([Status.DELIVERED, Status.SENT], Status.SENT),
        ([Status.ACCEPTED, Status.SENT, Status.READ], Status.ACCEPTED),
        ([Status.READ, Status.DELIVERED], Status.DELIVERED),
        ([Status.DELIVERED, Status.FAILED], Status.FAILED),
        ([Status.ACCEPTED, Status.EXPIRED], Status.EXPIRED),
        ([Status.UNKNOWN, Status.DELIVERED], Status.UNKNOWN),
    ],
)
def test_a_message_is_where_its_last_part_is(
    parts: list[Status], whole: Status
) -> None:
    """A text of which a part is missing was not delivered."""
    assert combine(parts) is whole
    assert combine(reversed(parts)) is whole


@pytest.mark.parametrize("status", Status)
def test_only_what_is_under_way_is_unknown_when_it_is_given_up(status: Status) -> None:
    """What was delivered and never read stays delivered."""
    change = give_up(replace(ROW, status=status, followed=True))
    under_way = status in {Status.ACCEPTED, Status.SENT}
    assert change.status is (Status.UNKNOWN if under_way else status)
    assert not change.followed


@pytest.mark.parametrize(
    ("minutes", "seconds"),
    [
        (-5, 60),
        (0, 5),
        (0.99, 5),
        (1, 15),
        (9.9, 15),
        (10, 60),
        (59, 60),
        (60, 300),
        (359, 300),
        (360, 1800),
        (10_000, 1800),
    ],
)
def test_the_older_a_message_the_slower_it_is_polled(
    minutes: float, seconds: float
) -> None:
    """The pace is by the youngest message."""
    assert poll_pace(timedelta(minutes=minutes)) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("age", "call_age", "seconds"),
    [
        (0, 0, 5),
        (100, 100, 5),
        (239, 239, 5),
        (240, 240, 15),
        (0, 239, 5),
        (240, 4000, 15),
        (100, None, 15),
        (100, -100, 15),
    ],
)
def test_a_call_is_asked_after_closely_while_somebody_may_be_on_the_phone(
    age: int, call_age: int | None, seconds: int
) -> None:
    """Automations wait for the key; a call from the future says nothing."""
    since = None if call_age is None else timedelta(seconds=call_age)
    assert poll_pace(timedelta(seconds=age), since) == timedelta(seconds=seconds)


def test_every_status_but_sending_has_an_event() -> None:
    """An event of a type that was not declared is refused by Home Assistant."""
    assert {each.value for each in Status} - set(EVENT_TYPES) == {"sending"}


def test_what_is_not_on_disk_yet_can_be_told_all_the_same() -> None:
    """The caller hears the truth, whatever the disk says."""
    told = foretell(ROW, Change(status=Status.REJECTED, detail=DETAIL))
    assert (told.status, told.detail, told.id) == (Status.REJECTED, DETAIL, ROW.id)


@pytest.mark.parametrize("status", [Status.EXPIRED, Status.CANCELLED, Status.FAILED])
def test_what_may_be_there_after_all_ends_as_unknown(status: Status) -> None:
    """The list in which it was not found may be late."""
    assert unsent(ROW, status, DETAIL) == Change(status=status, detail=DETAIL)
    assert unsent(replace(ROW, repeated=True), status, DETAIL) == Change(
        status=Status.UNKNOWN, outcome=Outcome.UNKNOWN, detail=DETAIL
    )
