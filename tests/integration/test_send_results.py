"""What the sending actions answer: ids, references, several accounts, failures."""

from pathlib import Path
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest
import voluptuous as vol

from tests.integration.acting import error_of
from tests.integration.all_gateways import (
    GATEWAYS,
    entry_of,
    kept,
    provider,
    refused,
    send,
)
from tests.integration.providers import devino_entry, entera_entry
from tests.integration.voices import played
from tests.integration.world import (
    ANNA,
    BEN,
    EventLog,
    entity_id,
    finish,
    infobip_entry,
    let_pass,
    notify_ids,
    recipient,
    sandbox_entry,
    set_up,
    state_of,
)
from tests.simulators.devino import DevinoSimulator
from tests.simulators.entera import EnteraSimulator
from tests.simulators.infobip.server import InfobipSimulator

__all__ = ["provider"]

pytestmark = pytest.mark.usefixtures("socket_enabled")

TEXT = {"message": "Water in the cellar"}
LATER = {"schedule": "2026-12-24 18:00:00"}
COLUMNS = {
    *("id", "account", "recipient", "channel", "to", "reference", "outcome"),
    *("status", "segments", "price", "currency", "error", "gateway_ids"),
}


@pytest.mark.parametrize("gateway", GATEWAYS)
async def test_a_row_has_our_id_and_those_of_the_gateway(
    gateway: str, provider: Any, hass: HomeAssistant
) -> None:
    entry = entry_of(gateway, provider)
    await set_up(hass, entry)
    rows = await send(hass, "send_sms", to=[ANNA, BEN], reference="cellar-17", **TEXT)
    assert [row["to"] for row in rows] == [ANNA, BEN]
    for row in rows:
        assert set(row) == COLUMNS
        assert row["outcome"] == "accepted"
        assert row["reference"] == "cellar-17"
    assert rows[0]["id"] != rows[1]["id"]
    theirs = [one for row in rows for one in row["gateway_ids"]]
    # What goes out by any carrier gets no id.
    assert len(set(theirs)) == (0 if gateway == "ogangi" else 2)


async def test_a_reference_comes_back_with_every_event(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """It never leaves the house."""
    await set_up(hass, sandbox_entry())
    log = EventLog(hass, entity_id(hass, "event", "01SANDBOX_delivery"))
    (row,) = await send(hass, "send_sms", to=[ANNA], reference="cellar-17", **TEXT)
    await let_pass(hass, freezer, 30, step=5)
    assert log.types == ["queued", "accepted", "delivered"]
    for state in log.states:
        assert state.attributes["reference"] == "cellar-17"
        assert state.attributes["message_id"] == row["id"]


@pytest.mark.parametrize("reference", ["", "x" * 256])
async def test_a_reference_has_a_length(hass: HomeAssistant, reference: str) -> None:
    await set_up(hass, sandbox_entry())
    with pytest.raises(vol.Invalid, match="reference"):
        await send(hass, "send_sms", to=[ANNA], reference=reference, **TEXT)


async def test_nothing_leaves_through_one_account_when_another_would_refuse(
    entera_simulator_now: EnteraSimulator,
    devino_simulator_now: DevinoSimulator,
    simulator: InfobipSimulator,
    hass: HomeAssistant,
) -> None:
    """Be it for a field, or for a macro that only one of them knows."""
    entries = [
        infobip_entry(simulator, recipient("Anna", ANNA)),
        devino_entry(devino_simulator_now, recipient("Ben", BEN)),
        entera_entry(entera_simulator_now, recipient("Cem", ANNA)),
    ]
    await set_up(hass, *entries)
    every = [each for entry in entries for each in notify_ids(hass, entry)]
    for said, words in (
        ({"message": "Hello %name%"}, "%name%"),
        ({**TEXT, "label": "Alarm"}, "can't do what label asks for"),
        ({**TEXT, "flash": True}, "can't do what flash asks for"),
    ):
        assert words in await refused(hass, "send_sms", entity_id=every, **said)
    assert [await kept(entry) for entry in entries] == [0, 0, 0]
    rows = await send(hass, "send_sms", entity_id=every, **TEXT)
    assert {row["account"]: row["outcome"] for row in rows} == dict.fromkeys(
        ("Provider", "Devino", "Entera"), "accepted"
    )


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"binary": "0a", **TEXT}, "binary and message can't go together"),
        (
            {"binary": "0a", "title": "Home"},
            "binary and title can't go together",
        ),
        (
            {"binary": "0a", "transliteration": "turkish"},
            "binary and transliteration can't go together",
        ),
        (
            {"binary": "0a", "language": "tr"},
            "binary and language can't go together",
        ),
        ({"binary": "0a", "merge": True}, "binary and merge can't go together"),
        ({"binary": "0a", "flash": True}, "can't do what flash asks for"),
        ({"binary": "0a", "validity": 60}, "can't do what validity asks for"),
        ({**TEXT, "data_coding": 4}, "data_coding does something only together"),
        ({**TEXT, "esm_class": 4}, "esm_class does something only together"),
        ({**TEXT, "single_shift": True}, "only together with language"),
        ({**TEXT, "locking_shift": True}, "only together with language"),
        ({**TEXT, "language": "es", "locking_shift": True}, "Spanish"),
    ],
)
async def test_what_would_do_nothing_is_refused_by_name(
    said: dict[str, Any], words: str, simulator: InfobipSimulator, hass: HomeAssistant
) -> None:
    entry = infobip_entry(simulator)
    await set_up(hass, entry)
    for dry_run in (True, False):
        reason = await refused(hass, "send_sms", to=[ANNA], **said, dry_run=dry_run)
        assert words in reason
    assert await kept(entry) == 0


