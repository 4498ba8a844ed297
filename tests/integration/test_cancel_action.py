"""Messages are cancelled by an action, with us and at every gateway's simulator."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.automation import DOMAIN as AUTOMATION
from homeassistant.core import HomeAssistant, State
from homeassistant.exceptions import ServiceValidationError
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser

from tests.integration.acting import (
    act,
    check_unauthorized,
    do,
    error_of,
    refusal_of,
    until,
)
from tests.integration.providers import (
    called,
    devino_entry,
    entera_entry,
    ictcore_entry,
    ogangi_entry,
)
from tests.integration.readme import example
from tests.integration.world import (
    ANNA,
    BEN,
    infobip_entry,
    let_pass,
    notify,
    notify_ids,
    recipient,
    sandbox_entry,
    send_sms,
    set_up,
)
from tests.simulators.devino import DevinoSimulator
from tests.simulators.entera import EnteraSimulator
from tests.simulators.faults import Fault, FaultKind
from tests.simulators.ictcore import IctcoreSimulator
from tests.simulators.infobip.server import InfobipSimulator
from tests.simulators.ogangi import OgangiSimulator

SINGLE = {"status": "cancelled", "cancelled": True, "reason": None}


def in_an_hour() -> str:
    """Return a schedule."""
    return (dt_util.now() + timedelta(hours=1)).isoformat()


def state(hass: HomeAssistant, entity_id: str) -> State:
    """Return the state of an entity that is there."""
    found = hass.states.get(entity_id)
    assert found is not None
    return found


async def ids_of(hass: HomeAssistant, **data: Any) -> list[str]:
    """Return the ids of messages, the oldest first."""
    found = await act(hass, "find_messages", **data)
    return [row["id"] for row in reversed(found["messages"])]


async def cancelled_at_its_gateway(hass: HomeAssistant) -> Any:
    """Cancel the only message there is and return its row."""
    (row,) = (await act(hass, "cancel", message_id=await ids_of(hass)))["messages"]
    return row


@pytest.fixture
async def fax(
    hass: HomeAssistant,
    entera_simulator_now: EnteraSimulator,
    freezer: FrozenDateTimeFactory,
) -> EnteraSimulator:
    """Return a provider with an account, and a fax that it was given."""
    freezer.move_to("2026-11-21 08:00:00+00:00")
    entry = entera_entry(
        entera_simulator_now, recipient("Anna", ANNA, channel="fax"), sender="Kitchen"
    )
    await set_up(hass, entry)
    await notify(hass, notify_ids(hass, entry), "Three loaves, please")
    return entera_simulator_now


async def test_what_waits_with_us_is_cancelled_and_never_sent(
    hass: HomeAssistant, provider: MockConfigEntry, simulator: InfobipSimulator
) -> None:
    """With every gateway; the other one is left."""
    rows = await send_sms(hass, to=[ANNA, BEN], message="Hi", schedule=in_an_hour())
    answer = await act(hass, "cancel", message_id=rows[0]["id"])
    assert answer["messages"] == [
        {"id": rows[0]["id"], "account": provider.title, **SINGLE}
    ]
    waiting = await ids_of(hass, status="queued")
    assert waiting == [rows[1]["id"]]
    await do(hass, "cancel", message_id=waiting)
    assert await ids_of(hass, status="cancelled") == [row["id"] for row in rows]
    assert simulator.messages == []


async def test_messages_of_several_accounts_are_cancelled_by_one_call(
    hass: HomeAssistant,
) -> None:
    """In the order of the ids, and asking again changes nothing."""
    await set_up(
        hass, sandbox_entry(), sandbox_entry(entry_id="01OTHER", title="Other")
    )
    ids = [
        (
            await send_sms(
                hass,
                config_entry_id=entry,
                to=ANNA,
                message="Hi",
                schedule=in_an_hour(),
            )
        )[0]["id"]
        for entry in ("01SANDBOX", "01OTHER")
    ]
    for _ in range(2):
        rows = (await act(hass, "cancel", message_id=[*reversed(ids)]))["messages"]
        assert [(row["id"], row["account"]) for row in rows] == [
            (ids[1], "Other"),
            (ids[0], "Sandbox"),
        ]
        assert all(row["cancelled"] for row in rows)
    await do(hass, "cancel", message_id=ids)


async def test_an_id_that_nobody_knows_is_refused_by_name(hass: HomeAssistant) -> None:
    """And nothing is cancelled then, since somebody may have mixed something up."""
    await set_up(
        hass, sandbox_entry(), sandbox_entry(entry_id="01OTHER", title="Other")
    )
    (row,) = await send_sms(
        hass, config_entry_id="01OTHER", to=ANNA, message="Hi", schedule=in_an_hour()
    )
    for data in (
        {"message_id": [row["id"], "b-nobody", "a-nobody"]},
        {"message_id": row["id"], "config_entry_id": "01SANDBOX"},
    ):
        refused = await refusal_of(hass, "cancel", **data)
        assert isinstance(refused, ServiceValidationError)
        assert refused.translation_key == "messages_unknown"
    assert refused.translation_placeholders == {"ids": row["id"]}
    assert await ids_of(hass, status="queued") == [row["id"]]


async def test_without_an_account_nothing_is_cancelled(hass: HomeAssistant) -> None:
    """As with every action."""
    entry = sandbox_entry()
    await set_up(hass, entry)
    assert await hass.config_entries.async_unload(entry.entry_id)
    refused = await refusal_of(hass, "cancel", message_id="any")
    assert refused.translation_domain == "homeassistant"


async def test_what_is_over_says_where_it_stands(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Without a response each is named, and the others are cancelled all the same."""
    await set_up(hass, entry := sandbox_entry(recipient("Anna", "+447700900000")))
    await notify(hass, notify_ids(hass, entry), "Hi")
    await let_pass(hass, freezer, 30, step=5)
    (over,) = await ids_of(hass)
    (waiting,) = await send_sms(hass, to=BEN, message="Later", schedule=in_an_hour())
    refused = await error_of(hass, "cancel", message_id=[over, waiting["id"]])
    assert refused.translation_key == "not_all_cancelled"
    assert refused.translation_placeholders == {
        "failures": "Anna (+4477…00): It can't be cancelled any more: it is delivered"
    }
    assert await ids_of(hass, status="cancelled") == [waiting["id"]]


