"""Whom our own action reaches, and who may call it."""

from homeassistant.auth.models import Group
from homeassistant.auth.permissions.const import CAT_ENTITIES
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import (
    ServiceValidationError,
    Unauthorized,
    UnknownUser,
)
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    MockUser,
)

from custom_components.message_gateways.action_targets import AccountTargets
from custom_components.message_gateways.const import DOMAIN
from custom_components.message_gateways.engine.rows import Target
from custom_components.message_gateways.engine.store import StoreError
from custom_components.message_gateways.gateways.model import Channel, Content
from tests.integration.acting import refusal_of
from tests.integration.world import (
    ANNA,
    BEN,
    notify_ids,
    recipient,
    sandbox_entry,
    send_sms,
    set_up,
)
from tests.simulators.infobip.server import InfobipSimulator

pytestmark = pytest.mark.usefixtures("socket_enabled")


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


async def test_an_account_that_goes_while_it_is_looked_at_says_that_nothing_was_sent(
    provider: MockConfigEntry, simulator: InfobipSimulator, hass: HomeAssistant
) -> None:
    """It was loaded when the action found it; the thousandth time it is not later."""
    targets = AccountTargets(entry=provider)
    assert await hass.config_entries.async_unload(provider.entry_id)
    with pytest.raises(StoreError, match="closed"):
        await targets.account.send(
            Content(channel=Channel.SMS, text="Hello"), [Target(address=ANNA)]
        )
    assert simulator.messages == []


@pytest.mark.usefixtures("provider")
@pytest.mark.parametrize("action", ["send_sms", "find_messages"])
async def test_all_entities_are_refused_and_not_taken_for_none(
    hass: HomeAssistant, action: str
) -> None:
    """Only the numbers would be sent to, or nothing be found."""
    said = {"message": "Hello"} if action == "send_sms" else {}
    refusal = await refusal_of(hass, action, entity_id="all", to=[ANNA], **said)
    assert "all is not a recipient" in str(refusal)
