"""The parsers of what gateways answer and push, with the samples they begin from."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, timedelta
from functools import partial
from typing import Any

from custom_components.message_gateways.gateways.devino import (
    answers as devino,
    convert as devino_convert,
)
from custom_components.message_gateways.gateways.devino.push import (
    parse_push as parse_devino_push,
)
from custom_components.message_gateways.gateways.entera import (
    answers as entera,
    convert as entera_convert,
)
from custom_components.message_gateways.gateways.entera.following import reports_of
from custom_components.message_gateways.gateways.forwarded import parse_forwarded
from custom_components.message_gateways.gateways.infobip import (
    answers as infobip,
    convert as infobip_convert,
)
from custom_components.message_gateways.gateways.infobip.push import (
    parse_push as parse_infobip_push,
)
from custom_components.message_gateways.gateways.model import Channel
from custom_components.message_gateways.gateways.ogangi import (
    answers as ogangi,
    convert as ogangi_convert,
)
from custom_components.message_gateways.gateways.ogangi.push import parse_form
from custom_components.message_gateways.gateways.push_info import PushKind
from custom_components.message_gateways.gateways.transport import parse_retry_after
from tests.gateways.devino.words import sent as devino_sent
from tests.gateways.entera.words import sent as entera_sent
from tests.gateways.ogangi.test_answers import DECLARATION, LISTED, SENT
from tests.gateways.ogangi.test_foreign_answers import FOREIGN

from .fuzzing import Parser
from .parsers_of_ictcore import of_ictcore
from .reading import EMPTY, NOW, answer, of_json, samples_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Read rows of a document, and turn each into ours as the gateway does."""

    parse: Callable[[Mapping[str, Any]], Any]
    turn: Callable[[Any], object] = lambda row: row

    def __call__(self, body: bytes) -> None:
        """Read a body."""
        document = infobip.read_document(answer(body))
        found = infobip.parse_rows(document, ("messages", *infobip.RESULTS), self.parse)
        for row in found.rows:
            self.turn(row)


def of_infobip() -> Iterable[Parser]:
    """List the parsers of the Infobip-compatible API."""
    everything = (*samples_of("infobip"), *EMPTY)
    turned = infobip_convert
    reads: dict[str, Callable[[bytes], object]] = {
        "balance": lambda body: infobip.parse_balance(
            infobip.read_document(answer(body))
        ),
        "error": lambda body: infobip.explain(answer(body, status=400)),
        "send": Rows(parse=infobip.parse_send_row),
        "report": Rows(parse=infobip.parse_report_row, turn=turned.to_report),
        "log": Rows(parse=infobip.parse_log_row, turn=turned.to_report),
        "inbox": Rows(
            parse=infobip.parse_inbox_row, turn=lambda row: turned.to_inbound(row, NOW)
        ),
        "lookup": Rows(parse=infobip.parse_lookup_row, turn=turned.to_facts),
        "ticket": Rows(parse=infobip.parse_lookup_ticket),
        "push in a charset": lambda body: parse_infobip_push(
            PushKind.REPORTS, body, f"text/xml; charset={body[:12].decode('latin-1')}"
        ),
        **{
            f"push of {kind}": partial(_infobip_push, kind)
            for kind in (PushKind.REPORTS, PushKind.INBOUND, PushKind.LOOKUPS)
        },
        "forwarded": lambda body: parse_forwarded(body, "application/json", NOW),
    }
    for name, read in reads.items():
        yield Parser(name=f"infobip {name}", read=read, samples=everything)


def _infobip_push(kind: PushKind, body: bytes) -> object:
    """Read a push of the Infobip-compatible API."""
    return parse_infobip_push(kind, body, "application/json")


def of_devino() -> Iterable[Parser]:
    """List the parsers of Devino Telecom."""
    everything = (*samples_of("devino"), *EMPTY)
    turned = devino_convert
    sent = devino_sent("x", at=NOW)

    def sms(document: Any) -> None:
        """Read where an SMS stands."""
        turned.sms_report(sent, "x", devino.parse_sms_state(document), NOW)

    def viber(document: Any) -> None:
        """Read where a Viber message stands."""
        turned.viber_report(
            sent, "x", devino.parse_viber_state(document), NOW, fallback=True
        )

    def inbound(document: Any) -> None:
        """Read received messages."""
        for row in devino.parse_inbound(document):
            turned.to_inbound(row, NOW).text.encode()

    reads: dict[str, Callable[[Any], object]] = {
        "session": devino.parse_session_id,
        "balance": devino.parse_balance,
        "ids": devino.parse_ids,
        "sms state": sms,
        "viber state": viber,
        "inbound": inbound,
        "statistics": lambda document: turned.to_statistics(
            devino.parse_statistics(document), NOW, NOW
        ),
        "date": devino.parse_date,
    }
    for name, read in reads.items():
        yield Parser(name=f"devino {name}", read=of_json(read), samples=everything)
    yield Parser(
        name="devino error",
        read=lambda body: devino.read_fault(answer(body, status=400)),
        samples=everything,
    )
    for kind, form in (
        (PushKind.REPORTS, "application/json"),
        (PushKind.INBOUND, "application/json"),
        (PushKind.INBOUND, "application/x-www-form-urlencoded"),
    ):
        yield Parser(
            name=f"devino push of {kind} as {form}",
            read=partial(_devino_push, kind, form),
            samples=(*everything, b"Address=447700900123&Text=Yes&MessageId=1"),
        )


