"""Read what the provider pushes: received messages, and states of Viber messages."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from ..errors import UnreadableAnswerError
from ..fields import decimal, text, words
from ..model import (
    BAD_ENDS,
    Channel,
    Detail,
    InboundMessage,
    Push,
    Report,
    Status,
)
from ..numbers import with_plus
from ..push_documents import as_answer
from ..push_forms import read_form
from ..push_info import PushKind
from .answers import integer, lowered, parse_date
from .codes import LINK_FOLLOWED, VIBER_STATES, WRITTEN_VIBER_STATES

_IDS = ("messageid", "providerid", "id")
_ROWS = ("messages", "results")
_TIMES = ("reporteddateutc", "timestamputc", "statusat", "submitteddateutc")


def write_reply(reply: str) -> str:
    """Write the answer that makes the provider send a reply (field-notes.md)."""
    return f"{{sms={reply}}}"


def parse_push(kind: PushKind, body: bytes, content_type: str, now: datetime) -> Push:
    """Read one push; raises UnreadableAnswerError."""
    if kind is PushKind.INBOUND:
        return Push(inbound=(_message(read_form(body), now),))
    rows = [_report(lowered(row)) for row in _states(body, content_type)]
    return Push(
        reports=tuple(row for row in rows if row is not None),
        unreadable=rows.count(None),
    )


def _message(fields: Mapping[str, str], now: datetime) -> InboundMessage:
    """Read a received message; its id is the one that the list of them has."""
    sender, said = words(fields.get("sourcephone")), text(fields.get("text"))
    if sender is None or said is None:
        raise UnreadableAnswerError("the push has no number or no text")
    key, to = words(fields.get("messageid")), words(fields.get("number"))
    return InboundMessage(
        key=key or f"push-{uuid4().hex}",
        channel=Channel.SMS,
        sender=with_plus(sender),
        to=with_plus(to) if to else None,
        text=said,
        received_at=now,
        keyword=words(fields.get("prefix")),
        by_content=key is None,
    )


def _states(body: bytes, content_type: str) -> list[Any]:
    """Return the rows of a callback: one or several, as JSON or as a form."""
    if not body.lstrip().startswith((b"{", b"[")):
        return [read_form(body)]
    document = as_answer(body, content_type).json()
    for name in _ROWS:
        if isinstance(found := lowered(document).get(name), list):
            return found
    return document if isinstance(document, list) else [document]


def _report(fields: Mapping[str, Any]) -> Report | None:
    """Read where a Viber message stands.

    The form of callbacks is not published: it is read as the answer of `/Viber/State`
    and as the vendor's other Viber interface writes states, each with an id. What Viber
    fails may yet go out as an SMS, of which a poll tells; so no failure ends a message
    here.
    """
    found = (words(fields.get(name)) for name in _IDS)
    gateway_id = next((each for each in found if each is not None), None)
    state = _state(fields)
    known = None if state is None else VIBER_STATES.get(state)
    if gateway_id is None or state is None or known is None:
        return None
    times = (parse_date(fields.get(name)) for name in _TIMES)
    failed = known.status in BAD_ENDS
    return Report(
        gateway_id=gateway_id,
        status=Status.SENT if failed else known.status,
        at=next((each for each in times if each is not None), None),
        price=decimal(fields.get("price")),
        detail=Detail(code=str(state), name="Viber", text=known.text),
        event="link_followed" if state == LINK_FOLLOWED else None,
        final=state == LINK_FOLLOWED,
    )


def _state(fields: Mapping[str, Any]) -> int | None:
    """Return a state as a number, however it is written."""
    for name in ("state", "status"):
        written = words(fields.get(name))
        state = integer(written)
        if state is None and written is not None:
            state = WRITTEN_VIBER_STATES.get(written.lower())
        if state is not None:
            return state
    return None
