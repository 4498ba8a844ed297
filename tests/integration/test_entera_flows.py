"""What only accounts and recipients with calls are asked for."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType, InvalidData
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.integration.flows import (
    Step,
    add_recipient,
    change_recipient,
    errors_shown,
    fill_in_recipient,
    suggested,
    text_at,
)
from tests.integration.providers import entera_entry
from tests.integration.voices import add_voice, set_up_speech
from tests.integration.world import recipient, set_up, settle
from tests.simulators.entera import EnteraSimulator

BELL = "+12025550123"
OPTIONS = ("options", "step", "init")
RECIPIENT = ("config_subentries", "recipient", "step")


@pytest.fixture
async def entry(
    entera_simulator_now: EnteraSimulator, hass: HomeAssistant
) -> MockConfigEntry:
    """Return a loaded account."""
    found: MockConfigEntry = entera_entry(entera_simulator_now)
    await set_up(hass, found)
    return found


async def options_of(hass: HomeAssistant, entry: MockConfigEntry) -> Step:
    """Open the options of an account."""
    return await hass.config_entries.options.async_init(entry.entry_id)


async def set_options(hass: HomeAssistant, step: Step, **values: Any) -> Step:
    """Fill in the options."""
    return await hass.config_entries.options.async_configure(step["flow_id"], values)


def calls_of(step: Step) -> dict[str, Any]:
    """Return the fields of the section on calls by name."""
    (section,) = (
        value for key, value in step["data_schema"].schema.items() if key == "calls"
    )
    return {key.schema: value for key, value in section.schema.schema.items()}


def shown_in_calls(step: Step) -> dict[str, Any]:
    """Return what the section on calls holds when it is shown."""
    (section,) = (
        value for key, value in step["data_schema"].schema.items() if key == "calls"
    )
    return suggested({"data_schema": section.schema})


async def test_an_account_has_a_time_zone_and_a_way_to_speak(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """They are stored flat, shown again, and can be emptied."""
    await set_up_speech(hass)
    form = await options_of(hass, entry)
    names = {str(key) for key in form["data_schema"].schema}
    assert {"time_zone", "currency", "calls"} <= names
    assert "low_balance" not in names
    assert set(calls_of(form)) == {"speech_engine", "speech_language", "speech_voice"}
    for name in calls_of(form):
        assert text_at(*OPTIONS, "sections", "calls", "data", name)
        assert text_at(*OPTIONS, "sections", "calls", "data_description", name)
    chosen = {
        "speech_engine": "demo",
        "speech_language": "de",
        "speech_voice": " Anna ",
    }
    step = await set_options(hass, form, time_zone=" Europe/Istanbul ", calls=chosen)
    assert step["type"] is FlowResultType.CREATE_ENTRY
    await settle(hass)
    stored = {
        "time_zone": "Europe/Istanbul",
        "speech_engine": "demo",
        "speech_language": "de",
        "speech_voice": "Anna",
    }
    assert stored.items() <= entry.options.items()
    assert "calls" not in entry.options
    form = await options_of(hass, entry)
    assert suggested(form)["time_zone"] == "Europe/Istanbul"
    assert shown_in_calls(form) == {
        key: value for key, value in stored.items() if key != "time_zone"
    }
    await set_options(hass, form, calls={"speech_voice": ""})
    await settle(hass)
    assert entry.options.keys().isdisjoint(stored)


@pytest.mark.parametrize(
    "zone",
    ["Mars/Olympus", "half past four", "../zone", "Europe", "/etc/passwd", "a" * 300],
)
async def test_a_time_zone_that_is_not_there_is_named(
    hass: HomeAssistant, entry: MockConfigEntry, zone: str
) -> None:
    """Everything that was typed is still there."""
    form = await options_of(hass, entry)
    form = await set_options(hass, form, time_zone=zone, sender="Cellar")
    assert form["errors"] == {"time_zone": "time_zone_not_possible"}
    assert errors_shown(form, "options")["time_zone"]
    assert suggested(form)["sender"] == "Cellar"
    step = await set_options(hass, form, time_zone="Europe/Berlin")
    assert step["type"] is FlowResultType.CREATE_ENTRY
    await settle(hass)


async def test_the_engines_of_home_assistant_are_offered(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """By their names, with their languages; none where there is no text to speech."""
    bare = calls_of(await options_of(hass, entry))
    assert bare["speech_engine"].config["options"] == []
    assert bare["speech_language"].config["languages"] == []
    await set_up_speech(hass)
    await add_voice(hass, "piper")
    offered = calls_of(await options_of(hass, entry))
    assert offered["speech_engine"].config["options"] == [
        {"value": "tts.piper", "label": "piper"},
        {"value": "demo", "label": "Demo"},
    ]
    assert offered["speech_language"].config["languages"] == ["de", "en", "tr"]


async def test_a_recipient_is_called_faxed_or_texted(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """One number may be each of the three."""
    for channel in ("sms", "fax", "voice"):
        form = await add_recipient(hass, entry)
        step = await fill_in_recipient(
            hass, form, name=f"Anna by {channel}", addresses=[BELL], channel=channel
        )
        assert step["type"] is FlowResultType.CREATE_ENTRY
    await settle(hass)
    assert [each.data["channel"] for each in entry.subentries.values()] == [
        "sms",
        "fax",
        "voice",
    ]
    assert hass.states.get("notify.anna_by_fax") is not None


async def test_a_recipient_says_how_it_is_called(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """It is stored flat, shown again, and can be emptied."""
    await set_up_speech(hass)
    form = await add_recipient(hass, entry)
    assert set(calls_of(form)) == {
        "speech_engine",
        "speech_language",
        "speech_voice",
        "keys",
    }
    for name in calls_of(form):
        for step_id in ("user", "reconfigure"):
            texts = (*RECIPIENT, step_id, "sections", "calls")
            assert text_at(*texts, "data", name)
            assert text_at(*texts, "data_description", name)
    calls = {"keys": 1, "speech_engine": "demo", "speech_language": "de"}
    step = await fill_in_recipient(
        hass, form, name="Anna", addresses=[BELL], channel="voice", calls=calls
    )
    assert step["type"] is FlowResultType.CREATE_ENTRY
    await settle(hass)
    (anna,) = entry.subentries.values()
    assert anna.data == {
        "channel": "voice",
        "addresses": [BELL],
        "give_up_after": 60,
        "fail_at_once": False,
        **calls,
    }
    form = await change_recipient(hass, entry, anna.subentry_id)
    assert suggested(form)["channel"] == "voice"
    assert shown_in_calls(form) == calls
    step = await fill_in_recipient(
        hass, form, name="Anna", addresses=[BELL], channel="voice", calls={"keys": 0}
    )
    assert step["reason"] == "reconfigure_successful"
    await settle(hass)
    (anna,) = entry.subentries.values()
    assert anna.data.get("keys") == 0
    assert "speech_engine" not in anna.data


@pytest.mark.parametrize("keys", [-1, 97])
async def test_nobody_can_press_more_keys_than_the_gateway_takes(
    hass: HomeAssistant, entry: MockConfigEntry, keys: int
) -> None:
    """The form says how many."""
    form = await add_recipient(hass, entry)
    with pytest.raises(InvalidData):
        await fill_in_recipient(
            hass,
            form,
            name="Anna",
            addresses=[BELL],
            channel="voice",
            calls={"keys": keys},
        )
    step = await fill_in_recipient(
        hass, form, name="Anna", addresses=[BELL], channel="voice", calls={"keys": 96}
    )
    assert step["type"] is FlowResultType.CREATE_ENTRY
    await settle(hass)


async def test_a_recipient_keeps_what_was_typed_while_something_is_wrong(
    entera_simulator_now: EnteraSimulator, hass: HomeAssistant
) -> None:
    """The section on calls as well."""
    entry = entera_entry(entera_simulator_now, recipient("Ben", BELL, channel="voice"))
    await set_up(hass, entry)
    form = await add_recipient(hass, entry)
    typed = {"name": "Anna", "addresses": [BELL], "channel": "voice"}
    form = await fill_in_recipient(hass, form, **typed, calls={"keys": 2})
    assert form["errors"] == {"base": "already_configured"}
    assert suggested(form)["channel"] == "voice"
    assert shown_in_calls(form) == {"keys": 2}
