"""A schedule that is handed over to the gateway, which keeps it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.message_gateways.engine.rows import MessageRow
from tests.integration.acting import act
from tests.integration.all_gateways import entry_of, kept, provider, refused, send
from tests.integration.providers import called, devino_entry
from tests.integration.world import ANNA, finish, let_pass, sandbox_entry, set_up
from tests.simulators.devino import DevinoSimulator
from tests.simulators.faults import Fault, FaultKind

__all__ = ["provider"]

pytestmark = pytest.mark.usefixtures("socket_enabled")

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
LATER = "2026-11-21 18:30:00"
REJECTED = "+447700900020"
SAID = {"to": [ANNA], "message": "Dinner is ready"}
OVER = {**SAID, "schedule": LATER, "hand_over": True}


@pytest.fixture(autouse=True)
async def berlin(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Stand in Berlin in November, at nine in the morning."""
    freezer.move_to(NOW)
    await hass.config.async_set_time_zone("Europe/Berlin")


async def row_of(entry: MockConfigEntry, message_id: str) -> MessageRow:
    """Read a message as it is now."""
    (row,) = await entry.runtime_data.outbox.rows([message_id])
    assert isinstance(row, MessageRow)
    return row


@pytest.mark.parametrize(
    ("gateway", "can_be_cancelled"),
    [
        ("infobip", False),
        ("devino", False),
        ("entera", False),
        ("ictcore", True),
        ("sandbox", True),
    ],
)
async def test_the_response_says_whether_it_can_still_be_cancelled(
    *, gateway: str, can_be_cancelled: bool, provider: Any, hass: HomeAssistant
) -> None:
    """It left us at once, and is given up counted from its schedule."""
    entry = entry_of(gateway, provider)
    await set_up(hass, entry)
    (row,) = await send(hass, "send_sms", **OVER, give_up_after={"minutes": 10})
    assert (row["status"], row["outcome"]) == ("accepted", "accepted")
    assert row["can_be_cancelled"] is can_be_cancelled
    found = await row_of(entry, row["id"])
    assert found.left_at is not None
    assert found.give_up_at == datetime(2026, 11, 21, 17, 40, tzinfo=UTC)
    if can_be_cancelled:
        await act(hass, "cancel", message_id=[row["id"]])
        assert (await row_of(entry, row["id"])).status == "cancelled"


async def test_what_did_not_get_there_can_be_cancelled_with_every_gateway(
    devino_simulator_now: DevinoSimulator, hass: HomeAssistant
) -> None:
    """It still waits with us, whatever the gateway takes back."""
    entry = devino_entry(devino_simulator_now)
    await set_up(hass, entry)
    devino_simulator_now.faults.add(
        Fault(kind=FaultKind.STATUS, path="/Sms/Send", status=429, retry_after=3600)
    )
    (row,) = await send(hass, "send_sms", **OVER)
    assert (row["status"], row["can_be_cancelled"]) == ("queued", True)
    await act(hass, "cancel", message_id=[row["id"]])
    assert (await row_of(entry, row["id"])).status == "cancelled"


async def test_what_was_rejected_can_not_be_cancelled(hass: HomeAssistant) -> None:
    """The other one can."""
    await set_up(hass, sandbox_entry())
    rows = await send(hass, "send_sms", **{**OVER, "to": [ANNA, REJECTED]})
    assert [row["status"] for row in rows] == ["accepted", "rejected"]
    assert [row["can_be_cancelled"] for row in rows] == [True, False]


