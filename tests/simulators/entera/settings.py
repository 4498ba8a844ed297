"""Settings of the simulator: where the document is silent, and how long things take."""

from dataclasses import dataclass, field
from datetime import timedelta, timezone
from enum import StrEnum

from tests.simulators.entera.numbers import Form


class Empty(StrEnum):
    """What a list answers that has nothing to show."""

    ERROR = "error"
    """Error 19, "Method response is empty"."""
    LIST = "list"
    """An empty list."""
    NULL = "null"
    """Null in place of the list."""


class MissingMacro(StrEnum):
    """What "ignored" (6.2.1) means for a macro without a value."""

    KEEP = "keep"
    """It stays in the text."""
    REMOVE = "remove"
    """It leaves nothing."""


class BadMedia(StrEnum):
    """What becomes of a sound or document that can't be used."""

    REFUSE = "refuse"
    """Error 3."""
    FAIL = "fail"
    """The task is taken and ends with status 13; so do the document's own samples."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delays:
    """Seconds from a message's start (taken, or its schedule) to what happens.

    `started`: delivery begins, it can't be cancelled any more. `fax` and `sms`: they
    end; a call ends by itself. `slow` is added where a number is slow. `listed` counts
    from when a task is taken until the Outbound lists show it. `reply` counts from
    delivery.
    """

    started: float = 2.0
    fax: float = 8.0
    sms: float = 5.0
    slow: float = 600.0
    listed: float = 0.0
    reply: float = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What can be set, while it runs too (`simulator.configure`).

    `zone` is that of all dates. `forms` tell how numbers come back, by channel.
    `error_status` and `unauthorized_status` (errors 2, 17, 18) are the HTTP statuses of
    errors. `late_cancel` is the error of a cancel that comes too late,
    `sms_waiting` the status of an SMS before its schedule. With `refused_are_listed` a
    refused recipient is in the lists with status 13, else it is not there at all.
    """

    delays: Delays = field(default_factory=Delays)
    zone: timezone = timezone(timedelta(hours=3))
    fax_form: Form = Form.DOUBLE_ZERO
    sms_form: Form = Form.PLAIN
    ivr_form: Form = Form.NATIONAL
    empty: Empty = Empty.ERROR
    missing_macro: MissingMacro = MissingMacro.KEEP
    bad_media: BadMedia = BadMedia.REFUSE
    document_types: tuple[str, ...] = (".txt", ".docx")
    error_status: int = 200
    unauthorized_status: int = 200
    late_cancel: int = 3
    sms_waiting: int = 2
    refused_are_listed: bool = False
    content_type: str = "application/json; charset=utf-8"
    reply_text: str = "Yes, I am coming."
