"""The gateway at work against the simulator, over real HTTP."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
import wave

import pytest

from custom_components.message_gateways.gateways.entera.gateway import EnteraGateway
from custom_components.message_gateways.gateways.errors import (
    ChangeRequestError,
    NotOfferedError,
    SignInAgainError,
)
from custom_components.message_gateways.gateways.model import (
    Content,
    KeyPresses,
    Status,
)
from tests.simulators.clock import SettableClock
from tests.simulators.entera import (
    Empty,
    EnteraSimulator,
    Form,
)

from .stories import told
from .words import (
    CALL,
    FAX,
    SMS,
    follow,
    message,
    messages,
    wav,
)

ANN = "+447700900120"


ASKED = replace(CALL, keys=KeyPresses(digits=1, answer=timedelta(seconds=20)))


async def test_the_credentials_are_tried_with_the_address_books(
    live: EnteraGateway, entera_simulator: EnteraSimulator
) -> None:
    await live.check()
    entera_simulator.configure(empty=Empty.NULL)
    await live.check()
    entera_simulator.add_account(login="demo", password="changed")
    with pytest.raises(SignInAgainError):
        await live.check()
    entera_simulator.configure(unauthorized_status=401)
    with pytest.raises(SignInAgainError):
        await live.check()


@pytest.mark.parametrize("content", [SMS, FAX, CALL], ids=lambda one: one.channel)
@pytest.mark.parametrize("form", list(Form))
async def test_a_message_is_delivered_however_its_number_comes_back(
    content: Content,
    form: Form,
    live: EnteraGateway,
    entera_simulator: EnteraSimulator,
    entera_clock: SettableClock,
) -> None:
    entera_simulator.configure(sms_form=form, fax_form=form, ivr_form=form)
    some = messages(ANN, "+905324676407", content=content)
    reports = await told(live, entera_clock, some)
    assert [one.status for one in reports] == [Status.DELIVERED] * 2
    assert all(one.price and one.price > 0 for one in reports)
    assert all(one.at and one.at <= entera_clock() for one in reports)


async def test_a_message_is_under_way_before_it_is_delivered(
    live: EnteraGateway, entera_clock: SettableClock
) -> None:
    (report,) = await told(live, entera_clock, [message(to=ANN)], 1)
    assert report.status is Status.SENT
    assert report.price is None


@pytest.mark.parametrize(
    ("number", "status"),
    [
        ("+447700900002", Status.SENT),
        ("+447700900012", Status.CANCELLED),
        ("+447700900013", Status.FAILED),
        ("+447700900016", Status.FAILED),
        ("+447700900099", Status.ACCEPTED),
        ("+447700900306", Status.FAILED),
    ],
)
async def test_every_end_of_an_sms_is_told(
    number: str, status: Status, live: EnteraGateway, entera_clock: SettableClock
) -> None:
    (report,) = await told(live, entera_clock, [message(to=number)])
    assert report.status is status
    assert report.detail is not None


async def test_a_number_that_is_left_out_is_rejected(
    live: EnteraGateway, entera_clock: SettableClock
) -> None:
    some = messages(ANN, "+447700900050")
    reports = await told(live, entera_clock, some)
    assert [one.status for one in reports] == [Status.DELIVERED, Status.REJECTED]


async def test_a_request_of_many_is_one_request_and_one_poll(
    live: EnteraGateway, entera_simulator: EnteraSimulator, entera_clock: SettableClock
) -> None:
    some = messages(*(f"+4416329601{place:02}" for place in range(60)))
    reports = await told(live, entera_clock, some)
    assert len({one.gateway_id for one in reports}) == 60
    assert len(entera_simulator.requests) == 2


async def test_many_requests_are_one_poll_too(
    live: EnteraGateway, entera_simulator: EnteraSimulator, entera_clock: SettableClock
) -> None:
    followed = []
    for place in range(3):
        content = replace(SMS, text=f"Number {place}")
        receipts = await live.send(
            [message(to=ANN, content=content, batch=f"b{place}")]
        )
        followed += follow(receipts, entera_clock(), content)
    entera_clock.advance(60)
    reports = await live.fetch_reports(followed)
    assert [one.status for one in reports] == [Status.DELIVERED] * 3
    assert len(entera_simulator.requests) == 4


@pytest.mark.parametrize(
    ("number", "keys", "reason"),
    [
        ("+447700900401", "1", None),
        ("+447700900410", "*", None),
        ("+447700900120", "", None),
        ("+447700900414", "", None),
        ("+447700900416", "", None),
        ("+447700900202", None, "busy"),
        ("+447700900204", None, "no_answer"),
        ("+447700900203", None, "wrong_number"),
        ("+447700900417", None, "no_answer"),
    ],
)
async def test_what_a_called_person_did_is_told(
    number: str,
    keys: str | None,
    reason: str | None,
    *,
    live: EnteraGateway,
    entera_clock: SettableClock,
) -> None:
    (report,) = await told(live, entera_clock, [message(to=number, content=ASKED)])
    assert report.key_pressed == keys
    assert report.event == ("key_pressed" if keys else None)
    assert report.status is (Status.DELIVERED if reason is None else Status.FAILED)
    assert reason is None or (report.detail and report.detail.name == reason)


async def test_a_fax_tells_its_pages_and_its_price(
    live: EnteraGateway, entera_simulator: EnteraSimulator, entera_clock: SettableClock
) -> None:
    (report,) = await told(live, entera_clock, [message(to=ANN, content=FAX)])
    assert report.pages == 1
    assert report.price == entera_simulator.account.page_price
    (failed,) = await told(
        live, entera_clock, [message(to="+447700900216", content=FAX, batch="b2")]
    )
    assert failed.detail is not None
    assert (failed.status, failed.detail.name) == (Status.FAILED, "not_a_fax")
    assert failed.price == Decimal(0)


async def test_a_schedule_is_by_the_clock_of_the_account(
    live: EnteraGateway, entera_simulator: EnteraSimulator, entera_clock: SettableClock
) -> None:
    at = (entera_clock() + timedelta(hours=1)).replace(microsecond=0)
    content = replace(SMS, send_at=at)
    await live.send([message(to=ANN, content=content)])
    (taken,) = entera_simulator.messages
    assert taken.send_at == at
    late = replace(SMS, send_at=at - timedelta(days=1))
    with pytest.raises(ChangeRequestError) as caught:
        await live.send([message(to=ANN, content=late)])
    assert caught.value.detail is not None
    assert caught.value.detail.code == "10"


@pytest.mark.parametrize("content", [FAX, CALL], ids=lambda one: one.channel)
async def test_what_waits_for_its_time_is_cancelled(
    content: Content,
    live: EnteraGateway,
    entera_simulator: EnteraSimulator,
    entera_clock: SettableClock,
) -> None:
    content = replace(content, send_at=entera_clock() + timedelta(hours=1))
    receipts = await live.send(messages(ANN, "+447700900121", content=content))
    followed = follow(receipts, entera_clock(), content)
    (alone,) = await live.cancel(followed[:1])
    assert not alone.cancelled
    assert [one.cancelled for one in await live.cancel(followed)] == [True, True]
    reports = await live.fetch_reports(followed)
    assert [one.status for one in reports] == [Status.CANCELLED] * 2
    assert entera_simulator.messages[0].cancelled_at is not None


async def test_what_has_begun_is_not_cancelled_and_an_sms_never(
    live: EnteraGateway, entera_clock: SettableClock
) -> None:
    receipts = await live.send([message(to=ANN, content=FAX)])
    entera_clock.advance(5)
    with pytest.raises(ChangeRequestError):
        await live.cancel(follow(receipts, entera_clock(), FAX))
    with pytest.raises(NotOfferedError):
        await live.cancel(follow(receipts, entera_clock(), SMS))


async def test_what_came_in_is_not_taken_for_ours(
    live: EnteraGateway, entera_simulator: EnteraSimulator, entera_clock: SettableClock
) -> None:
    for channel in ("sms", "fax"):
        entera_simulator.receive(channel, from_=ANN[1:], text="Hi")
    for content in (SMS, FAX):
        some = messages(ANN, content=content)
        (report,) = await told(live, entera_clock, some)
        assert report.status is Status.DELIVERED


def test_the_sound_of_these_tests_is_one() -> None:
    """As the standard library reads it."""
    with wave.open(BytesIO(wav())) as sound:
        found: Any = sound.getparams()
    assert (found.framerate, found.nchannels, found.sampwidth) == (8000, 1, 2)
