"""The sentences of Assist: known to its agent while there is an account."""

from homeassistant.core import CALLBACK_TYPE, Context, HomeAssistant, callback
from homeassistant.setup import async_when_setup
from homeassistant.util.hass_dict import HassKey

from .assist import ASSISTANT, async_send_spoken
from .assist_answers import Saying, async_said
from .assist_names import recipients_called
from .assist_phrases import SENTENCES, understand
from .const import DOMAIN

CONVERSATION = "conversation"
DATA_SENTENCES: HassKey[Sentences] = HassKey(f"{DOMAIN}_sentences")


@callback
def async_setup_sentences(hass: HomeAssistant) -> None:
    """Wait for the conversation agent, which may come later or never."""
    sentences = hass.data[DATA_SENTENCES] = Sentences(hass)
    async_when_setup(hass, CONVERSATION, sentences.async_agent_is_there)


class Sentences:
    """Register the sentences with the first account, and remove them with the last."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Know of no agent and no account yet."""
        self._hass = hass
        self._agent = False
        self._accounts = 0
        self._unregister: CALLBACK_TYPE | None = None

    async def async_agent_is_there(self, _hass: HomeAssistant, _component: str) -> None:
        """Register what waited for the agent."""
        self._agent = True
        self._update()

    @callback
    def async_account_loaded(self) -> CALLBACK_TYPE:
        """Count an account until the returned function is called."""
        self._accounts += 1
        self._update()
        return self._account_unloaded

    @callback
    def _account_unloaded(self) -> None:
        """Count an account no more."""
        self._accounts -= 1
        self._update()

    @callback
    def _update(self) -> None:
        """Bring the agent up to date."""
        if self._unregister and not self._accounts:
            self._unregister()
            self._unregister = None
        elif self._agent and self._accounts and not self._unregister:
            self._unregister = self._register()

    @callback
    def _register(self) -> CALLBACK_TYPE:
        """Register the sentences; returns what removes them."""
        # What it needs is not there in a Home Assistant that never loads it.
        from homeassistant.components.conversation import (  # noqa: PLC0415 - see above
            ConversationInput,
            get_agent_manager,
        )

        async def answer(spoken: ConversationInput, _result: object) -> str:
            """Read the sentence itself, since the agent drops all punctuation."""
            return await self._async_answer(
                spoken.text, spoken.context, spoken.language
            )

        return get_agent_manager(self._hass).register_trigger(
            [each for sentences in SENTENCES.values() for each in sentences], answer
        )

    async def _async_answer(self, text: str, context: Context, language: str) -> str:
        """Send what a sentence asks for, and say what became of it."""
        spoken = understand(
            text, lambda name: bool(recipients_called(self._hass, ASSISTANT, name))
        )
        if spoken is None:
            return await async_said(self._hass, language, Saying.NOT_UNDERSTOOD)
        answer = await async_send_spoken(
            self._hass,
            name=spoken.name,
            message=spoken.message,
            context=context,
            language=language,
        )
        return answer.speech
