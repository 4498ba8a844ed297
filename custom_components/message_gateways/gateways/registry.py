"""One row a gateway: its fields, channels and limits, and how it is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any

from aiohttp import ClientSession

from .base import Gateway
from .infobip import gateway as infobip
from .model import Channel
from .numbers import NumberRule
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


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """A field that a gateway needs from the user."""

    key: str
    kind: FieldKind
    default: Any = None
    choices: tuple[str, ...] = ()
    required: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SenderRule:
    """How long a sender may be, as letters and digits or as digits alone."""

    letters: tuple[int, int]
    digits: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelInfo:
    """What a gateway takes and can do on one channel.

    `batch_limit` is how many recipients fit in one request; `fields` names what of a
    Content is honoured; `follow_for` is how long after sending the gateway still has
    an answer, None where messages can't be followed.
    """

    batch_limit: int
    fields: frozenset[str]
    longest_segments: int
    sender: SenderRule | None = None
    follow_for: timedelta | None = None
    longest_validity: timedelta | None = None
    transliterations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GatewayInfo:
    """A row of the table of gateways."""

    key: str
    name: str
    channels: Mapping[Channel, ChannelInfo]
    credentials: tuple[FormField, ...]
    options: tuple[FormField, ...] = ()
    number_rule: NumberRule = NumberRule.E164
    sign_in: tuple[str, ...] = ()
    identity: Callable[[Mapping[str, Any]], str | None] = field(
        default=lambda _config: None
    )
    title: Callable[[Mapping[str, Any]], str]
    make: Callable[[Mapping[str, Any], ClientSession], Gateway]


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
        title=infobip.title,
        make=infobip.make,
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
        title=sandbox.title,
        make=sandbox.make,
    ),
}
