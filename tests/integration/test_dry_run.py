"""A trial run answers what a send would do, and does nothing."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest

from custom_components.message_gateways.const import DOMAIN
from custom_components.message_gateways.services import SENDING
from tests.integration.acting import act, refusal_of
from tests.integration.all_gateways import (
    GATEWAYS,
    entry_of,
    kept,
    provider,
    refused,
    send,
)
from tests.integration.providers import entera_entry
from tests.integration.voices import add_voice, set_up_speech
from tests.integration.world import (
    ANNA,
    BEN,
    infobip_entry,
    let_pass,
    notify_ids,
    recipient,
    sandbox_entry,
    set_up,
    state_of,
)
from tests.simulators.entera import EnteraSimulator
from tests.simulators.infobip.server import InfobipSimulator

__all__ = ["provider"]

pytestmark = pytest.mark.usefixtures("socket_enabled")

MAIL = "anna@example.com"
COSTLY = "a" * 100 + "—"


async def trial(hass: HomeAssistant, action: str, **data: Any) -> list[dict[str, Any]]:
    """Try an action out and return the rows of its response."""
    return await send(hass, action, dry_run=True, **data)


async def test_a_trial_of_an_sms_tells_what_it_would_take_and_cost(
    hass: HomeAssistant, simulator: InfobipSimulator, freezer: FrozenDateTimeFactory
) -> None:
    """The price is known from an earlier message; numbers come back as they are."""
    freezer.move_to("2026-11-21 08:00:00+00:00")
    entry = infobip_entry(simulator, recipient("Anna", ANNA))
    await set_up(hass, entry)
    call = {"entity_id": notify_ids(hass, entry), "to": ["+44 7700 900124"]}
    before = await trial(hass, "send_sms", **call, message=COSTLY)
    assert [(row["recipient"], row["to"]) for row in before] == [
        ("Anna", ANNA),
        (None, BEN),
    ]
    assert before[0] == {
        "account": "Provider",
        "recipient": "Anna",
        "channel": "sms",
        "to": ANNA,
        "would_be_sent": True,
        "leaves_at": "2026-11-21T08:00:00+00:00",
        "limit": None,
        "encoding": "ucs2",
        "segments": 2,
        "costly_characters": ["—"],
        "cheaper_text": "a" * 100 + "-",
        "cheaper_segments": 1,
        "estimated_cost": None,
        "currency": None,
    }
    assert simulator.requests_to("/text/") == []
    assert await kept(entry) == 0
    await send(hass, "send_sms", to=[ANNA], message="Hello")
    await let_pass(hass, freezer, 30, step=5)
    after = await trial(hass, "send_sms", **call, message=COSTLY)
    assert (after[0]["estimated_cost"], after[0]["currency"]) == (0.02, "EUR")
    assert await kept(entry) == 1


async def test_a_trial_counts_for_nothing(hass: HomeAssistant) -> None:
    """Neither against limits nor as the same message twice; nobody was sent to."""
    entry = sandbox_entry(recipient("Anna", ANNA), options={"limit_hour": 1})
    await set_up(hass, entry)
    call = {"entity_id": notify_ids(hass, entry), "message": "Hello"}
    for _ in range(3):
        (row,) = await trial(hass, "send_sms", **call)
        assert row["would_be_sent"] is True
    assert state_of(hass, "notify", "01SANDBOX_id_anna_notify").state == "unknown"
    assert state_of(hass, "sensor", "01SANDBOX_balance").state == "10.0"
    (sent,) = await send(hass, "send_sms", **call)
    assert sent["status"] == "accepted"


async def test_a_trial_without_a_response_only_refuses(hass: HomeAssistant) -> None:
    entry = sandbox_entry()
    await set_up(hass, entry)
    call = {"to": [ANNA], "dry_run": True}
    await hass.services.async_call(
        DOMAIN, "send_sms", {**call, "message": "Hello"}, blocking=True
    )
    with pytest.raises(HomeAssistantError, match="empty"):
        await hass.services.async_call(
            DOMAIN, "send_sms", {**call, "message": " "}, blocking=True
        )
    assert await kept(entry) == 0


@pytest.mark.parametrize("action", [name for name, _, _ in SENDING.values()])
async def test_each_channel_can_be_tried_out(
    action: str, hass: HomeAssistant, voice_of_the_house: None
) -> None:
    """Only an SMS has segments."""
    assert voice_of_the_house is None
    entry = sandbox_entry()
    await set_up(hass, entry)
    to = MAIL if action == "send_email" else ANNA
    (row,) = await trial(hass, action, to=[to], message="Hello")
    assert (row["to"], row["would_be_sent"]) == (to, True)
    assert ("segments" in row) == (action == "send_sms")
    assert await kept(entry) == 0


@pytest.fixture
async def voice_of_the_house(hass: HomeAssistant) -> None:
    """Let texts be spoken."""
    await set_up_speech(hass, demo=False)
    await add_voice(hass, "piper")


@pytest.mark.parametrize(
    ("gateway", "action", "said", "words"),
    [
        ("infobip", "send_sms", {"message": "x" * 2000}, "14 segments"),
        ("devino", "send_viber", {"message": "x" * 1001}, "1001 characters"),
        ("entera", "send_sms", {"message": "Hello %name%"}, "%name%"),
        (
            "entera",
            "send_sms",
            {"message": "Hello %1%", "merge": True},
            "in no address book",
        ),
        ("entera", "make_call", {"message": "Hi", "keys": 97}, "up to 96"),
        ("ictcore", "send_fax", {"subject": "", "message": " "}, "empty"),
        ("ictcore", "send_email", {"subject": "Alarm"}, "no text"),
        (
            "ictcore",
            "send_sms",
            {"message": "Hi", "gateway_account": "none"},
            "no account none",
        ),
        ("sandbox", "send_sms", {"message": "Hi", "tries": 11}, "from 1 to 10"),
        ("sandbox", "send_sms", {"message": "Hi", "label": "x" * 256}, "label"),
    ],
)
async def test_a_trial_refuses_what_the_send_would(
    *,
    gateway: str,
    action: str,
    said: dict[str, Any],
    words: str,
    provider: Any,
    hass: HomeAssistant,
    voice_of_the_house: None,
) -> None:
    assert voice_of_the_house is None
    entry = entry_of(gateway, provider)
    await set_up(hass, entry)
    to = MAIL if action == "send_email" else ANNA
    for dry_run in (True, False):
        assert words in await refused(hass, action, to=[to], **said, dry_run=dry_run)
    assert await kept(entry) == 0


@pytest.mark.parametrize("gateway", GATEWAYS)
async def test_a_trial_asks_no_gateway_to_send(
    gateway: str, provider: Any, hass: HomeAssistant
) -> None:
    entry = entry_of(gateway, provider)
    await set_up(hass, entry)
    asked = len(provider.requests) if provider else 0
    (row,) = await trial(hass, "send_sms", to=[ANNA], message="Hello")
    assert row["would_be_sent"] is True
    assert (len(provider.requests) if provider else 0) == asked


async def test_a_trial_tells_which_limit_is_in_the_way(hass: HomeAssistant) -> None:
    """Critical messages pass it."""
    entry = sandbox_entry(options={"recipient_limit_hour": 1})
    await set_up(hass, entry)
    await send(hass, "send_sms", to=[ANNA], message="Hello")
    call = {"to": [ANNA, BEN], "message": "Hello again"}
    anna, ben = await trial(hass, "send_sms", **call)
    assert (anna["would_be_sent"], ben["would_be_sent"]) == (False, True)
    assert "RECIPIENT_LIMIT_HOUR" in anna["limit"]
    with pytest.raises(HomeAssistantError, match="RECIPIENT_LIMIT_HOUR"):
        await send(hass, "send_sms", to=[ANNA], message="Hello again")
    anna, _ = await trial(hass, "send_sms", **call, critical=True)
    assert (anna["would_be_sent"], anna["limit"]) == (True, None)
    anna, _ = await send(hass, "send_sms", **call, critical=True)
    assert anna["status"] == "accepted"


async def test_a_trial_tells_when_a_message_would_leave(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """After quiet hours, at its schedule, or at once where it is critical."""
    freezer.move_to("2026-11-21 23:00:00+00:00")
    await hass.config.async_set_time_zone("UTC")
    quiet = {"quiet_from": "22:00:00", "quiet_to": "07:00:00"}
    await set_up(hass, sandbox_entry(options=quiet))
    now = datetime(2026, 11, 21, 23, tzinfo=UTC)
    morning = datetime(2026, 11, 22, 7, tzinfo=UTC)
    noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    for said, at in (
        ({}, morning),
        ({"critical": True}, now),
        ({"schedule": noon}, noon),
        ({"schedule": now + timedelta(hours=1)}, morning),
        ({"schedule": noon, "hand_over": True}, noon),
    ):
        (row,) = await trial(hass, "send_sms", to=[ANNA], message="Hello", **said)
        assert datetime.fromisoformat(row["leaves_at"]) == at, said
        assert row["would_be_sent"] is True
        assert ("QUIET_HOURS" in (row["limit"] or "")) == (at == morning)


async def test_a_trial_to_an_address_book_has_a_row_for_everybody_in_it(
    entera_simulator_now: EnteraSimulator, hass: HomeAssistant
) -> None:
    book = entera_simulator_now.add_book("Family", (ANNA, "Anna"), (BEN, "Ben"))
    entry = entera_entry(entera_simulator_now)
    await set_up(hass, entry)
    rows = await trial(hass, "send_sms", address_books=[str(book.id)], message="Hello")
    assert [(row["to"], row["would_be_sent"]) for row in rows] == [
        (ANNA, True),
        (BEN, True),
    ]
    reason = await refusal_of(
        hass, "send_sms", address_books=["999"], message="Hello", dry_run=True
    )
    assert "no address book 999" in str(reason)


async def test_a_trial_of_a_fax_reads_its_documents(
    hass: HomeAssistant, tmp_path: Path
) -> None:
    hass.config.allowlist_external_dirs = {str(tmp_path)}
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 cut off")
    await set_up(hass, sandbox_entry())
    reason = await refused(
        hass,
        "send_fax",
        to=[ANNA],
        attachments=[str(tmp_path / "broken.pdf")],
        dry_run=True,
    )
    assert "broken.pdf" in reason


async def test_a_database_that_can_not_be_used_is_told(hass: HomeAssistant) -> None:
    """As it is by a send; without the price of a look at it."""
    entry = sandbox_entry()
    await set_up(hass, entry)
    await entry.runtime_data.store.close()
    with pytest.raises(HomeAssistantError, match="database"):
        await act(hass, "send_sms", to=[ANNA], message="Hello", dry_run=True)
