"""What a sending action refuses instead of doing something else without a word."""

from pathlib import Path
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
import voluptuous as vol

from tests.integration.acting import act, error_of, refusal_of
from tests.integration.providers import ictcore_entry, ogangi_entry
from tests.integration.voices import played
from tests.integration.world import (
    ANNA,
    finish,
    infobip_entry,
    notify_ids,
    recipient,
    sandbox_entry,
    set_up,
)
from tests.simulators.ictcore import IctcoreSimulator
from tests.simulators.infobip.server import InfobipSimulator
from tests.simulators.ogangi import OgangiSimulator

MAIL = "ann@example.com"
PRESSES_ONE, PRESSES_NOTHING = "+447700900061", "+447700900063"
CAN_NOT_BE_SENT = "+447700900041"
SMS = {"to": [ANNA], "message": "Hello"}


@pytest.fixture
async def sandbox(hass: HomeAssistant) -> MockConfigEntry:
    """Return an account with a recipient."""
    entry = sandbox_entry(recipient("Anna", ANNA))
    await set_up(hass, entry)
    return entry


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("written", [10203, 0x10, 12.5, True])
async def test_bytes_that_yaml_made_a_number_are_refused(
    hass: HomeAssistant, written: object
) -> None:
    """Nobody knows any more which zeros they began with."""
    with pytest.raises(vol.Invalid, match=r"quotation marks.*binary"):
        await act(hass, "send_sms", to=[ANNA], binary=written)
    await act(hass, "send_sms", to=[ANNA], binary="00 01 0203", dry_run=True)


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("dry_run", [False, True])
@pytest.mark.parametrize(
    "schedule", ["9999-12-31 23:00:00", "9999-12-30 23:00:00+00:00"]
)
async def test_a_schedule_beyond_a_year_is_refused_with_the_furthest(
    hass: HomeAssistant, schedule: str, *, dry_run: bool
) -> None:
    """A mistyped year, more likely than not."""
    far = await refusal_of(hass, "send_sms", **SMS, schedule=schedule, dry_run=dry_run)
    assert far.translation_key == "schedule_too_far"
    furthest = dt_util.parse_datetime(
        (far.translation_placeholders or {})["furthest"], raise_on_error=True
    )
    await act(hass, "send_sms", **SMS, schedule=furthest, dry_run=dry_run)


@pytest.mark.usefixtures("sandbox")
async def test_a_far_schedule_by_the_clock_of_the_recipient_is_refused(
    hass: HomeAssistant,
) -> None:
    far = await refusal_of(
        hass,
        "send_sms",
        **SMS,
        schedule="9999-12-31 23:00:00",
        hand_over=True,
        recipient_time_zone=True,
    )
    assert far.translation_key == "schedule_too_far"
    past = await refusal_of(
        hass, "send_sms", **SMS, schedule="0001-01-01 00:00:00+14:00"
    )
    assert past.translation_key == "schedule_in_the_past"


@pytest.mark.usefixtures("sandbox")
async def test_a_campaign_starts_within_a_year(hass: HomeAssistant) -> None:
    made = await act(hass, "create_campaign", channel="sms", message="Hello", to=[ANNA])
    far = await refusal_of(
        hass, "start_campaign", **made_id(made), schedule="9999-12-31 23:00:00"
    )
    assert far.translation_key == "schedule_too_far"


def made_id(made: dict[str, Any]) -> dict[str, Any]:
    """Return what names a campaign."""
    return {"campaign_id": made["campaign_id"]}


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("field", ["give_up_after", "timeout", "validity"])
async def test_a_time_beyond_all_times_is_refused_by_its_field(
    hass: HomeAssistant, field: str
) -> None:
    with pytest.raises(vol.Invalid, match=field):
        await act(hass, "send_sms", **SMS, **{field: 1e300})


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("written", ["", "   "])
@pytest.mark.parametrize(
    ("action", "field"),
    [
        ("send_sms", "sender"),
        ("send_sms", "transliteration"),
        ("send_sms", "carrier"),
        ("send_sms", "flags"),
        ("send_sms", "gateway_account"),
        ("send_viber", "sender"),
        ("make_call", "engine"),
        ("make_call", "language"),
        ("make_call", "voice"),
        ("send_pin", "sender"),
        ("send_pin", "carrier"),
    ],
)
async def test_a_field_that_says_nothing_is_refused_by_its_name(
    hass: HomeAssistant,
    action: str,
    field: str,
    written: str,
) -> None:
    """The forms of Home Assistant leave it out; a template went wrong."""
    to = ANNA if action == "send_pin" else [ANNA]
    with pytest.raises(vol.Invalid, match=rf"empty.*{field}"):
        await act(hass, action, to=to, message="Hello", **{field: written})


@pytest.mark.parametrize("dry_run", [False, True])
@pytest.mark.parametrize(
    "field", [{"sender": ".."}, {"sender": "+."}, {"carrier": " .. "}, {"flags": "."}]
)
async def test_what_the_address_of_a_request_would_lose_is_refused_before_it_is_kept(
    hass: HomeAssistant,
    ogangi_simulator_now: OgangiSimulator,
    field: dict[str, str],
    *,
    dry_run: bool,
) -> None:
    """By its name, and a dry run says the same."""
    ogangi_simulator_now.configure(first_page=1)
    entry = ogangi_entry(ogangi_simulator_now)
    await set_up(hass, entry)
    said = await refusal_of(hass, "send_sms", **SMS, **field, dry_run=dry_run)
    assert said.translation_key == "value_not_possible"
    assert (said.translation_placeholders or {})["field"] in field
    assert (await act(hass, "find_messages"))["messages"] == []


