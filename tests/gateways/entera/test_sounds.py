"""Only a WAV that the gateway plays passes, and one whose header is true."""

from dataclasses import replace
from datetime import timedelta
import struct

import pytest

from custom_components.message_gateways.gateways.entera.checks import (
    check_call,
    check_sound,
)
from custom_components.message_gateways.gateways.entera.documents import sound
from custom_components.message_gateways.gateways.errors import InvalidInputError
from custom_components.message_gateways.gateways.model import KeyPresses
from custom_components.message_gateways.gateways.wav import read_wav

from .words import CALL, wav

GOOD = wav(2)


def test_a_good_one_is_read() -> None:
    found = read_wav(GOOD)
    assert found is not None
    assert found.playable
    assert found.duration == timedelta(seconds=2)


@pytest.mark.parametrize(
    "data",
    [
        wav(1, rate=16000),
        wav(1, rate=44100, channels=2),
        wav(1, channels=2),
        wav(1, width=1),
        wav(1, width=3),
        GOOD.replace(b"fmt \x10\0\0\0\x01\0", b"fmt \x10\0\0\0\x06\0"),
    ],
)
def test_another_kind_of_sound_is_refused(data: bytes) -> None:
    found = read_wav(data)
    assert found is not None
    assert not found.playable
    with pytest.raises(InvalidInputError, match="audio_not_possible"):
        check_sound(CALL, data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"RIFF",
        b"ID3\x03 this is an MP3, so to say",
        GOOD[:-1],
        GOOD + b"x",
        # As of a stream whose length was not known when it began.
        GOOD[:4] + b"\xff\xff\xff\xff" + GOOD[8:],
        GOOD[:40] + b"\xff\xff\xff\xff" + GOOD[44:],
        GOOD[:40] + b"\0\0\0\0" + GOOD[44:],
        wav(0),
        GOOD.replace(b"fmt ", b"xyz "),
        struct.pack("<4sI4s", b"RIFF", 4, b"WAVE"),
        GOOD[:16] + struct.pack("<I", 4) + GOOD[20:],
    ],
)
def test_a_header_that_is_not_true_is_refused(data: bytes) -> None:
    assert read_wav(data) is None
    with pytest.raises(InvalidInputError, match="audio_not_possible"):
        check_sound(CALL, data)


def test_chunks_that_nobody_needs_are_passed_over() -> None:
    chunk = struct.pack("<4sI", b"LIST", 3) + b"abc\0"
    data = GOOD[:12] + chunk + GOOD[12:]
    data = data[:4] + struct.pack("<I", len(data) - 8) + data[8:]
    assert check_sound(CALL, data).duration == timedelta(seconds=2)


def test_a_text_that_is_not_spoken_yet_is_no_mistake() -> None:
    check_call(replace(CALL, audio=None))
    with pytest.raises(InvalidInputError, match="no sound"):
        sound(replace(CALL, audio=None))


@pytest.mark.parametrize(
    ("seconds", "keys", "limit"),
    [
        (120, None, None),
        (121, None, "120"),
        (10, KeyPresses(call=timedelta(seconds=10)), None),
        (11, KeyPresses(call=timedelta(seconds=10)), "10"),
        (119, KeyPresses(digits=1), None),
    ],
)
def test_a_call_has_to_be_long_enough_for_its_sound(
    seconds: int, keys: KeyPresses | None, limit: str | None
) -> None:
    content = replace(CALL, audio=wav(seconds), keys=keys)
    if limit is None:
        check_call(content)
        return
    with pytest.raises(InvalidInputError, match="audio_too_long") as caught:
        check_call(content)
    assert caught.value.placeholders["limit"] == limit


@pytest.mark.parametrize(
    ("seconds", "keys", "call"),
    [
        (10, None, 0),
        (50, None, 120),
        (50, KeyPresses(digits=1), 120),
        (50, KeyPresses(call=timedelta(seconds=55)), 55),
    ],
)
def test_a_long_message_gets_a_long_call(
    seconds: int, keys: KeyPresses | None, call: int
) -> None:
    """By default a call would end after a minute, in the middle of it."""
    played, asked = sound(replace(CALL, audio=wav(seconds), keys=keys))
    assert asked.call == timedelta(seconds=call)
    assert asked.digits == (keys.digits if keys else 0)
    assert (played.name, played.data) == ("message.wav", wav(seconds))
