"""Sounds of any kind become what telephones play."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
import os
from pathlib import Path
import stat
import struct

from homeassistant.components.tts import generate_media_source_id
from homeassistant.components.tts.const import DATA_TTS_MANAGER
from homeassistant.core import Context, HomeAssistant
from homeassistant.core_config import async_process_ha_core_config
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.message_gateways.engine.media import LARGEST_SOUND
from custom_components.message_gateways.engine.sounds import LONGEST_WAIT
from custom_components.message_gateways.gateways.errors import InvalidInputError
from custom_components.message_gateways.gateways.wav import read_wav
from tests.integration.voices import add_voice, played, set_up_speech

from .media_world import (
    add_camera,
    encoded,
    noise,
    picture,
    refusal,
    set_up_ffmpeg,
    set_up_media,
    sound,
)

TEXT = "Water in the cellar: the code is 1234"


@pytest.fixture
def folder(hass: HomeAssistant, tmp_path: Path) -> Path:
    """Return a folder that Home Assistant may read."""
    hass.config.allowlist_external_dirs = {str(tmp_path)}
    return tmp_path


def seconds(data: bytes) -> float:
    """Return how long a sound takes, one that telephones play."""
    found = read_wav(data)
    assert found is not None
    assert found.playable
    return found.duration.total_seconds()


async def made(hass: HomeAssistant, folder: Path, name: str, data: bytes) -> bytes:
    """Make a sound of a file."""
    (folder / name).write_bytes(data)
    return await sound(hass, folder / name)


async def test_what_telephones_play_needs_no_converting(
    hass: HomeAssistant, folder: Path
) -> None:
    """Nor FFmpeg; but its header says how long it is."""
    whole = played(2)
    assert await made(hass, folder, "alarm.wav", whole) == whole
    streamed = bytearray(whole)
    struct.pack_into("<I", streamed, 4, 0xFFFFFFFF)
    struct.pack_into("<I", streamed, 40, 0xFFFFFFFF)
    assert await made(hass, folder, "alarm.wav", bytes(streamed)) == whole


@pytest.mark.parametrize("ending", ["mp3", "ogg", "flac", "webm"])
async def test_a_recording_of_another_kind_is_converted(
    hass: HomeAssistant, folder: Path, ending: str
) -> None:
    """By FFmpeg, whatever it is called."""
    await set_up_ffmpeg(hass)
    recording = encoded(played(2, rate=48000), ending)
    found = await made(hass, folder, "alarm.xyz", recording)
    assert seconds(found) == pytest.approx(2, abs=0.1)


async def test_a_film_with_its_index_at_the_end_is_converted(
    hass: HomeAssistant, folder: Path
) -> None:
    """As telephones record it; what comes through a pipe can't be read twice."""
    await set_up_ffmpeg(hass)
    recording = encoded(noise(20), "m4a")
    assert recording.index(b"mdat") < recording.index(b"moov")
    assert len(recording) > 100_000
    found = await made(hass, folder, "alarm.m4a", recording)
    assert seconds(found) == pytest.approx(20, abs=0.2)


@pytest.mark.parametrize("rate", [8000, 22050, 44100])
async def test_a_wav_of_any_rate_is_converted(
    hass: HomeAssistant, folder: Path, rate: int
) -> None:
    """To that of telephones."""
    await set_up_ffmpeg(hass)
    found = await made(hass, folder, "alarm.wav", played(1, rate=rate))
    assert seconds(found) == pytest.approx(1, abs=0.01)


async def test_a_recording_among_the_media_is_played(
    hass: HomeAssistant, tmp_path: Path
) -> None:
    """From Home Assistant's own folder."""
    await set_up_media(hass, tmp_path)
    (tmp_path / "alarm.wav").write_bytes(played(1))
    found = await sound(hass, " media-source://media_source/local/alarm.wav ")
    assert found == played(1)


PLAYLISTS = [
    "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile://{}\n#EXT-X-ENDLIST\n",
    "ffconcat version 1.0\nfile '{}'\n",
    "file '{}'\n",
    "[playlist]\nFile1={}\nNumberOfEntries=1\n",
    "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 0\n",
]


