"""Faults and oddities on demand."""

import asyncio
import json

import aiohttp
import pytest

from tests.simulators.entera import (
    EnteraSimulator,
    Fault,
    FaultKind,
    Oddity,
    OddKind,
)
from tests.simulators.entera.asking import (
    PERSON,
    ask,
    send_fax,
    send_sms,
)
from tests.simulators.entera.codes import ERRORS


@pytest.mark.parametrize(
    ("status", "code"), [(401, 2), (403, 9), (500, 14), (503, 14), (429, 14)]
)
async def test_a_status_comes_with_an_error_object(
    entera_simulator: EnteraSimulator, status: int, code: int
) -> None:
    """And with Retry-After if asked."""
    fault = Fault(kind=FaultKind.STATUS, status=status, retry_after=7)
    entera_simulator.faults.add(fault)
    answer = await send_sms(entera_simulator, PERSON)
    assert (answer.status, answer.json["ErrorCode"]) == (status, code)
    assert answer.headers["Retry-After"] == "7"
    assert entera_simulator.messages == []


@pytest.mark.parametrize(
    ("fault", "start"),
    [
        (Fault(kind=FaultKind.HTML), b"<!DOCTYPE html>"),
        (Fault(kind=FaultKind.EMPTY), b""),
        (Fault(kind=FaultKind.OTHER_JSON, body="[]"), b"[]"),
        (Fault(kind=FaultKind.NOT_JSON), b'{"messages": [{"to": '),
        (Fault(kind=FaultKind.WRONG_CHARSET), b'{"results": []'),
        (Fault(kind=FaultKind.HUGE, size=2), b'{"messages": [], '),
        (Fault(kind=FaultKind.SLOW, seconds=0.01), b'{"Result":true,'),
    ],
    ids=lambda value: value.kind if isinstance(value, Fault) else "",
)
async def test_an_odd_answer_comes_once(
    entera_simulator: EnteraSimulator, fault: Fault, start: bytes
) -> None:
    """Then the usual one."""
    entera_simulator.faults.add(fault)
    answer = await ask(entera_simulator, "GET", "AddressBook")
    assert answer.status == 200
    assert answer.body.startswith(start)
    assert bool(answer.body) == bool(start)
    assert (await ask(entera_simulator, "GET", "AddressBook")).json["Result"]


async def test_a_hanging_answer_ends_with_the_client(
    entera_simulator: EnteraSimulator,
) -> None:
    """And a redirect leads elsewhere."""
    entera_simulator.faults.add(Fault(kind=FaultKind.HANG))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.02):
            await ask(entera_simulator, "GET", "AddressBook")
    entera_simulator.faults.add(Fault(kind=FaultKind.REDIRECT))
    with pytest.raises(aiohttp.ClientError):
        await ask(entera_simulator, "GET", "AddressBook")


@pytest.mark.parametrize("processed", [False, True])
async def test_any_error_is_given_on_demand(
    entera_simulator: EnteraSimulator, *, processed: bool
) -> None:
    """After the effect or in its place; unheard-of ones, too."""
    codes = [*ERRORS, 20, -1]
    for code in codes:
        entera_simulator.oddities.add(
            Oddity(kind=OddKind.ERROR, code=code, method="SendSms", processed=processed)
        )
    assert (await send_fax(entera_simulator, PERSON)).json["ErrorCode"] == 0
    for code in codes:
        answer = await send_sms(entera_simulator, PERSON)
        assert (answer.json["Result"], answer.json["ErrorCode"]) == (False, code)
    assert len(entera_simulator.messages) == 1 + len(codes) * processed
    assert (await send_sms(entera_simulator, PERSON)).json["Result"]


@pytest.mark.parametrize(
    ("kind", "gone"),
    [
        (OddKind.NO_ERROR_CODE, "ErrorCode"),
        (OddKind.NO_RESULT, "Result"),
        (OddKind.NO_ID, "TaskId"),
    ],
)
async def test_a_field_is_missing_on_demand(
    entera_simulator: EnteraSimulator, kind: OddKind, gone: str
) -> None:
    """The rest is as usual."""
    usual = (await send_sms(entera_simulator, PERSON)).json
    entera_simulator.oddities.add(Oddity(kind=kind))
    answer = await send_sms(entera_simulator, PERSON)
    assert set(usual) - set(answer.json) == {gone}


async def test_a_message_is_null_and_a_list_missing_on_demand(
    entera_simulator: EnteraSimulator,
) -> None:
    """As a foreign server may do."""
    entera_simulator.oddities.add(Oddity(kind=OddKind.NULL_MESSAGE))
    assert (await send_sms(entera_simulator, PERSON)).json["Message"] is None
    entera_simulator.oddities.add(Oddity(kind=OddKind.NO_LIST))
    answer = await ask(entera_simulator, "GET", "OutboundSms", LastMessages=1)
    assert set(answer.json) == {"Result", "ErrorCode", "Message"}


async def test_json_is_broken_as_in_the_document_on_demand(
    entera_simulator: EnteraSimulator,
) -> None:
    """A quotation mark or brackets are missing."""
    entera_simulator.oddities.add(Oddity(kind=OddKind.SLIP, times=4))
    sent = await send_sms(entera_simulator, PERSON)
    assert b'"Message":"","TaskId:"' in sent.body
    book = await ask(entera_simulator, "POST", "AddressBook", {"Description": "x"})
    assert book.body.endswith(b'"Message":"","AddressBookId:4}')
    shown = await ask(entera_simulator, "GET", "OutboundSms", LastMessages=1)
    assert shown.body.endswith(b'"MessageBody":""}}')
    deleted = await ask(entera_simulator, "DELETE", "AddressBook", AddressBookId=4)
    for answer in (sent, book, shown, deleted):
        with pytest.raises(json.JSONDecodeError):
            json.loads(answer.body)


@pytest.mark.parametrize(
    ("oddity", "start", "content_type"),
    [
        (
            Oddity(kind=OddKind.BYTE_ORDER_MARK),
            b"\xef\xbb\xbf{",
            "application/json; charset=utf-8",
        ),
        (Oddity(kind=OddKind.CHARSET), b"{", "application/json; charset=cp1254"),
        (
            Oddity(kind=OddKind.SILENT_CHARSET, charset="utf-16"),
            b"\xff\xfe{",
            "application/json; charset=utf-8",
        ),
    ],
    ids=lambda value: value.kind if isinstance(value, Oddity) else "",
)
async def test_an_answer_comes_in_another_charset_on_demand(
    entera_simulator: EnteraSimulator, oddity: Oddity, start: bytes, content_type: str
) -> None:
    """Said or not said."""
    await send_sms(entera_simulator, PERSON, Body="Şişli")
    entera_simulator.oddities.add(oddity)
    answer = await ask(entera_simulator, "GET", "OutboundSms", LastMessages=1)
    assert answer.body.startswith(start)
    assert answer.headers["Content-Type"] == content_type
    charset = "utf-8" if oddity.kind is OddKind.BYTE_ORDER_MARK else oddity.charset
    assert "Şişli" in answer.body.decode(charset)
