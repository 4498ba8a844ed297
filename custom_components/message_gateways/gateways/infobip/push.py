"""Read what the gateway pushes to addresses of ours: JSON or XML, of three kinds."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from ..model import InboundMessage, NumberFacts, Push, Report
from ..push_documents import as_answer
from ..push_info import PushKind
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

_INBOUND = frozenset({"receivedAt", "cleanText", "keyword"})
_LOOKUP = frozenset(
    {"mccMnc", "imsi", "originalNetwork", "ported", "roaming", "servingMSC"}
)


def parse_push(kind: PushKind, body: bytes, content_type: str) -> Push:
    """Read one push; raises UnreadableAnswerError.

    Reports come as in the answer of `/reports`, received messages as in that of
    `/inbox/reports`, lookups as in that of `/number/1/query` (field-notes.md). A row
    that is of another kind by what it holds is unreadable.
    """
    document = read_document(as_answer(body, content_type))
    reports: list[Report] = []
    inbound: list[InboundMessage] = []
    lookups: list[NumberFacts] = []
    unreadable = 0
    now = datetime.now(UTC)
    for row in find_rows(document, RESULTS):
        match kind, _read(row, looked_up="ncResults" in document):
            case PushKind.REPORTS, ReportRow() as report:
                if not is_of_a_repeat(report):
                    reports.append(to_report(report))
            case PushKind.INBOUND, InboxRow() as message:
                inbound.append(to_inbound(message, now))
            case PushKind.LOOKUPS, LookupRow() as facts:
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
