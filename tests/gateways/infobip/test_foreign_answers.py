"""Tests of answers that nobody expects: each ends as a clear error or as no value."""

from decimal import Decimal
from typing import Any

import aiohttp
import pytest

from custom_components.message_gateways.gateways import fields
from custom_components.message_gateways.gateways.errors import (
    AskWhatHappenedError,
    ChangeRequestError,
    CheckSettingsError,
    GatewayError,
    SignInAgainError,
    TryLaterError,
    UnreadableAnswerError,
)
from custom_components.message_gateways.gateways.infobip.answers import (
    parse_send_row,
    read_document,
)
from custom_components.message_gateways.gateways.infobip.client import InfobipClient
from custom_components.message_gateways.gateways.infobip.models import SendRow, State
from custom_components.message_gateways.gateways.model import Detail
from custom_components.message_gateways.gateways.transport import Answer, Transport

from .canned import CannedServer, sample


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"  ",
        b"null",
        b"[]",
        b"5",
        b'"text"',
        b"{",
        b"{}",
        b'{"results": 5}',
        b'{"results": "text"}',
        b'{"requestError": {}}',
        b"<html><body>Please log in</body></html>",
        b"<!DOCTYPE html><html></html>",
        b"<response>",
        b"\xff\xfe",
        b"NaN",
    ],
)
async def test_an_answer_of_another_shape_is_unreadable(
    body: bytes, api: InfobipClient, server: CannedServer
) -> None:
    """A proxy's page, an empty answer and other JSON tell nothing."""
    server.will_say(body)
    with pytest.raises(UnreadableAnswerError):
        await api.inbox_reports()


async def test_a_bad_row_does_not_lose_the_others(
    api: InfobipClient, server: CannedServer
) -> None:
    """Rows that are none are counted."""
    server.will_say(
        {"messages": [5, None, {}, [], {"to": 447700900123, "status": "?"}, {"to": {}}]}
    )
    answer = await api.send_texts(())
    assert answer.rows == (SendRow(to="447700900123"),)
    assert answer.unreadable == 5
    assert answer.total == 6


async def test_one_row_without_a_list_is_a_row(
    api: InfobipClient, server: CannedServer
) -> None:
    """Some servers leave the list out where there is but one."""
    server.will_say({"results": {"messageId": 17, "smsCount": "2", "price": None}})
    (row,) = (await api.reports()).rows
    assert (row.message_id, row.sms_count, row.price) == ("17", 2, None)


async def test_an_answer_in_xml_is_understood_though_json_was_asked_for(
    api: InfobipClient, server: CannedServer
) -> None:
    """A server that takes no notice of `Accept` is understood."""
    server.will_say(b"\xef\xbb\xbf" + sample("balance.answer.xml"))
    assert (await api.balance()).balance == Decimal("47.79134")


