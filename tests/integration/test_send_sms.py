"""Messages through our own action: targets, refusals, responses, waiting."""

from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.auth.models import Group
from homeassistant.auth.permissions.const import CAT_ENTITIES
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import (
    HomeAssistantError,
    ServiceValidationError,
    Unauthorized,
    UnknownUser,
)
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    MockUser,
)
import voluptuous as vol

from custom_components.message_gateways.const import DOMAIN
from tests.integration.world import (
    ANNA,
    BEN,
    REFUSED,
    finish,
    infobip_entry,
    let_pass,
    notify_ids,
    recipient,
    sandbox_entry,
    send_sms,
    set_up,
    settle,
    state_of,
)
from tests.simulators.faults import Fault, FaultKind
from tests.simulators.infobip.server import InfobipSimulator

pytestmark = pytest.mark.usefixtures("socket_enabled")


@pytest.fixture
async def provider(
    infobip_simulator_now: InfobipSimulator, hass: HomeAssistant
) -> MockConfigEntry:
    """Return a loaded account with three recipients."""
    entry = infobip_entry(
        infobip_simulator_now,
        recipient("Anna", ANNA),
        recipient("Ruth", REFUSED),
        recipient("Family", ANNA, BEN),
    )
    await set_up(hass, entry)
    return entry


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


