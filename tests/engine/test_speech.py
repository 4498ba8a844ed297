"""Texts are spoken as telephones play them, by whichever engine is asked."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from itertools import count
import struct

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.message_gateways.engine.speech import (
    LONGEST_WAIT,
    Speaker,
    Speech,
)
from custom_components.message_gateways.gateways.errors import InvalidInputError
from custom_components.message_gateways.gateways.wav import read_wav
from tests.integration.voices import add_voice, played, set_up_speech

TEXT = "Water in the cellar"


async def seconds_later(hass: HomeAssistant, seconds: float) -> None:
    """Do what is due in so many seconds from now."""
    for _ in range(20):
        await asyncio.sleep(0)
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=seconds))
    for _ in range(20):
        await asyncio.sleep(0)


def refused(caught: pytest.ExceptionInfo[InvalidInputError]) -> tuple[str, str, str]:
    """Return the key of a refusal, the engine and the reason it names."""
    named = caught.value.placeholders
    return caught.value.key, named.get("engine", ""), named.get("reason", "")


USUAL = Speech(engine="tts.cloud", language="tr", voice="Ahmet")


@pytest.mark.parametrize(
    ("own", "spoken"),
    [
        (Speech(), USUAL),
        (Speech(voice="Elif"), replace(USUAL, voice="Elif")),
        (Speech(language="tr"), USUAL),
        (Speech(language="en"), Speech(engine="tts.cloud", language="en")),
        (Speech(engine="demo"), Speech(engine="demo", language="tr")),
        (
            Speech(engine="demo", language="en", voice="Ann"),
            Speech(engine="demo", language="en", voice="Ann"),
        ),
    ],
)
def test_what_a_recipient_leaves_open_is_as_the_account_has_it(
    own: Speech, spoken: Speech
) -> None:
    """But for a voice, which another engine or language does not have."""
    assert own.instead_of(USUAL) == spoken


async def test_the_demo_speaks_as_a_telephone_plays_it(hass: HomeAssistant) -> None:
    """It makes an MP3; ffmpeg turns that into a WAV of which the length is true."""
    await set_up_speech(hass)
    sound = await Speaker(hass).speak(TEXT, Speech())
    found = read_wav(sound)
    assert found is not None
    assert found.playable
    assert 2 <= found.duration.total_seconds() <= 3
    assert struct.unpack_from("<I", sound, 4) == (len(sound) - 8,)


async def test_an_engine_of_any_rate_is_converted(hass: HomeAssistant) -> None:
    """Most speak at a higher rate than telephones do."""
    await set_up_speech(hass, demo=False)
    await add_voice(hass, "piper", lambda _text: ("wav", played(1, rate=22050)))
    found = read_wav(await Speaker(hass).speak(TEXT, Speech()))
    assert found is not None
    assert found.playable
    assert found.duration.total_seconds() == pytest.approx(1, abs=0.01)


async def test_the_default_engine_speaks_where_none_was_chosen(
    hass: HomeAssistant,
) -> None:
    """With its own language and voice."""
    await set_up_speech(hass)
    voice = await add_voice(hass, "piper")
    await Speaker(hass).speak(TEXT, Speech())
    assert voice.asked == [(TEXT, "en", None)]


async def test_engine_language_and_voice_are_those_that_were_chosen(
    hass: HomeAssistant,
) -> None:
    """An engine is named by its entity."""
    await set_up_speech(hass)
    first, second = await add_voice(hass, "piper"), await add_voice(hass, "cloud")
    chosen = Speech(engine="tts.cloud", language="tr", voice="Elif")
    await Speaker(hass).speak(TEXT, chosen)
    assert first.asked == []
    assert second.asked == [(TEXT, "tr", "Elif")]


async def test_without_any_engine_it_is_named_what_to_add(hass: HomeAssistant) -> None:
    """Whether text to speech was ever set up or not."""
    speaker = Speaker(hass)
    with pytest.raises(InvalidInputError) as caught:
        await speaker.speak(TEXT, Speech())
    assert caught.value.key == "speech_engine_missing"
    await set_up_speech(hass, demo=False)
    with pytest.raises(InvalidInputError) as caught:
        await speaker.speak(TEXT, Speech())
    assert caught.value.key == "speech_engine_missing"


async def test_an_engine_that_is_not_there_is_named(hass: HomeAssistant) -> None:
    """No other one speaks in its place."""
    await set_up_speech(hass)
    with pytest.raises(InvalidInputError) as caught:
        await Speaker(hass).speak(TEXT, Speech(engine="tts.gone"))
    assert refused(caught) == ("speech_engine_unknown", "tts.gone", "")


@pytest.mark.parametrize(
    ("speech", "named"),
    [(Speech(language="xx"), "'xx'"), (Speech(voice="Elif"), "['voice']")],
)
async def test_what_an_engine_does_not_offer_is_refused_in_its_own_words(
    hass: HomeAssistant, speech: Speech, named: str
) -> None:
    """Nothing is spoken in another language or voice in its place."""
    await set_up_speech(hass, demo=False)
    voice = await add_voice(hass, "piper", has_voices=False)
    with pytest.raises(InvalidInputError) as caught:
        await Speaker(hass).speak(TEXT, speech)
    key, engine, reason = refused(caught)
    assert (key, engine) == ("speech_not_possible", "tts.piper")
    assert named in reason
    assert voice.asked == []


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (RuntimeError("the voice is out"), "the voice is out"),
        (ValueError(f"can't say '{TEXT}'"), "it made no sound"),
        (OSError(), "it made no sound"),
    ],
)
async def test_however_an_engine_fails_it_is_told_without_the_text(
    hass: HomeAssistant, error: Exception, reason: str
) -> None:
    """Errors end up in logs, where no text belongs."""

    def fail(_text: str) -> tuple[str, bytes]:
        raise error

    await set_up_speech(hass, demo=False)
    await add_voice(hass, "piper", fail)
    with pytest.raises(InvalidInputError) as caught:
        await Speaker(hass).speak(TEXT, Speech())
    assert refused(caught) == ("speech_not_possible", "tts.piper", reason)
    assert TEXT not in str(caught.value)
    # Home Assistant's own error, which quotes the text, is not dragged along.
    assert caught.value.__suppress_context__


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((None, None), "it made no sound"),
        (("wav", b"no sound at all"), "ffmpeg"),
        (("wav", played(0)), "it made no sound of this kind"),
    ],
)
async def test_an_engine_that_makes_no_sound_is_told(
    hass: HomeAssistant, answer: tuple[str | None, bytes | None], reason: str
) -> None:
    """A call that says nothing is worse than none."""
    await set_up_speech(hass, demo=False)
    await add_voice(hass, "piper", lambda _text: answer)
    with pytest.raises(InvalidInputError) as caught:
        await Speaker(hass).speak(TEXT, Speech())
    key, engine, told = refused(caught)
    assert (key, engine) == ("speech_not_possible", "tts.piper")
    assert reason in told


async def test_an_engine_that_never_ends_is_waited_for_a_minute(
    hass: HomeAssistant,
) -> None:
    """Then it is told, and another text may be spoken."""
    await set_up_speech(hass, demo=False)
    voice = await add_voice(hass, "piper")
    voice.may_speak.clear()
    speaker = Speaker(hass)
    task = asyncio.ensure_future(speaker.speak(TEXT, Speech()))
    await seconds_later(hass, LONGEST_WAIT - 1)
    assert not task.done()
    await seconds_later(hass, LONGEST_WAIT + 1)
    with pytest.raises(InvalidInputError) as caught:
        await task
    assert refused(caught)[2] == "no sound after 60 seconds"
    voice.may_speak.set()
    assert read_wav(await speaker.speak("The cellar is dry", Speech()))
    # Home Assistant still makes the sound that nobody waits for.
    await hass.async_block_till_done(wait_background_tasks=True)


async def test_one_text_is_spoken_once_for_all_who_want_it(
    hass: HomeAssistant,
) -> None:
    """Another voice is another sound; who goes away takes nobody along."""
    await set_up_speech(hass, demo=False)
    numbers = count(1)
    voice = await add_voice(
        hass, "piper", lambda _text: ("wav", played(next(numbers) / 10))
    )
    voice.may_speak.clear()
    speaker = Speaker(hass)
    first, *others = (
        asyncio.ensure_future(speaker.speak(TEXT, Speech())) for _ in range(3)
    )
    turkish = asyncio.ensure_future(speaker.speak(TEXT, Speech(language="tr")))
    while len(voice.asked) < 2:
        await asyncio.sleep(0)
    first.cancel()
    voice.may_speak.set()
    one, two = await asyncio.gather(*others)
    assert one == two != await turkish
    assert sorted(voice.asked) == [(TEXT, "en", None), (TEXT, "tr", None)]
    assert first.cancelled()
    assert speaker._speaking == {}