async def test_it_is_waited_for_from_when_the_gateway_sends_it(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """What it becomes is asked then as often as of any message that has just left."""
    await set_up(hass, sandbox_entry())
    task = hass.async_create_task(send(hass, "send_sms", **OVER, wait_for="delivered"))
    (row,) = await finish(hass, freezer, task, step=60)
    assert row["status"] == "delivered"
    assert dt_util.utcnow() <= datetime(2026, 11, 21, 17, 32, tzinfo=UTC)


async def test_a_schedule_that_we_keep_says_nothing_of_that(
    hass: HomeAssistant,
) -> None:
    await set_up(hass, sandbox_entry())
    (row,) = await send(hass, "send_sms", **SAID, schedule=LATER)
    assert row["status"] == "queued"
    assert "can_be_cancelled" not in row


@pytest.mark.parametrize(
    ("gateway", "said"),
    [("ogangi", OVER), ("infobip", {**OVER, "message": None, "binary": "0a1b"})],
)
async def test_it_is_refused_where_none_is_kept(
    gateway: str, said: dict[str, Any], provider: Any, hass: HomeAssistant
) -> None:
    """Bytes by Infobip have no schedule either."""
    entry = entry_of(gateway, provider)
    await set_up(hass, entry)
    said = {key: value for key, value in said.items() if value is not None}
    assert "can't do what hand_over asks for" in await refused(hass, "send_sms", **said)
    assert await kept(entry) == 0


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"hand_over": True}, "Only a schedule can be handed over"),
        ({"recipient_time_zone": True}, "Set hand_over as well"),
        (
            {"schedule": LATER, "recipient_time_zone": True},
            "Set hand_over as well",
        ),
        ({"schedule": "2026-11-21 08:59:00"}, "is in the past"),
        ({"schedule": "2026-11-21 08:59:00", "hand_over": True}, "is in the past"),
        ({"schedule": "2026-11-21T07:59:59+00:00"}, "is in the past"),
    ],
)
async def test_what_makes_no_sense_is_refused(
    hass: HomeAssistant, said: dict[str, Any], words: str
) -> None:
    entry = sandbox_entry()
    await set_up(hass, entry)
    for dry_run in (True, False):
        assert words in await refused(hass, "send_sms", **SAID, **said, dry_run=dry_run)
    assert await kept(entry) == 0


@pytest.mark.parametrize(
    ("written", "possible"),
    [
        # Nine here is three in New York and midnight where clocks are the latest.
        ("2026-11-21 08:30:00", True),
        ("2026-11-20 20:00:01", True),
        ("2026-11-20 20:00:00", False),
    ],
)
async def test_by_the_clocks_of_recipients_the_past_begins_later(
    *,
    written: str,
    possible: bool,
    devino_simulator_now: DevinoSimulator,
    hass: HomeAssistant,
) -> None:
    """What is over here may lie ahead where somebody is."""
    await set_up(hass, devino_entry(devino_simulator_now))
    said = {
        **SAID,
        "to": ["+12025550123"],
        "schedule": written,
        "hand_over": True,
        "recipient_time_zone": True,
    }
    if not possible:
        assert "is in the past" in await refused(hass, "send_sms", **said)
        return
    (row,) = await send(hass, "send_sms", **said)
    assert row["status"] == "accepted"
    assert called(devino_simulator_now, "/Sms/Send") == ["SendByTimeZone"]
    (message,) = devino_simulator_now.messages
    assert message.written_date == datetime.fromisoformat(written)


@pytest.mark.parametrize(
    ("gateway", "path"), [("devino", "/Sms/Send"), ("entera", "/SendSms")]
)
async def test_what_is_late_is_sent_at_once_without_the_time_that_is_over(
    *,
    gateway: str,
    path: str,
    provider: Any,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    """The gateway was down when it was handed over, and is back after its time."""
    entry = entry_of(gateway, provider)
    await set_up(hass, entry)
    provider.faults.add(
        Fault(kind=FaultKind.STATUS, path=path, status=429, retry_after=3600)
    )
    at = NOW + timedelta(minutes=30)
    (row,) = await send(
        hass, "send_sms", **SAID, schedule=at.isoformat(), hand_over=True
    )
    assert (row["status"], row["outcome"]) == ("queued", "not_sent")
    await let_pass(hass, freezer, 3700, step=100)
    found = await row_of(entry, row["id"])
    assert found.outcome == "accepted"
    assert provider.messages[0].send_at is None


async def test_what_is_too_late_for_its_schedule_is_never_sent(
    devino_simulator_now: DevinoSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    entry = devino_entry(devino_simulator_now)
    await set_up(hass, entry)
    devino_simulator_now.faults.add(
        Fault(kind=FaultKind.STATUS, path="/Sms/Send", status=429, retry_after=3600)
    )
    at = NOW + timedelta(minutes=30)
    (row,) = await send(
        hass,
        "send_sms",
        **SAID,
        schedule=at.isoformat(),
        hand_over=True,
        give_up_after={"minutes": 5},
    )
    await let_pass(hass, freezer, 3700, step=100)
    assert (await row_of(entry, row["id"])).status == "expired"
    assert devino_simulator_now.messages == []
