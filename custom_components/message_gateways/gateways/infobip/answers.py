"""Parse answers, of JSON or XML alike: the one place that sees foreign shapes."""

from codecs import BOM_UTF8
from collections.abc import Callable, Mapping
from typing import Any

from ..errors import UnreadableAnswerError
from ..fields import boolean, count, decimal, mapping, moment, text, words
from ..model import Detail
from ..transport import Answer
from .models import (
    AccountBalance,
    Fault,
    InboxRow,
    LogRow,
    LookupRow,
    LookupTicket,
    NetworkRow,
    Price,
    ReportRow,
    Rows,
    SendRow,
    State,
)
from .xml import read_xml

RESULTS = ("results", "ncResults")


def read_document(answer: Answer) -> Mapping[str, Any]:
    """Read a body as an object, by what it holds; raises UnreadableAnswerError."""
    body = answer.body.removeprefix(BOM_UTF8).lstrip()
    if body.startswith(b"<"):
        return read_xml(answer.xml_text())
    document = answer.json()
    if not isinstance(document, Mapping):
        raise UnreadableAnswerError("the answer is no object")
    return document


def parse_balance(document: Mapping[str, Any]) -> AccountBalance:
    """Parse a balance; raises UnreadableAnswerError."""
    balance = decimal(document.get("balance"))
    if balance is None:
        raise UnreadableAnswerError("the answer has no balance")
    return AccountBalance(balance=balance, currency=words(document.get("currency")))


def parse_rows[T](
    document: Mapping[str, Any],
    keys: tuple[str, ...],
    parse: Callable[[Mapping[str, Any]], T | None],
) -> Rows[T]:
    """Parse the rows under the first of the keys; raises UnreadableAnswerError."""
    found = find_rows(document, keys)
    parsed = [parse(row) if isinstance(row, Mapping) else None for row in found]
    rows = tuple(row for row in parsed if row is not None)
    return Rows(
        rows=rows,
        unreadable=len(parsed) - len(rows),
        bulk_id=words(document.get("bulkId")),
    )


def find_rows(document: Mapping[str, Any], keys: tuple[str, ...]) -> list[Any]:
    """Find the rows of an answer; raises UnreadableAnswerError where there are none.

    XML has them in an element of the same name, or in none; one row is no list there.
    """
    key = next((key for key in keys if key in document), None)
    if key is None:
        raise UnreadableAnswerError("the answer has no rows")
    found = document[key]
    while isinstance(found, Mapping) and key in found:
        found = found[key]
    if isinstance(found, list):
        return found
    if isinstance(found, Mapping):
        return [found]
    if found is None or (isinstance(found, str) and not found.strip()):
        return []
    raise UnreadableAnswerError("the answer has no rows")


def parse_send_row(row: Mapping[str, Any]) -> SendRow | None:
    """Parse what became of one destination."""
    to, message_id = words(row.get("to")), words(row.get("messageId"))
    if to is None and message_id is None:
        return None
    return SendRow(
        to=to,
        message_id=message_id,
        status=_state(row.get("status")),
        sms_count=count(row.get("smsCount")),
    )


def parse_report_row(row: Mapping[str, Any]) -> ReportRow | None:
    """Parse a delivery report."""
    message_id = words(row.get("messageId"))
    return ReportRow(message_id=message_id, **_report(row)) if message_id else None


def parse_log_row(row: Mapping[str, Any]) -> LogRow | None:
    """Parse a row of the log of sent messages."""
    message_id = words(row.get("messageId"))
    if message_id is None:
        return None
    return LogRow(
        message_id=message_id,
        sender=words(row.get("from")),
        text=text(row.get("text")),
        mccmnc=words(row.get("mccmnc", row.get("mccMnc"))),
        **_report(row),
    )


def parse_inbox_row(row: Mapping[str, Any]) -> InboxRow | None:
    """Parse a message that came in."""
    sender = words(row.get("from"))
    content, clean = text(row.get("text")), text(row.get("cleanText"))
    if sender is None and content is None and clean is None:
        return None
    return InboxRow(
        message_id=words(row.get("messageId")),
        sender=sender,
        to=words(row.get("to")),
        text=content,
        clean_text=clean,
        keyword=words(row.get("keyword")),
        received_at=moment(row.get("receivedAt")),
        sms_count=count(row.get("smsCount")),
        price=_price(row.get("price")),
        callback_data=text(row.get("callbackData")),
    )


