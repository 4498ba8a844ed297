"""What a row of the table of gateways says: fields, channels, limits, functions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from inspect import get_annotations
import re
from typing import Any

from aiohttp import ClientSession

from .base import Gateway
from .model import Channel, Content
from .numbers import NumberRule
from .push_info import PushInfo, PushKind


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
    `pushes` are what the provider pushes by itself (`base.TakesPushes`).
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
    pushes: Mapping[PushKind, PushInfo] = field(default_factory=dict)
    identity: Callable[[Mapping[str, Any]], str | None] = field(
        default=lambda _config: None
    )
    title: Callable[[Mapping[str, Any]], str]
    make: Callable[[Mapping[str, Any], ClientSession], Gateway]

    @property
    def push_addresses(self) -> Mapping[PushKind, PushInfo]:
        """Return what can be pushed to an account: the provider's, and our own form."""
        return {**self.pushes, PushKind.FORWARDED: PushInfo()}

    def can(self, protocol: type) -> bool:
        """Tell whether the gateway is one that base.py describes by a protocol."""
        return issubclass(get_annotations(self.make)["return"], protocol)