@pytest.mark.parametrize("name", ["infobip", "devino", "entera", "ogangi"])
async def test_a_gateway_that_takes_no_sms_back_says_so(
    hass: HomeAssistant,
    name: str,
    *,
    simulator: InfobipSimulator,
    devino_simulator_now: DevinoSimulator,
    entera_simulator_now: EnteraSimulator,
    ogangi_simulator_now: OgangiSimulator,
) -> None:
    """In a row, and by its name."""
    described: dict[str, Callable[[], MockConfigEntry]] = {
        "infobip": lambda: infobip_entry(simulator),
        "devino": lambda: devino_entry(devino_simulator_now),
        "entera": lambda: entera_entry(entera_simulator_now),
        "ogangi": lambda: ogangi_entry(ogangi_simulator_now),
    }
    entry = described[name]()
    await set_up(hass, entry)
    (sent,) = await send_sms(hass, to=ANNA, message="Hi")
    assert sent["status"] == "accepted"
    row = await cancelled_at_its_gateway(hass)
    assert (row["status"], row["cancelled"]) == ("accepted", False)
    gateway = entry.runtime_data.info.name
    assert row["reason"] == f"{gateway} can't take back what it was given by sms"


async def test_entera_takes_a_fax_back_that_it_has_not_begun(
    hass: HomeAssistant, fax: EnteraSimulator
) -> None:
    """By its own operation."""
    assert (await cancelled_at_its_gateway(hass)).items() >= SINGLE.items()
    assert called(fax, "/Cancel") == ["CancelFax"]
    assert fax.messages[0].cancelled_at is not None


