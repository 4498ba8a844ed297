"""What goes wrong between the gateway and the simulator ends as it should."""

import pytest

from custom_components.message_gateways.gateways.entera.gateway import EnteraGateway
from custom_components.message_gateways.gateways.errors import (
    AskWhatHappenedError,
    GatewayError,
    SignInAgainError,
    TopUpError,
    UnreadableAnswerError,
)
from custom_components.message_gateways.gateways.model import (
    Content,
    Doubt,
    Status,
    Verdict,
)
from tests.simulators.clock import SettableClock
from tests.simulators.entera import (
    EnteraSimulator,
    Fault,
    FaultKind,
    Oddity,
    OddKind,
)

from .stories import told
from .words import (
    CALL,
    FAX,
    SMS,
    follow,
    message,
    messages,
)

ANN = "+447700900120"

LOST = [
    Fault(kind=FaultKind.CUT, processed=True),
    Fault(kind=FaultKind.CUT_IN_BODY, processed=True),
    Fault(kind=FaultKind.STATUS, status=503, processed=True),
    Fault(kind=FaultKind.STATUS, status=500, processed=True),
    Fault(kind=FaultKind.HTML, processed=True),
    Fault(kind=FaultKind.EMPTY, processed=True),
    Fault(kind=FaultKind.HUGE, size=6, processed=True),
]


@pytest.mark.parametrize("content", [SMS, FAX, CALL], ids=lambda one: one.channel)
@pytest.mark.parametrize("fault", LOST, ids=lambda fault: fault.kind)
async def test_a_message_whose_answer_was_lost_is_found_by_its_key(
    fault: Fault,
    content: Content,
    live: EnteraGateway,
    entera_simulator: EnteraSimulator,
    entera_clock: SettableClock,
) -> None:
    """It is followed then as any other."""
    entera_simulator.faults.add(fault)
    some = messages(ANN, "+905324676407", content=content)
    with pytest.raises(AskWhatHappenedError):
        await live.send(some)
    left = entera_clock()
    entera_clock.advance(60)
    doubts = [Doubt(message=one, since=left) for one in some]
    found = await live.resolve(doubts, entera_clock())
    assert [one.verdict for one in found] == [Verdict.FOUND] * 2
    assert len(entera_simulator.messages) == 1
    receipts = [one.receipt for one in found if one.receipt]
    reports = await live.fetch_reports(follow(receipts, left, content))
    assert [one.status for one in reports] == [Status.DELIVERED] * 2


@pytest.mark.parametrize("kind", [OddKind.SLIP, OddKind.NO_ID, OddKind.SILENT_CHARSET])
async def test_broken_json_after_a_send_is_unknown_and_found(
    kind: OddKind,
    live: EnteraGateway,
    entera_simulator: EnteraSimulator,
    entera_clock: SettableClock,
) -> None:
    charset = "utf-16" if kind is OddKind.SILENT_CHARSET else "cp1254"
    entera_simulator.oddities.add(Oddity(kind=kind, charset=charset))
    with pytest.raises(UnreadableAnswerError):
        await live.send([message(to=ANN)])
    doubt = Doubt(message=message(to=ANN), since=entera_clock())
    (found,) = await live.resolve([doubt], entera_clock())
    assert found.verdict is Verdict.FOUND


async def test_a_message_that_never_got_there_stays_unknown(
    live: EnteraGateway, entera_simulator: EnteraSimulator, entera_clock: SettableClock
) -> None:
    entera_simulator.faults.add(Fault(kind=FaultKind.CUT))
    with pytest.raises(AskWhatHappenedError):
        await live.send([message(to=ANN)])
    doubt = Doubt(message=message(to=ANN), since=entera_clock())
    (soon,) = await live.resolve([doubt], entera_clock())
    entera_clock.advance(600)
    (later,) = await live.resolve([doubt], entera_clock())
    assert (soon.verdict, later.verdict) == (Verdict.ASK_LATER, Verdict.STAYS_UNKNOWN)


@pytest.mark.parametrize(
    "kind",
    [
        OddKind.NO_ERROR_CODE,
        OddKind.NULL_MESSAGE,
        OddKind.NO_RESULT,
        OddKind.BYTE_ORDER_MARK,
        OddKind.CHARSET,
    ],
)
async def test_oddities_of_the_document_are_no_errors(
    kind: OddKind,
    live: EnteraGateway,
    entera_simulator: EnteraSimulator,
    entera_clock: SettableClock,
) -> None:
    entera_simulator.oddities.add(Oddity(kind=kind, times=2))
    (report,) = await told(live, entera_clock, [message(to=ANN)])
    assert report.status is Status.DELIVERED


@pytest.mark.parametrize("code", range(1, 20))
async def test_every_error_of_a_request_ends_as_an_error(
    code: int, live: EnteraGateway
) -> None:
    with pytest.raises(GatewayError) as caught:
        await live.send([message(to=f"+4477009001{code:02}")])
    assert caught.value.detail is not None
    assert caught.value.detail.code == str(code)
    assert isinstance(caught.value, SignInAgainError) is (code in {2, 17, 18})
    assert isinstance(caught.value, TopUpError) is (code == 12)


async def test_without_credit_the_account_is_to_be_topped_up(
    live: EnteraGateway, entera_simulator: EnteraSimulator
) -> None:
    entera_simulator.add_account(login="demo", password="secret", credit=0)
    with pytest.raises(TopUpError):
        await live.send([message(to=ANN)])
