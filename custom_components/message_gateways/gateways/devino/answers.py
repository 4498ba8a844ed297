"""Parse answers: the one place that sees foreign shapes."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
import re
from typing import Any

from ..errors import UnreadableAnswerError
from ..fields import count, decimal, mapping, moment, text, words
from ..transport import Answer
from .models import (
    Fault,
    InboundSms,
    MessageState,
    ResentSms,
    SmsStatistics,
    ViberState,
)

LONGEST_SESSION_ID = 256
LARGEST_CODE = 2**31 - 1

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DATE = re.compile(r"[\\/]*Date\((-?[0-9]{1,18})(?:[+-][0-9]{4})?\)[\\/]*")
# As the document prints errors: with names that are not in quotes.
_CODE = re.compile(r'"?Code"?\s*:\s*"?(-?[0-9]{1,9})\b', re.IGNORECASE)
_DESC = re.compile(r'"?Desc"?\s*:\s*"', re.IGNORECASE)
_RECEIVED = ("createddateutc", "createdateutc", "creationdateutc")


def parse_fault(document: Any) -> Fault | None:
    """Read an error object, or None where a document is none."""
    fields = lowered(document)
    code = integer(fields.get("code"))
    return None if code is None else Fault(code=code, text=words(fields.get("desc")))


def read_fault(answer: Answer) -> Fault | None:
    """Read the error object of a body, even one that is not quite JSON."""
    try:
        return parse_fault(answer.json())
    except UnreadableAnswerError:
        pass
    try:
        body = answer.text()
    except UnreadableAnswerError:
        return None
    if not body.lstrip().startswith("{") or (code := _CODE.search(body)) is None:
        return None
    return Fault(code=int(code[1]), text=words(_desc(body)))


def _desc(body: str) -> str | None:
    """Find the words of an error that is not quite JSON: all up to its end."""
    begun = _DESC.search(body)
    inside = body.rpartition("}")[0].rstrip()
    if begun is None or begun.end() >= len(inside) or not inside.endswith('"'):
        return None
    return inside[begun.end() : -1]


def parse_session_id(document: Any) -> str:
    """Parse the id of a session; raises UnreadableAnswerError."""
    found = words(document) if isinstance(document, str) else None
    if found is None or len(found) > LONGEST_SESSION_ID:
        raise UnreadableAnswerError("the answer is no session id")
    return found


def parse_balance(document: Any) -> Decimal:
    """Parse a balance, which is a bare number; raises UnreadableAnswerError."""
    found = decimal(document)
    if found is None:
        raise UnreadableAnswerError("the answer is no balance")
    return found


def parse_ids(document: Any) -> tuple[str, ...]:
    """Parse the ids of what was sent; raises UnreadableAnswerError."""
    found = document if isinstance(document, list) else [document]
    ids = tuple(one for one in map(words, found) if one is not None)
    if not ids or len(ids) != len(found):
        raise UnreadableAnswerError("the answer has no message ids")
    return ids


def parse_sms_state(document: Any) -> MessageState:
    """Parse where an SMS stands; raises UnreadableAnswerError."""
    return MessageState(**_state(document))


def parse_viber_state(document: Any) -> ViberState:
    """Parse where a Viber message stands; raises UnreadableAnswerError."""
    found = lowered(document).get("resentsms")
    resent = found if isinstance(found, list) else [found] if found else []
    return ViberState(
        **_state(document),
        resent_sms=tuple(
            ResentSms(**_state(row), id=words(lowered(row).get("id")))
            for row in resent
            if integer(lowered(row).get("state")) is not None
        ),
    )


def parse_inbound(document: Any) -> tuple[InboundSms, ...]:
    """Parse what came in, without rows that are none; raises UnreadableAnswerError."""
    if document is None:
        return ()
    if not isinstance(document, list):
        raise UnreadableAnswerError("the answer has no messages")
    rows = (_inbound(lowered(row)) for row in document)
    return tuple(row for row in rows if row.sender or row.text)


def parse_statistics(document: Any) -> SmsStatistics:
    """Parse the counts of a period; raises UnreadableAnswerError."""
    fields = lowered(document)

    def counted(name: str) -> int:
        """Read a count that must be there."""
        found = count(fields.get(name))
        if found is None:
            raise UnreadableAnswerError(f"the answer has no number {name}")
        return found

    return SmsStatistics(
        sent=counted("sent"),
        delivered=counted("delivered"),
        errors=counted("errors"),
        in_process=counted("inprocess"),
        expired=counted("expired"),
        rejected=counted("rejected"),
        total=count(fields.get("total")),
        total_with_errors=count(fields.get("totalwitherrors")),
        delivery_ratio=decimal(fields.get("deliveryratio")),
    )


def parse_date(value: Any) -> datetime | None:
    r"""Read `/Date(ms±zone)/` as UTC; null and .NET's MinValue are None.

    The zone says where the server is, the milliseconds are those of UTC. Backslashes
    around it are how the document prints it.
    """
    match = _DATE.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        found = moment(value)
    else:
        try:
            found = _EPOCH + timedelta(milliseconds=int(match[1]))
        except OverflowError:
            return None
    return None if found is None or found.year <= 1 else found


def integer(value: Any) -> int | None:
    """Read a whole number, which may be negative or in quotes."""
    found = decimal(value)
    if found is None or found != found.to_integral_value():
        return None
    return int(found) if abs(found) <= LARGEST_CODE else None


def lowered(document: Any) -> dict[str, Any]:
    """Read an object with its names in lower case."""
    return {str(name).lower(): value for name, value in mapping(document).items()}


def _state(document: Any) -> dict[str, Any]:
    """Parse what the states of SMS and Viber have in common."""
    fields = lowered(document)
    state = integer(fields.get("state"))
    if state is None:
        raise UnreadableAnswerError("the answer has no state")
    return {
        "state": state,
        "created_at": parse_date(fields.get("creationdateutc")),
        "submitted_at": parse_date(fields.get("submitteddateutc")),
        "reported_at": parse_date(fields.get("reporteddateutc")),
        "time_stamp": parse_date(fields.get("timestamputc")),
        "description": words(fields.get("statedescription")),
        "price": decimal(fields.get("price")),
    }


def _inbound(fields: Mapping[str, Any]) -> InboundSms:
    """Parse a message that came in; its date has three names (field-notes.md)."""
    dates = (parse_date(fields.get(name)) for name in _RECEIVED)
    return InboundSms(
        id=words(fields.get("id")),
        sender=words(fields.get("sourceaddress")),
        to=words(fields.get("destinationaddress")),
        text=text(fields.get("data")),
        created_at=next((date for date in dates if date is not None), None),
    )
