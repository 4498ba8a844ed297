"""Read the requests to send: what to send to whom, checked."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tests.simulators.infobip.bodies import listed
from tests.simulators.infobip.dates import parse_date
from tests.simulators.infobip.errors import ApiError
from tests.simulators.infobip.messages import Options
from tests.simulators.infobip.replies import JSON, XML
from tests.simulators.infobip.settings import Dialect, Settings
from tests.simulators.infobip.transliteration import SCRIPTS

LANGUAGES = ("TR", "ES", "PT")


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """One number, with the id that the client chose for its message."""

    to: str
    message_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One entry of a request: one text or binary content to its destinations."""

    from_: str | None
    destinations: tuple[Destination, ...]
    text: str | None
    binary: bytes | None = None
    data_coding: int = 0
    esm_class: int = 0
    options: Options


def order(data: Any, *, binary: bool) -> Order:
    """Read the entry of text/single, text/multi, binary/single and binary/multi."""
    entry = _object(data, "messages")
    numbers = tuple(
        Destination(to=_required(number, "to"))
        for number in listed(entry.get("to"), "to")
    )
    return _order(entry, numbers, binary=binary, options=Options())


def advanced_order(data: Any, settings: Settings) -> Order:
    """Read an entry of text/advanced."""
    entry = _object(data, "messages")
    numbers = tuple(
        Destination(
            to=_required(_object(row, "destinations").get("to"), "to"),
            message_id=text(row.get("messageId"), "messageId") or None,
        )
        for row in listed(entry.get("destinations"), "destinations")
    )
    return _order(entry, numbers, binary=False, options=_options(entry, settings))


def text(value: Any, name: str) -> str | None:
    """Return a string or number as a string, None when it is not there."""
    if value is None:
        return None
    if isinstance(value, bool | list | dict):
        raise ApiError.bad_request(f"Invalid value of {name}")
    return str(value)


def _order(
    entry: dict[str, Any],
    numbers: tuple[Destination, ...],
    *,
    binary: bool,
    options: Options,
) -> Order:
    """Make an order of an entry and its numbers."""
    if not numbers:
        raise ApiError.bad_request("Missing destinations")
    from_ = text(entry.get("from"), "from")
    if not binary:
        words = text(entry.get("text"), "text") or ""
        return Order(from_=from_, destinations=numbers, text=words, options=options)
    content = _object(entry.get("binary"), "binary")
    try:
        octets = bytes.fromhex(_required(content.get("hex"), "hex"))
    except ValueError as error:
        raise ApiError.bad_request("Invalid value of hex") from error
    return Order(
        from_=from_,
        destinations=numbers,
        text=None,
        binary=octets,
        data_coding=_number(content.get("dataCoding"), "dataCoding") or 0,
        esm_class=_number(content.get("esmClass"), "esmClass") or 0,
        options=options,
    )


def _options(entry: dict[str, Any], settings: Settings) -> Options:
    """Read what text/advanced may say besides."""
    language = _object(entry.get("language") or {}, "language")
    period = _number(entry.get("validityPeriod"), "validityPeriod")
    unit = 60_000 if settings.dialect is Dialect.INFOBIP else 1
    validity = None if period is None else timedelta(milliseconds=period * unit)
    send_at = text(entry.get("sendAt"), "sendAt")
    content_type = text(entry.get("notifyContentType"), "notifyContentType")
    return Options(
        flash=_flag(entry.get("flash"), "flash"),
        language=_choice(language.get("languageCode"), "languageCode", LANGUAGES),
        single_shift=_flag(language.get("singleShift"), "singleShift"),
        locking_shift=_flag(language.get("lockingShift"), "lockingShift"),
        transliteration=_choice(
            entry.get("transliteration"), "transliteration", SCRIPTS
        ),
        notify_url=text(entry.get("notifyUrl"), "notifyUrl") or None,
        notify_content_type=notify_type(content_type),
        callback_data=text(entry.get("callbackData"), "callbackData"),
        validity=None if validity is None else min(validity, settings.longest_validity),
        send_at=parse_date(send_at, "sendAt") if send_at else None,
    )


def notify_type(value: Any) -> str:
    """Return the content type of pushes, JSON when none was said."""
    return _choice(value, "notifyContentType", (JSON, XML)) or JSON


def _object(value: Any, name: str) -> dict[str, Any]:
    """Return an object or refuse the request."""
    if not isinstance(value, dict):
        raise ApiError.bad_request(f"Invalid value of {name}")
    return value


def _required(value: Any, name: str) -> str:
    """Return a string that has to be there."""
    words = text(value, name)
    if not words:
        raise ApiError.bad_request(f"Missing {name}")
    return words


def _choice(value: Any, name: str, allowed: tuple[str, ...]) -> str | None:
    """Return one of the allowed values, None when none was said."""
    words = text(value, name) or None
    if words is not None and words not in allowed:
        raise ApiError.bad_request(f"Invalid value of {name}")
    return words


def _flag(value: Any, name: str) -> bool:
    """Return a truth value, false when none was said; XML says it in letters."""
    known = {
        None: False,
        "": False,
        False: False,
        True: True,
        "true": True,
        "false": False,
    }
    try:
        return known[value]
    except (KeyError, TypeError) as error:
        raise ApiError.bad_request(f"Invalid value of {name}") from error


def _number(value: Any, name: str) -> int | None:
    """Return a whole number of at least 0, None when none was said."""
    words = text(value, name)
    if not words:
        return None
    if not words.isascii() or not words.isdigit():
        raise ApiError.bad_request(f"Invalid value of {name}")
    return int(words)