@pytest.mark.parametrize("playlist", PLAYLISTS)
async def test_a_list_of_what_to_play_elsewhere_is_no_sound(
    hass: HomeAssistant, folder: Path, playlist: str
) -> None:
    """It would be a way to other files, and into the network."""
    await set_up_ffmpeg(hass)
    (folder / "secret.wav").write_bytes(played(1, rate=44100))
    data = playlist.format(folder / "secret.wav").encode()
    # What were listened for on the network would be waited for.
    async with asyncio.timeout(5):
        with pytest.raises(InvalidInputError) as caught:
            await made(hass, folder, "alarm.mp3", data)
    assert refusal(caught) == ("sound_not_possible", "alarm.mp3")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("alarm.mp3", b"no sound at all"),
        ("alarm.mp3", b"\xff\xfb\x90\x64" + bytes(50)),
        ("alarm.wav", played(0)),
        ("alarm.wav", played(0, rate=44100)),
        ("alarm.wav", played(1)[:30]),
        ("photo.jpg", picture()),
        ("alarm.ogg", b"OggS" + bytes(range(256)) * 10),
    ],
)
async def test_what_has_no_sound_is_refused(
    hass: HomeAssistant, folder: Path, name: str, data: bytes
) -> None:
    """A call that says nothing is worse than none."""
    await set_up_ffmpeg(hass)
    with pytest.raises(InvalidInputError) as caught:
        await made(hass, folder, name, data)
    assert refusal(caught) == ("sound_not_possible", name)


async def test_a_camera_has_no_sound(hass: HomeAssistant) -> None:
    """Its picture can't be played."""
    await set_up_ffmpeg(hass)
    await add_camera(hass, "front_door", picture())
    with pytest.raises(InvalidInputError) as caught:
        await sound(hass, "camera.front_door")
    assert refusal(caught) == ("sound_not_possible", "front_door")


@pytest.mark.parametrize("rate", [8000, 16000])
async def test_a_sound_that_is_too_long_is_refused(
    hass: HomeAssistant, folder: Path, rate: int
) -> None:
    """Nobody listens for more than ten minutes."""
    await set_up_ffmpeg(hass)
    with pytest.raises(InvalidInputError) as caught:
        await made(hass, folder, "alarm.wav", played(605, rate=rate))
    assert refusal(caught) == ("sound_too_long", "alarm.wav", "10")
    assert seconds(await made(hass, folder, "alarm.wav", played(600, rate=rate))) == 600


async def test_hours_in_a_small_file_are_refused(
    hass: HomeAssistant, folder: Path
) -> None:
    """Silence is packed well."""
    await set_up_ffmpeg(hass)
    silence = encoded(played(3600), "flac")
    assert len(silence) < 1024 * 1024
    with pytest.raises(InvalidInputError) as caught:
        await made(hass, folder, "alarm.flac", silence)
    assert refusal(caught) == ("sound_too_long", "alarm.flac", "10")


async def test_a_file_that_is_too_large_is_refused(
    hass: HomeAssistant, folder: Path
) -> None:
    """Before it is read."""
    with (folder / "alarm.wav").open("wb") as file:
        file.truncate(LARGEST_SOUND + 1)
    with pytest.raises(InvalidInputError) as caught:
        await sound(hass, folder / "alarm.wav")
    assert refusal(caught) == ("media_too_large", "alarm.wav", "25")


async def test_without_ffmpeg_it_is_named_what_to_add(
    hass: HomeAssistant, folder: Path
) -> None:
    """Whether it was never set up, or its program is gone."""
    for _ in range(2):
        with pytest.raises(InvalidInputError) as caught:
            await made(hass, folder, "alarm.wav", played(1, rate=44100))
        assert refusal(caught) == ("ffmpeg_missing", "alarm.wav")
        program = write_program(folder, "exit 0")
        await set_up_ffmpeg(hass, program)
        Path(program).unlink()


def write_program(folder: Path, *lines: str) -> str:
    """Write a program in place of FFmpeg, which says its version when it is asked."""
    file = folder / "ffmpeg"
    asked = 'case "$*" in *-version*) echo "ffmpeg version 9.0"; exit;; esac'
    file.write_text("\n".join(["#!/bin/sh", asked, *lines, ""]))
    file.chmod(stat.S_IRWXU)
    return str(file)


@pytest.fixture
def hanging(folder: Path) -> Iterator[Path]:
    """Return where a program that never ends writes who it is."""
    place = folder / "pid"
    write_program(
        folder, f'echo $$ >"{place}.new"; mv "{place}.new" "{place}"', "exec sleep 600"
    )
    yield place
    # Nothing is left behind, even where the test failed.
    if place.exists() and lives(place):
        os.kill(int(place.read_text()), 9)


def lives(place: Path) -> bool:
    """Tell whether the program still runs."""
    return Path(f"/proc/{int(place.read_text())}").exists()


async def begun(hass: HomeAssistant, folder: Path, place: Path) -> asyncio.Task[bytes]:
    """Begin to convert a sound, until the program runs."""
    await set_up_ffmpeg(hass, str(folder / "ffmpeg"))
    task = asyncio.create_task(
        made(hass, folder, "alarm.wav", played(60, rate=44100)), name="converting"
    )
    while not place.exists():
        await asyncio.sleep(0.01)
    assert lives(place)
    return task


