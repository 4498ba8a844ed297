"""The parsers of what ICTCore answers, with the samples they begin from."""

from collections.abc import Callable, Iterable
from typing import Any

from custom_components.message_gateways.gateways.ictcore.answers import (
    faults as ictcore_faults,
)
from custom_components.message_gateways.gateways.ictcore.answers.session import (
    seconds_of,
)
from custom_components.message_gateways.gateways.ictcore.answers.transmissions import (
    parse_result,
    parse_spool,
    parse_transmission,
)
from custom_components.message_gateways.gateways.ictcore.answers.values import (
    parse_id,
    parse_rows,
    parse_status,
)
from custom_components.message_gateways.gateways.ictcore.client.csv import (
    check_csv,
    read_csv,
)
from custom_components.message_gateways.gateways.ictcore.html_text import plain_text
from custom_components.message_gateways.gateways.ictcore.judging import Evidence, judge
from tests.gateways.ictcore import samples as ictcore
from tests.gateways.ictcore.read_samples import LISTS, READ

from .fuzzing import Parser
from .reading import EMPTY, answer, of_json


def of_ictcore() -> Iterable[Parser]:
    """List the parsers of ICTCore."""
    everything = (
        *(value for value in vars(ictcore).values() if isinstance(value, bytes)),
        *EMPTY,
    )
    of_documents: dict[str, Callable[[Any], object]] = {
        "id": parse_id,
        "status": parse_status,
        "evidence": _evidence,
        **{name: row[0] for name, row in READ.items() if name in _DOCUMENTS},
    }
    of_objects = {row[0] for row in (*READ.values(), *LISTS.values())} - {
        of_documents[name] for name in _DOCUMENTS
    }
    for name, parse in of_documents.items():
        yield Parser(
            name=f"ictcore {name}",
            read=of_json(parse),
            samples=everything,
        )
    for parse in sorted(of_objects, key=lambda one: str(one.__name__)):
        yield Parser(
            name=f"ictcore {parse.__name__.removeprefix('parse_')}",
            read=of_json(_of_rows(parse)),
            samples=everything,
        )
    yield Parser(
        name="ictcore error",
        read=lambda body: ictcore_faults.read_fault(answer(body, status=400)),
        samples=everything,
    )
    yield Parser(name="ictcore token", read=_token, samples=(b"a.eyJleHAiOjF9.c",))
    yield Parser(name="ictcore html", read=_html, samples=(b"<p>Hi<br>you</p>", *EMPTY))
    yield Parser(name="ictcore csv", read=_csv, samples=(ictcore.CSV, b"a,b\n"))


_DOCUMENTS = ("sign in", "statistics")


def _of_rows(parse: Callable[[Any], Any]) -> Callable[[Any], object]:
    """Give a parser of rows a list, or one alone."""

    def read(document: Any) -> None:
        """Read both ways."""
        parse_rows([document], parse)
        parse_rows(document, parse)

    return read


def _evidence(document: Any) -> None:
    """Read what is known of a transmission, and judge by it."""
    results = parse_rows(document, parse_result)
    attempts = parse_rows(document, parse_spool)
    for one in parse_rows(document, parse_transmission):
        for late in (False, True):
            judge(
                Evidence(
                    gateway_id=str(one.transmission_id),
                    status=one.status or "",
                    results=results,
                    attempts=attempts,
                    late=late,
                )
            )


def _token(body: bytes) -> None:
    """Read how long a token is good for."""
    seconds_of(body.decode("utf-8", "replace"))


def _html(body: bytes) -> None:
    """Read the text of an email."""
    plain_text(body.decode("utf-8", "replace"))


def _csv(body: bytes) -> None:
    """Read what the server exports, and check what it is given."""
    text = body.decode("utf-8", "replace")
    read_csv(text)
    check_csv(text)