async def test_an_answer_in_another_charset_is_decoded(
    api: InfobipClient, server: CannedServer
) -> None:
    """The header says the charset, or the XML itself does."""
    latin = "<a><results><from>é</from></results></a>".encode("latin-1")
    server.will_say(latin, content_type="application/xml; charset=iso-8859-1")
    assert (await api.inbox_reports()).rows[0].sender == "é"
    server.will_say(
        b'<?xml version="1.0" encoding="iso-8859-1"?>' + latin,
        content_type="application/xml",
    )
    assert (await api.inbox_reports()).rows[0].sender == "é"


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (302, CheckSettingsError),
        (400, ChangeRequestError),
        (401, SignInAgainError),
        (403, SignInAgainError),
        (429, TryLaterError),
        (500, AskWhatHappenedError),
    ],
)
async def test_an_error_says_what_to_do_in_the_provider_s_words(
    status: int, error: type[GatewayError], api: InfobipClient, server: CannedServer
) -> None:
    """The documented error body becomes the detail."""
    server.will_say(sample("error_unauthorized.answer.json"), status=status)
    with pytest.raises(error) as caught:
        await api.balance()
    assert caught.value.detail == Detail(
        name="UNAUTHORIZED", text="Invalid login details"
    )


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (
            {
                "requestError": {
                    "serviceException": {
                        "messageId": "BAD_REQUEST",
                        "text": "Bad Request",
                        "variables": ["limit"],
                        "validationErrors": {"to": ["must not be empty", "too short"]},
                    }
                }
            },
            "BAD_REQUEST: Bad Request; limit; must not be empty; too short",
        ),
        (
            {"requestError": {"serviceException": {"text": "No"}}},
            "No",
        ),
        ({"requestError": {"serviceException": "No"}}, "HTTP 400"),
        ({"error": "No"}, "HTTP 400"),
        ([], "HTTP 400"),
        (b"<html>", "HTTP 400"),
        (
            b"<error><serviceException><text>No</text></serviceException></error>",
            "No",
        ),
    ],
)
async def test_an_error_body_of_any_shape_is_no_second_error(
    body: Any, words: str, api: InfobipClient, server: CannedServer
) -> None:
    """What can't be read leaves the status alone."""
    server.will_say(body, status=400)
    with pytest.raises(ChangeRequestError) as caught:
        await api.balance()
    assert str(caught.value) == words


async def test_no_secret_is_in_an_error(client: aiohttp.ClientSession) -> None:
    """Neither the password nor the address is told."""
    api = InfobipClient(Transport(client), "http://127.0.0.1:1", "user", "tell-nobody")
    with pytest.raises(TryLaterError) as caught:
        await api.balance()
    assert "tell-nobody" not in repr(caught.value)
    assert "tell-nobody" not in repr(api)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2015-02-12T09:50:22.221+0100", "2015-02-12T08:50:22.221000+00:00"),
        ("2015-02-12T09:50:22.221+01:00", "2015-02-12T08:50:22.221000+00:00"),
        ("2015-02-12T09:50:22.221Z", "2015-02-12T09:50:22.221000+00:00"),
        ("2015-02-12T09:50:22", "2015-02-12T09:50:22+00:00"),
        ("0001-01-01T00:00:00+14:00", None),
        ("yesterday", None),
        (1423731022, None),
        (None, None),
    ],
)
def test_a_time_is_read_with_its_offset(written: Any, expected: str | None) -> None:
    """All forms of the document, and those of other servers."""
    found = fields.moment(written)
    assert (found and found.isoformat()) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (5, 5),
        ("5", 5),
        (" 5 ", 5),
        (Decimal("5.0"), 5),
        (Decimal("5.5"), None),
        (-1, None),
        (2**40, None),
        (True, None),
        ("NaN", None),
        ("many", None),
        ("5" * 50, None),
        (Decimal("1e30"), None),
        ([], None),
    ],
)
def test_a_count_is_a_whole_number(value: Any, expected: int | None) -> None:
    """Texts are counts too, nonsense is none."""
    assert fields.count(value) == expected


def test_half_a_pair_of_surrogates_can_be_stored() -> None:
    """A text that no database takes is mended."""
    assert fields.text("a\ud83d") == "a?"
    assert fields.words("  ") is None
    assert fields.text(Decimal("1.5")) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [(True, True), ("FALSE", False), ("1", None), (1, None), (None, None)],
)
def test_a_yes_or_no_is_one_of_two_words(value: Any, expected: object) -> None:
    """XML writes words, JSON has values."""
    assert fields.boolean(value) is expected


def test_a_status_without_content_is_none() -> None:
    """An empty object says nothing."""
    assert parse_send_row({"to": "1", "status": {}}) == SendRow(to="1")
    assert parse_send_row({"to": "1", "status": {"id": 5}}) == SendRow(
        to="1", status=State(id=5)
    )


def test_a_document_is_an_object() -> None:
    """A list is no answer of this gateway."""
    with pytest.raises(UnreadableAnswerError):
        read_document(
            Answer(status=200, content_type="", charset="utf-8", body=b"[{}]")
        )
