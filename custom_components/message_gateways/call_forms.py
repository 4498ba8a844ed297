"""The part of a form that is about calls: how a text is spoken, which keys count."""

from collections.abc import Mapping
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import section
from homeassistant.helpers.selector import (
    LanguageSelector,
    LanguageSelectorConfig,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
)
import voluptuous as vol

from .const import (
    CONF_KEYS,
    CONF_SPEECH_ENGINE,
    CONF_SPEECH_LANGUAGE,
    CONF_SPEECH_VOICE,
)
from .engine.speech import TTS, Speech
from .gateways.info import GatewayInfo
from .gateways.model import KeyPresses

SECTION_CALLS = "calls"
SPEECH_FIELDS = (CONF_SPEECH_ENGINE, CONF_SPEECH_LANGUAGE, CONF_SPEECH_VOICE)
CALL_FIELDS = (*SPEECH_FIELDS, CONF_KEYS)


def speech_of(values: Mapping[str, Any]) -> Speech | None:
    """Read how a text is spoken from what is stored; None where nothing was chosen."""
    engine, language, voice = (values.get(key) or None for key in SPEECH_FIELDS)
    if engine is None and language is None and voice is None:
        return None
    return Speech(engine=engine, language=language, voice=voice)


def keys_of(values: Mapping[str, Any]) -> KeyPresses | None:
    """Read how many keys are waited for; None where none are."""
    digits = int(values.get(CONF_KEYS) or 0)
    return KeyPresses(digits=digits) if digits else None


def call_section(
    hass: HomeAssistant, info: GatewayInfo, *, asks_for_keys: bool = False
) -> dict[vol.Marker, Any]:
    """Return the section on calls, where a gateway plays what is spoken."""
    if not any(channel.speech for channel in info.channels.values()):
        return {}
    engines, languages = _choices(hass)
    fields: dict[vol.Marker, Any] = {
        vol.Optional(CONF_SPEECH_ENGINE): SelectSelector(
            SelectSelectorConfig(
                options=engines, mode=SelectSelectorMode.DROPDOWN, custom_value=True
            )
        ),
        vol.Optional(CONF_SPEECH_LANGUAGE): LanguageSelector(
            LanguageSelectorConfig(languages=languages)
        ),
        vol.Optional(CONF_SPEECH_VOICE): TextSelector(),
    }
    limits = [channel.keys for channel in info.channels.values() if channel.keys]
    if asks_for_keys and limits:
        fields[vol.Required(CONF_KEYS, default=0)] = vol.All(
            NumberSelector(
                NumberSelectorConfig(
                    min=0,
                    max=max(limit.digits for limit in limits),
                    step=1,
                    mode=NumberSelectorMode.BOX,
                )
            ),
            vol.Coerce(int),
        )
    return {
        vol.Optional(SECTION_CALLS): section(vol.Schema(fields), {"collapsed": True})
    }


def _choices(hass: HomeAssistant) -> tuple[list[SelectOptionDict], list[str]]:
    """Return the engines that are there, and the languages they speak."""
    if TTS not in hass.config.components:
        return [], []
    # What it needs is not there in a Home Assistant that never loads it.
    from homeassistant.components import tts  # noqa: PLC0415 - see above

    engines = [
        SelectOptionDict(value=state.entity_id, label=state.name)
        for state in hass.states.async_all(TTS)
    ]
    engines += [
        SelectOptionDict(value=key, label=provider.name or key)
        for key, provider in hass.data[tts.DATA_TTS_MANAGER].providers.items()
    ]
    return engines, sorted(tts.async_get_text_to_speech_languages(hass))
