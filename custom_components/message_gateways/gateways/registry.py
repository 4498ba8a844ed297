"""One row a gateway: its fields, channels and limits, and how it is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from inspect import get_annotations
import re
from typing import Any

from aiohttp import ClientSession

from .base import Gateway
from .devino import gateway as devino
from .entera import checks as entera_checks, gateway as entera, limits as entera_limits
from .ictcore import (
    checks as ictcore_checks,
    gateway as ictcore,
    limits as ictcore_limits,
)
from .infobip import gateway as infobip
from .model import Channel, Content
from .numbers import NumberRule
from .ogangi import gateway as ogangi
from .ogangi.options import UTC_OFFSET
from .sandbox import gateway as sandbox


class FieldKind(StrEnum):
    """How a field of a form is filled in."""

    TEXT = "text"
    URL = "url"
    USERNAME = "username"
    PASSWORD = "password"  # noqa: S105 - the kind of field, not a password
    SWITCH = "switch"
    CHOICE = "choice"
    AMOUNT = "amount"
    TIME_ZONE = "time_zone"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """A field that a gateway needs from the user.

    `pattern` is what a text has to look like, as a regular expression.
    With `from_gateway` its choices are asked of the gateway (`base.OffersChoices`),
    once the other credentials are good; a value can be typed all the same.
    """

    key: str
    kind: FieldKind
    default: Any = None
    choices: tuple[str, ...] = ()
    required: bool = True
    pattern: str | None = None
    from_gateway: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SenderRule:
    """How long a sender may be, as letters and digits or as digits alone.

    `latin`: its letters are Latin ones; `required`: no message goes without a sender.
    """

    letters: tuple[int, int]
    digits: tuple[int, int]
    latin: bool = False
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyLimits:
    """The most that a called person can be given: keys to press, and times."""

    digits: int
    answer: timedelta
    first_digit: timedelta
    between_digits: timedelta
    call: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelInfo:
    """What a gateway takes and can do on one channel.

    `batch_limit` is how many recipients fit in one request; `fields` names what of a
    Content is honoured; `follow_for` is how long after sending the gateway still has
    an answer, None where messages can't be followed, and `follow_needs` what of a
    Content that takes; every `longest_…` but segments
    and validity is in characters, None where nothing is known of a limit.

    `attachment_types` are the content types of documents, true for those that the
    provider's document names. With `speech` a text is spoken: the audio of a content is
    to be made from it. `keys` are limits of what `Content.keys` asks for; `cancels`
    says that what has not begun can be taken back, `counts_pages` that reports tell of
    pages. `macro` finds in a text what the
    provider would replace, which is refused unless `Content.merge` is set. `own_check`
    is for rules that are not data; it raises InvalidInputError.

    With `renders_text` a text is to be made a document (PDF) among the attachments.
    `own_speech` is the key of the option with which the gateway speaks texts itself,
    without audio. `most_attachments` and `most_tries` are limits of a content.
    """

    batch_limit: int
    fields: frozenset[str]
    longest_segments: int
    longest_text: int | None = None
    sender: SenderRule | None = None
    follow_for: timedelta | None = None
    follow_needs: str | None = None
    longest_validity: timedelta | None = None
    transliterations: tuple[str, ...] = ()
    longest_title: int | None = None
    longest_label: int | None = None
    longest_reference: int | None = None
    longest_address: int | None = None
    longest_attachment_name: int | None = None
    attachment_types: Mapping[str, bool] = field(default_factory=dict)
    speech: bool = False
    keys: KeyLimits | None = None
    cancels: bool = False
    counts_pages: bool = False
    macro: re.Pattern[str] | None = None
    own_check: Callable[[Content], None] | None = None
    renders_text: bool = False
    own_speech: str | None = None
    most_attachments: int | None = None
    most_tries: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GatewayInfo:
    """A row of the table of gateways.

    `tells_prices`: its reports say what is paid. `counters` are the keys of what the
    gateway counts (`base.HasCounters`); without `cookies` its session must keep none.
    """

    key: str
    name: str
    channels: Mapping[Channel, ChannelInfo]
    credentials: tuple[FormField, ...]
    options: tuple[FormField, ...] = ()
    number_rule: NumberRule = NumberRule.E164
    sign_in: tuple[str, ...] = ()
    tells_prices: bool = False
    counters: tuple[str, ...] = ()
    cookies: bool = True
    identity: Callable[[Mapping[str, Any]], str | None] = field(
        default=lambda _config: None
    )
    title: Callable[[Mapping[str, Any]], str]
    make: Callable[[Mapping[str, Any], ClientSession], Gateway]

    def can(self, protocol: type) -> bool:
        """Tell whether the gateway is one that base.py describes by a protocol."""
        return issubclass(get_annotations(self.make)["return"], protocol)


REGISTRY: Mapping[str, GatewayInfo] = {
    "infobip": GatewayInfo(
        key="infobip",
        name="Infobip-compatible SMS API",
        channels={
            Channel.SMS: ChannelInfo(
                batch_limit=1000,
                fields=frozenset(
                    {
                        "sender",
                        "validity",
                        "flash",
                        "language",
                        "single_shift",
                        "locking_shift",
                        "transliteration",
                        "binary",
                        "data_coding",
                        "esm_class",
                    }
                ),
                longest_segments=255,
                sender=SenderRule(letters=(3, 11), digits=(3, 14)),
                follow_for=timedelta(hours=48),
                longest_validity=timedelta(hours=48),
                transliterations=("TURKISH", "GREEK", "CYRILLIC", "CENTRAL_EUROPEAN"),
            )
        },
        credentials=(
            FormField(
                key="base_url",
                kind=FieldKind.URL,
                default="https://api.infobip.com",
            ),
            FormField(key="username", kind=FieldKind.USERNAME),
            FormField(key="password", kind=FieldKind.PASSWORD),
            FormField(key="verify_ssl", kind=FieldKind.SWITCH, default=True),
        ),
        options=(
            FormField(key="exclusive", kind=FieldKind.SWITCH, default=False),
            FormField(
                key="validity_unit",
                kind=FieldKind.CHOICE,
                choices=("milliseconds", "minutes"),
                default="milliseconds",
            ),
        ),
        sign_in=("username", "password"),
        identity=infobip.identity,
        tells_prices=True,
        title=infobip.title,
        make=infobip.make,
    ),
    "devino": GatewayInfo(
        key="devino",
        name="Devino Telecom",
        channels={
            Channel.SMS: ChannelInfo(
                batch_limit=2999,
                fields=frozenset(
                    {"sender", "validity", "send_at", "recipient_time_zone"}
                ),
                longest_segments=255,
                longest_text=2000,
                sender=SenderRule(
                    letters=(1, 11), digits=(1, 15), latin=True, required=True
                ),
                follow_for=timedelta(hours=48),
                longest_validity=timedelta(hours=48),
            ),
            Channel.VIBER: ChannelInfo(
                batch_limit=2999,
                fields=frozenset({"sender", "validity", "sms_fallback", "optional"}),
                longest_segments=1,
                longest_text=1000,
                sender=SenderRule(
                    letters=(1, 11), digits=(1, 11), latin=True, required=True
                ),
                follow_for=timedelta(hours=48),
                longest_validity=timedelta(minutes=1440),
            ),
        },
        credentials=(
            FormField(
                key="base_url",
                kind=FieldKind.URL,
                default="https://integrationapi.net/rest",
            ),
            FormField(key="login", kind=FieldKind.USERNAME),
            FormField(key="password", kind=FieldKind.PASSWORD),
        ),
        options=(FormField(key="sms_fallback", kind=FieldKind.SWITCH, default=False),),
        sign_in=("login", "password"),
        identity=devino.identity,
        tells_prices=True,
        title=devino.title,
        make=devino.make,
    ),
    "entera": GatewayInfo(
        key="entera",
        name="Entera",
        channels={
            Channel.SMS: ChannelInfo(
                # None is published; it keeps a request below some 100 kB.
                batch_limit=1000,
                fields=frozenset(
                    {
                        "sender",
                        "validity",
                        "send_at",
                        "label",
                        "merge",
                        "address_books",
                    }
                ),
                longest_segments=255,
                longest_text=entera_limits.BODY,
                longest_label=entera_limits.SMS_ALIAS,
                longest_address=entera_limits.RECIPIENT,
                sender=SenderRule(
                    letters=(1, entera_limits.SENDER_LETTERS),
                    digits=(1, entera_limits.SENDER_DIGITS),
                    required=True,
                ),
                follow_for=timedelta(hours=72),
                longest_validity=entera_limits.EXPIRATION,
                macro=entera_checks.MACRO,
            ),
            Channel.FAX: ChannelInfo(
                batch_limit=1000,
                fields=frozenset(
                    {
                        "title",
                        "attachments",
                        "send_at",
                        "label",
                        "notice",
                        "merge",
                        "address_books",
                    }
                ),
                longest_segments=1,
                longest_label=entera_limits.ALIAS,
                longest_address=entera_limits.RECIPIENT,
                longest_attachment_name=entera_limits.NAME,
                attachment_types=entera_checks.DOCUMENTS,
                follow_for=timedelta(hours=72),
                cancels=True,
                counts_pages=True,
                own_check=entera_checks.check_fax,
            ),
            Channel.VOICE: ChannelInfo(
                batch_limit=1000,
                fields=frozenset(
                    {"audio", "keys", "send_at", "label", "notice", "address_books"}
                ),
                longest_segments=1,
                longest_label=entera_limits.ALIAS,
                longest_address=entera_limits.RECIPIENT,
                follow_for=timedelta(hours=72),
                speech=True,
                keys=KeyLimits(
                    digits=entera_limits.KEYS,
                    answer=entera_limits.ANSWER,
                    first_digit=entera_limits.FIRST_DIGIT,
                    between_digits=entera_limits.BETWEEN_DIGITS,
                    call=entera_limits.CALL,
                ),
                cancels=True,
                own_check=entera_checks.check_call,
            ),
        },
        credentials=(
            FormField(
                key="base_url",
                kind=FieldKind.URL,
                default="https://rest.entera.net/api/v2",
            ),
            FormField(key="login", kind=FieldKind.USERNAME),
            FormField(key="password", kind=FieldKind.PASSWORD),
        ),
        options=(FormField(key="time_zone", kind=FieldKind.TIME_ZONE, required=False),),
        tells_prices=True,
        sign_in=("login", "password"),
        identity=entera.identity,
        title=entera.title,
        make=entera.make,
    ),
    "ogangi": GatewayInfo(
        key="ogangi",
        name="OGangi / Messangi",
        channels={
            Channel.SMS: ChannelInfo(
                batch_limit=1,
                fields=frozenset({"sender", "carrier", "flags"}),
                # None is published; it keeps addresses below some 4,000 characters.
                longest_segments=10,
                sender=SenderRule(letters=(1, 11), digits=(1, 15), required=True),
                follow_for=timedelta(hours=48),
                follow_needs="carrier",
            )
        },
        credentials=(
            FormField(key="base_url", kind=FieldKind.URL),
            FormField(key="instance_id", kind=FieldKind.TEXT),
            FormField(key="public_key", kind=FieldKind.TEXT),
            FormField(key="private_key", kind=FieldKind.PASSWORD),
            FormField(key="verify_ssl", kind=FieldKind.SWITCH, default=True),
        ),
        options=(
            FormField(key="carrier", kind=FieldKind.TEXT, required=False),
            FormField(
                key="method",
                kind=FieldKind.CHOICE,
                choices=("auto", "send_sms", "send_mt"),
                default="auto",
            ),
            FormField(
                key="utc_offset",
                kind=FieldKind.TEXT,
                required=False,
                pattern=UTC_OFFSET.pattern,
            ),
            FormField(
                key="event_code_field",
                kind=FieldKind.TEXT,
                default="sender_id_id",
                required=False,
            ),
            FormField(
                key="event_text_field",
                kind=FieldKind.TEXT,
                default="keyword_value",
                required=False,
            ),
            FormField(
                key="event_number_field",
                kind=FieldKind.TEXT,
                default="recipient_address",
                required=False,
            ),
        ),
        sign_in=("private_key",),
        identity=ogangi.identity,
        title=ogangi.title,
        make=ogangi.make,
    ),
    "ictcore": GatewayInfo(
        key="ictcore",
        name="ICTCore",
        channels={
            Channel.SMS: ChannelInfo(
                batch_limit=ictcore_limits.BATCH,
                fields=ictcore_limits.FIELDS | {"merge"},
                longest_segments=255,
                longest_text=ictcore_limits.TEXT,
                longest_label=ictcore_limits.TITLE,
                longest_address=ictcore_limits.PHONE,
                follow_for=timedelta(hours=72),
                cancels=True,
                macro=ictcore_checks.MACRO,
                most_tries=ictcore_limits.TRIES,
                own_check=ictcore_checks.check_any,
            ),
            Channel.FAX: ChannelInfo(
                batch_limit=ictcore_limits.BATCH,
                fields=ictcore_limits.FIELDS | {"title", "attachments"},
                longest_segments=1,
                longest_title=ictcore_limits.TITLE,
                longest_label=ictcore_limits.TITLE,
                longest_address=ictcore_limits.PHONE,
                attachment_types=ictcore_checks.DOCUMENTS,
                follow_for=timedelta(hours=72),
                cancels=True,
                renders_text=True,
                most_attachments=1,
                most_tries=ictcore_limits.TRIES,
                own_check=ictcore_checks.check_any,
            ),
            Channel.VOICE: ChannelInfo(
                batch_limit=ictcore_limits.BATCH,
                fields=ictcore_limits.FIELDS | {"audio"},
                longest_segments=1,
                longest_label=ictcore_limits.TITLE,
                longest_address=ictcore_limits.PHONE,
                follow_for=timedelta(hours=72),
                speech=True,
                own_speech="server_speech",
                cancels=True,
                most_tries=ictcore_limits.TRIES,
                own_check=ictcore_checks.check_any,
            ),
            Channel.EMAIL: ChannelInfo(
                batch_limit=ictcore_limits.BATCH,
                fields=ictcore_limits.FIELDS | {"title", "html", "merge"},
                longest_segments=1,
                longest_title=ictcore_limits.TITLE,
                longest_label=ictcore_limits.TITLE,
                longest_address=ictcore_limits.EMAIL,
                follow_for=timedelta(hours=72),
                cancels=True,
                macro=ictcore_checks.MACRO,
                most_tries=ictcore_limits.TRIES,
                own_check=ictcore_checks.check_any,
            ),
        },
        credentials=(
            FormField(key="base_url", kind=FieldKind.URL),
            FormField(key="username", kind=FieldKind.USERNAME),
            FormField(key="password", kind=FieldKind.PASSWORD),
            FormField(key="account_id", kind=FieldKind.TEXT, from_gateway=True),
            FormField(key="verify_ssl", kind=FieldKind.SWITCH, default=True),
        ),
        options=(
            FormField(key="keep_messages", kind=FieldKind.SWITCH, default=False),
            FormField(key="server_speech", kind=FieldKind.SWITCH, default=False),
        ),
        number_rule=NumberRule.DIAL_STRING,
        sign_in=("username", "password"),
        counters=ictcore.COUNTERS,
        cookies=False,
        identity=ictcore.identity,
        title=ictcore.title,
        make=ictcore.make,
    ),
    "sandbox": GatewayInfo(
        key="sandbox",
        name="Sandbox",
        channels={
            Channel.SMS: ChannelInfo(
                batch_limit=1000,
                fields=frozenset(
                    {
                        "sender",
                        "validity",
                        "flash",
                        "language",
                        "single_shift",
                        "locking_shift",
                        "transliteration",
                    }
                ),
                longest_segments=255,
                sender=SenderRule(letters=(1, 11), digits=(1, 15)),
                follow_for=timedelta(hours=48),
                longest_validity=timedelta(hours=48),
                transliterations=("TURKISH", "GREEK", "CYRILLIC", "CENTRAL_EUROPEAN"),
            )
        },
        credentials=(
            FormField(key="credit", kind=FieldKind.AMOUNT, default=10.0),
            FormField(key="price", kind=FieldKind.AMOUNT, default=0.05),
        ),
        options=(FormField(key="exclusive", kind=FieldKind.SWITCH, default=False),),
        number_rule=NumberRule.MAGIC,
        tells_prices=True,
        title=sandbox.title,
        make=sandbox.make,
    ),
}
