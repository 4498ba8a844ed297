"""SMS and faxes through Entera in a real Home Assistant, the provider on loopback."""

from base64 import b64decode
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
import pytest

from tests.integration.providers import KITCHEN, called, entera_entry
from tests.integration.voices import add_voice, set_up_speech
from tests.integration.world import (
    ANNA,
    BEN,
    EventLog,
    entity_id,
    let_pass,
    notify,
    notify_ids,
    recipient,
    set_up,
    state_of,
)
from tests.simulators.entera import Delays, EnteraSimulator
from tests.simulators.received import ReceivedRequest

STATUS = "01ENTERA_id_anna_last_delivery_status"
IS_NO_FAX = "+447700900216"
LEFT_OUT = "+447700900050"


@pytest.fixture
def provider(entera_simulator_now: EnteraSimulator) -> EnteraSimulator:
    """Return a provider on loopback."""
    return entera_simulator_now


def figure(hass: HomeAssistant, key: str) -> float:
    """Return a figure of the account."""
    return float(state_of(hass, "sensor", f"01ENTERA_{key}").state)


def faxed(request: ReceivedRequest) -> dict[str, str]:
    """Return the documents of a fax: their names, and what is in them."""
    return {
        one["Name"]: b64decode(one["Base64Content"]).decode("utf-8-sig")
        for one in request.body["Attachments"]
    }


@pytest.mark.parametrize(
    ("channel", "operation"), [("sms", "SendSms"), ("voice", "SendIvr")]
)
async def test_a_thousand_recipients_cost_one_request(
    channel: str, operation: str, provider: EnteraSimulator, hass: HomeAssistant
) -> None:
    """Each is called by Home Assistant on its own; a text is spoken once for all."""
    await set_up_speech(hass, demo=False)
    voice = await add_voice(hass, "piper")
    people = [
        recipient(f"Neighbour {index}", f"+1202555{index:04}", channel=channel)
        for index in range(1000)
    ]
    entry = entera_entry(provider, *people)
    await set_up(hass, entry)
    await notify(hass, notify_ids(hass, entry), "Water in the cellar")
    assert called(provider, "/Send") == [operation]
    (message,) = provider.messages
    assert len({one.number for one in message.deliveries}) == 1000
    assert len(voice.asked) == (channel == "voice")


