"""The header of a WAV is looked at, and made true where it comes from a stream."""

from datetime import timedelta
import struct

from hypothesis import given, strategies as st
import pytest

from custom_components.message_gateways.gateways.wav import read_wav, with_true_length

FORMAT = struct.pack("<HHIIHH", 1, 1, 8000, 16000, 2, 16)
# What a stream says of its length, which it does not know when it begins.
ENDLESS = 0xFFFFFFFF


def chunk(name: bytes, body: bytes, said: int | None = None) -> bytes:
    """Write a chunk, which may lie about its length."""
    padding = b"\0" * (len(body) % 2)
    length = len(body) if said is None else said
    return struct.pack("<4sI", name, length) + body + padding


def wav(*chunks: bytes, said: int | None = None) -> bytes:
    """Write a WAV, which may lie about its length."""
    body = b"WAVE" + b"".join(chunks)
    return struct.pack("<4sI", b"RIFF", len(body) if said is None else said) + body


def one_second(said: int | None = None) -> bytes:
    """Write a second of a sound."""
    return chunk(b"data", bytes(range(250)) * 64, said)


TRUE = wav(chunk(b"fmt ", FORMAT), one_second())


@pytest.mark.parametrize(
    "streamed",
    [
        TRUE,
        wav(chunk(b"fmt ", FORMAT), one_second(ENDLESS), said=ENDLESS),
        wav(chunk(b"fmt ", FORMAT), one_second(0x7FFFF000), said=0x7FFFF024),
        wav(chunk(b"fmt ", FORMAT), one_second(), said=0),
        # ffmpeg says by which version it was made.
        wav(
            chunk(b"fmt ", FORMAT),
            chunk(b"LIST", b"INFOISFT\x0d\0\0\0Lavf9.0.2abc\0"),
            one_second(ENDLESS),
            said=ENDLESS,
        ),
        wav(chunk(b"fmt ", FORMAT), chunk(b"odd ", b"abc"), one_second(ENDLESS)),
        wav(chunk(b"fmt ", FORMAT), one_second(), chunk(b"LIST", b"what follows")),
    ],
)
def test_a_streamed_sound_gets_its_true_length(streamed: bytes) -> None:
    """And nothing but its format and its samples."""
    assert with_true_length(streamed) == TRUE
    found = read_wav(TRUE)
    assert found is not None
    assert found.playable
    assert found.duration == timedelta(seconds=1)


def test_half_a_sample_at_the_end_is_left_out() -> None:
    """A stream that was cut may end anywhere."""
    whole = wav(chunk(b"fmt ", FORMAT), chunk(b"data", b"abcd"))
    cut = whole[:40] + struct.pack("<I", ENDLESS) + b"abcde"
    assert with_true_length(cut) == whole


@pytest.mark.parametrize(
    "other",
    [
        b"",
        b"RIFF",
        b"ID3\x03 this is an MP3, so to say",
        b"RIFF\x04\0\0\0AVI ",
        wav(),
        wav(chunk(b"fmt ", FORMAT)),
        wav(one_second()),
        wav(one_second(), chunk(b"fmt ", FORMAT)),
        wav(chunk(b"fmt ", FORMAT), chunk(b"data", b"abcd"))[:32],
        wav(chunk(b"fmt ", FORMAT)) + b"data",
    ],
)
def test_what_is_no_sound_stays_as_it_is(other: bytes) -> None:
    """Whoever wants to play it looks at it."""
    assert with_true_length(other) == other
    assert read_wav(other) is None


def test_a_sound_of_nothing_is_none() -> None:
    assert (
        read_wav(with_true_length(wav(chunk(b"fmt ", FORMAT), chunk(b"data", b""))))
        is None
    )


def test_another_kind_of_sound_keeps_its_kind() -> None:
    """It is not for this to convert it."""
    stereo = struct.pack("<HHIIHH", 1, 2, 44100, 176400, 4, 16)
    streamed = wav(chunk(b"fmt ", stereo), one_second(ENDLESS), said=ENDLESS)
    found = read_wav(with_true_length(streamed))
    assert found is not None
    assert (found.channels, found.rate, found.playable) == (2, 44100, False)


def test_a_sound_that_says_it_is_longer_than_it_is_is_none() -> None:
    """Of a chunk as of the whole."""
    assert read_wav(TRUE[:-1]) is None
    assert read_wav(wav(chunk(b"fmt ", FORMAT), one_second(ENDLESS))) is None


def test_a_format_that_is_too_short_is_none() -> None:
    assert read_wav(wav(chunk(b"fmt ", FORMAT[:8]), one_second())) is None


@given(data=st.binary(max_size=200))
def test_whatever_comes_is_survived(data: bytes) -> None:
    """What an engine of somebody else's makes may be anything."""
    for each in (data, b"RIFF\0\0\0\0WAVE" + data, TRUE[:36] + data):
        true = with_true_length(each)
        assert with_true_length(true) == true
        read_wav(true)