@pytest.mark.parametrize("binary", ["", "0", "xy", "0a" * (255 * 140 + 1)])
async def test_bytes_are_written_as_hexadecimal_digits(
    binary: str, hass: HomeAssistant
) -> None:
    await set_up(hass, sandbox_entry())
    with pytest.raises(vol.Invalid, match="binary"):
        await send(hass, "send_sms", to=[ANNA], binary=binary)


async def test_a_title_alone_is_no_sms(hass: HomeAssistant) -> None:
    await set_up(hass, sandbox_entry())
    with pytest.raises(vol.Invalid, match="message"):
        await send(hass, "send_sms", to=[ANNA], title="Home")


async def test_the_same_twice_is_refused_unless_it_is_critical(
    hass: HomeAssistant,
) -> None:
    entry = sandbox_entry(recipient("Anna", ANNA))
    await set_up(hass, entry)
    said = {"entity_id": notify_ids(hass, entry), **TEXT}
    await send(hass, "send_sms", **said)
    before = state_of(hass, "notify", "01SANDBOX_id_anna_notify").state
    assert "DUPLICATE" in str(await error_of(hass, "send_sms", **said))
    assert state_of(hass, "notify", "01SANDBOX_id_anna_notify").state == before
    (row,) = await send(hass, "send_sms", **said, critical=True)
    assert row["outcome"] == "accepted"


async def test_what_one_account_can_not_keep_is_told_beside_what_another_sent(
    simulator: InfobipSimulator, hass: HomeAssistant
) -> None:
    """No message is lost without a word, and none that was sent."""
    broken = sandbox_entry(recipient("Ben", BEN))
    good = infobip_entry(simulator, recipient("Anna", ANNA))
    await set_up(hass, broken, good)
    await broken.runtime_data.store.close()
    every = notify_ids(hass, broken) + notify_ids(hass, good)
    rows = await send(hass, "send_sms", entity_id=every, reference="x", **TEXT)
    found = {row["account"]: row for row in rows}
    assert set(found["Sandbox"]) == set(found["Provider"]) == COLUMNS
    assert found["Provider"]["outcome"] == "accepted"
    ben = found["Sandbox"]
    assert (ben["id"], ben["to"], ben["recipient"]) == (None, BEN, "Ben")
    assert (ben["outcome"], ben["status"]) == ("not_sent", "failed")
    assert "database" in ben["error"]
    assert state_of(hass, "notify", "01SANDBOX_id_ben_notify").state == "unknown"
    again = {"entity_id": every, "message": "Again"}
    assert "through Sandbox" in str(await error_of(hass, "send_sms", **again))


@pytest.mark.parametrize(
    ("action", "said", "own"),
    [
        ("send_fax", TEXT, {"pages"}),
        ("send_sms", {**TEXT, **LATER, "hand_over": True}, {"can_be_cancelled"}),
        ("make_call", {"wait_for": "answered_key"}, {"key", "answer"}),
    ],
)
async def test_what_was_not_kept_has_the_columns_of_what_was(
    *,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    tmp_path: Path,
    action: str,
    said: dict[str, Any],
    own: set[str],
) -> None:
    """A template that reads one of them reads all rows."""
    freezer.move_to("2026-11-21 08:00:00+00:00")
    if action == "make_call":
        hass.config.allowlist_external_dirs = {str(tmp_path)}
        sound = tmp_path / "sound.wav"
        sound.write_bytes(played(1))
        said = {**said, "media": str(sound)}
    broken = sandbox_entry(recipient("Ben", BEN))
    good = sandbox_entry(recipient("Anna", ANNA), entry_id="01GOOD", title="Good")
    await set_up(hass, broken, good)
    await broken.runtime_data.store.close()
    every = notify_ids(hass, broken) + notify_ids(hass, good)
    task = hass.async_create_task(send(hass, action, entity_id=every, **said))
    for row in await finish(hass, freezer, task):
        assert set(row) == COLUMNS | own


async def test_an_account_that_can_keep_nothing_is_named(hass: HomeAssistant) -> None:
    entry = sandbox_entry()
    await set_up(hass, entry)
    await entry.runtime_data.store.close()
    words = "Nothing was sent through Sandbox, which is being stopped"
    with pytest.raises(HomeAssistantError, match=words):
        await send(hass, "send_sms", to=[ANNA], **TEXT)


async def test_failures_and_accounts_that_keep_nothing_are_named_together(
    simulator: InfobipSimulator, hass: HomeAssistant
) -> None:
    broken = sandbox_entry(recipient("Ben", BEN))
    refusing = infobip_entry(simulator, recipient("Ruth", "+447700900014"))
    await set_up(hass, broken, refusing)
    await broken.runtime_data.store.close()
    every = notify_ids(hass, broken) + notify_ids(hass, refusing)
    words = str(await error_of(hass, "send_sms", entity_id=every, **TEXT))
    assert "Ruth" in words
    assert "Nothing was sent through Sandbox, which is being stopped" in words
    assert "disk" not in words
