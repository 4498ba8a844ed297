"""Whether a gateway works."""

from dataclasses import replace
from datetime import timedelta
import logging

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.message_gateways.engine.health import (
    Health,
    HealthMonitor,
    judge,
)
from custom_components.message_gateways.gateways.errors import (
    AskWhatHappenedError,
    ChangeRequestError,
    CheckSettingsError,
    GatewayError,
    InvalidInputError,
    NotOfferedError,
    SignInAgainError,
    TopUpError,
    TryLaterError,
    UnreadableAnswerError,
)

from .making import NOW

GOOD = Health()
DOWN = Health(down_since=NOW - timedelta(minutes=5), reason="no answer")
REFUSED = Health(refused_by=frozenset({"balance"}), reason="wrong password")
BUSY = Health(
    busy_with=frozenset({"balance"}), busy_since=NOW - timedelta(minutes=5), reason="y"
)
NOW_BUSY = Health(busy_with=frozenset({"balance"}), busy_since=NOW, reason="x")
EMPTY = Health(out_of_credit=True)
NOW_DOWN = Health(down_since=NOW, reason="x")
STILL_DOWN = Health(down_since=NOW - timedelta(minutes=5), reason="x")


@pytest.mark.parametrize(
    ("old", "error", "new"),
    [
        (GOOD, None, GOOD),
        (DOWN, None, GOOD),
        (REFUSED, None, GOOD),
        (EMPTY, None, EMPTY),
        (GOOD, TryLaterError("x"), NOW_DOWN),
        (DOWN, TryLaterError("x"), STILL_DOWN),
        (GOOD, TryLaterError("x", retry_after=5), NOW_BUSY),
        (BUSY, TryLaterError("x", retry_after=5), replace(BUSY, reason="x")),
        (BUSY, None, GOOD),
        (BUSY, ChangeRequestError("x"), GOOD),
        (BUSY, TryLaterError("x"), replace(BUSY, down_since=NOW, reason="x")),
        (
            DOWN,
            TryLaterError("x", retry_after=5),
            replace(DOWN, busy_with=frozenset({"balance"}), busy_since=NOW),
        ),
        (GOOD, AskWhatHappenedError("x"), NOW_DOWN),
        (GOOD, UnreadableAnswerError("x"), NOW_DOWN),
        (GOOD, CheckSettingsError("x"), NOW_DOWN),
        (GOOD, GatewayError("x"), NOW_DOWN),
        (
            GOOD,
            SignInAgainError("x"),
            Health(refused_by=frozenset({"balance"}), reason="x"),
        ),
        (
            DOWN,
            SignInAgainError("x"),
            Health(refused_by=frozenset({"balance"}), reason="x"),
        ),
        (
            REFUSED,
            TryLaterError("x"),
            Health(refused_by=frozenset({"balance"}), down_since=NOW, reason="x"),
        ),
        (GOOD, ChangeRequestError("x"), GOOD),
        (DOWN, ChangeRequestError("x"), GOOD),
        (REFUSED, ChangeRequestError("x"), GOOD),
        (DOWN, NotOfferedError("x"), GOOD),
        (GOOD, InvalidInputError("text_empty"), GOOD),
        (GOOD, TopUpError("x"), EMPTY),
        (DOWN, TopUpError("x"), EMPTY),
        (
            EMPTY,
            TryLaterError("x"),
            Health(out_of_credit=True, down_since=NOW, reason="x"),
        ),
    ],
)
def test_each_answer_says_what_it_says(
    old: Health, error: GatewayError | None, new: Health
) -> None:
    """A refusal of a message is a sign of life."""
    assert judge(old, "balance", error, NOW) == new


def monitor() -> tuple[HealthMonitor, list[tuple[Health, Health]]]:
    """Begin with a healthy account."""
    changes: list[tuple[Health, Health]] = []
    return HealthMonitor(
        "Sandbox", lambda old, new: changes.append((old, new))
    ), changes


def test_an_outage_is_one_line_in_the_log_and_its_end_another(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """However many requests fail meanwhile."""
    caplog.set_level(logging.INFO)
    health, changes = monitor()
    for error in (
        TryLaterError("no answer"),
        TryLaterError("no answer"),
        AskWhatHappenedError("cut"),
        SignInAgainError("refused"),
        TryLaterError("no answer"),
        None,
        None,
    ):
        health.heard("balance", error)
    assert [(each.levelname, each.getMessage()) for each in caplog.records] == [
        ("WARNING", "Sandbox does not work: no answer"),
        ("INFO", "Sandbox works again"),
    ]
    assert changes[-1][1].good
    assert not changes[-1][0].good


def test_another_reason_for_the_same_outage_is_not_told() -> None:
    """Only what changes for the user is."""
    health, changes = monitor()
    health.heard("balance", TryLaterError("no answer"))
    health.heard("balance", TryLaterError("no route"))
    assert len(changes) == 1
    assert health.state.reason == "no route"


def test_credit_is_back_when_something_was_paid_for() -> None:
    """And it says nothing about whether the gateway answers."""
    health, changes = monitor()
    health.heard("balance", TopUpError("empty"))
    health.heard("balance", None)
    assert health.state.out_of_credit
    health.credit_seen()
    health.credit_seen()
    assert not health.state.out_of_credit
    assert len(changes) == 2


def test_what_is_refused_for_one_thing_stays_so_until_that_thing_works() -> None:
    health, changes = monitor()
    health.heard("balance", SignInAgainError("HTTP 403"))
    health.heard("inbound", None)
    health.heard("sending", None)
    assert health.state.refused
    assert len(changes) == 1
    health.heard("balance", None)
    assert not health.state.refused


def test_a_gateway_that_stays_busy_is_one_line_in_the_log_and_its_end_another(
    caplog: pytest.LogCaptureFixture, freezer: FrozenDateTimeFactory
) -> None:
    """A pause now and then is none, and what works elsewhere does not end it."""
    freezer.move_to(NOW)
    caplog.set_level(logging.INFO)
    health, changes = monitor()
    pause = TryLaterError("HTTP 429", retry_after=60)
    health.heard("sending", pause)
    health.heard("sending", None)
    assert caplog.records == []
    for _ in range(10):
        health.heard("sending", pause)
        health.heard("balance", None)
        freezer.tick(timedelta(minutes=1))
    health.heard("sending", None)
    assert [(each.levelname, each.getMessage()) for each in caplog.records] == [
        ("WARNING", f"Sandbox has been busy since {NOW.isoformat()}: HTTP 429"),
        ("INFO", "Sandbox is not busy any more"),
    ]
    assert len(changes) == 4


def test_what_fails_late_is_no_outage_but_what_goes_on_failing_is(
    freezer: FrozenDateTimeFactory,
) -> None:
    """Requests of before may end after the gateway is back."""
    health, _ = monitor()
    health.heard("sending", TryLaterError("no connection"))
    health.heard("balance", None)
    for source in ("sending", "inbound"):
        health.heard(source, TryLaterError("no connection"))
        assert health.state.good
    health.heard("sending", TryLaterError("no connection"))
    assert not health.state.good
    health.heard("balance", None)
    freezer.tick(60)
    health.heard("sending", TryLaterError("no connection"))
    assert not health.state.good
