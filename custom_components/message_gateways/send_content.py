"""Make of a sending action's fields what goes out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from homeassistant.components.notify import ATTR_MESSAGE, ATTR_TITLE
from homeassistant.core import ServiceCall
from homeassistant.exceptions import ServiceValidationError

from .const import DOMAIN
from .engine.account import Account
from .engine.media import async_document, async_sound
from .engine.speech import Speech
from .engine.watchers import Goal
from .failures import needs_another, not_together
from .gateways.errors import InvalidInputError
from .gateways.info import ChannelInfo
from .gateways.model import Channel, Content, KeyPresses
from .sending_fields import (
    ATTR_ANSWER_TIME,
    ATTR_ATTACHMENTS,
    ATTR_BINARY,
    ATTR_CARRIER,
    ATTR_DATA_CODING,
    ATTR_ENGINE,
    ATTR_ESM_CLASS,
    ATTR_FIRST_KEY_TIME,
    ATTR_FLAGS,
    ATTR_FLASH,
    ATTR_GATEWAY_ACCOUNT,
    ATTR_HAND_OVER,
    ATTR_HTML,
    ATTR_KEYS,
    ATTR_LABEL,
    ATTR_LANGUAGE,
    ATTR_LOCKING_SHIFT,
    ATTR_LONGEST_CALL,
    ATTR_MEDIA,
    ATTR_MERGE,
    ATTR_NEXT_KEY_TIME,
    ATTR_NOTE,
    ATTR_NOTICE,
    ATTR_RECIPIENT_TIME_ZONE,
    ATTR_SCHEDULE,
    ATTR_SENDER,
    ATTR_SINGLE_SHIFT,
    ATTR_SMS_FALLBACK,
    ATTR_SUBJECT,
    ATTR_TIMEOUT,
    ATTR_TRANSLITERATION,
    ATTR_TRIES,
    ATTR_VALIDITY,
    ATTR_VOICE,
    ATTR_WAIT_FOR,
    NAMES_IN_CONTENT,
)

_AS_WRITTEN = (
    ATTR_MESSAGE,
    ATTR_TITLE,
    ATTR_SUBJECT,
    ATTR_HTML,
    ATTR_SENDER,
    ATTR_VALIDITY,
    ATTR_FLASH,
    ATTR_SINGLE_SHIFT,
    ATTR_LOCKING_SHIFT,
    ATTR_BINARY,
    ATTR_DATA_CODING,
    ATTR_ESM_CLASS,
    ATTR_CARRIER,
    ATTR_FLAGS,
    ATTR_SMS_FALLBACK,
    ATTR_NOTE,
    ATTR_LABEL,
    ATTR_MERGE,
    ATTR_NOTICE,
    ATTR_TRIES,
    ATTR_GATEWAY_ACCOUNT,
    ATTR_RECIPIENT_TIME_ZONE,
)
# Home Assistant wants choices in small letters, gateways have capital ones.
_IN_CAPITALS = (ATTR_LANGUAGE, ATTR_TRANSLITERATION)
_KEY_TIMES = {
    ATTR_ANSWER_TIME: "answer",
    ATTR_FIRST_KEY_TIME: "first_digit",
    ATTR_NEXT_KEY_TIME: "between_digits",
    ATTR_LONGEST_CALL: "call",
}
_OF_SPEECH = (ATTR_ENGINE, ATTR_LANGUAGE, ATTR_VOICE)
# What a text needs, and nothing else can have.
_NOT_BESIDE = {
    ATTR_MEDIA: (ATTR_MESSAGE, ATTR_TITLE, *_OF_SPEECH),
    ATTR_BINARY: (
        ATTR_MESSAGE,
        ATTR_TITLE,
        ATTR_LANGUAGE,
        ATTR_SINGLE_SHIFT,
        ATTR_LOCKING_SHIFT,
        ATTR_TRANSLITERATION,
        ATTR_MERGE,
    ),
}
_ONLY_WITH = {
    ATTR_DATA_CODING: ATTR_BINARY,
    ATTR_ESM_CLASS: ATTR_BINARY,
    ATTR_SINGLE_SHIFT: ATTR_LANGUAGE,
    ATTR_LOCKING_SHIFT: ATTR_LANGUAGE,
    ATTR_TIMEOUT: ATTR_WAIT_FOR,
}
_NAMES_IN_ACTIONS = {inside: name for name, inside in NAMES_IN_CONTENT.items()} | {
    "text": ATTR_MESSAGE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a call wants to send, whatever the account.

    `send_at` hands the schedule over to the gateway.
    """

    channel: Channel
    data: Mapping[str, Any]
    send_at: datetime | None = None

    @property
    def keys(self) -> KeyPresses | None:
        """Return what is asked of whoever is called, if the call says so."""
        times = {
            name: self.data[key] for key, name in _KEY_TIMES.items() if key in self.data
        }
        digits = self.data.get(ATTR_KEYS, 0)
        return KeyPresses(digits=digits, **times) if digits or times else None

    @property
    def waits_for_key(self) -> bool:
        """Tell whether the call goes on only when a key was pressed."""
        return self.data.get(ATTR_WAIT_FOR) == Goal.ANSWERED_KEY

    @property
    def speech(self) -> Speech | None:
        """Return how the text is to be spoken, if the call says so."""
        if self.channel is not Channel.VOICE:
            return None
        engine, language, voice = (self.data.get(key) for key in _OF_SPEECH)
        if engine is None and language is None and voice is None:
            return None
        return Speech(engine=engine, language=language, voice=voice)

    def name_of(self, field: str) -> str:
        """Return what the call says of a field of a content, or would say."""
        if field == ATTR_KEYS:
            asking = (ATTR_KEYS, *_KEY_TIMES, ATTR_WAIT_FOR)
            return next((each for each in asking if each in self.data), ATTR_KEYS)
        return _NAMES_IN_ACTIONS.get(field, field)