async def test_waiting_for_delivery_goes_on_when_it_is_delivered(
    hass: HomeAssistant, provider: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    call = hass.async_create_task(
        send_sms(
            hass,
            entity_id=notify_ids(hass, provider, "Anna"),
            message="Hello",
            wait_for="delivered",
        )
    )
    [row] = await finish(hass, freezer, call)
    assert row["status"] == "delivered"
    assert row["price"] == 0.01
    assert "timed_out" not in row


async def test_time_that_runs_out_is_told_and_cancels_nothing(
    hass: HomeAssistant, provider: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    call = {
        "entity_id": notify_ids(hass, provider, "Anna"),
        "wait_for": "delivered",
        "timeout": {"seconds": 3},
    }
    task = hass.async_create_task(send_sms(hass, message="Hello", **call))
    [row] = await finish(hass, freezer, task, step=1)
    assert row["timed_out"] is True
    assert row["status"] == "accepted"
    again = hass.async_create_task(
        hass.services.async_call(
            DOMAIN, "send_sms", {"message": "Hello again", **call}, blocking=True
        )
    )
    with pytest.raises(HomeAssistantError, match="0 of 1"):
        await finish(hass, freezer, again, step=1)
    await let_pass(hass, freezer, 30, step=5)
    assert state_of(hass, "sensor", "01PROVIDER_delivered").state == "2"


async def test_what_was_not_sent_is_no_error_and_says_queued(
    hass: HomeAssistant,
    provider: MockConfigEntry,
    infobip_simulator_now: InfobipSimulator,
) -> None:
    infobip_simulator_now.faults.add(
        Fault(kind=FaultKind.STATUS, path="/text/advanced", status=429, retry_after=7)
    )
    [row] = await send_sms(
        hass, entity_id=notify_ids(hass, provider, "Anna"), message="Hello"
    )
    assert (row["outcome"], row["status"]) == ("not_sent", "queued")
    assert row["error"]


async def test_a_gateway_that_wants_a_pause_gets_it(
    hass: HomeAssistant,
    provider: MockConfigEntry,
    infobip_simulator_now: InfobipSimulator,
    freezer: FrozenDateTimeFactory,
    caplog: pytest.LogCaptureFixture,
) -> None:
    infobip_simulator_now.faults.add(
        Fault(kind=FaultKind.STATUS, path="/text/advanced", status=429, retry_after=120)
    )
    await send_sms(hass, entity_id=notify_ids(hass, provider, "Anna"), message="Hello")
    await let_pass(hass, freezer, 110, step=10)
    assert len(infobip_simulator_now.requests_to("/text/advanced")) == 1
    await let_pass(hass, freezer, 30, step=10)
    assert len(infobip_simulator_now.requests_to("/text/advanced")) == 2
    assert len(infobip_simulator_now.messages) == 1
    assert "does not work" not in caplog.text


async def test_a_call_can_say_that_it_fails_at_once(
    hass: HomeAssistant,
    provider: MockConfigEntry,
    infobip_simulator_now: InfobipSimulator,
    freezer: FrozenDateTimeFactory,
) -> None:
    infobip_simulator_now.faults.add(
        Fault(kind=FaultKind.STATUS, path="/text/advanced", status=503, retry_after=1)
    )
    with pytest.raises(HomeAssistantError):
        await send_sms(
            hass,
            entity_id=notify_ids(hass, provider, "Anna"),
            message="Hello",
            fail_at_once=True,
        )
    await let_pass(hass, freezer, 600, step=60)
    assert infobip_simulator_now.messages == []


async def test_a_scheduled_message_waits_with_us(
    hass: HomeAssistant,
    provider: MockConfigEntry,
    infobip_simulator_now: InfobipSimulator,
    freezer: FrozenDateTimeFactory,
) -> None:
    at = dt_util.utcnow() + timedelta(minutes=30)
    [row] = await send_sms(
        hass,
        entity_id=notify_ids(hass, provider, "Anna"),
        message="Hello",
        schedule=at,
    )
    assert (row["outcome"], row["status"]) == (None, "queued")
    await let_pass(hass, freezer, 1700, step=100)
    assert infobip_simulator_now.messages == []
    await let_pass(hass, freezer, 200, step=50)
    assert len(infobip_simulator_now.messages) == 1


async def test_a_schedule_in_the_past_is_refused(
    hass: HomeAssistant, provider: MockConfigEntry
) -> None:
    with pytest.raises(ServiceValidationError, match="in the past"):
        await send_sms(
            hass,
            entity_id=notify_ids(hass, provider, "Anna"),
            message="Hello",
            schedule="2020-01-01 12:00:00",
        )


@pytest.mark.parametrize(
    ("to", "words"),
    [
        (447700900123, "quotation marks"),
        ("+4477", "can't exist"),
        ("water", "country code"),
    ],
)
async def test_a_number_that_is_not_possible_is_refused_with_what_to_change(
    hass: HomeAssistant, provider: MockConfigEntry, to: object, words: str
) -> None:
    with pytest.raises(ServiceValidationError, match=words):
        await send_sms(
            hass, config_entry_id=provider.entry_id, to=[to], message="Hello"
        )


async def test_a_number_in_national_writing_uses_the_country_of_home_assistant(
    hass: HomeAssistant, provider: MockConfigEntry
) -> None:
    hass.config.country = "GB"
    assert await hass.config_entries.async_reload(provider.entry_id)
    [row] = await send_sms(hass, to=["07700 900123"], message="Hello")
    assert row["to"] == ANNA


async def test_the_account_may_be_left_out_only_when_there_is_one(
    hass: HomeAssistant, provider: MockConfigEntry
) -> None:
    assert provider.state.recoverable is False or provider
    assert len(await send_sms(hass, to=[ANNA], message="Hello")) == 1
    await set_up(hass, sandbox_entry())
    with pytest.raises(ServiceValidationError):
        await send_sms(hass, to=[ANNA], message="Hello")


async def test_recipients_of_several_accounts_are_reached_by_one_call(
    hass: HomeAssistant, provider: MockConfigEntry
) -> None:
    other = sandbox_entry(recipient("Carol", BEN))
    await set_up(hass, other)
    rows = await send_sms(
        hass,
        entity_id=notify_ids(hass, provider, "Anna") + notify_ids(hass, other),
        message="Hello",
    )
    assert {row["account"]: row["outcome"] for row in rows} == {
        "Provider": "accepted",
        "Sandbox": "accepted",
    }


async def test_a_device_stands_for_its_notify_entity(
    hass: HomeAssistant, provider: MockConfigEntry
) -> None:
    [target] = notify_ids(hass, provider, "Anna")
    registered = er.async_get(hass).async_get(target)
    assert registered is not None
    rows = await send_sms(hass, device_id=[registered.device_id], message="Hello")
    assert [row["recipient"] for row in rows] == ["Anna"]


async def test_what_is_foreign_missing_or_disabled_is_refused_by_name(
    hass: HomeAssistant, provider: MockConfigEntry
) -> None:
    hass.states.async_set("light.kitchen", "on")
    [anna] = notify_ids(hass, provider, "Anna")
    status = er.async_get(hass).async_get_entity_id(
        "sensor", DOMAIN, "01PROVIDER_id_anna_last_delivery_status"
    )
    for target in ("light.kitchen", "notify.nobody", status):
        with pytest.raises(ServiceValidationError, match=str(target)):
            await send_sms(hass, entity_id=[anna, target], message="Hello")
    for kind in ("device_id", "area_id", "floor_id", "label_id"):
        with pytest.raises(ServiceValidationError, match="nowhere"):
            await send_sms(hass, **{kind: ["nowhere"]}, message="Hello")
    with pytest.raises(ServiceValidationError, match="Nobody"):
        await send_sms(hass, message="Hello")
    er.async_get(hass).async_update_entity(
        anna, disabled_by=er.RegistryEntryDisabler.USER
    )
    with pytest.raises(ServiceValidationError, match=anna):
        await send_sms(hass, entity_id=[anna], message="Hello")


async def test_an_account_that_is_not_loaded_is_refused_by_name(
    hass: HomeAssistant, provider: MockConfigEntry
) -> None:
    [anna] = notify_ids(hass, provider, "Anna")
    assert await hass.config_entries.async_unload(provider.entry_id)
    with pytest.raises(ServiceValidationError, match=anna):
        await send_sms(hass, entity_id=[anna], message="Hello")
    with pytest.raises(ServiceValidationError):
        await send_sms(
            hass, config_entry_id=provider.entry_id, to=[ANNA], message="Hello"
        )


async def test_a_caller_without_permission_sends_nothing(
    hass: HomeAssistant,
    provider: MockConfigEntry,
    infobip_simulator_now: InfobipSimulator,
    hass_read_only_user: MockUser,
) -> None:
    call = {"entity_id": notify_ids(hass, provider, "Anna"), "message": "Hello"}
    with pytest.raises(Unauthorized):
        await hass.services.async_call(
            DOMAIN,
            "send_sms",
            call,
            blocking=True,
            context=Context(user_id=hass_read_only_user.id),
        )
    with pytest.raises(UnknownUser):
        await hass.services.async_call(
            DOMAIN, "send_sms", call, blocking=True, context=Context(user_id="nobody")
        )
    with pytest.raises(Unauthorized):
        await hass.services.async_call(
            DOMAIN,
            "send_sms",
            {"config_entry_id": provider.entry_id, "to": [ANNA], "message": "Hello"},
            blocking=True,
            context=Context(user_id=hass_read_only_user.id),
        )
    assert infobip_simulator_now.messages == []


async def test_a_caller_may_send_to_what_they_may_control(
    hass: HomeAssistant, provider: MockConfigEntry
) -> None:
    [anna] = notify_ids(hass, provider, "Anna")
    [ruth] = notify_ids(hass, provider, "Ruth")
    group = Group(
        id="family",
        name="Family",
        policy={CAT_ENTITIES: {"entity_ids": {anna: True}}},
    )
    user = MockUser(groups=[group]).add_to_hass(hass)
    context = Context(user_id=user.id)
    await hass.services.async_call(
        DOMAIN,
        "send_sms",
        {"entity_id": anna, "message": "Hello"},
        blocking=True,
        context=context,
    )
    with pytest.raises(Unauthorized):
        await hass.services.async_call(
            DOMAIN,
            "send_sms",
            {"entity_id": ruth, "message": "Hello"},
            blocking=True,
            context=context,
        )


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
