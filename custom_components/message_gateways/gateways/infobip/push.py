"""Read what the gateway pushes to an address of ours: JSON or XML, of three kinds."""

from collections.abc import Mapping
from datetime import UTC, datetime
import re
from typing import Any

from ..model import InboundMessage, NumberFacts, Push, Report
from ..transport import Answer
from .answers import (
    RESULTS,
    find_rows,
    parse_inbox_row,
    parse_lookup_row,
    parse_report_row,
    read_document,
)
from .convert import is_of_a_repeat, to_facts, to_inbound, to_report
from .models import InboxRow, LookupRow, ReportRow

_CHARSET = re.compile(r"charset=\"?([\w.:+-]+)", re.IGNORECASE)
_INBOUND = frozenset({"receivedAt", "cleanText", "keyword"})
_LOOKUP = frozenset(
    {"mccMnc", "imsi", "originalNetwork", "ported", "roaming", "servingMSC"}
)


def parse_push(body: bytes, content_type: str) -> Push:
    """Read one push; its content decides what it is. Raises UnreadableAnswerError.

    Reports come as in the answer of `/reports`, received messages as in that of
    `/inbox/reports`, lookups as in that of `/number/1/query` (field-notes.md).
    """
    charset = _CHARSET.search(content_type)
    document = read_document(
        Answer(
            status=200,
            content_type=content_type,
            charset=charset[1].lower() if charset else "utf-8",
            body=body,
        )
    )
    reports: list[Report] = []
    inbound: list[InboundMessage] = []
    lookups: list[NumberFacts] = []
    unreadable = 0
    now = datetime.now(UTC)
    for row in find_rows(document, RESULTS):
        match _read(row, looked_up="ncResults" in document):
            case ReportRow() as report:
                if not is_of_a_repeat(report):
                    reports.append(to_report(report))
            case InboxRow() as message:
                inbound.append(to_inbound(message, now))
            case LookupRow() as facts:
                lookups.append(to_facts(facts))
            case _:
                unreadable += 1
    return Push(
        reports=tuple(reports),
        inbound=tuple(inbound),
        lookups=tuple(lookups),
        unreadable=unreadable,
    )


def _read(row: Any, *, looked_up: bool) -> ReportRow | InboxRow | LookupRow | None:
    """Read one row of any kind."""
    if not isinstance(row, Mapping):
        return None
    if not _INBOUND.isdisjoint(row) or ("text" in row and "status" not in row):
        return parse_inbox_row(row)
    if looked_up or not _LOOKUP.isdisjoint(row) or "messageId" not in row:
        return parse_lookup_row(row)
    return parse_report_row(row)
