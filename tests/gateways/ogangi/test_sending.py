"""Tests of sends: by which call, and what its answer means for the message."""

from typing import Any

import pytest

from custom_components.message_gateways.gateways.errors import (
    AskWhatHappenedError,
    ChangeRequestError,
    NotOfferedError,
    SignInAgainError,
    TryLaterError,
)
from custom_components.message_gateways.gateways.model import Detail, Outcome
from custom_components.message_gateways.gateways.ogangi.gateway import OgangiGateway
from custom_components.message_gateways.gateways.ogangi.models import (
    MtRequest,
    SmsRequest,
)
from custom_components.message_gateways.gateways.ogangi.sending import (
    Method,
    text_request,
)
from tests.simulators.ogangi import Fault, FaultKind, OgangiSimulator

from .stories import ANN, BOB, MakeGateway, message, paths

NUMBER, TEXT = "447700900123", "Dinner?"


def sms(carrier: str) -> SmsRequest:
    """Expect sendSMS."""
    return SmsRequest(carrier=carrier, sender="2020", to=NUMBER, text=TEXT)


def mt(carrier: str | None = None, flags: str | None = None) -> MtRequest:
    """Expect sendMT."""
    return MtRequest(carrier=carrier, sender="2020", to=NUMBER, text=TEXT, flags=flags)


@pytest.mark.parametrize(
    ("method", "account", "content", "expected"),
    [
        (Method.AUTO, None, {}, mt()),
        (Method.AUTO, "Movistar", {}, sms("Movistar")),
        (Method.AUTO, None, {"carrier": "Digitel"}, sms("Digitel")),
        (Method.AUTO, "Movistar", {"carrier": "Digitel"}, sms("Digitel")),
        (Method.AUTO, "null", {"carrier": " "}, mt()),
        (Method.AUTO, "Movistar", {"carrier": "NULL"}, sms("Movistar")),
        (Method.AUTO, None, {"flags": "job"}, mt(flags="job")),
        (Method.AUTO, "Movistar", {"flags": "job"}, mt(flags="job")),
        (Method.AUTO, None, {"flags": "job", "carrier": "17"}, mt("17", "job")),
        (Method.SEND_SMS, "Movistar", {}, sms("Movistar")),
        (Method.SEND_SMS, None, {"carrier": "Digitel"}, sms("Digitel")),
        (Method.SEND_MT, None, {}, mt()),
        (Method.SEND_MT, "17", {}, mt("17")),
        (Method.SEND_MT, "17", {"carrier": "18"}, mt("18")),
        (Method.SEND_MT, "17", {"flags": "job"}, mt("17", "job")),
    ],
)
def test_the_call_is_chosen_by_what_is_known_of_the_carrier(
    method: Method,
    account: str | None,
    content: dict[str, Any],
    expected: SmsRequest | MtRequest,
) -> None:
    """`null` stands for any carrier, and goes with sendMT alone."""
    one = message(sender="+2020", **content)
    assert text_request(one, method, account) == expected


@pytest.mark.parametrize(
    ("method", "content", "error"),
    [
        (Method.SEND_SMS, {"sender": "2020"}, ChangeRequestError),
        (Method.SEND_SMS, {"sender": "2020", "carrier": "null"}, ChangeRequestError),
        (
            Method.SEND_SMS,
            {"sender": "2020", "carrier": "M", "flags": "job"},
            NotOfferedError,
        ),
        (Method.AUTO, {}, ChangeRequestError),
        (Method.AUTO, {"carrier": "Movistar"}, ChangeRequestError),
    ],
)
def test_what_a_call_can_not_do_without_is_asked_for(
    method: Method, content: dict[str, Any], error: type[Exception]
) -> None:
    """The name of the carrier for sendSMS, a code to send from for all."""
    with pytest.raises(error):
        text_request(message(**content), method, None)


async def test_a_message_by_a_known_carrier_can_be_followed(
    make_gateway: MakeGateway, ogangi_simulator: OgangiSimulator
) -> None:
    """It goes by sendSMS, whose answer has an id."""
    gateway = make_gateway(carrier="Movistar")
    (receipt,) = await gateway.send([message(text="Dinner? " * 40)])
    (sent,) = ogangi_simulator.messages
    assert sent.method == "sendSMS"
    assert receipt.outcome is Outcome.ACCEPTED
    assert receipt.gateway_ids == (sent.message_id,)
    assert receipt.traceable
    assert (receipt.segments, receipt.detail) == (3, None)


async def test_a_message_by_any_carrier_can_not_be_followed_and_says_so(
    gateway: OgangiGateway, ogangi_simulator: OgangiSimulator
) -> None:
    """It goes by sendMT, whose answer has no id."""
    (receipt,) = await gateway.send([message()])
    assert ogangi_simulator.messages[0].method == "sendMT"
    assert receipt.outcome is Outcome.ACCEPTED
    assert (receipt.gateway_ids, receipt.traceable) == ((), False)
    assert "can't be followed" in str(receipt.detail)


async def test_an_answer_without_an_id_ends_the_same(
    make_gateway: MakeGateway,
) -> None:
    """The call was OK, so the message was accepted."""
    gateway = make_gateway(carrier="Movistar")
    (receipt,) = await gateway.send([message(to="+447700900099")])
    assert (receipt.outcome, receipt.traceable) == (Outcome.ACCEPTED, False)
    assert receipt.detail is not None