async def test_a_program_that_hangs_is_stopped(
    hass: HomeAssistant, folder: Path, hanging: Path
) -> None:
    """After a minute, and told."""
    task = await begun(hass, folder, hanging)
    for after in (LONGEST_WAIT - 5, LONGEST_WAIT + 5):
        assert not task.done()
        async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=after))
        await asyncio.sleep(0)
    with pytest.raises(InvalidInputError) as caught:
        await task
    assert refusal(caught) == ("sound_not_converted", "alarm.wav", "60")
    assert not lives(hanging)


async def test_a_program_of_nobody_is_stopped(
    hass: HomeAssistant, folder: Path, hanging: Path
) -> None:
    """Who asked went away."""
    task = await begun(hass, folder, hanging)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not lives(hanging)


async def test_a_program_that_fails_is_not_believed(
    hass: HomeAssistant, folder: Path
) -> None:
    """What it wrote before may be half of a sound."""
    (folder / "half.wav").write_bytes(played(1))
    await set_up_ffmpeg(
        hass, write_program(folder, f'cat "{folder}/half.wav"', "exit 1")
    )
    with pytest.raises(InvalidInputError) as caught:
        await made(hass, folder, "alarm.wav", played(1, rate=44100))
    assert refusal(caught) == ("sound_not_possible", "alarm.wav")


async def test_text_to_speech_is_spoken_by_its_engine(hass: HomeAssistant) -> None:
    """With the language and the voice of the id."""
    await set_up_speech(hass, demo=False)
    voice = await add_voice(hass, "piper", lambda _text: ("wav", played(1, rate=22050)))
    source = generate_media_source_id(
        hass, TEXT, "tts.piper", "tr", {"voice": "Elif"}, cache=True
    )
    assert seconds(await sound(hass, source)) == pytest.approx(1, abs=0.01)
    assert voice.asked == [(TEXT, "tr", "Elif")]
    # The text may be a code: no file of it stays, whatever the id says.
    cache = hass.data[DATA_TTS_MANAGER].cache_dir
    assert not cache or not list(Path(cache).glob("*"))


async def test_text_to_speech_without_options_is_spoken(hass: HomeAssistant) -> None:
    """As people write it by hand."""
    await set_up_speech(hass, demo=False)
    voice = await add_voice(hass, "piper")
    assert await sound(hass, "media-source://tts/tts.piper?message=Hello")
    source = generate_media_source_id(hass, TEXT, "tts.piper")
    assert await sound(hass, source)
    assert voice.asked == [("Hello", "en", None), (TEXT, "en", None)]


@pytest.mark.parametrize(
    ("key", "refused"),
    [
        ("tts.gone?message=secret", ("speech_engine_unknown", "tts.gone")),
        ("?message=secret", ("speech_engine_unknown", "")),
        ("tts.piper", ("media_not_possible", "media-source://tts/tts.piper")),
        (
            "tts.piper?message=secret&tts_options=no",
            ("media_not_possible", "media-source://tts/tts.piper"),
        ),
        (
            "tts.piper?message=secret&tts_options=[1]",
            ("media_not_possible", "media-source://tts/tts.piper"),
        ),
    ],
)
async def test_text_to_speech_that_is_not_possible_is_told_without_its_text(
    hass: HomeAssistant, key: str, refused: tuple[str, ...]
) -> None:
    """Errors end up in logs."""
    with pytest.raises(InvalidInputError) as caught:
        await sound(hass, f"media-source://tts/{key}")
    assert refusal(caught) == ("speech_engine_missing",)
    await set_up_speech(hass, demo=False)
    voice = await add_voice(hass, "piper")
    with pytest.raises(InvalidInputError) as caught:
        await sound(hass, f"media-source://tts/{key}")
    assert refusal(caught) == refused
    assert voice.asked == []


@pytest.mark.usefixtures("socket_enabled")
async def test_what_is_being_spoken_already_is_played(
    hass: HomeAssistant, hass_client_no_auth: ClientSessionGenerator
) -> None:
    """Home Assistant serves it under an id of its own."""
    await set_up_speech(hass, demo=False)
    await set_up_ffmpeg(hass)
    await add_voice(hass, "piper")
    await set_up_media(hass, Path(hass.config.path("media")))
    client = await hass_client_no_auth()
    await async_process_ha_core_config(hass, {"internal_url": str(client.make_url(""))})
    stream = hass.data[DATA_TTS_MANAGER].async_create_result_stream("tts.piper")
    stream.async_set_message(TEXT)
    found = await sound(hass, stream.media_source_id, Context())
    assert seconds(found) == pytest.approx(1, abs=0.2)