def parse_lookup_row(row: Mapping[str, Any]) -> LookupRow | None:
    """Parse what a lookup found out."""
    to = words(row.get("to"))
    if to is None:
        return None
    return LookupRow(
        to=to,
        mcc_mnc=words(row.get("mccMnc", row.get("mccmnc"))),
        imsi=words(row.get("imsi")),
        original_network=_network(row.get("originalNetwork")),
        ported=boolean(row.get("ported")),
        ported_network=_network(row.get("portedNetwork")),
        roaming=boolean(row.get("roaming")),
        roaming_network=_network(row.get("roamingNetwork")),
        serving_msc=words(row.get("servingMSC")),
        status=_state(row.get("status")),
        error=_fault(row.get("error")),
    )


def parse_lookup_ticket(row: Mapping[str, Any]) -> LookupTicket | None:
    """Parse what is said of a lookup whose result comes later."""
    to = words(row.get("to"))
    if to is None:
        return None
    return LookupTicket(
        to=to,
        message_id=words(row.get("messageId")),
        status=_state(row.get("status")),
    )


def explain(answer: Answer) -> Detail | None:
    """Read the provider's words out of an error body (field-notes.md)."""
    document = read_document(answer)
    error = mapping(document.get("requestError", document))
    exception = mapping(error.get("serviceException"))
    sentences = [
        words(exception.get("text")),
        *_leaves(exception.get("variables")),
        *_leaves(exception.get("validationErrors")),
    ]
    detail = Detail(
        name=words(exception.get("messageId")),
        text="; ".join(one for one in sentences if one) or None,
    )
    return detail if str(detail) else None


def _leaves(value: Any) -> list[str | None]:
    """List the texts in a value of any shape, two levels deep at most."""
    inner = _values(value)
    return [words(leaf) for one in inner for leaf in _values(one)]


def _values(value: Any) -> list[Any]:
    """List what is directly in a value."""
    if isinstance(value, Mapping):
        return list(value.values())
    return value if isinstance(value, list) else [value]


def _report(row: Mapping[str, Any]) -> dict[str, Any]:
    """Parse what a report and a log have in common."""
    return {
        "bulk_id": words(row.get("bulkId")),
        "to": words(row.get("to")),
        "sent_at": moment(row.get("sentAt")),
        "done_at": moment(row.get("doneAt")),
        "sms_count": count(row.get("smsCount")),
        "price": _price(row.get("price")),
        "status": _state(row.get("status")),
        "error": _fault(row.get("error")),
        "callback_data": text(row.get("callbackData")),
    }


def _price(value: Any) -> Price | None:
    """Parse a price."""
    found = mapping(value)
    price = Price(
        per_message=decimal(found.get("pricePerMessage")),
        currency=words(found.get("currency")),
    )
    return None if price == Price() else price


def _state(value: Any) -> State | None:
    """Parse a status; one without any content is none."""
    found = mapping(value)
    state = State(
        group_id=count(found.get("groupId")),
        group_name=words(found.get("groupName")),
        id=count(found.get("id")),
        name=words(found.get("name")),
        description=words(found.get("description")),
        action=words(found.get("action")),
    )
    return None if state == State() else state


def _fault(value: Any) -> Fault | None:
    """Parse an error; one without any content is none."""
    found = mapping(value)
    fault = Fault(
        group_id=count(found.get("groupId")),
        group_name=words(found.get("groupName")),
        id=count(found.get("id")),
        name=words(found.get("name")),
        description=words(found.get("description")),
        permanent=boolean(found.get("permanent")),
    )
    return None if fault == Fault() else fault


def _network(value: Any) -> NetworkRow | None:
    """Parse a network; one without any content is none."""
    found = mapping(value)
    network = NetworkRow(
        network_name=words(found.get("networkName")),
        network_prefix=words(found.get("networkPrefix")),
        country_name=words(found.get("countryName")),
        country_prefix=words(found.get("countryPrefix")),
    )
    return None if network == NetworkRow() else network
