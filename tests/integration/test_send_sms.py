"""Messages through our own action: what leaves, and what comes back."""

from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import (
    HomeAssistantError,
    ServiceValidationError,
)
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
)
import voluptuous as vol

from custom_components.message_gateways.const import DOMAIN
from tests.integration.world import (
    ANNA,
    BEN,
    REFUSED,
    infobip_entry,
    notify_ids,
    recipient,
    send_sms,
    set_up,
    settle,
    state_of,
)
from tests.simulators.infobip.server import InfobipSimulator

pytestmark = pytest.mark.usefixtures("socket_enabled")


async def test_a_response_has_a_row_for_each_message(
    hass: HomeAssistant, provider: MockConfigEntry
) -> None:
    rows = await send_sms(
        hass,
        entity_id=notify_ids(hass, provider, "Anna", "Ruth"),
        to=["+44 7700 900125"],
        config_entry_id=provider.entry_id,
        message="Hello",
    )
    assert [(row["recipient"], row["to"], row["outcome"]) for row in rows] == [
        ("Anna", ANNA, "accepted"),
        ("Ruth", REFUSED, "rejected"),
        (None, "+447700900125", "accepted"),
    ]
    assert rows[0]["segments"] == 1
    assert rows[0]["status"] == "accepted"
    assert rows[0]["error"] is None
    assert "REJECTED_DESTINATION" in rows[1]["error"]


async def test_many_targets_of_one_account_leave_as_one_request_and_each_number_once(
    hass: HomeAssistant,
    provider: MockConfigEntry,
    infobip_simulator_now: InfobipSimulator,
) -> None:
    rows = await send_sms(
        hass,
        entity_id=notify_ids(hass, provider, "Anna", "Family"),
        to=[ANNA, BEN],
        message="Hello",
    )
    assert [row["to"] for row in rows] == [ANNA, BEN]
    assert len(infobip_simulator_now.requests_to("/text/advanced")) == 1


async def test_all_fields_reach_the_gateway(
    hass: HomeAssistant,
    provider: MockConfigEntry,
    infobip_simulator_now: InfobipSimulator,
) -> None:
    await send_sms(
        hass,
        entity_id=notify_ids(hass, provider, "Anna"),
        message="Günaydın",
        title="Ev",
        sender="HomeAlarm",
        validity="01:00:00",
        flash=True,
        language="tr",
        single_shift=True,
        locking_shift=False,
        transliteration="turkish",
    )
    [request] = infobip_simulator_now.requests_to("/text/advanced")
    [message] = request.body["messages"]
    assert message["text"] == "Ev\nGünaydın"
    assert message["from"] == "HomeAlarm"
    assert message["validityPeriod"] == 3_600_000
    assert message["flash"] is True
    assert message["language"]["languageCode"] == "TR"
    assert message["language"]["singleShift"] is True
    assert message["transliteration"] == "TURKISH"


async def test_with_a_response_only_a_total_failure_raises(
    hass: HomeAssistant, provider: MockConfigEntry
) -> None:
    with pytest.raises(HomeAssistantError, match="REJECTED_DESTINATION"):
        await send_sms(
            hass, entity_id=notify_ids(hass, provider, "Ruth"), message="Hello"
        )


async def test_without_a_response_one_failure_raises_and_names_it(
    hass: HomeAssistant, provider: MockConfigEntry
) -> None:
    with pytest.raises(HomeAssistantError, match="Ruth"):
        await hass.services.async_call(
            DOMAIN,
            "send_sms",
            {"entity_id": notify_ids(hass, provider), "message": "Hello"},
            blocking=True,
        )
    anna = state_of(hass, "notify", "01PROVIDER_id_anna_notify")
    assert anna.state != "unknown"
    assert state_of(hass, "notify", "01PROVIDER_id_ruth_notify").state == "unknown"


async def test_the_context_of_the_call_is_kept(
    hass: HomeAssistant, provider: MockConfigEntry
) -> None:
    context = Context()
    await hass.services.async_call(
        DOMAIN,
        "send_sms",
        {"entity_id": notify_ids(hass, provider, "Anna"), "message": "Hello"},
        blocking=True,
        context=context,
    )
    anna = state_of(hass, "notify", "01PROVIDER_id_anna_notify")
    assert anna.context.id == context.id


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"message": "  "}, "empty"),
        ({"message": "x" * 2000}, "2000 characters make 14 segments"),
        ({"message": "Hello", "sender": "TwelveLetter"}, "TwelveLetter"),
        ({"message": "Hello", "sender": "12"}, "sender"),
        ({"message": "Hello", "validity": {"hours": 49}}, "2880 minutes"),
        ({"message": "Hello", "transliteration": "klingon"}, "KLINGON"),
    ],
)
async def test_what_the_gateway_would_not_take_is_refused_before_sending(
    hass: HomeAssistant,
    provider: MockConfigEntry,
    infobip_simulator_now: InfobipSimulator,
    data: dict[str, object],
    words: str,
) -> None:
    with pytest.raises(ServiceValidationError, match=words):
        await send_sms(hass, entity_id=notify_ids(hass, provider, "Anna"), **data)
    await settle(hass)
    assert infobip_simulator_now.requests_to("/text/advanced") == []


async def test_a_word_that_is_no_field_is_refused(
    hass: HomeAssistant, provider: MockConfigEntry
) -> None:
    with pytest.raises(vol.Invalid):
        await send_sms(
            hass,
            entity_id=notify_ids(hass, provider, "Anna"),
            message="Hello",
            colour="red",
        )


async def test_the_senders_default_comes_from_the_options(
    infobip_simulator_now: InfobipSimulator, hass: HomeAssistant
) -> None:
    entry = infobip_entry(
        infobip_simulator_now, recipient("Anna", ANNA), options={"sender": "MyHome"}
    )
    await set_up(hass, entry)
    await send_sms(hass, entity_id=notify_ids(hass, entry), message="Hello")
    [request] = infobip_simulator_now.requests_to("/text/advanced")
    assert request.body["messages"][0]["from"] == "MyHome"