async def test_entera_takes_nothing_back_that_it_has_begun(
    hass: HomeAssistant, fax: EnteraSimulator, freezer: FrozenDateTimeFactory
) -> None:
    """The response has its words; without one they are raised."""
    await let_pass(hass, freezer, 3)
    row = await cancelled_at_its_gateway(hass)
    assert fax.messages[0].cancelled_at is None
    assert (row["status"], row["cancelled"]) == ("accepted", False)
    assert "Parameters validation error" in row["reason"]
    refused = await error_of(hass, "cancel", message_id=await ids_of(hass))
    assert refused.translation_placeholders is not None
    assert "Parameters validation error" in refused.translation_placeholders["failures"]


async def test_a_lost_answer_to_cancelling_leaves_it_open(
    hass: HomeAssistant, fax: EnteraSimulator, freezer: FrozenDateTimeFactory
) -> None:
    """Nobody says that it was not cancelled; following finds out."""
    fax.faults.add(Fault(kind=FaultKind.CUT, path="CancelFax", processed=True))
    row = await cancelled_at_its_gateway(hass)
    assert row["cancelled"] is False
    assert row["reason"].startswith("Nobody can say whether the gateway did it")
    await let_pass(hass, freezer, 60, step=5)
    assert await ids_of(hass, status="cancelled") == [row["id"]]


async def test_a_lost_answer_to_one_of_many_leaves_that_one_open(
    hass: HomeAssistant, fax: EnteraSimulator
) -> None:
    """The others were cancelled, or were not."""
    (anna,) = hass.states.async_entity_ids("notify")
    await notify(hass, [anna], "Four loaves, please")
    fax.faults.add(Fault(kind=FaultKind.CUT, path="CancelFax", processed=True))
    rows = (await act(hass, "cancel", message_id=await ids_of(hass)))["messages"]
    assert sorted(row["cancelled"] for row in rows) == [False, True]
    (reason,) = (row["reason"] for row in rows if not row["cancelled"])
    assert reason.startswith("Nobody can say whether the gateway did it")


async def test_ictcore_takes_back_what_it_has_not_begun_to_send(
    hass: HomeAssistant,
    ictcore_simulator_now: IctcoreSimulator,
    freezer: FrozenDateTimeFactory,
) -> None:
    """Mostly it is quick; then it says that it is too late."""
    await set_up(hass, ictcore_entry(ictcore_simulator_now))
    (row,) = await send_sms(hass, to=ANNA, message="Hi", schedule=in_an_hour())
    await do(hass, "cancel", message_id=row["id"])
    (sent,) = await send_sms(hass, to=ANNA, message="Hi")
    await let_pass(hass, freezer, 2)
    (late,) = (await act(hass, "cancel", message_id=sent["id"]))["messages"]
    assert late["cancelled"] is False
    assert "The server has begun to send it" in late["reason"]
    assert len(ictcore_simulator_now.sent) == 1


async def test_who_may_not_control_everything_cancels_nothing(
    hass: HomeAssistant, hass_read_only_user: MockUser
) -> None:
    """Messages are other people's, too."""
    await set_up(hass, sandbox_entry())
    for responds in (True, False):
        await check_unauthorized(
            hass,
            hass_read_only_user,
            "cancel",
            {"message_id": "any"},
            responds=responds,
        )


async def test_the_reminder_of_the_readme_is_cancelled_when_the_machine_is_opened(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """It is never sent then."""
    await set_up(hass, sandbox_entry(recipient("Anna", "+447700900000")))
    laundry = example("Remind Anna of the laundry unless the machine is opened first")
    assert await async_setup_component(hass, AUTOMATION, {AUTOMATION: [laundry]})
    hass.states.async_set("sensor.washing_machine", "done")
    pending = "sensor.sandbox_pending_messages"
    (automation,) = hass.states.async_entity_ids(AUTOMATION)
    await until(hass, lambda: state(hass, pending).state == "1")

    def is_over() -> bool:
        """Open the door, until the automation has seen it."""
        for position in ("off", "on"):
            hass.states.async_set("binary_sensor.washing_machine_door", position)
        return not state(hass, automation).attributes["current"]

    await until(hass, is_over)
    assert len(await ids_of(hass, status="cancelled")) == 1
    await let_pass(hass, freezer, 3600, step=600)
    assert len(await ids_of(hass)) == 1