@pytest.mark.parametrize("gateway", ["sandbox", "ictcore"])
@pytest.mark.parametrize(
    "data",
    [
        {"subject": "Hello"},
        {"subject": "Hello", "message": " "},
        {"subject": "Hello", "html": " "},
    ],
)
async def test_an_email_without_a_text_is_refused(
    gateway: str,
    data: dict[str, str],
    hass: HomeAssistant,
    ictcore_simulator_now: IctcoreSimulator,
) -> None:
    """Whatever the gateway."""
    entry = (
        sandbox_entry()
        if gateway == "sandbox"
        else ictcore_entry(ictcore_simulator_now)
    )
    await set_up(hass, entry)
    said = await refusal_of(hass, "send_email", to=MAIL, **data)
    assert said.translation_key == "email_without_text"
    await act(hass, "send_email", to=MAIL, html="<p>Hello</p>")


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize(
    ("to", "key"),
    [
        (["", MAIL], "email_empty"),
        ([" ", MAIL], "email_empty"),
        (["ann@example.com\ud800"], "email_not_possible"),
        (["an\udfffn@example.com"], "email_not_possible"),
    ],
)
async def test_no_email_address_is_left_out_without_a_word(
    hass: HomeAssistant, to: list[str], key: str
) -> None:
    said = await refusal_of(hass, "send_email", to=to, message="Hello")
    assert said.translation_key == key
    assert str(said).isprintable()
    str(said).encode()


async def test_an_account_that_nothing_goes_through_is_refused(
    hass: HomeAssistant, sandbox: MockConfigEntry
) -> None:
    """One that there is not, too; a list that a template left empty is no mistake."""
    target = {"entity_id": notify_ids(hass, sandbox, "Anna"), "message": "Hello"}
    unknown = await refusal_of(hass, "send_sms", **target, config_entry_id="none")
    assert unknown.translation_key == "service_config_entry_not_found"
    idle = await refusal_of(
        hass, "send_sms", **target, config_entry_id=sandbox.entry_id
    )
    assert idle.translation_key == "field_needs_another"
    assert idle.translation_placeholders == {"field": "config_entry_id", "other": "to"}
    nobody = await refusal_of(
        hass, "send_sms", message="Hello", config_entry_id=sandbox.entry_id
    )
    assert nobody.translation_key == "nobody_to_send_to"
    sent = await act(
        hass, "send_sms", **target, config_entry_id=sandbox.entry_id, to=[]
    )
    assert len(sent["messages"]) == 1


@pytest.mark.parametrize(
    ("data", "field", "other"),
    [
        ({"language": "tr"}, "language", "single_shift"),
        ({"language": "tr", "single_shift": False}, "language", "single_shift"),
        ({"timeout": 30}, "timeout", "wait_for"),
        ({"data_coding": 0}, "data_coding", "binary"),
        ({"esm_class": 0}, "esm_class", "binary"),
    ],
)
async def test_what_does_nothing_alone_is_refused_with_what_it_needs(
    hass: HomeAssistant,
    simulator: InfobipSimulator,
    data: dict[str, Any],
    field: str,
    other: str,
) -> None:
    await set_up(hass, infobip_entry(simulator))
    said = await refusal_of(hass, "send_sms", **SMS, **data)
    assert said.translation_key == "field_needs_another"
    assert said.translation_placeholders == {"field": field, "other": other}
    locked = {"language": "tr", "locking_shift": True, "single_shift": False}
    await act(hass, "send_sms", **SMS, **locked)


@pytest.fixture
def sound(hass: HomeAssistant, tmp_path: Path) -> str:
    """Return the path of what is played to whoever is called."""
    hass.config.allowlist_external_dirs = {str(tmp_path)}
    path = tmp_path / "sound.wav"
    path.write_bytes(played(1))
    return str(path)


@pytest.mark.usefixtures("sandbox")
async def test_a_sound_does_not_go_with_a_text(hass: HomeAssistant, sound: str) -> None:
    said = await refusal_of(hass, "make_call", to=[ANNA], media=sound, message="Hello")
    assert str(said).startswith("media and message can't go together")


async def test_who_pressed_no_key_is_named(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, sound: str
) -> None:
    entry = sandbox_entry(recipient("Anna", PRESSES_NOTHING))
    await set_up(hass, entry)
    call = {"entity_id": notify_ids(hass, entry), "wait_for": "answered_key"}
    task = hass.async_create_task(error_of(hass, "make_call", media=sound, **call))
    assert str(await finish(hass, freezer, task)) == (
        "Nobody pressed a key: Anna (+4477…63): no key"
    )


@pytest.mark.usefixtures("sandbox")
async def test_a_key_that_one_of_two_pressed_is_not_denied(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, sound: str
) -> None:
    """Only the other one is named."""
    task = hass.async_create_task(
        error_of(
            hass,
            "make_call",
            to=[PRESSES_ONE, PRESSES_NOTHING],
            media=sound,
            wait_for="answered_key",
        )
    )
    said = await finish(hass, freezer, task)
    assert said.translation_key == "not_all_pressed_a_key"
    assert str(said) == "Not everybody pressed a key: +4477…63: no key"


@pytest.mark.usefixtures("sandbox")
async def test_a_call_that_waits_for_the_gateway_is_said_to_be_still_to_come(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, sound: str
) -> None:
    """Whoever reads that nobody answered would call again."""
    task = hass.async_create_task(
        error_of(
            hass,
            "make_call",
            to=[CAN_NOT_BE_SENT],
            media=sound,
            wait_for="answered_key",
            timeout=30,
        )
    )
    said = str(await finish(hass, freezer, task))
    assert "no answer" not in said
    assert "not called yet, the call waits and will still be made" in said