def _devino_push(kind: PushKind, form: str, body: bytes) -> object:
    """Read a push of Devino."""
    return parse_devino_push(kind, body, form, NOW)


def of_entera() -> Iterable[Parser]:
    """List the parsers of Entera."""
    everything = (*samples_of("entera"), *EMPTY)
    turned = entera_convert
    shares = {one: entera_sent(f"t/{one}", at=NOW) for one in ("", "447700900123")}

    def tasks(parse: Callable[[Any], Iterable[Any]]) -> Callable[[Any], object]:
        """Read tasks, and what they say of messages."""

        def read(document: Any) -> None:
            """Read a document of tasks."""
            for task in parse(checked(document)):
                for channel in (Channel.SMS, Channel.FAX, Channel.VOICE):
                    list(reports_of(task, channel, shares, UTC))
                    turned.whole_report("t", channel, task)

        return read

    def checked(document: Any) -> Any:
        """Let pass only what the gateway would read on."""
        entera.parse_fault(document)
        return document

    def books(document: Any) -> None:
        """Read address books."""
        for book in entera.parse_books(checked(document)):
            turned.to_address_book(book)
            for record in book.records or ():
                turned.to_contact(record)

    reads: dict[str, Callable[[Any], object]] = {
        "task id": lambda document: entera.parse_task_id(checked(document)),
        "book id": lambda document: entera.parse_book_id(checked(document)),
        "record id": lambda document: entera.parse_record_id(checked(document)),
        "books": books,
        "tasks": tasks(entera.parse_tasks),
        "sms tasks": tasks(entera.parse_sms_tasks),
        "time": entera.parse_time,
    }
    for name, read in reads.items():
        yield Parser(name=f"entera {name}", read=of_json(read), samples=everything)
    yield Parser(
        name="entera error",
        read=lambda body: entera.read_fault(answer(body, status=400)),
        samples=everything,
    )


def of_ogangi() -> Iterable[Parser]:
    """List the parsers of OGangi."""
    everything = (
        *(text.encode() for text in (SENT, LISTED, DECLARATION + SENT)),
        b"<status>OK</status><result><pin>123456</pin></result>",
        *FOREIGN,
    )
    turned = ogangi_convert

    def messages(body: bytes) -> None:
        """Read where messages stand."""
        for row in ogangi.parse_messages(ogangi.read_answer(answer(body))):
            turned.detail_of(row)
            turned.to_report("x", row)

    def inbound(body: bytes) -> None:
        """Read received messages."""
        for row in ogangi.parse_inbound(ogangi.read_answer(answer(body))).rows:
            at = turned.received_at(row, timedelta(hours=-5))
            turned.to_inbound(row, turned.inbound_key(row), at or NOW).text.encode()

    reads: dict[str, Callable[[bytes], object]] = {
        "messages": messages,
        "inbound": inbound,
        "pin": lambda body: ogangi.parse_pin(ogangi.read_answer(answer(body))),
        "error": lambda body: ogangi.explain(answer(body, status=400)),
    }
    for name, read in reads.items():
        yield Parser(name=f"ogangi {name}", read=read, samples=everything)
    yield Parser(
        name="ogangi push",
        read=lambda body: [part.encode() for part in parse_form(body)],
        samples=(b"mobile=447700900123&mo=Hello+there", b"MO=%F0%9F%8C%BB&Mobile=1"),
    )


def of_all() -> Iterable[Parser]:
    """List the parsers that all gateways share."""
    everything = (*samples_of("devino"), *samples_of("infobip", "balance"), *EMPTY)
    yield Parser(name="json", read=lambda body: answer(body).json(), samples=everything)
    yield Parser(
        name="charset",
        read=lambda body: answer(body, charset=body[:10].decode("latin-1")).text(),
        samples=(
            b"utf-7     +AGE-",
            b"utf-16",
            b"idna",
            b"punycode",
            b"base64",
            *EMPTY,
        ),
    )
    yield Parser(
        name="retry after",
        read=lambda body: parse_retry_after(body.decode("latin-1"), NOW),
        samples=(b"120", b"Fri, 31 Dec 1999 23:59:59 GMT", b"Mon, 1 Jan 1 0:0:0 +2359"),
    )


ANSWERS: tuple[Parser, ...] = (
    *of_infobip(),
    *of_devino(),
    *of_entera(),
    *of_ogangi(),
    *of_ictcore(),
    *of_all(),
)
