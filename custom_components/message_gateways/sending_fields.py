"""The fields of the sending actions, and what they are called in a content."""

from collections.abc import Callable
from datetime import timedelta
from operator import itemgetter
from typing import Any

from homeassistant.components.notify import ATTR_MESSAGE, ATTR_TITLE
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import VolDictType
import voluptuous as vol

from .engine.watchers import Goal

ATTR_CONFIG_ENTRY_ID = "config_entry_id"
ATTR_TO = "to"
ATTR_SCHEDULE = "schedule"
ATTR_HAND_OVER = "hand_over"
ATTR_RECIPIENT_TIME_ZONE = "recipient_time_zone"
ATTR_GIVE_UP_AFTER = "give_up_after"
ATTR_FAIL_AT_ONCE = "fail_at_once"
ATTR_CRITICAL = "critical"
ATTR_WAIT_FOR = "wait_for"
ATTR_TIMEOUT = "timeout"
ATTR_REFERENCE = "reference"
ATTR_DRY_RUN = "dry_run"

ATTR_SENDER = "sender"
ATTR_VALIDITY = "validity"
ATTR_FLASH = "flash"
ATTR_LANGUAGE = "language"
ATTR_SINGLE_SHIFT = "single_shift"
ATTR_LOCKING_SHIFT = "locking_shift"
ATTR_TRANSLITERATION = "transliteration"
ATTR_BINARY = "binary"
ATTR_DATA_CODING = "data_coding"
ATTR_ESM_CLASS = "esm_class"
ATTR_CARRIER = "carrier"
ATTR_FLAGS = "flags"
ATTR_SMS_FALLBACK = "sms_fallback"
ATTR_NOTE = "note"
ATTR_LABEL = "label"
ATTR_MERGE = "merge"
ATTR_NOTICE = "notice"
ATTR_ADDRESS_BOOKS = "address_books"
ATTR_TRIES = "tries"
ATTR_GATEWAY_ACCOUNT = "gateway_account"
ATTR_SUBJECT = "subject"
ATTR_HTML = "html"
ATTR_ATTACHMENTS = "attachments"
ATTR_MEDIA = "media"
ATTR_ENGINE = "engine"
ATTR_VOICE = "voice"
ATTR_KEYS = "keys"
ATTR_ANSWER_TIME = "answer_time"
ATTR_FIRST_KEY_TIME = "first_key_time"
ATTR_NEXT_KEY_TIME = "next_key_time"
ATTR_LONGEST_CALL = "longest_call"

# What a content calls them, where that is another word.
NAMES_IN_CONTENT = {
    ATTR_MESSAGE: "text",
    ATTR_SUBJECT: "title",
    ATTR_MEDIA: "audio",
    ATTR_HAND_OVER: "send_at",
    ATTR_NOTE: "optional",
}

MOST_BINARY = 255 * 140
LONGEST_REFERENCE = 255


def _time(written: object) -> timedelta:
    """Take a time that is not negative, and not beyond all times."""
    try:
        found: timedelta = cv.positive_time_period(written)
    except OverflowError:
        raise vol.Invalid("that is too long") from None
    return found


def _some_time(longest: timedelta) -> Callable[[Any], timedelta]:
    """Take a time of more than none, and no more than the longest."""
    return vol.All(
        _time,
        vol.Range(min=timedelta(), min_included=False, max=longest),
    )


def _octets(written: object) -> bytes:
    """Read bytes that are written as hexadecimal digits."""
    if not isinstance(written, str):
        # Which digits it had is lost: 0010 was made 8, or 10.
        raise vol.Invalid("bytes go in quotation marks, with spaces in a template")
    try:
        octets = bytes.fromhex(written)
    except ValueError:
        raise vol.Invalid("two hexadecimal digits are needed for each byte") from None
    if not 0 < len(octets) <= MOST_BINARY:
        raise vol.Invalid(f"1 to {MOST_BINARY} bytes are possible")
    return octets


def said(written: object) -> str:
    """Take a text that says something."""
    found: str = cv.string(written)
    if not found.strip():
        raise vol.Invalid("it is empty; leave it out instead")
    return found


# Any type, so that a number that YAML or a template made an integer gets a helpful
# refusal; a list of one, since only a list keeps a template from doing that.
ONE_NUMBER = vol.All(cv.ensure_list, [object], vol.Length(min=1, max=1), itemgetter(0))
# As the selector gives it, or as somebody writes it.
_MEDIUM = vol.Any(
    cv.string,
    vol.All(
        vol.Schema(
            {vol.Required("media_content_id"): cv.string}, extra=vol.ALLOW_EXTRA
        ),
        itemgetter("media_content_id"),
    ),
)
_OCTET = vol.All(vol.Coerce(int), vol.Range(min=0, max=255))

