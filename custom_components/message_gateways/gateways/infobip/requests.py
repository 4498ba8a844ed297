"""What can be asked of the API, and how it is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .fields import write_moment

NO_KEYWORD = "NO_KEYWORD"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text to one or many destinations (SMSTextualData)."""

    to: tuple[str, ...]
    text: str
    sender: str | None = None

    def written(self) -> dict[str, Any]:
        """Write it as the API wants it."""
        return _given({"from": self.sender, "to": _one_or_all(self.to)}) | {
            "text": self.text
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Binary:
    """Bytes to one or many destinations (SMSBinaryData)."""

    to: tuple[str, ...]
    data: bytes
    data_coding: int = 0
    esm_class: int = 0
    sender: str | None = None

    def written(self) -> dict[str, Any]:
        """Write it as the API wants it, the bytes as hex with spaces between."""
        return _given({"from": self.sender, "to": _one_or_all(self.to)}) | {
            "binary": {
                "hex": self.data.hex(" "),
                "dataCoding": self.data_coding,
                "esmClass": self.esm_class,
            }
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """A number, and the id that its message shall bear."""

    to: str
    message_id: str | None = None

    def written(self) -> dict[str, Any]:
        """Write it as the API wants it."""
        return _given({"to": self.to, "messageId": self.message_id})


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A national language: its code (TR, ES, PT) and the tables to use."""

    code: str | None = None
    single_shift: bool | None = None
    locking_shift: bool | None = None

    def written(self) -> dict[str, Any]:
        """Write it as the API wants it."""
        return _given(
            {
                "languageCode": self.code,
                "singleShift": self.single_shift,
                "lockingShift": self.locking_shift,
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvancedText:
    """A text with all features (api.md, Fully featured textual message).

    `validity_period` is in milliseconds by the document, in minutes with some servers.
    """

    destinations: tuple[Destination, ...]
    text: str
    sender: str | None = None
    flash: bool | None = None
    language: Language | None = None
    transliteration: str | None = None
    notify_url: str | None = None
    notify_content_type: str | None = None
    callback_data: str | None = None
    validity_period: int | None = None
    send_at: datetime | None = None

    def written(self) -> dict[str, Any]:
        """Write it as the API wants it."""
        return _given(
            {
                "from": self.sender,
                "destinations": [one.written() for one in self.destinations],
                "text": self.text,
                "flash": self.flash,
                "language": self.language and self.language.written(),
                "transliteration": self.transliteration,
                "notifyUrl": self.notify_url,
                "notifyContentType": self.notify_content_type,
                "callbackData": self.callback_data,
                "validityPeriod": self.validity_period,
                "sendAt": self.send_at and write_moment(self.send_at),
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvancedRequest:
    """Texts with all features, and the id that the request shall bear."""

    messages: tuple[AdvancedText, ...]
    bulk_id: str | None = None

    def written(self) -> dict[str, Any]:
        """Write it as the API wants it."""
        return _given(
            {
                "bulkId": self.bulk_id,
                "messages": [one.written() for one in self.messages],
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFilter:
    """Which sent messages of the last 48 hours to list; `limit` counts rows."""

    sender: str | None = None
    to: str | None = None
    bulk_ids: tuple[str, ...] = ()
    message_ids: tuple[str, ...] = ()
    general_status: str | None = None
    sent_since: datetime | None = None
    sent_until: datetime | None = None
    limit: int | None = None
    mcc: str | None = None
    mnc: str | None = None

    def written(self) -> dict[str, str]:
        """Write it as a query."""
        return query(
            {
                "from": self.sender,
                "to": self.to,
                "bulkId": ",".join(self.bulk_ids) or None,
                "messageId": ",".join(self.message_ids) or None,
                "generalStatus": self.general_status,
                "sentSince": self.sent_since,
                "sentUntil": self.sent_until,
                "limit": self.limit,
                "mcc": self.mcc,
                "mnc": self.mnc,
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxFilter:
    """Which received messages of the last 48 hours to list; `limit` counts rows."""

    limit: int | None = None
    keyword: str | None = None
    to: str | None = None
    received_since: datetime | None = None
    received_until: datetime | None = None

    def written(self) -> dict[str, str]:
        """Write it as a query."""
        return query(
            {
                "limit": self.limit,
                "keyword": self.keyword,
                "to": self.to,
                "receivedSince": self.received_since,
                "receivedUntil": self.received_until,
            }
        )


def query(values: Mapping[str, str | int | datetime | None]) -> dict[str, str]:
    """Write the given values of a query."""
    return {
        key: write_moment(value) if isinstance(value, datetime) else str(value)
        for key, value in values.items()
        if value is not None
    }


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what was not given."""
    return {key: value for key, value in values.items() if value is not None}


def _one_or_all(to: Sequence[str]) -> str | list[str]:
    """Write a single destination as the samples do: without a list."""
    return to[0] if len(to) == 1 else list(to)