@pytest.mark.parametrize(
    ("number", "name", "out_of_credit"),
    [
        ("+447700900010", "BAD_TO", False),
        ("+447700900011", "BAD_FROM", False),
        ("+447700900012", "BAD_ENCODING", False),
        ("+447700900013", "BAD_CARRIER/FROM", False),
        ("+447700900014", "NOT_ENOUGH_FUNDS", True),
        ("+447700900015", "BAD_TIMEZONE", False),
    ],
)
async def test_a_refusal_in_an_answer_that_is_ok_is_a_refusal(
    number: str, name: str, out_of_credit: bool, make_gateway: MakeGateway
) -> None:
    """With the provider's code and words."""
    gateway = make_gateway(carrier="Movistar")
    (receipt,) = await gateway.send([message(to=number)])
    assert receipt.outcome is Outcome.REJECTED
    assert receipt.detail is not None
    assert receipt.detail.name == name
    assert receipt.detail.text
    assert receipt.out_of_credit is out_of_credit


@pytest.mark.parametrize("carrier", [None, "Movistar"])
@pytest.mark.parametrize(
    ("number", "detail"),
    [
        ("+447700900016", Detail(name="ERROR")),
        ("+447700900017", Detail(name="ERROR", text="Number blocked")),
    ],
)
async def test_an_error_is_a_refusal_though_it_calls_itself_completed(
    number: str, detail: Detail, carrier: str | None, make_gateway: MakeGateway
) -> None:
    """By either call."""
    (receipt,) = await make_gateway(carrier=carrier).send([message(to=number)])
    assert (receipt.outcome, receipt.detail) == (Outcome.REJECTED, detail)


async def test_the_sender_of_a_message_goes_before_that_of_the_account(
    gateway: OgangiGateway, ogangi_simulator: OgangiSimulator
) -> None:
    """The account's is for messages without one."""
    ogangi_simulator.account.codes = ("2020", "3030")
    await gateway.send([message(sender="3030")])
    await gateway.send([message()])
    assert [one.from_ for one in ogangi_simulator.messages] == ["3030", "2020"]


@pytest.mark.parametrize("processed", [False, True])
@pytest.mark.parametrize("carrier", [None, "Movistar"])
async def test_a_cut_connection_leaves_a_message_unknown_and_sent_once_at_most(
    processed: bool,
    carrier: str | None,
    make_gateway: MakeGateway,
    ogangi_simulator: OgangiSimulator,
) -> None:
    """The HTTP library would repeat a GET on a connection that was used before."""
    gateway = make_gateway(carrier=carrier)
    await gateway.send([message()])
    ogangi_simulator.requests.clear()
    ogangi_simulator.faults.add(Fault(kind=FaultKind.CUT, processed=processed))
    with pytest.raises(AskWhatHappenedError):
        await gateway.send([message("b")])
    assert len(ogangi_simulator.requests) == 1
    assert len(ogangi_simulator.messages) == 1 + processed


@pytest.mark.parametrize("kind", [FaultKind.EMPTY, FaultKind.HTML, FaultKind.NOT_JSON])
async def test_an_answer_that_is_none_leaves_a_message_unknown(
    kind: FaultKind, gateway: OgangiGateway, ogangi_simulator: OgangiSimulator
) -> None:
    """It may have been sent."""
    ogangi_simulator.faults.add(Fault(kind=kind, processed=True))
    with pytest.raises(AskWhatHappenedError) as caught:
        await gateway.send([message()])
    assert caught.value.outcome is Outcome.UNKNOWN


async def test_several_messages_go_one_by_one(
    gateway: OgangiGateway, ogangi_simulator: OgangiSimulator
) -> None:
    """One refused and one of unknown outcome stop no other."""
    ogangi_simulator.faults.add(
        Fault(kind=FaultKind.CUT, path=BOB.removeprefix("+"), processed=True)
    )
    receipts = await gateway.send(
        [
            message("a"),
            message("b", BOB),
            message("c", "+447700900016"),
            message("d"),
        ]
    )
    assert [one.message_id for one in receipts] == ["a", "b", "c", "d"]
    assert [one.outcome for one in receipts] == [
        Outcome.ACCEPTED,
        Outcome.UNKNOWN,
        Outcome.REJECTED,
        Outcome.ACCEPTED,
    ]
    assert len(paths(ogangi_simulator)) == 4


async def test_a_gateway_that_is_busy_is_not_asked_again_for_the_others(
    gateway: OgangiGateway, ogangi_simulator: OgangiSimulator
) -> None:
    """They surely were not sent; with the first, all raise."""
    busy = Fault(
        kind=FaultKind.STATUS, status=503, retry_after=7, path=BOB[1:], times=9
    )
    ogangi_simulator.faults.add(busy)
    receipts = await gateway.send([message("a"), message("b", BOB), message("c", ANN)])
    assert [one.outcome for one in receipts] == [
        Outcome.ACCEPTED,
        Outcome.NOT_SENT,
        Outcome.NOT_SENT,
    ]
    assert len(ogangi_simulator.messages) == 1
    with pytest.raises(TryLaterError) as caught:
        await gateway.send([message("b", BOB), message("c", ANN)])
    assert caught.value.retry_after == 7


@pytest.mark.parametrize("status", [200, 400, 500])
async def test_a_bad_signature_asks_to_sign_in_whatever_the_http_status(
    status: int, gateway: OgangiGateway, ogangi_simulator: OgangiSimulator
) -> None:
    """Nothing was sent then."""
    body = "<status>BAD_SIGNATURE</status><description>Invalid</description>"
    ogangi_simulator.faults.add(Fault(kind=FaultKind.STATUS, status=status, body=body))
    with pytest.raises(SignInAgainError, match="Invalid"):
        await gateway.send([message()])


async def test_a_server_error_leaves_a_message_unknown(
    gateway: OgangiGateway, ogangi_simulator: OgangiSimulator
) -> None:
    """The provider's words are kept."""
    ogangi_simulator.faults.add(Fault(kind=FaultKind.STATUS, status=500))
    with pytest.raises(AskWhatHappenedError, match="Server error"):
        await gateway.send([message()])
