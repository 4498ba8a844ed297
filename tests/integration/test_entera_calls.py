"""Calls through Entera in a real Home Assistant, the provider on loopback."""

from base64 import b64decode

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
import pytest

from custom_components.message_gateways.gateways.wav import read_wav
from tests.integration.providers import called, entera_entry
from tests.integration.voices import Voice, add_voice, played, set_up_speech
from tests.integration.world import (
    ANNA,
    BEN,
    EventLog,
    entity_id,
    let_pass,
    notify,
    notify_ids,
    recipient,
    send_sms,
    set_up,
    state_of,
)
from tests.simulators.entera import EnteraSimulator

STATUS = "01ENTERA_id_anna_last_delivery_status"
TEXT = "Water in the cellar. Press 1 to close the valve."
CEM, DORA = "+447700900125", "+447700900126"
STAYS_PENDING, IS_BUSY, WRONG, SILENT = (
    f"+447700900{end}" for end in ("002", "202", "203", "204")
)
PRESSES_1, PRESSES_STAR, PRESSES_123, PRESSES_LATE, HANGS_UP, RINGS_LONG = (
    f"+447700900{end}" for end in ("401", "410", "412", "414", "416", "417")
)


@pytest.fixture
def provider(entera_simulator_now: EnteraSimulator) -> EnteraSimulator:
    """Return a provider on loopback."""
    return entera_simulator_now


@pytest.fixture
async def voice(hass: HomeAssistant) -> Voice:
    """Return the only engine of a Home Assistant."""
    await set_up_speech(hass, demo=False)
    return await add_voice(hass, "piper")