async def test_an_sms_is_followed_until_it_is_delivered(
    provider: EnteraSimulator, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """And never asked after again; a title is its first line."""
    entry = entera_entry(provider, recipient("Anna", ANNA))
    await set_up(hass, entry)
    log = EventLog(hass, entity_id(hass, "event", "01ENTERA_delivery"))
    provider.configure(delays=Delays(sms=12))
    await notify(hass, notify_ids(hass, entry), "Water. " * 30, title="Cellar")
    await let_pass(hass, freezer, 30, step=5)
    assert log.types == ["queued", "accepted", "sent", "delivered"]
    assert provider.messages[0].text.startswith("Cellar\nWater.")
    assert provider.messages[0].sender == KITCHEN
    status = state_of(hass, "sensor", STATUS)
    assert (status.attributes["segments"], status.attributes["price"]) == (2, 0.1)
    assert {"pages", "key"}.isdisjoint(status.attributes)
    assert figure(hass, "cost") == 0.1
    asked = len(called(provider, "/Outbound"))
    await let_pass(hass, freezer, 600, step=60)
    assert len(called(provider, "/Outbound")) == asked


async def test_a_fax_is_a_text_with_its_title_as_first_line(
    provider: EnteraSimulator, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Its pages and its price are told and summed; it needs no sender."""
    entry = entera_entry(
        provider, recipient("Anna", ANNA, BEN, channel="fax"), sender=""
    )
    await set_up(hass, entry)
    log = EventLog(hass, entity_id(hass, "event", "01ENTERA_delivery"))
    order = "Three loaves, please.\n" * 100
    await notify(hass, notify_ids(hass, entry), order, title="Bäckerei")
    await let_pass(hass, freezer, 30, step=5)
    (sent,) = provider.requests_to("/SendFax")
    assert faxed(sent) == {"message.txt": f"Bäckerei\n{order}"}
    (message,) = provider.messages
    assert message.units > 1
    assert log.types == [*["queued"] * 2, *["accepted"] * 2, *["delivered"] * 2]
    last = log.states[-1].attributes
    assert (last["pages"], last["channel"]) == (message.units, "fax")
    assert "key" not in last
    status = state_of(hass, "sensor", STATUS)
    assert status.attributes["pages"] == message.units
    pages = 2 * message.units
    assert figure(hass, "pages") == pages
    assert figure(hass, "cost") == pytest.approx(pages * 0.1)


async def test_a_number_that_two_have_is_faxed_and_paid_for_once(
    provider: EnteraSimulator, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Both are told that it arrived."""
    entry = entera_entry(
        provider,
        recipient("Anna", ANNA, channel="fax"),
        recipient("Office", ANNA, BEN, channel="fax"),
    )
    await set_up(hass, entry)
    await notify(hass, notify_ids(hass, entry), "Three loaves, please")
    await let_pass(hass, freezer, 30, step=5)
    assert len(provider.messages[0].deliveries) == 2
    assert state_of(hass, "sensor", STATUS).state == "delivered"
    assert figure(hass, "delivered") == 3
    assert (figure(hass, "pages"), figure(hass, "cost")) == (2, 0.2)


async def test_a_fax_that_fails_says_why(
    provider: EnteraSimulator, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """And a number that the gateway leaves out is not taken for delivered."""
    entry = entera_entry(
        provider,
        recipient("Anna", IS_NO_FAX, channel="fax"),
        recipient("Ben", LEFT_OUT, channel="fax"),
    )
    await set_up(hass, entry)
    await notify(hass, notify_ids(hass, entry), "Three loaves, please")
    await let_pass(hass, freezer, 30, step=5)
    anna, ben = (
        state_of(hass, "sensor", f"01ENTERA_id_{name}_last_delivery_status")
        for name in ("anna", "ben")
    )
    assert anna.state == "failed"
    assert anna.attributes["reason"] == "16 not_a_fax: Not a fax device"
    assert ben.state == "rejected"
    assert ben.attributes["reason"] == "The gateway left this number out"


async def test_all_that_is_pending_on_a_channel_is_asked_after_at_once(
    provider: EnteraSimulator, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """However many requests it was sent with."""
    entry = entera_entry(
        provider, recipient("Anna", ANNA), recipient("Office", BEN, channel="fax")
    )
    await set_up(hass, entry)
    provider.configure(delays=Delays(sms=60, fax=60))
    for number in range(5):
        await notify(hass, notify_ids(hass, entry), f"Water: {number} cm")
    assert len(called(provider, "/Send")) == 10
    before = len(called(provider, "/Outbound"))
    await let_pass(hass, freezer, 20, step=5)
    found = called(provider, "/Outbound")[before:]
    assert sorted(set(found)) == ["OutboundFax", "OutboundSms"]
    assert found.count("OutboundFax") == found.count("OutboundSms")
    assert 3 <= len(found) // 2 <= 5
    await let_pass(hass, freezer, 60, step=5)
    assert figure(hass, "delivered") == 10


async def test_an_account_shows_what_the_gateway_tells_of(
    provider: EnteraSimulator, hass: HomeAssistant
) -> None:
    """It tells prices and pages, and no balance; only a forwarder brings messages."""
    await set_up(hass, entera_entry(provider))
    entities = er.async_entries_for_config_entry(er.async_get(hass), "01ENTERA")
    keys = {each.unique_id.removeprefix("01ENTERA_") for each in entities}
    assert {"cost", "pages", "segments", "delivery"} <= keys
    assert keys.isdisjoint({"balance", "month_sent"})
    off = {
        each.unique_id.removeprefix("01ENTERA_") for each in entities if each.disabled
    }
    assert off >= {"inbound", "last_inbound_message"}
    cost = state_of(hass, "sensor", "01ENTERA_cost")
    assert (cost.state, cost.attributes["unit_of_measurement"]) == ("0", "EUR")
    assert provider.requests == []


def entry_with(provider: EnteraSimulator, **options: Any) -> Any:
    """Describe an account with Anna."""
    return entera_entry(provider, recipient("Anna", ANNA), **options)


@pytest.mark.parametrize(
    ("text", "macro", "place"),
    [
        ("Hello %name%, dinner is ready", "%name%", "7"),
        ("%1% has arrived", "%1%", "1"),
    ],
)
async def test_what_the_gateway_would_replace_is_refused_with_its_place(
    *,
    text: str,
    macro: str,
    place: str,
    provider: EnteraSimulator,
    hass: HomeAssistant,
) -> None:
    """Nobody gets a text that nobody wrote; two percent signs are none."""
    entry = entry_with(provider)
    await set_up(hass, entry)
    with pytest.raises(HomeAssistantError) as refused:
        await notify(hass, notify_ids(hass, entry), text)
    assert refused.value.translation_key == "macro_in_text"
    assert refused.value.translation_placeholders == {"macro": macro, "place": place}
    assert called(provider, "/Send") == []
    await notify(hass, notify_ids(hass, entry), "Between 50% and 60%")
    assert provider.messages[0].text == "Between 50% and 60%"


@pytest.mark.parametrize(
    ("text", "sender", "key", "named"),
    [
        ("a" * 2049, KITCHEN, "text_too_long", {"characters": "2049", "limit": "2048"}),
        ("Dinner", "", "sender_needed", {"gateway": "Entera"}),
    ],
)
async def test_what_breaks_a_rule_is_refused_with_its_limit(
    *,
    text: str,
    sender: str,
    key: str,
    named: dict[str, str],
    provider: EnteraSimulator,
    hass: HomeAssistant,
) -> None:
    """Before anything leaves."""
    entry = entry_with(provider, sender=sender, longest_segments=255)
    await set_up(hass, entry)
    with pytest.raises(HomeAssistantError) as refused:
        await notify(hass, notify_ids(hass, entry), text)
    assert refused.value.translation_key == key
    assert refused.value.translation_placeholders == named
    assert provider.requests == []
