"""Calls by our own action: what is asked, and how they are answered."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util
import pytest

from custom_components.message_gateways.const import DOMAIN
from tests.integration.acting import error_of
from tests.integration.all_gateways import entry_of, kept, provider, refused, send
from tests.integration.providers import entera_entry
from tests.integration.voices import Voice, add_voice, set_up_speech
from tests.integration.world import (
    ANNA,
    EventLog,
    entity_id,
    finish,
    notify_ids,
    recipient,
    sandbox_entry,
    set_up,
)
from tests.simulators.entera import EnteraSimulator

__all__ = ["provider"]

pytestmark = pytest.mark.usefixtures("socket_enabled")

QUESTION = "Water in the cellar. Press 1 to close the valve."
SANDBOX = {"1": "61", "": "63", "busy": "64", "no_answer": "65", "never": "06"}
ENTERA = {"1": "401", "": "123", "busy": "202", "no_answer": "204", "never": "002"}
PRESSES_123 = "+447700900412"


def number(gateway: str, end: str) -> str:
    """Return the number of a gateway whose calls end so."""
    ends = SANDBOX if gateway == "sandbox" else ENTERA
    return f"+447700900{ends[end]:>03}"


@pytest.fixture(autouse=True)
async def voice(hass: HomeAssistant, tmp_path: Path) -> Voice:
    """Return the only engine of a Home Assistant that may read a folder."""
    hass.config.allowlist_external_dirs = {str(tmp_path)}
    await set_up_speech(hass, demo=False)
    return await add_voice(hass, "piper")


async def ask(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, *to: str, **data: Any
) -> list[dict[str, Any]]:
    """Call numbers, wait for a key, and return the rows of the response."""
    said = {"message": QUESTION, "wait_for": "answered_key", **data}
    task = hass.async_create_task(send(hass, "make_call", to=list(to), **said))
    return await finish(hass, freezer, task)


async def complain(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, *to: str, **data: Any
) -> str:
    """Call numbers without asking for a response, and return the error."""
    said = {"message": QUESTION, "wait_for": "answered_key", **data}
    task = hass.async_create_task(error_of(hass, "make_call", to=list(to), **said))
    return str(await finish(hass, freezer, task))


@pytest.mark.parametrize("gateway", ["entera", "sandbox"])
@pytest.mark.parametrize(
    ("end", "answer", "status"),
    [
        ("1", "key", "delivered"),
        ("", "no_key", "delivered"),
        ("busy", "busy", "failed"),
        ("no_answer", "no_answer", "failed"),
    ],
)
async def test_a_call_that_waits_for_a_key_says_how_it_was_answered(
    *,
    gateway: str,
    end: str,
    answer: str,
    status: str,
    provider: Any,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    entry = entry_of(gateway, provider)
    await set_up(hass, entry)
    log = EventLog(hass, entity_id(hass, "event", f"{entry.entry_id}_delivery"))
    (row,) = await ask(hass, freezer, number(gateway, end))
    assert (row["answer"], row["status"], row["outcome"]) == (
        answer,
        status,
        "accepted",
    )
    assert row["key"] == ("1" if end == "1" else None if status == "failed" else "")
    assert "timed_out" not in row
    assert ("key_pressed" in log.types) == (answer == "key")
    if answer == "key":
        assert log.states[-1].attributes["key"] == "1"


@pytest.mark.parametrize("gateway", ["entera", "sandbox"])
@pytest.mark.parametrize(
    ("end", "words"),
    [
        ("", "Nobody pressed a key: .*no key"),
        ("busy", "Nobody pressed a key: .*busy"),
        ("no_answer", "Nobody pressed a key: .*no answer"),
    ],
)
async def test_without_a_response_a_call_without_a_key_raises_with_the_reason(
    *,
    gateway: str,
    end: str,
    words: str,
    provider: Any,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    await set_up(hass, entry_of(gateway, provider))
    to = number(gateway, end)
    with pytest.raises(HomeAssistantError, match=words):
        raise HomeAssistantError(await complain(hass, freezer, to))
    assert to not in await complain(hass, freezer, to, message="Again")


async def test_without_a_response_a_pressed_key_is_no_error(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    await set_up(hass, sandbox_entry())
    call = {
        "to": [number("sandbox", "1")],
        "message": QUESTION,
        "wait_for": "answered_key",
    }
    task = hass.async_create_task(
        hass.services.async_call(DOMAIN, "make_call", call, blocking=True)
    )
    await finish(hass, freezer, task)


@pytest.mark.parametrize("gateway", ["entera", "sandbox"])
@pytest.mark.parametrize(
    ("said", "seconds"),
    [({}, 180), ({"longest_call": 30}, 90), ({"timeout": 20}, 20)],
)
async def test_the_wait_for_a_key_ends_after_the_longest_call_and_a_minute(
    *,
    gateway: str,
    said: dict[str, int],
    seconds: int,
    provider: Any,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    """Or at the time that the call says; nothing is cancelled."""
    await set_up(hass, entry_of(gateway, provider))
    before = dt_util.utcnow()
    (row,) = await ask(hass, freezer, number(gateway, "never"), **said)
    assert (row["answer"], row["timed_out"]) == (None, True)
    waited = dt_util.utcnow() - before
    assert timedelta(seconds=seconds) <= waited <= timedelta(seconds=seconds + 60)
    words = await complain(
        hass, freezer, number(gateway, "never"), **{**said, "message": "Again"}
    )
    assert "no answer in time" in words


async def test_one_key_is_waited_for_unless_somebody_says_how_many(
    entera_simulator_now: EnteraSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    """The call goes before the recipient, and that before one."""
    entry = entera_entry(
        entera_simulator_now,
        recipient("Anna", PRESSES_123, channel="voice", keys=3),
        recipient("Ben", PRESSES_123, channel="voice"),
    )
    await set_up(hass, entry)
    pressed = []
    for name, said in (
        ("Anna", {}),
        ("Ben", {}),
        ("Anna", {"keys": 2}),
        ("Anna", {"longest_call": 60}),
    ):
        (row,) = await ask(
            hass,
            freezer,
            entity_id=notify_ids(hass, entry, name),
            message=f"Press {name} {said}",
            **said,
        )
        pressed.append(row["key"])
    assert pressed == ["123", "1", "12", "123"]


async def test_a_rejected_call_raises_with_and_without_a_response(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    await set_up(hass, sandbox_entry())
    for call in (ask, complain):
        try:
            words = str(await call(hass, freezer, "+447700900020"))
        except HomeAssistantError as err:
            words = str(err)
        assert "INVALID_DESTINATION" in words


async def test_a_scheduled_call_is_waited_for_from_its_schedule(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    await set_up(hass, sandbox_entry())
    at = dt_util.utcnow() + timedelta(hours=1)
    (row,) = await ask(hass, freezer, number("sandbox", "1"), schedule=at)
    assert row["answer"] == "key"
    assert dt_util.utcnow() >= at


@pytest.mark.parametrize("hours", [1, 7])
async def test_the_key_of_a_call_that_the_gateway_makes_later_is_heard_in_time(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, hours: int
) -> None:
    """By then it was asked seldom, since it has had the call for hours."""
    await set_up(hass, sandbox_entry())
    at = dt_util.utcnow() + timedelta(hours=hours)
    said = {"message": QUESTION, "schedule": at.isoformat(), "hand_over": True}
    call = {"to": [number("sandbox", "1")], "wait_for": "answered_key", **said}
    task = hass.async_create_task(send(hass, "make_call", **call))
    (row,) = await finish(hass, freezer, task, step=30)
    assert (row["answer"], row["key"]) == ("key", "1")
    assert dt_util.utcnow() - at <= timedelta(minutes=1)


@pytest.mark.parametrize(
    ("gateway", "words"),
    [
        ("ictcore", "can't do what wait_for asks for"),
        ("infobip", "can't send by voice"),
    ],
)
async def test_a_gateway_that_hears_no_keys_refuses_by_name(
    gateway: str, words: str, provider: Any, hass: HomeAssistant
) -> None:
    entry = entry_of(gateway, provider)
    await set_up(hass, entry)
    said = {"to": [ANNA], "message": QUESTION, "wait_for": "answered_key"}
    assert words in await refused(hass, "make_call", **said)
    assert await kept(entry) == 0


async def test_a_call_goes_on_when_its_caller_is_gone(
    entera_simulator_now: EnteraSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    """A script that is stopped takes nothing back."""
    entry = entera_entry(entera_simulator_now)
    await set_up(hass, entry)
    task = hass.async_create_task(ask(hass, freezer, number("entera", "1")))
    while not entera_simulator_now.messages:
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    (found,) = (await send_found(hass))["messages"]
    assert found["status"] in {"sending", "accepted"}


async def send_found(hass: HomeAssistant) -> Any:
    """Look for what was sent."""
    return await hass.services.async_call(
        DOMAIN, "find_messages", {}, blocking=True, return_response=True
    )
