"""The table of fates: what becomes of a transmission by its address."""

from collections.abc import Awaitable, Callable

import pytest

from tests.simulators.ictcore import Fate, IctcoreSimulator, SettableClock
from tests.simulators.ictcore.asking import (
    prepared,
    prepared_call,
    prepared_fax,
    prepared_mail,
    prepared_sms,
    report,
    send,
    value,
)

type Prepare = Callable[[IctcoreSimulator, str], Awaitable[int]]


@pytest.mark.parametrize(
    ("prepare", "to", "status", "results"),
    [
        (prepared_sms, "447700900011", "completed", [("sms_send", "2")]),
        (prepared_sms, "447700900012", "completed", []),
        (prepared_sms, "447700900020", "completed", [("sms_send", "1")]),
        (prepared_sms, "+44 7700 900001", "processing", []),
        (
            prepared_fax,
            "447700900123",
            "completed",
            [
                ("originate", "success"),
                ("pages", "2"),
                ("fax_send", "success"),
                ("disconnect", "success"),
            ],
        ),
        (
            prepared_fax,
            "447700900030",
            "completed",
            [
                ("originate", "success"),
                ("pages", "2"),
                ("fax_send", "error"),
                ("disconnect", "success"),
            ],
        ),
        (prepared_fax, "447700900020", "failed", [("originate", "busy")]),
        (
            prepared_call,
            "447700900123",
            "completed",
            [("originate", "success"), ("disconnect", "success")],
        ),
        (prepared_call, "447700900021", "failed", [("originate", "no answer")]),
        (prepared_call, "447700900030", "completed", [("originate", "success")]),
        (
            prepared_call,
            "447700900040",
            "completed",
            [("originate", "success"), ("keys", "1"), ("disconnect", "success")],
        ),
        (prepared_mail, "ann@example.com", "completed", [("email_send", "success")]),
        (
            prepared_mail,
            "refused@example.com",
            "completed",
            [("email_send", "success")],
        ),
        (prepared_mail, "silent@example.com", "completed", []),
        (prepared_mail, "stays@example.com", "processing", []),
    ],
)
async def test_an_address_says_how_it_ends(
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
    *,
    prepare: Prepare,
    to: str,
    status: str,
    results: list[tuple[str, str]],
) -> None:
    """The table of fates holds; `response` stays empty."""
    id_ = await prepare(ictcore_simulator, to)
    assert (await send(ictcore_simulator, id_)).status == 200
    ictcore_clock.advance(60)
    reported = await report(ictcore_simulator, id_)
    assert (reported[0], reported[2]) == (status, results)
    (row,) = await value(ictcore_simulator, "GET", "/transmissions")
    assert row["response"] == ""


@pytest.mark.parametrize(("to", "data"), [("447700900013", "1"), ("447700900014", "2")])
async def test_a_delivery_report_may_come_late(
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
    to: str,
    data: str,
) -> None:
    """After the transmission was completed."""
    id_ = await prepared_sms(ictcore_simulator, to)
    await send(ictcore_simulator, id_)
    ictcore_clock.advance(5)
    assert (await report(ictcore_simulator, id_))[2] == []
    ictcore_clock.advance(10)
    assert (await report(ictcore_simulator, id_))[2] == [("sms_send", data)]


async def test_a_send_may_die(ictcore_simulator: IctcoreSimulator) -> None:
    """With an empty 500, and the transmission stays in processing."""
    id_ = await prepared_sms(ictcore_simulator, "447700900003")
    answer = await send(ictcore_simulator, id_)
    assert (answer.status, answer.body) == (500, b"")
    assert ictcore_simulator.status_of(id_) == "processing"


async def test_a_slow_one_takes_ten_minutes(
    ictcore_simulator: IctcoreSimulator, ictcore_clock: SettableClock
) -> None:
    """Or as long as is set."""
    id_ = await prepared_sms(ictcore_simulator, "447700900060")
    await send(ictcore_simulator, id_)
    ictcore_clock.advance(599)
    assert ictcore_simulator.status_of(id_) == "processing"
    ictcore_clock.advance(1)
    assert ictcore_simulator.status_of(id_) == "completed"


async def test_fates_can_be_commanded(
    ictcore_simulator: IctcoreSimulator, ictcore_clock: SettableClock
) -> None:
    """For an address, or for one attempt now."""
    simulator = ictcore_simulator
    simulator.decide("447700900123", Fate.BUSY)
    first = await prepared_call(simulator)
    await send(simulator, first)
    simulator.decide("447700900123", None)
    second = await prepared_call(simulator, "447700900001")
    await send(simulator, second)
    ictcore_clock.advance(60)
    assert simulator.status_of(first) == "failed"
    assert simulator.status_of(second) == "processing"
    simulator.finish(second, "keys")
    assert (await report(simulator, second))[2][1] == ("keys", "1")
    third = await prepared_call(simulator)
    with pytest.raises(KeyError):
        simulator.finish(third)


async def test_what_has_nothing_to_do_sends_nothing(
    ictcore_simulator: IctcoreSimulator, ictcore_clock: SettableClock
) -> None:
    """A program of an unheard-of type."""
    await value(ictcore_simulator, "POST", "/programs/nothing", {})
    id_ = await prepared(ictcore_simulator, 1, email="unheard-of@example.com")
    assert (await send(ictcore_simulator, id_)).status == 200
    ictcore_clock.advance(60)
    assert ictcore_simulator.status_of(id_) == "processing"
    assert ictcore_simulator.sent == []
