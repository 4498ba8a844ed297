"""Campaigns: section 7 of the field notes."""

from typing import Any

from tests.simulators.ictcore import IctcoreSimulator, SettableClock
from tests.simulators.ictcore.asking import ask, error, value


async def campaign(
    simulator: IctcoreSimulator, contacts: int = 3, **others: Any
) -> int:
    """Create a campaign for a group of contacts and return its id."""
    await value(simulator, "POST", "/texts", {"name": "t1", "data": "Hello"})
    await value(simulator, "POST", "/programs/sendsms", {"text_id": 1})
    await value(simulator, "POST", "/groups", {"name": "g1"})
    for number in range(contacts):
        contact = {"phone": f"4477009001{number:02}"}
        contact_id = await value(simulator, "POST", "/contacts", contact)
        await value(simulator, "PUT", f"/contacts/{contact_id}/link/1")
    body = {"program_id": 1, "group_id": 1, "cpm": 60, "account_id": 1, **others}
    campaign_id = await value(simulator, "POST", "/campaigns", body)
    assert isinstance(campaign_id, int)
    return campaign_id


async def row_of(simulator: IctcoreSimulator) -> tuple[str, str, str]:
    """Return status, contacts done and total of the only campaign."""
    (row,) = await value(simulator, "GET", "/campaigns")
    return row["status"], row["contact_done"], row["contact_total"]


async def test_a_campaign_sends_so_many_a_minute(
    ictcore_simulator: IctcoreSimulator, ictcore_clock: SettableClock
) -> None:
    """To the contacts that the group had at its first start."""
    simulator = ictcore_simulator
    id_ = await campaign(simulator)
    assert await row_of(simulator) == ("new", "0", "0")
    assert await value(simulator, "PUT", f"/campaigns/{id_}/start") == "1"
    assert await value(simulator, "GET", f"/campaigns/{id_}/start") == "1"
    assert await row_of(simulator) == ("running", "0", "3")
    assert len(simulator.sent) == 1
    ictcore_clock.advance(2)
    assert len(simulator.sent) == 3
    ictcore_clock.advance(60)
    assert await row_of(simulator) == ("completed", "3", "3")
    rows = await value(simulator, "GET", f"/transmissions?campaign_id={id_}")
    assert [row["contact_phone"] for row in rows] == [
        "447700900100",
        "447700900101",
        "447700900102",
    ]
    (row,) = await value(simulator, "GET", "/campaigns")
    assert (row["program_type"], row["pid"]) == ("sendsms", None)


async def test_a_campaign_is_paused_and_goes_on(
    ictcore_simulator: IctcoreSimulator, ictcore_clock: SettableClock
) -> None:
    """Where it was."""
    simulator = ictcore_simulator
    id_ = await campaign(simulator)
    await value(simulator, "PUT", f"/campaigns/{id_}/start")
    assert await value(simulator, "PUT", f"/campaigns/{id_}/stop") == "1"
    ictcore_clock.advance(60)
    assert await row_of(simulator) == ("paused", "1", "3")
    await value(simulator, "PUT", f"/campaigns/{id_}/start")
    ictcore_clock.advance(60)
    assert await row_of(simulator) == ("completed", "3", "3")
    assert len(simulator.sent) == 3


async def test_paused_before_the_first_start_it_sends_nothing(
    ictcore_simulator: IctcoreSimulator,
) -> None:
    """Only a new one makes its list."""
    id_ = await campaign(ictcore_simulator)
    paused = {"status": "paused"}
    await value(ictcore_simulator, "PUT", f"/campaigns/{id_}", paused)
    await value(ictcore_simulator, "PUT", f"/campaigns/{id_}/start")
    assert await row_of(ictcore_simulator) == ("completed", "0", "0")


async def test_a_campaign_of_nothing_can_be_made(
    ictcore_simulator: IctcoreSimulator,
) -> None:
    """With two a minute; it is completed when it is started."""
    assert await value(ictcore_simulator, "POST", "/campaigns", {}) == 1
    assert await value(ictcore_simulator, "GET", "/campaigns/1") == {
        "campaign_id": "1",
        "program_id": None,
        "group_id": None,
        "cpm": "2",
        "try_allowed": "1",
        "account_id": None,
        "status": "new",
        "source": None,
        "created_by": "1",
        "user_id": "1",
    }
    await value(ictcore_simulator, "PUT", "/campaigns/1/start")
    assert await row_of(ictcore_simulator) == ("completed", "0", "0")
    assert await value(ictcore_simulator, "DELETE", "/campaigns/1") is True
    unknown = (404, "Campaign not found")
    for path in ("start", "stop", "start/schedule"):
        asked = await error(ictcore_simulator, "PUT", f"/campaigns/1/{path}")
        assert asked == unknown
    path = "/campaigns/1/schedule"
    assert await error(ictcore_simulator, "DELETE", path) == unknown


async def test_a_scheduled_start_never_comes(
    ictcore_simulator: IctcoreSimulator, ictcore_clock: SettableClock
) -> None:
    """A task is saved, can be removed, and does nothing."""
    simulator = ictcore_simulator
    id_ = await campaign(simulator)
    path = f"/campaigns/{id_}/start/schedule"
    body = {"status": 0, "delay": 60}
    assert await value(simulator, "POST", path, body) == 1
    assert await value(simulator, "PUT", path.replace("start", "stop"), body) == 2
    ictcore_clock.advance(86_400)
    assert await row_of(simulator) == ("new", "0", "0")
    answer = await ask(simulator, "DELETE", f"/campaigns/{id_}/schedule")
    assert (answer.status, answer.body) == (200, b"")
    assert len(simulator.world.tables.tasks) == 0


async def test_what_can_not_be_sent_does_not_hold_it_up(
    ictcore_simulator: IctcoreSimulator, ictcore_clock: SettableClock
) -> None:
    """A contact or the program that is gone, an account that never was."""
    simulator = ictcore_simulator
    id_ = await campaign(simulator)
    await value(simulator, "PUT", f"/campaigns/{id_}/start")
    await value(simulator, "DELETE", "/contacts/2")
    ictcore_clock.advance(1)
    await value(simulator, "DELETE", "/programs/1")
    ictcore_clock.advance(60)
    assert await row_of(simulator) == ("completed", "1", "3")
    await value(simulator, "POST", "/programs/sendsms", {"text_id": 1})
    nobody = {"program_id": 2, "group_id": 1, "account_id": 9}
    await value(simulator, "POST", "/campaigns", nobody)
    await value(simulator, "PUT", "/campaigns/2/start")
    assert await value(simulator, "GET", "/transmissions?campaign_id=2") == []