_COMMON: VolDictType = {
    **cv.ENTITY_SERVICE_FIELDS,
    vol.Optional(ATTR_CONFIG_ENTRY_ID): cv.string,
    # Any type, so that a number that YAML made an integer gets a helpful refusal.
    vol.Optional(ATTR_TO): vol.All(cv.ensure_list, [object]),
    vol.Optional(ATTR_SCHEDULE): cv.datetime,
    vol.Optional(ATTR_HAND_OVER, default=False): cv.boolean,
    vol.Optional(ATTR_GIVE_UP_AFTER): _some_time(timedelta(days=7)),
    vol.Optional(ATTR_FAIL_AT_ONCE): cv.boolean,
    vol.Optional(ATTR_CRITICAL, default=False): cv.boolean,
    vol.Optional(ATTR_TIMEOUT): _some_time(timedelta(hours=24)),
    vol.Optional(ATTR_REFERENCE): vol.All(
        cv.string, vol.Length(min=1, max=LONGEST_REFERENCE)
    ),
    vol.Optional(ATTR_DRY_RUN, default=False): cv.boolean,
    vol.Optional(ATTR_LABEL): cv.string,
    vol.Optional(ATTR_TRIES): vol.Coerce(int),
    vol.Optional(ATTR_GATEWAY_ACCOUNT): said,
}
_WAIT: VolDictType = {
    vol.Optional(ATTR_WAIT_FOR): vol.In([Goal.ACCEPTED.value, Goal.DELIVERED.value]),
}
_BOOKS: VolDictType = {
    vol.Optional(ATTR_ADDRESS_BOOKS): vol.All(cv.ensure_list, [cv.string]),
}

SMS_FIELDS: VolDictType = {
    **_COMMON,
    **_WAIT,
    **_BOOKS,
    vol.Optional(ATTR_MESSAGE): cv.string,
    vol.Optional(ATTR_BINARY): _octets,
    vol.Optional(ATTR_TITLE): cv.string,
    vol.Optional(ATTR_SENDER): said,
    vol.Optional(ATTR_VALIDITY): _time,
    vol.Optional(ATTR_FLASH): cv.boolean,
    vol.Optional(ATTR_LANGUAGE): vol.In(["tr", "es", "pt"]),
    vol.Optional(ATTR_SINGLE_SHIFT): cv.boolean,
    vol.Optional(ATTR_LOCKING_SHIFT): cv.boolean,
    vol.Optional(ATTR_TRANSLITERATION): said,
    vol.Optional(ATTR_DATA_CODING): _OCTET,
    vol.Optional(ATTR_ESM_CLASS): _OCTET,
    vol.Optional(ATTR_CARRIER): said,
    vol.Optional(ATTR_FLAGS): said,
    vol.Optional(ATTR_MERGE): cv.boolean,
    vol.Optional(ATTR_RECIPIENT_TIME_ZONE, default=False): cv.boolean,
}
VIBER_FIELDS: VolDictType = {
    **_COMMON,
    **_WAIT,
    vol.Required(ATTR_MESSAGE): cv.string,
    vol.Optional(ATTR_TITLE): cv.string,
    vol.Optional(ATTR_SENDER): said,
    vol.Optional(ATTR_VALIDITY): _time,
    vol.Optional(ATTR_SMS_FALLBACK): cv.boolean,
    vol.Optional(ATTR_NOTE): cv.string,
}
FAX_FIELDS: VolDictType = {
    **_COMMON,
    **_WAIT,
    **_BOOKS,
    vol.Optional(ATTR_MESSAGE): cv.string,
    vol.Optional(ATTR_SUBJECT): cv.string,
    vol.Optional(ATTR_ATTACHMENTS): vol.All(cv.ensure_list, [_MEDIUM]),
    vol.Optional(ATTR_MERGE): cv.boolean,
    vol.Optional(ATTR_NOTICE): cv.boolean,
}
CALL_FIELDS: VolDictType = {
    **_COMMON,
    **_BOOKS,
    vol.Optional(ATTR_WAIT_FOR): vol.In([goal.value for goal in Goal]),
    vol.Optional(ATTR_MESSAGE): cv.string,
    vol.Optional(ATTR_MEDIA): _MEDIUM,
    vol.Optional(ATTR_TITLE): cv.string,
    vol.Optional(ATTR_ENGINE): said,
    vol.Optional(ATTR_LANGUAGE): said,
    vol.Optional(ATTR_VOICE): said,
    vol.Optional(ATTR_KEYS): vol.All(vol.Coerce(int), vol.Range(min=1)),
    vol.Optional(ATTR_ANSWER_TIME): _time,
    vol.Optional(ATTR_FIRST_KEY_TIME): _time,
    vol.Optional(ATTR_NEXT_KEY_TIME): _time,
    vol.Optional(ATTR_LONGEST_CALL): _time,
    vol.Optional(ATTR_NOTICE): cv.boolean,
}
EMAIL_FIELDS: VolDictType = {
    **_COMMON,
    **_WAIT,
    **_BOOKS,
    vol.Optional(ATTR_MESSAGE): cv.string,
    vol.Optional(ATTR_SUBJECT): cv.string,
    vol.Optional(ATTR_HTML): cv.string,
    vol.Optional(ATTR_MERGE): cv.boolean,
}