def wanted(
    channel: Channel, call: ServiceCall, scheduled_at: datetime | None
) -> Wanted:
    """Read what a call wants to send; refuses what can't go together."""
    data = call.data
    _check_together(channel, data)
    send_at = None
    if data[ATTR_HAND_OVER]:
        if scheduled_at is None:
            raise _refusal("hand_over_needs_schedule")
        send_at = scheduled_at
        if data.get(ATTR_RECIPIENT_TIME_ZONE):
            # What was written is what the clock says there.
            send_at = data[ATTR_SCHEDULE].replace(tzinfo=None)
    elif data.get(ATTR_RECIPIENT_TIME_ZONE):
        raise _refusal("recipient_time_zone_needs_hand_over")
    return Wanted(channel=channel, data=data, send_at=send_at)


async def async_content(
    call: ServiceCall, what: Wanted, account: Account, books: tuple[str, ...]
) -> Content:
    """Return what an account is to send; raises InvalidInputError.

    Documents and sound are made here as the account's gateway takes them.
    """
    data, channel = what.data, account.info.channels.get(what.channel)
    values: dict[str, Any] = {
        NAMES_IN_CONTENT.get(key, key): data[key] for key in _AS_WRITTEN if key in data
    }
    if what.channel is Channel.SMS:
        values |= {key: data[key].upper() for key in _IN_CAPITALS if key in data}
    content = Content(
        channel=what.channel, send_at=what.send_at, address_books=books, **values
    )
    if channel is None:
        # Refused in the words of all channels.
        return content
    if what.speech and not _speaks(channel, account):
        said = next(each for each in _OF_SPEECH if data.get(each) is not None)
        raise _not_offered(said, account)
    if sources := data.get(ATTR_ATTACHMENTS):
        types = channel.attachment_types
        documents = [
            await async_document(call.hass, source, types=types, context=call.context)
            for source in sources
        ]
        content = replace(content, attachments=tuple(documents))
    if source := data.get(ATTR_MEDIA):
        audio = await async_sound(call.hass, source, context=call.context)
        content = replace(content, audio=audio)
    return content


def _speaks(channel: ChannelInfo, account: Account) -> bool:
    """Tell whether Home Assistant speaks the texts of a channel."""
    itself = channel.own_speech is not None and account.settings.speaks_itself
    return channel.speech and not itself


def _not_offered(field: str, account: Account) -> InvalidInputError:
    """Name a field that the gateway of an account can't honour."""
    return InvalidInputError(
        "field_not_offered", field=field, gateway=account.info.name
    )


def _check_together(channel: Channel, data: Mapping[str, Any]) -> None:
    """Refuse by name what would do nothing beside what else is asked for."""
    for field, others in _NOT_BESIDE.items():
        for other in others:
            if data.get(field) and data.get(other):
                raise not_together(field, other)
    for field, other in _ONLY_WITH.items():
        if _asked(data.get(field)) and not data.get(other):
            raise needs_another(field, other)
    # A table of characters; a language to speak needs nothing.
    if channel is Channel.SMS and data.get(ATTR_LANGUAGE) and not _shifts(data):
        raise needs_another(ATTR_LANGUAGE, ATTR_SINGLE_SHIFT)


def _asked(value: object) -> bool:
    """Tell whether a call asks for something; the number 0 is something."""
    return value is not None and value is not False


def _shifts(data: Mapping[str, Any]) -> bool:
    """Tell whether a call uses the table of a language."""
    return bool(data.get(ATTR_SINGLE_SHIFT) or data.get(ATTR_LOCKING_SHIFT))


def _refusal(key: str) -> ServiceValidationError:
    """Say what can't go together."""
    return ServiceValidationError(translation_domain=DOMAIN, translation_key=key)
