"""Tests that the answers to sends in the document are understood."""

from dataclasses import replace

import pytest

from custom_components.message_gateways.gateways.infobip.answers import (
    parse_rows,
    parse_send_row,
)
from custom_components.message_gateways.gateways.infobip.models import (
    Rows,
    SendRow,
    State,
)

from .words import ACCEPTED, ENROUTE, FIRST, SECOND, THIRD, read


def sent(to: str, message_id: str, count: int = 1, status: State = ACCEPTED) -> SendRow:
    """Name a row of an answer to a send."""
    return SendRow(to=to, message_id=message_id, status=status, sms_count=count)


SENDS: dict[str, tuple[str | None, tuple[SendRow, ...]]] = {
    "intro_text_single.answer.json": (
        None,
        (sent(FIRST, "2250be2d4219-3af1-78856-aabe-1362af1edfd2"),),
    ),
    "text_single.answer.json": (
        None,
        (
            sent(
                FIRST,
                "2250be2d4219-3af1-78856-aabe-1362af1edfd2",
                status=replace(ACCEPTED, group_name="Queue/Accepted"),
            ),
        ),
    ),
    "text_single.answer.xml": (
        None,
        (sent(FIRST, "2250be2d4219-3af1-78856-aabe-1362af1edfd2"),),
    ),
    "text_single_many.answer.json": (
        "f5c4322c-10e7-a41e-5528-34fa0b032134",
        (
            sent(FIRST, "4a54f0242f19-b832-1c39-a7e7a2095f351ed2"),
            sent("41793026834", "9404a69cef19-7a31-ba39-92ace76a5f351ed2"),
        ),
    ),
    "text_single_many.answer.xml": (
        "f5c4322c-10e7-a41e-5528-34fa0b032134",
        (
            sent(FIRST, "2250be2d4219-3af1-78856-aabe-1362af1edfd2"),
            sent("41793026834", "9404a69cef19-7a31-ba39-92ace76a5f351ed2"),
        ),
    ),
    "text_multi_example.answer.json": (
        "5028e2d42f19-42f1-4656-351e-a42c191e5fd2",
        (
            sent(FIRST, "4242f196ba50-a356-2f91-831c4aa55f351ed2"),
            sent(THIRD, "5f35f87a2f19-a141-43a4-91cd81b85f8c689", 2),
        ),
    ),
    "text_multi.answer.json": (
        "5028e2d42f19-42f1-4656-351e-a42c191e5fd2",
        (
            sent(FIRST, "4242f196ba50-a356-2f91-831c4aa55f351ed2"),
            sent(SECOND, "9304a5a3ab19-1ca1-be74-76ad87651ed25f35"),
            sent(THIRD, "5f35f87a2f19-a141-43a4-91cd81b85f8c689", 2),
        ),
    ),
    "text_multi.answer.xml": (
        "7241ea9b2ca9-a11f-42c6-aa1e-83cd11c75f52",
        (
            sent(FIRST, "4242f196ba50-a356-2f91-831c4aa55f351ed2"),
            sent(SECOND, "9304a5a3ab19-1ca1-be74-76ad87651ed25f35"),
            sent(THIRD, "5f35f87a2f19-a141-43a4-91cd81b85f8c689", 2),
        ),
    ),
    "text_advanced.answer.json": (
        "BULK-ID-123-xyz",
        (
            sent(FIRST, "MESSAGE-ID-123-xyz"),
            sent(SECOND, "9304a5a3ab19-1ca1-be74-76ad87651ed25f35"),
            sent(THIRD, "5f35f87a2f19-a141-43a4-91cd81b85f8c689", 2),
        ),
    ),
    "binary_single.answer.json": (
        None,
        (sent(FIRST, "502baa42f19-42f1-351e-4656a42c1b1e5fd2"),),
    ),
    "binary_single_many.answer.json": (
        "5028e2d42f19-42f1-4656-351e-a42c191e5fd2",
        (
            sent(FIRST, "465650242f19-4656-c191-a42e87655f351ed2"),
            sent("41793026834", "1234aba32f19-3c31-b294-76ad87655f351ed2"),
        ),
    ),
    "binary_single_many.answer.xml": (
        "7241ea9b2ca9-a11f-42c6-aa1e-83cd11c75f52",
        (
            sent(FIRST, "4242f196ba50-a356-2f91-831c4aa55f351ed2"),
            sent("41793026834", "9304a5a3ab19-1ca1-be74-76ad87651ed25f35"),
        ),
    ),
    "binary_multi_example.answer.json": (
        "1036A4cb-803a-4a73-a5a6-7e4fc3791722",
        (
            sent(
                FIRST,
                "1254df3e-ab62-15af5-230b-14d8e65c7540",
                status=replace(ENROUTE, group_id=7),
            ),
            sent(THIRD, "1877df3e-4b62-46f5-819b-14d8e65c2291", status=ENROUTE),
        ),
    ),
    "binary_multi.answer.json": (
        "1036A4cb-803a-4a73-a5a6-7e4fc3791722",
        (
            sent(
                FIRST,
                "1254df3e-ab62-15af5-230b-14d8e65c7540",
                status=replace(ENROUTE, group_id=7),
            ),
            sent(SECOND, "a5b7df3e-1b62-4af5-840b-1b5de65c2ad7", status=ENROUTE),
            sent(THIRD, "1877df3e-4b62-46f5-819b-14d8e65c2291", status=ENROUTE),
        ),
    ),
    "binary_multi.answer.xml": (
        "1036A4cb-803a-4a73-a5a6-7e4fc3791722",
        (
            sent(FIRST, "1254df3e-ab62-15af5-230b-14d8e65c7540", status=ENROUTE),
            sent(SECOND, "a5b7df3e-1b62-4af5-840b-1b5de65c2ad7", status=ENROUTE),
            sent(THIRD, "1877df3e-4b62-46f5-819b-14d8e65c2291", status=ENROUTE),
        ),
    ),
}
SENDS["text_advanced.answer.xml"] = SENDS["text_advanced.answer.json"]
SENDS["binary_single.answer.xml"] = SENDS["binary_single.answer.json"]


@pytest.mark.parametrize("name", SENDS)
def test_an_answer_to_a_send_is_understood(name: str) -> None:
    """Every sample gives its rows, in JSON and in XML."""
    bulk_id, rows = SENDS[name]
    parsed = parse_rows(read(name), ("messages",), parse_send_row)
    assert parsed == Rows(rows=rows, bulk_id=bulk_id)
