"""Assist's sentences come and go with the accounts; the intent is there for others."""

from typing import Any

from homeassistant.components.conversation import get_agent_manager
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import intent, llm
from homeassistant.setup import async_setup_component
import probatio
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    MockUser,
    async_mock_service,
)

from custom_components.message_gateways.assist_phrases import SENTENCES
from custom_components.message_gateways.intent import INTENT_SEND_MESSAGE
from tests.integration.assist import expose, response_to, say, set_up_assist, spoken
from tests.integration.world import (
    ANNA,
    BEN,
    recipient,
    sandbox_entry,
    set_up,
    settle,
    state_of,
)

ON_ITS_WAY = "The message to Anna is on its way."
TOOL = f"message_gateways__{INTENT_SEND_MESSAGE}"
OURS = [each for sentences in SENTENCES.values() for each in sentences]


async def account(hass: HomeAssistant, *names: str) -> MockConfigEntry:
    """Set up an account, Anna's and Ben's if no other names are given."""
    entry = sandbox_entry(
        *(recipient(name, ANNA) for name in names or ("Anna", "Ben")),
        recipient("Island", "+447700900041"),
        recipient("Ghost", "+447700900020"),
    )
    await set_up(hass, entry)
    return entry


def sentences(hass: HomeAssistant) -> list[str]:
    """Return the sentences that the agent knows besides its own."""
    return get_agent_manager(hass).trigger_sentences


async def test_the_agent_may_come_after_the_accounts(hass: HomeAssistant) -> None:
    assert await async_setup_component(hass, "homeassistant", {})
    entry = await account(hass)
    assert "conversation" not in hass.config.components
    await set_up_assist(hass)
    assert sentences(hass) == OURS
    expose(hass, entry)
    assert await say(hass, "text Anna that all is well") == ON_ITS_WAY


async def test_the_accounts_may_come_after_the_agent(hass: HomeAssistant) -> None:
    await set_up_assist(hass)
    assert sentences(hass) == []
    expose(hass, await account(hass))
    assert sentences(hass) == OURS
    assert await say(hass, "text Anna that all is well") == ON_ITS_WAY


async def test_an_agent_that_comes_after_the_last_account_learns_nothing(
    hass: HomeAssistant,
) -> None:
    assert await async_setup_component(hass, "homeassistant", {})
    entry = await account(hass)
    await hass.config_entries.async_unload(entry.entry_id)
    await set_up_assist(hass)
    assert sentences(hass) == []
    await hass.config_entries.async_setup(entry.entry_id)
    assert sentences(hass) == OURS


async def test_the_sentences_go_with_the_last_account(hass: HomeAssistant) -> None:
    await set_up_assist(hass)
    first = await account(hass)
    second = sandbox_entry(recipient("Cleo", BEN), entry_id="01SECOND", title="Second")
    await set_up(hass, second)
    expose(hass, first)
    expose(hass, second)
    assert sentences(hass) == OURS
    await hass.config_entries.async_unload(first.entry_id)
    assert sentences(hass) == OURS
    answer = await say(hass, "text Anna that all is well")
    assert answer.startswith("I know nobody called Anna.")
    await hass.config_entries.async_remove(second.entry_id)
    assert sentences(hass) == []
    response = await response_to(hass, "text Anna that all is well")
    assert response.error_code is intent.IntentResponseErrorCode.NO_INTENT_MATCH


async def test_a_reload_doubles_nothing(hass: HomeAssistant) -> None:
    await set_up_assist(hass)
    entry = await account(hass)
    expose(hass, entry)
    await hass.config_entries.async_reload(entry.entry_id)
    await settle(hass)
    assert sentences(hass) == OURS
    assert await say(hass, "text Anna that all is well") == ON_ITS_WAY
    assert state_of(hass, "sensor", "01SANDBOX_sent").state == "1"


async def test_the_sentences_of_others_are_left_alone(hass: HomeAssistant) -> None:
    await set_up_assist(hass)
    calls = async_mock_service(hass, "test", "automation")
    assert await async_setup_component(
        hass,
        "automation",
        {
            "automation": {
                "triggers": {"trigger": "conversation", "command": ["good night"]},
                "actions": {"action": "test.automation"},
            }
        },
    )
    entry = await account(hass)
    await hass.config_entries.async_unload(entry.entry_id)
    assert sentences(hass) == ["good night"]
    await say(hass, "good night")
    assert len(calls) == 1


async def test_the_action_of_assist_answers_likewise(
    hass: HomeAssistant, hass_admin_user: MockUser
) -> None:
    await set_up_assist(hass)
    expose(hass, await account(hass))
    response = await hass.services.async_call(
        "conversation",
        "process",
        {"text": "Text Anna that all is well"},
        blocking=True,
        return_response=True,
        context=Context(user_id=hass_admin_user.id),
    )
    answer: Any = response
    assert answer["response"]["speech"]["plain"]["speech"] == ON_ITS_WAY


