"""Viber messages by our own action."""

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest
import voluptuous as vol

from tests.integration.all_gateways import kept, refused, send
from tests.integration.providers import called, devino_entry
from tests.integration.world import (
    ANNA,
    BEN,
    finish,
    notify_ids,
    recipient,
    sandbox_entry,
    set_up,
)
from tests.simulators.devino import DevinoSimulator

pytestmark = pytest.mark.usefixtures("socket_enabled")

TEXT = {"message": "Dinner is ready"}
NOT_ON_VIBER = "+447700900070"


async def test_many_recipients_cost_one_request(
    devino_simulator_now: DevinoSimulator, hass: HomeAssistant
) -> None:
    """A title becomes the first line; who has SMS as channel gets Viber here."""
    entry = devino_entry(
        devino_simulator_now,
        recipient("Anna", ANNA, channel="viber"),
        recipient("Ben", BEN),
    )
    await set_up(hass, entry)
    rows = await send(
        hass, "send_viber", entity_id=notify_ids(hass, entry), title="Home", **TEXT
    )
    assert [(row["recipient"], row["channel"]) for row in rows] == [
        ("Anna", "viber"),
        ("Ben", "viber"),
    ]
    assert called(devino_simulator_now, "/Viber/Send") == ["SendBulk"]
    assert {one.text for one in devino_simulator_now.messages} == {
        "Home\nDinner is ready"
    }


@pytest.mark.parametrize("option", [True, False])
@pytest.mark.parametrize("said", [None, True, False])
async def test_an_sms_takes_its_place_where_the_call_or_else_the_account_says_so(
    *,
    option: bool,
    said: bool | None,
    devino_simulator_now: DevinoSimulator,
    hass: HomeAssistant,
) -> None:
    """No is an answer too."""
    await set_up(hass, devino_entry(devino_simulator_now, sms_fallback=option))
    data = {} if said is None else {"sms_fallback": said}
    await send(hass, "send_viber", to=[ANNA], **data, **TEXT)
    (message,) = devino_simulator_now.messages
    assert message.wants_resend is (option if said is None else said)


async def test_an_sms_in_its_place_is_told_as_delivered(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    await set_up(hass, sandbox_entry())
    said = {"to": [NOT_ON_VIBER], "wait_for": "delivered", **TEXT}
    task = hass.async_create_task(send(hass, "send_viber", **said, sms_fallback=True))
    (row,) = await finish(hass, freezer, task)
    assert (row["status"], row["segments"]) == ("delivered", 1)


async def test_a_text_that_is_too_long_is_refused(
    devino_simulator_now: DevinoSimulator, hass: HomeAssistant
) -> None:
    """With its title, since that is a part of it."""
    entry = devino_entry(devino_simulator_now)
    await set_up(hass, entry)
    said = {"to": [ANNA], "message": "x" * 1000}
    assert "1002 characters" in await refused(hass, "send_viber", **said, title="x")
    assert await kept(entry) == 0
    (row,) = await send(hass, "send_viber", **said)
    assert row["outcome"] == "accepted"


async def test_a_message_is_needed(hass: HomeAssistant) -> None:
    await set_up(hass, sandbox_entry())
    with pytest.raises(vol.Invalid, match="message"):
        await send(hass, "send_viber", to=[ANNA], title="Home")
