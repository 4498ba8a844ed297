"""Messages are followed to their ends, in as few requests as that takes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from custom_components.message_gateways.gateways.errors import (
    AskWhatHappenedError,
    SignInAgainError,
)
from custom_components.message_gateways.gateways.ictcore.client import IctcoreClient
from custom_components.message_gateways.gateways.ictcore.gateway import IctcoreGateway
from custom_components.message_gateways.gateways.ictcore.names import Names
from custom_components.message_gateways.gateways.model import Content, Sent, Status
from tests.simulators.clock import SettableClock
from tests.simulators.ictcore import Fault, FaultKind, IctcoreSimulator

from .words import ANN, BEN, CALL, EMAIL, FAX, SMS, follow, message, messages, told


@pytest.mark.parametrize(
    ("content", "to", "status", "reason"),
    [
        (SMS, ANN, Status.DELIVERED, "1"),
        (SMS, "447700900011", Status.FAILED, "2"),
        (SMS, "447700900012", Status.SENT, None),
        (SMS, "447700900001", Status.ACCEPTED, None),
        (SMS, "447700900060", Status.ACCEPTED, None),
        (SMS, "447700900013", Status.DELIVERED, "1"),
        (SMS, "447700900014", Status.FAILED, "2"),
        (FAX, ANN, Status.DELIVERED, None),
        (FAX, "447700900011", Status.FAILED, "error"),
        (FAX, "447700900012", Status.SENT, None),
        (FAX, "447700900020", Status.FAILED, "busy"),
        (FAX, "447700900021", Status.FAILED, "no answer"),
        (FAX, "447700900030", Status.FAILED, "error"),
        (CALL, ANN, Status.DELIVERED, None),
        (CALL, "447700900012", Status.SENT, None),
        (CALL, "447700900020", Status.FAILED, "busy"),
        (CALL, "447700900021", Status.FAILED, "no answer"),
        (CALL, "447700900001", Status.ACCEPTED, None),
        (EMAIL, "ann@example.com", Status.SENT, None),
        (EMAIL, "refused@example.com", Status.SENT, None),
        (EMAIL, "silent@example.com", Status.SENT, None),
    ],
)
async def test_every_end_is_told(
    content: Content,
    to: str,
    status: Status,
    reason: str | None,
    *,
    gateway: IctcoreGateway,
    ictcore_clock: SettableClock,
) -> None:
    """`completed` is not delivered: the results say what became of it."""
    (report,) = await told(gateway, ictcore_clock, [message(to=to, content=content)])
    assert report.status is status
    assert (str(report.detail) if report.detail else None) == reason
    assert report.final is (True if content is EMAIL else None)


async def test_a_fax_tells_its_pages(
    gateway: IctcoreGateway, ictcore_clock: SettableClock
) -> None:
    (report,) = await told(gateway, ictcore_clock, [message(content=FAX)])
    assert report.pages == 2
    assert report.at is not None
    assert report.at <= ictcore_clock()


async def test_a_key_that_was_pressed_is_told(
    gateway: IctcoreGateway, ictcore_clock: SettableClock
) -> None:
    some = [message(to="447700900040", content=CALL)]
    (report,) = await told(gateway, ictcore_clock, some)
    assert report.status is Status.DELIVERED
    assert (report.event, report.key_pressed) == ("key_pressed", "1")


async def test_a_call_that_was_cut_off_has_failed_once_nothing_more_comes(
    gateway: IctcoreGateway, ictcore_clock: SettableClock
) -> None:
    some = [message(to="447700900030", content=CALL)]
    receipts = await gateway.send(some)
    sent = follow(receipts, ictcore_clock(), CALL)
    ictcore_clock.advance(120)
    (first,) = await gateway.fetch_reports(sent)
    ictcore_clock.advance(60)
    (second,) = await gateway.fetch_reports(sent)
    assert (first.status, second.status) == (Status.SENT, Status.FAILED)
    assert second.detail is not None
    assert second.detail.name == "cut_off"


@pytest.mark.parametrize("retry_status", ["pending_retry", "failed"])
async def test_what_the_server_tries_again_has_not_failed(
    retry_status: str,
    gateway: IctcoreGateway,
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
) -> None:
    """Whatever it calls that."""
    ictcore_simulator.configure(retry_status=retry_status)
    content = replace(CALL, tries=2)
    receipts = await gateway.send([message(to="447700900022", content=content)])
    sent = follow(receipts, ictcore_clock(), content)
    statuses = []
    for seconds in (6, 60):
        ictcore_clock.advance(seconds)
        statuses += [one.status for one in await gateway.fetch_reports(sent)]
    assert statuses == [Status.ACCEPTED, Status.DELIVERED]


async def test_what_is_not_tried_again_though_it_may_be_has_failed(
    gateway: IctcoreGateway,
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
) -> None:
    content = replace(CALL, tries=3)
    receipts = await gateway.send([message(to="447700900001", content=content)])
    sent = follow(receipts, ictcore_clock(), content)
    ictcore_simulator.finish(1, "busy")
    ictcore_simulator.world.agenda.clear()
    ictcore_simulator.world.tables.transmissions.row(1)["status"] = "failed"
    (first,) = await gateway.fetch_reports(sent)
    ictcore_clock.advance(601)
    (second,) = await gateway.fetch_reports(sent)
    assert (first.status, second.status) == (Status.ACCEPTED, Status.FAILED)
    assert str(second.detail) == "busy"


@pytest.mark.parametrize("to", ["447700900002", "447700900003"])
async def test_what_is_stuck_for_want_of_a_provider_has_failed(
    to: str, gateway: IctcoreGateway, ictcore_clock: SettableClock
) -> None:
    """Found out by its attempt, which stays in the queue."""
    sent = Sent(
        message_id="m0",
        to=to,
        gateway_ids=("1",),
        request_id=None,
        accepted_at=ictcore_clock(),
        content=SMS,
    )
    await gateway.send([message(to=to)])
    ictcore_clock.advance(120)
    (first,) = await gateway.fetch_reports([sent])
    ictcore_clock.advance(600)
    (second,) = await gateway.fetch_reports([sent])
    assert (first.status, second.status) == (Status.ACCEPTED, Status.FAILED)
    assert "No provider available" in str(second.detail)


async def test_what_takes_long_is_not_stuck(
    gateway: IctcoreGateway, ictcore_clock: SettableClock
) -> None:
    some = messages("447700900001", "447700900060")
    reports = await told(gateway, ictcore_clock, some, 3600)
    assert [one.status for one in reports] == [Status.ACCEPTED, Status.DELIVERED]


async def test_a_message_without_any_result_is_given_up_as_sent_after_a_day(
    gateway: IctcoreGateway, ictcore_clock: SettableClock
) -> None:
    some = [message(to="447700900012")]
    (report,) = await told(gateway, ictcore_clock, some, 25 * 3600)
    assert (report.status, report.is_final) == (Status.SENT, True)


async def test_all_that_is_pending_is_one_list_and_results_are_of_what_is_over(
    gateway: IctcoreGateway,
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
) -> None:
    receipts = await gateway.send(
        messages("447700900060", "447700900001", ANN, "447700900061")
    )
    sent = follow(receipts, ictcore_clock())
    ictcore_clock.advance(30)
    ictcore_simulator.requests.clear()
    reports = await gateway.fetch_reports(sent)
    assert {one.gateway_id: one.status for one in reports} == {
        "1": Status.ACCEPTED,
        "2": Status.ACCEPTED,
        "3": Status.DELIVERED,
        "4": Status.DELIVERED,
    }
    assert len(ictcore_simulator.requests) == 5
    (asked,) = [
        one for one in ictcore_simulator.requests if one.path == "/transmissions"
    ]
    assert set(asked.query) == {"origin", "after"}


async def test_a_list_that_is_cut_is_not_trusted(
    gateway: IctcoreGateway,
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
    names: Names,
) -> None:
    """What is not in it is asked after one by one."""
    ictcore_simulator.fill(5001, origin=names.prefix)
    receipts = await gateway.send(messages(ANN, BEN))
    ictcore_clock.advance(30)
    sent = follow(receipts, ictcore_clock())
    ictcore_simulator.requests.clear()
    reports = await gateway.fetch_reports(sent)
    assert [one.status for one in reports] == [Status.DELIVERED] * 2
    assert len(ictcore_simulator.requests_to("/status")) == 2


async def test_a_channel_that_is_not_known_is_told_by_the_results(
    gateway: IctcoreGateway, ictcore_clock: SettableClock
) -> None:
    sent = []
    for place, content in enumerate((SMS, FAX, CALL, EMAIL)):
        receipts = await gateway.send([message(f"m{place}", content=content)])
        sent += follow(receipts, ictcore_clock(), None)
    silent = await gateway.send([message("m9", "447700900012")])
    sent += follow(silent, ictcore_clock(), None)
    ictcore_clock.advance(60)
    reports = await gateway.fetch_reports(sent)
    assert [one.status for one in sorted(reports, key=lambda one: one.gateway_id)] == [
        Status.DELIVERED,
        Status.DELIVERED,
        Status.DELIVERED,
        Status.SENT,
        Status.SENT,
    ]


async def test_what_is_gone_from_the_server_says_nothing_of_the_others(
    gateway: IctcoreGateway,
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
) -> None:
    receipts = await gateway.send(messages(ANN, BEN))
    ictcore_clock.advance(30)
    sent = follow(receipts, ictcore_clock())
    ictcore_simulator.world.tables.transmissions.delete(1)
    (report,) = await gateway.fetch_reports(sent)
    assert report.gateway_id == "2"
    contacts = ictcore_simulator.world.tables.contacts
    contacts.clear()
    assert await gateway.fetch_reports(sent) == []
    assert await gateway.fetch_reports([replace(sent[0], gateway_ids=("x",))]) == []


@pytest.mark.parametrize("path", ["/transmissions", "/result", "/status"])
async def test_a_poll_that_fails_is_told_where_nothing_was_learnt(
    path: str,
    gateway: IctcoreGateway,
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
) -> None:
    receipts = await gateway.send(messages(*[ANN, BEN] * 5))
    sent = follow(receipts, ictcore_clock())
    ictcore_clock.advance(30)
    if path == "/status":
        ictcore_simulator.fill(5001, origin="mg")
        sent = [
            replace(one, accepted_at=one.accepted_at + timedelta(days=9))
            for one in sent
        ]
    ictcore_simulator.faults.add(
        Fault(kind=FaultKind.STATUS, status=500, path=path, times=9)
    )
    with pytest.raises(AskWhatHappenedError):
        await gateway.fetch_reports(sent)
    ictcore_simulator.faults.clear()
    assert len(await gateway.fetch_reports(sent)) == 10


async def test_many_that_are_over_are_looked_into_in_turns(
    gateway: IctcoreGateway, ictcore_clock: SettableClock
) -> None:
    silent = "447700900012"
    receipts = await gateway.send(messages(*[silent] * 60))
    sent = follow(receipts, ictcore_clock())
    ictcore_clock.advance(30)
    first = {one.gateway_id for one in await gateway.fetch_reports(sent)}
    second = {one.gateway_id for one in await gateway.fetch_reports(sent)}
    assert len(first) == len(second) == 50
    assert len(first | second) == 60


async def test_what_waits_for_its_time_is_accepted_and_then_delivered(
    gateway: IctcoreGateway, ictcore_clock: SettableClock
) -> None:
    content = replace(SMS, send_at=ictcore_clock() + timedelta(hours=1))
    receipts = await gateway.send([message(content=content)])
    sent = follow(receipts, ictcore_clock(), content)
    ictcore_clock.advance(1800)
    (early,) = await gateway.fetch_reports(sent)
    ictcore_clock.advance(2000)
    (late,) = await gateway.fetch_reports(sent)
    assert (early.status, late.status) == (Status.ACCEPTED, Status.DELIVERED)


async def test_refused_credentials_are_told(
    gateway: IctcoreGateway,
    live: IctcoreClient,
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
) -> None:
    sent = follow(await gateway.send([message()]), ictcore_clock())
    ictcore_simulator.world.tables.users.row(1)["passwd"] = "changed"
    ictcore_simulator.expire_tokens()
    with pytest.raises(SignInAgainError):
        await gateway.fetch_reports(sent)
    with pytest.raises(SignInAgainError):
        await live.sign_in()
