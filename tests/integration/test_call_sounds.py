"""What is heard in a call by our own action: a text that is spoken, or media."""

from base64 import b64decode
from pathlib import Path

from homeassistant.core import HomeAssistant
import pytest

from tests.integration.all_gateways import kept, provider, refused, send
from tests.integration.providers import called, entera_entry, ictcore_entry
from tests.integration.voices import Voice, add_voice, played, set_up_speech
from tests.integration.world import (
    ANNA,
    BEN,
    notify_ids,
    recipient,
    sandbox_entry,
    set_up,
)
from tests.simulators.entera import EnteraSimulator
from tests.simulators.ictcore import IctcoreSimulator

__all__ = ["provider"]

pytestmark = pytest.mark.usefixtures("socket_enabled")

QUESTION = "Water in the cellar. Press 1 to close the valve."


@pytest.fixture(autouse=True)
async def voice(hass: HomeAssistant, tmp_path: Path) -> Voice:
    """Return the only engine of a Home Assistant that may read a folder."""
    hass.config.allowlist_external_dirs = {str(tmp_path)}
    await set_up_speech(hass, demo=False)
    return await add_voice(hass, "piper")


async def test_the_voice_of_the_call_goes_before_the_recipients_and_the_accounts(
    entera_simulator_now: EnteraSimulator, hass: HomeAssistant, voice: Voice
) -> None:
    other = await add_voice(hass, "other")
    entry = entera_entry(
        entera_simulator_now,
        recipient(
            "Anna",
            ANNA,
            channel="voice",
            speech_engine="tts.other",
            speech_language="tr",
            speech_voice="Ada",
        ),
        recipient("Ben", BEN, channel="voice"),
        speech_engine="tts.piper",
        speech_language="en",
        speech_voice="Bob",
    )
    await set_up(hass, entry)

    async def spoken(name: str, text: str, **said: str) -> None:
        """Call a recipient."""
        ids = notify_ids(hass, entry, name)
        await send(hass, "make_call", entity_id=ids, message=text, **said)

    await spoken("Ben", "account")
    await spoken("Anna", "recipient")
    await spoken("Anna", "call", voice="Eve")
    await spoken("Anna", "all", engine="tts.piper", language="en", voice="Zoe")
    assert voice.asked == [("account", "en", "Bob"), ("all", "en", "Zoe")]
    assert other.asked == [("recipient", "tr", "Ada"), ("call", "tr", "Eve")]


@pytest.mark.parametrize("field", ["engine", "language", "voice"])
async def test_a_voice_is_refused_where_the_server_speaks_itself(
    field: str, ictcore_simulator_now: IctcoreSimulator, hass: HomeAssistant
) -> None:
    entry = ictcore_entry(ictcore_simulator_now, server_speech=True)
    await set_up(hass, entry)
    for dry_run in (False, True):
        said = {"to": [ANNA], "message": QUESTION, field: "tts.piper"}
        reason = await refused(hass, "make_call", **said, dry_run=dry_run)
        assert f"ICTCore can't do what {field} asks for" in reason
    await send(hass, "make_call", to=[ANNA], message=QUESTION)
    assert await kept(entry) == 1


async def test_a_wav_of_an_allowed_folder_is_played_as_it_is(
    entera_simulator_now: EnteraSimulator,
    hass: HomeAssistant,
    tmp_path: Path,
    voice: Voice,
) -> None:
    """To many in one request; nothing is spoken."""
    (tmp_path / "alarm.wav").write_bytes(played(2))
    await set_up(hass, entera_entry(entera_simulator_now))
    rows = await send(
        hass, "make_call", to=[ANNA, BEN], media=str(tmp_path / "alarm.wav")
    )
    assert [row["to"] for row in rows] == [ANNA, BEN]
    (request,) = entera_simulator_now.requests_to("/Send")
    (sound,) = request.body["Attachments"]
    assert b64decode(sound["Base64Content"]) == played(2)
    assert voice.asked == []


async def test_the_same_is_played_from_what_the_media_selector_gives(
    entera_simulator_now: EnteraSimulator, hass: HomeAssistant, tmp_path: Path
) -> None:
    (tmp_path / "alarm.wav").write_bytes(played(2))
    await set_up(hass, entera_entry(entera_simulator_now))
    media = {
        "media_content_id": str(tmp_path / "alarm.wav"),
        "media_content_type": "audio/wav",
        "metadata": {},
    }
    (row,) = await send(hass, "make_call", to=[ANNA], media=media)
    assert row["outcome"] == "accepted"


async def test_a_file_outside_the_allowed_folders_is_refused(
    entera_simulator_now: EnteraSimulator,
    hass: HomeAssistant,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "alarm.wav"
    outside.write_bytes(played(2))
    entry = entera_entry(entera_simulator_now)
    await set_up(hass, entry)
    for dry_run in (False, True):
        reason = await refused(
            hass, "make_call", to=[ANNA], media=str(outside), dry_run=dry_run
        )
        assert "allowlist_external_dirs" in reason
    assert await kept(entry) == 0


@pytest.mark.parametrize("field", ["title", "engine", "language", "voice"])
async def test_what_only_a_text_can_have_is_refused_beside_media(
    field: str, hass: HomeAssistant
) -> None:
    await set_up(hass, sandbox_entry())
    said = {"to": [ANNA], "media": "alarm.wav", field: "x"}
    reason = await refused(hass, "make_call", **said)
    assert f"media and {field} can't go together" in reason


async def test_nothing_leaves_where_one_of_several_accounts_can_not_speak(
    entera_simulator_now: EnteraSimulator, hass: HomeAssistant
) -> None:
    """What only a recipient asks for is checked for all before anything leaves."""
    sandbox = sandbox_entry(recipient("Ben", BEN, channel="voice"))
    entera = entera_entry(
        entera_simulator_now,
        recipient("Anna", ANNA, channel="voice", speech_engine="tts.gone"),
    )
    await set_up(hass, sandbox, entera)
    targets = notify_ids(hass, sandbox) + notify_ids(hass, entera)
    for dry_run in (False, True):
        reason = await refused(
            hass,
            "make_call",
            entity_id=targets,
            message=QUESTION,
            dry_run=dry_run,
        )
        assert "no text to speech named tts.gone" in reason
    assert await kept(sandbox) == await kept(entera) == 0


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"language": "xx"}, "can't speak this text: Language 'xx' not supported"),
        ({"engine": "tts.gone"}, "no text to speech named tts.gone"),
    ],
)
async def test_a_trial_of_a_call_speaks_nothing_and_refuses_what_the_call_would(
    said: dict[str, str],
    words: str,
    entera_simulator_now: EnteraSimulator,
    hass: HomeAssistant,
    voice: Voice,
) -> None:
    await set_up(hass, entera_entry(entera_simulator_now))
    call = {"to": [ANNA], "message": QUESTION}
    (row,) = await send(hass, "make_call", **call, dry_run=True)
    assert (row["would_be_sent"], row["channel"]) == (True, "voice")
    for dry_run in (False, True):
        reason = await refused(hass, "make_call", **call, **said, dry_run=dry_run)
        assert words in reason
    assert voice.asked == []
    assert called(entera_simulator_now, "/Send") == []
