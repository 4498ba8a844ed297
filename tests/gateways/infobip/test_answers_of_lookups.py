"""Tests that the number lookups in the document are understood."""

from dataclasses import replace

import pytest

from custom_components.message_gateways.gateways.errors import UnreadableAnswerError
from custom_components.message_gateways.gateways.infobip.answers import (
    RESULTS,
    parse_lookup_row,
    parse_lookup_ticket,
    parse_rows,
    read_document,
)
from custom_components.message_gateways.gateways.infobip.models import (
    Fault,
    LookupRow,
    LookupTicket,
    NetworkRow,
    Rows,
    State,
)
from custom_components.message_gateways.gateways.transport import Answer

from .canned import sample
from .words import ABSENT, DELIVERED, ENROUTE, FIRST, NO_ERROR, NOT_DELIVERED, read

SWISS = LookupRow(
    to=FIRST,
    mcc_mnc="22801",
    original_network=NetworkRow(network_prefix="79", country_prefix="41"),
    ported=False,
    roaming=False,
    status=NOT_DELIVERED,
    error=ABSENT,
)
CROATIAN = LookupRow(
    to="3859851212",
    mcc_mnc="21901",
    original_network=NetworkRow(network_prefix="98", country_prefix="385"),
    ported=False,
    roaming=False,
    status=NOT_DELIVERED,
    error=Fault(
        group_id=1,
        group_name="HANDSET_ERRORS",
        id=1,
        name="EC_UNKNOWN_SUBSCRIBER",
        description="Unknown Subscriber",
        permanent=True,
    ),
)
LOOKUPS: dict[str, tuple[str | None, tuple[LookupRow, ...]]] = {
    "intro_number_query.answer.json": (
        None,
        (replace(SWISS, imsi="228012120181810", status=DELIVERED, error=NO_ERROR),),
    ),
    "number_query.answer.json": (None, (SWISS,)),
    "number_query_many.answer.json": (
        "f5c4322c-10e7-a41e-5528-34fat43er4134",
        (CROATIAN, SWISS),
    ),
    "number_push.answer.json": (None, (SWISS,)),
    "number_push.answer.xml": (None, (SWISS,)),
}


@pytest.mark.parametrize("name", LOOKUPS)
def test_lookups_are_understood(name: str) -> None:
    """Rows are found under `results` and `ncResults` alike."""
    bulk_id, rows = LOOKUPS[name]
    parsed = parse_rows(read(name), RESULTS, parse_lookup_row)
    assert parsed == Rows(rows=rows, bulk_id=bulk_id)


UNREADABLE = ("number_query.answer.xml", "number_query_many.answer.xml")


@pytest.mark.parametrize("name", UNREADABLE)
def test_samples_whose_elements_are_closed_under_another_name_are_unreadable(
    name: str,
) -> None:
    """Two samples of the document are no XML."""
    with pytest.raises(UnreadableAnswerError):
        read(name)


def test_a_lookup_in_xml_names_all_networks() -> None:
    """The sample of one number, its end tag mended."""
    body = sample("number_query.answer.xml").replace(b"<response>", b"<NCResponse>")
    answer = Answer(status=200, content_type="", charset="utf-8", body=body)
    assert parse_rows(read_document(answer), RESULTS, parse_lookup_row) == Rows(
        rows=(SWISS,)
    )


def ticket(to: str, message_id: str | None, status: State) -> LookupTicket:
    """Name a lookup whose result comes later."""
    return LookupTicket(to=to, message_id=message_id, status=status)


WAITING = State(
    group_id=1,
    group_name="PENDING",
    id=3,
    name="PENDING_WAITING_DELIVERY",
    description="Message sent, waiting for delivery report",
)
ONE_TICKET = (ticket(FIRST, "2b691c32-1233-4716-a763-4f70cc929eae", WAITING),)
REFUSED_TICKETS = (
    ticket(
        "12345678",
        "a70437bc-872c-5462-837a-4ede899af3bf",
        State(
            group_id=5,
            group_name="REJECTED",
            id=14,
            name="REJECTED_DESTINATION",
            description="By Destination",
            action="Remove destination from blacklist",
        ),
    ),
    ticket(
        "Alphanumeric",
        None,
        State(
            group_id=5,
            group_name="REJECTED",
            id=52,
            name="REJECTED_DESTINATION",
            description="Invalid destination address.",
            action="Check to parameter.",
        ),
    ),
)
TICKETS: dict[str, tuple[str | None, tuple[LookupTicket, ...]]] = {
    "number_notify.answer.json": (None, ONE_TICKET),
    "number_notify.answer.xml": (None, ONE_TICKET),
    "number_notify_many.answer.json": (
        "f5c4322c-10e7-a41e-5528-34fa0b032134",
        (
            ticket(FIRST, "c2598a78-ba88-423f-8ac3-5dac4af816cf", ENROUTE),
            *REFUSED_TICKETS,
        ),
    ),
    "number_notify_many.answer.xml": (
        None,
        (
            ticket(
                FIRST,
                "c2598a78-ba88-423f-8ac3-5dac4af816cf",
                replace(WAITING, group_name="Pending"),
            ),
            *REFUSED_TICKETS,
        ),
    ),
}


@pytest.mark.parametrize("name", TICKETS)
def test_lookups_whose_result_comes_later_are_understood(name: str) -> None:
    """Every sample gives its rows, in JSON and in XML."""
    bulk_id, rows = TICKETS[name]
    parsed = parse_rows(read(name), RESULTS, parse_lookup_ticket)
    assert parsed == Rows(rows=rows, bulk_id=bulk_id)