async def handle(hass: HomeAssistant, name: str, **slots: str) -> intent.IntentResponse:
    """Have the intent handled."""
    return await intent.async_handle(
        hass,
        "test",
        INTENT_SEND_MESSAGE,
        {
            key: {"value": value}
            for key, value in {"name": name, "message": "All is well", **slots}.items()
        },
    )


async def test_the_intent_answers_with_what_became_of_the_message(
    hass: HomeAssistant,
) -> None:
    await set_up_assist(hass)
    expose(hass, await account(hass))
    good = await handle(hass, "anna")
    assert spoken(good) == ON_ITS_WAY
    assert good.error_code is None
    assert [each.id for each in good.success_results] == ["notify.anna"]
    queued = await handle(hass, "Island")
    assert "It waits" in spoken(queued)
    assert queued.error_code is None


@pytest.mark.parametrize(
    ("name", "code", "opening"),
    [
        ("Ghost", "failed_to_handle", "The message to Ghost was not sent: "),
        ("Dora", "no_valid_targets", "I know nobody called Dora."),
    ],
)
async def test_the_intent_ends_as_an_error_when_nothing_was_sent(
    hass: HomeAssistant, name: str, code: str, opening: str
) -> None:
    await set_up_assist(hass)
    expose(hass, await account(hass))
    response = await handle(hass, name)
    assert response.error_code == code
    assert spoken(response).startswith(opening)


async def test_an_intent_without_a_message_is_refused(hass: HomeAssistant) -> None:
    await set_up_assist(hass)
    expose(hass, await account(hass))
    with pytest.raises(intent.InvalidSlotInfo):
        await handle(hass, "Anna", message=" ")


async def test_the_intent_is_registered_once(
    hass: HomeAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    await set_up_assist(hass)
    entry = await account(hass)
    await hass.config_entries.async_reload(entry.entry_id)
    await settle(hass)
    types = [handler.intent_type for handler in intent.async_get(hass)]
    assert types.count(INTENT_SEND_MESSAGE) == 1
    assert "is being overwritten" not in caplog.text


def asked_by_a_model(context: Context | None = None) -> llm.LLMContext:
    """Describe the request of a language model."""
    return llm.LLMContext(
        platform="test",
        context=context or Context(),
        language="en",
        assistant="conversation",
        device_id=None,
    )


async def tools(hass: HomeAssistant, api: str = "assist") -> dict[str, llm.Tool]:
    """Return what language models are offered."""
    instance = await llm.async_get_api(hass, api, asked_by_a_model())
    return {tool.name: tool for tool in instance.tools}


async def test_a_model_is_offered_the_tool_with_the_names_that_are_exposed(
    hass: HomeAssistant,
) -> None:
    await set_up_assist(hass)
    entry = await account(hass)
    assert TOOL not in await tools(hass)
    expose(hass, entry, "Anna", "Ben")
    tool = (await tools(hass))[TOOL]
    schema: Any = probatio.to_openapi(
        tool.parameters, custom_serializer=llm.selector_serializer
    )
    assert schema["required"] == ["name", "message"]
    assert schema["properties"]["name"]["enum"] == ["Anna", "Ben"]
    assert schema["properties"]["message"]["type"] == "string"
    expose(hass, entry, should_expose=False)
    assert TOOL not in await tools(hass)


async def test_a_model_is_offered_nothing_without_an_account(
    hass: HomeAssistant,
) -> None:
    await set_up_assist(hass)
    entry = await account(hass)
    expose(hass, entry)
    await hass.config_entries.async_unload(entry.entry_id)
    assert TOOL not in await tools(hass)


async def test_a_model_sends_and_is_told_what_became_of_it(hass: HomeAssistant) -> None:
    await set_up_assist(hass)
    expose(hass, await account(hass))
    instance = await llm.async_get_api(hass, "assist", asked_by_a_model())

    async def call(name: str) -> Any:
        result = await instance.async_call_tool(
            llm.ToolInput(TOOL, {"name": name, "message": "All is well"})
        )
        return result.data

    data = await call("Anna")
    assert data["speech"]["plain"]["speech"] == ON_ITS_WAY
    assert data["response_type"] == "action_done"
    data = await call("Ghost")
    assert "was not sent" in data["speech"]["plain"]["speech"]
    assert data["response_type"] == "error"


async def test_a_model_can_not_send_for_a_user_who_may_not(
    hass: HomeAssistant, hass_read_only_user: MockUser
) -> None:
    await set_up_assist(hass)
    expose(hass, await account(hass))
    context = Context(user_id=hass_read_only_user.id)
    instance = await llm.async_get_api(hass, "assist", asked_by_a_model(context))
    result = await instance.async_call_tool(
        llm.ToolInput(TOOL, {"name": "Anna", "message": "All is well"})
    )
    speech: Any = result.data["speech"]
    assert speech["plain"]["speech"] == "You are not allowed to send messages to Anna."
    assert state_of(hass, "sensor", "01SANDBOX_sent").state == "0"