async def test_a_text_is_spoken_by_the_default_engine_and_played(
    provider: EnteraSimulator, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Home Assistant's demo, in this one; once for all who are called."""
    await set_up_speech(hass)
    entry = entera_entry(
        provider,
        recipient("Anna", ANNA, channel="voice"),
        recipient("Ben", BEN, channel="voice"),
    )
    await set_up(hass, entry)
    await notify(hass, notify_ids(hass, entry), TEXT)
    (request,) = provider.requests_to("/Send")
    assert request.path.endswith("/SendIvr")
    (attachment,) = request.body["Attachments"]
    sound = read_wav(b64decode(attachment["Base64Content"]))
    assert attachment["Name"] == "message.wav"
    assert sound is not None
    assert sound.playable
    (message,) = provider.messages
    assert message.call is not None
    assert 2 <= message.call.sound <= 3
    assert len(message.deliveries) == 2
    await let_pass(hass, freezer, 60, step=5)
    assert state_of(hass, "sensor", STATUS).state == "delivered"
    assert state_of(hass, "sensor", "01ENTERA_delivered").state == "2"


@pytest.mark.parametrize(
    ("number", "digits", "status", "key", "reason"),
    [
        (PRESSES_1, 1, "delivered", "1", "6: Outbound fax delivered"),
        (PRESSES_STAR, 1, "delivered", "*", "6: Outbound fax delivered"),
        (PRESSES_123, 3, "delivered", "123", "6: Outbound fax delivered"),
        (PRESSES_123, 1, "delivered", "1", "6: Outbound fax delivered"),
        (ANNA, 1, "delivered", "", "6: Outbound fax delivered"),
        (PRESSES_LATE, 1, "delivered", "", "6: Outbound fax delivered"),
        (HANGS_UP, 1, "delivered", "", "6: Outbound fax delivered"),
        (PRESSES_1, 0, "delivered", "1", "6: Outbound fax delivered"),
        (ANNA, 0, "delivered", None, "6: Outbound fax delivered"),
        (IS_BUSY, 1, "failed", None, "2 busy: Busy"),
        (SILENT, 1, "failed", None, "4 no_answer: No answer"),
        (RINGS_LONG, 1, "failed", None, "4 no_answer: No answer"),
        (WRONG, 1, "failed", None, "3 wrong_number: Wrong number"),
    ],
)
async def test_what_came_of_a_call_is_told_apart(
    *,
    number: str,
    digits: int,
    status: str,
    key: str | None,
    reason: str,
    voice: Voice,
    provider: EnteraSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    """Keys, none, busy and no answer: in the sensor, in events and their attributes."""
    entry = entera_entry(
        provider, recipient("Anna", number, channel="voice", keys=digits)
    )
    await set_up(hass, entry)
    log = EventLog(hass, entity_id(hass, "event", "01ENTERA_delivery"))
    await notify(hass, notify_ids(hass, entry), TEXT)
    await let_pass(hass, freezer, 90, step=5)
    told = ["queued", "accepted", status, *(["key_pressed"] if key else [])]
    assert log.types == told
    last = log.states[-1].attributes
    assert (last["key"], last["channel"]) == (key, "voice")
    sensor = state_of(hass, "sensor", STATUS)
    assert (sensor.state, sensor.attributes["key"]) == (status, key)
    assert sensor.attributes["reason"] == reason
    assert "pages" not in sensor.attributes
    assert voice.asked == [(TEXT, "en", None)]


async def test_an_answered_call_is_paid_for(
    voice: Voice,
    provider: EnteraSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    """By the begun minute; one that nobody took is not."""
    assert voice.entity_id == "tts.piper"
    entry = entera_entry(
        provider, recipient("Anna", PRESSES_1, SILENT, channel="voice", keys=1)
    )
    await set_up(hass, entry)
    await notify(hass, notify_ids(hass, entry), TEXT)
    await let_pass(hass, freezer, 60, step=5)
    assert float(state_of(hass, "sensor", "01ENTERA_cost").state) == 0.2
    assert state_of(hass, "sensor", "01ENTERA_failed").state == "1"


async def test_a_call_is_asked_after_every_five_seconds_while_it_may_last(
    voice: Voice,
    provider: EnteraSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    """An automation waits for the key; after four minutes nobody is on the phone."""
    assert voice.asked == []
    entry = entera_entry(
        provider, recipient("Anna", STAYS_PENDING, channel="voice", keys=1)
    )
    await set_up(hass, entry)
    await notify(hass, notify_ids(hass, entry), TEXT)
    await let_pass(hass, freezer, 235, step=5)
    assert len(called(provider, "/OutboundIvr")) in {46, 47, 48}
    await let_pass(hass, freezer, 20, step=5)
    before = len(called(provider, "/OutboundIvr"))
    await let_pass(hass, freezer, 300, step=5)
    assert len(called(provider, "/OutboundIvr")) - before == 20


async def test_many_calls_are_asked_after_at_once(
    voice: Voice,
    provider: EnteraSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    """Each keeps its own keys, though numbers come back in national writing."""
    entry = entera_entry(
        provider,
        recipient("Anna", PRESSES_1, channel="voice", keys=1),
        recipient("Ben", PRESSES_123, channel="voice", keys=3),
    )
    await set_up(hass, entry)
    await notify(hass, notify_ids(hass, entry), TEXT)
    # How many keys count is a matter of the request.
    assert called(provider, "/Send") == ["SendIvr", "SendIvr"]
    assert len(voice.asked) == 1
    await let_pass(hass, freezer, 60, step=5)
    keys = [
        state_of(hass, "sensor", f"01ENTERA_id_{name}_last_delivery_status")
        for name in ("anna", "ben")
    ]
    assert [each.attributes["key"] for each in keys] == ["1", "123"]
    asked = [request.query for request in provider.requests_to("/OutboundIvr")]
    assert "DateFrom" in asked[0]
    assert len(asked) < 10


async def test_each_recipient_hears_the_voice_that_was_chosen(
    voice: Voice, provider: EnteraSimulator, hass: HomeAssistant
) -> None:
    """What the recipient leaves open is as the account has it."""
    other = await add_voice(hass, "cloud")
    people = [
        recipient("Anna", ANNA, channel="voice"),
        recipient("Ben", BEN, channel="voice", speech_language="en"),
        recipient("Cem", CEM, channel="voice", speech_engine="tts.piper"),
        recipient("Dora", DORA, channel="voice", speech_voice="Elif"),
    ]
    entry = entera_entry(
        provider,
        *people,
        speech_engine="tts.cloud",
        speech_language="tr",
        speech_voice="Ahmet",
    )
    await set_up(hass, entry)
    await notify(hass, notify_ids(hass, entry), TEXT, title="Cellar")
    spoken = f"Cellar\n{TEXT}"
    assert set(other.asked) == {
        (spoken, "tr", "Ahmet"),
        (spoken, "en", None),
        (spoken, "tr", "Elif"),
    }
    assert voice.asked == [(spoken, "tr", None)]


async def test_without_an_engine_a_call_is_refused_naming_what_to_add(
    provider: EnteraSimulator, hass: HomeAssistant
) -> None:
    """And nothing is kept that could be sent later."""
    entry = entera_entry(provider, recipient("Anna", ANNA, channel="voice"))
    await set_up(hass, entry)
    with pytest.raises(ServiceValidationError) as refused:
        await notify(hass, notify_ids(hass, entry), TEXT)
    assert refused.value.translation_key == "speech_engine_missing"
    assert "Piper" in str(refused.value)
    assert provider.requests == []
    assert state_of(hass, "sensor", STATUS).state == "unknown"
    assert state_of(hass, "sensor", "01ENTERA_pending").state == "0"


async def test_an_engine_that_is_gone_is_named(
    voice: Voice, provider: EnteraSimulator, hass: HomeAssistant
) -> None:
    """No other one speaks in its place."""
    entry = entera_entry(
        provider, recipient("Anna", ANNA, channel="voice", speech_engine="tts.gone")
    )
    await set_up(hass, entry)
    with pytest.raises(ServiceValidationError, match=r"tts\.gone"):
        await notify(hass, notify_ids(hass, entry), TEXT)
    assert voice.asked == []
    assert provider.requests == []


async def test_a_text_that_takes_too_long_is_refused_with_its_limit(
    provider: EnteraSimulator, hass: HomeAssistant
) -> None:
    """A call that ends in the middle of its message says the wrong thing."""
    await set_up_speech(hass, demo=False)
    await add_voice(hass, "piper", lambda _text: ("wav", played(121)))
    entry = entera_entry(provider, recipient("Anna", ANNA, channel="voice"))
    await set_up(hass, entry)
    with pytest.raises(ServiceValidationError) as refused:
        await notify(hass, notify_ids(hass, entry), TEXT)
    assert refused.value.translation_key == "audio_too_long"
    assert refused.value.translation_placeholders == {"seconds": "121", "limit": "120"}
    assert provider.requests == []


async def test_who_is_asked_for_keys_can_be_sent_an_sms_as_well(
    voice: Voice, provider: EnteraSimulator, hass: HomeAssistant
) -> None:
    """Keys are for calls, and so is a voice."""
    entry = entera_entry(
        provider,
        recipient("Anna", ANNA, channel="voice", keys=1),
        recipient("Ben", BEN, keys=1, speech_engine="tts.piper"),
    )
    await set_up(hass, entry)
    await notify(hass, notify_ids(hass, entry, "Ben"), "Water in the cellar")
    (row,) = await send_sms(
        hass, entity_id="notify.anna", message="Water in the cellar"
    )
    assert (row["channel"], row["status"]) == ("sms", "accepted")
    assert called(provider, "/Send") == ["SendSms", "SendSms"]
    assert voice.asked == []
