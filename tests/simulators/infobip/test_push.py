"""Pushes of reports and received messages."""

import json

from defusedxml.ElementTree import fromstring
import pytest

from tests.simulators.infobip import InfobipSimulator, SettableClock
from tests.simulators.infobip.asking import post, rows, send
from tests.simulators.push_catcher import PushCatcher


async def test_a_report_is_pushed_when_the_message_is_done(
    infobip_simulator: InfobipSimulator, infobip_clock: SettableClock
) -> None:
    """With callbackData; what was pushed is not pulled again."""
    async with PushCatcher() as catcher:
        more = {"notifyUrl": catcher.url, "callbackData": "mine"}
        await send(infobip_simulator, "447700900123", "MINE", **more)
        await infobip_simulator.settle()
        assert catcher.bodies == []
        infobip_clock.advance(5)
        await infobip_simulator.settle()
        await infobip_simulator.settle()
    (body,) = map(json.loads, catcher.bodies)
    (row,) = body["results"]
    assert (row["messageId"], row["callbackData"]) == ("MINE", "mine")
    assert row["status"]["name"] == "DELIVERED_TO_HANDSET"
    assert catcher.content_types == ["application/json"]
    assert await rows(infobip_simulator, "/sms/1/reports") == []
    (record,) = infobip_simulator.pushes
    assert (record.taken, record.statuses) == (True, (200,))


async def test_a_report_is_pushed_in_xml_when_asked(
    infobip_simulator: InfobipSimulator, infobip_clock: SettableClock
) -> None:
    """By notifyContentType."""
    async with PushCatcher() as catcher:
        more = {"notifyUrl": catcher.url, "notifyContentType": "application/xml"}
        await send(infobip_simulator, "447700900123", "MINE", **more)
        infobip_clock.advance(5)
        await infobip_simulator.settle()
    assert catcher.content_types == ["application/xml"]
    assert fromstring(catcher.bodies[0]).findtext("results/messageId") == "MINE"


async def test_a_push_has_at_most_a_hundred_rows(
    infobip_simulator: InfobipSimulator, infobip_clock: SettableClock
) -> None:
    """250 reports come in three."""
    async with PushCatcher() as catcher:
        numbers = [{"to": f"44770090{number}"} for number in range(1000, 1250)]
        message = {"destinations": numbers, "text": "x", "notifyUrl": catcher.url}
        body = {"messages": [message]}
        await post(infobip_simulator, "/sms/1/text/advanced", body)
        infobip_clock.advance(5)
        await infobip_simulator.settle()
    sizes = [len(json.loads(body)["results"]) for body in catcher.bodies]
    assert sorted(sizes) == [50, 100, 100]


@pytest.mark.parametrize(
    ("answers", "statuses"),
    [
        ([500], (500, 200)),
        ([500, 404], (500, 404, 200)),
        ([201, 302, 500], (201, 302, 500)),
    ],
)
async def test_a_push_is_tried_three_times(
    infobip_simulator: InfobipSimulator,
    infobip_clock: SettableClock,
    answers: list[int],
    statuses: tuple[int, ...],
) -> None:
    """Until it is answered 200; a report nobody took can be pulled."""
    async with PushCatcher(*answers) as catcher:
        await send(infobip_simulator, "447700900123", notifyUrl=catcher.url)
        infobip_clock.advance(5)
        await infobip_simulator.settle()
    (record,) = infobip_simulator.pushes
    assert record.statuses == statuses
    left = await rows(infobip_simulator, "/sms/1/reports")
    assert len(left) == (0 if record.taken else 1)


async def test_a_push_to_nowhere_is_given_up(
    infobip_simulator: InfobipSimulator, infobip_clock: SettableClock
) -> None:
    """Without harm."""
    await send(infobip_simulator, "447700900123", notifyUrl="http://127.0.0.1:1/")
    await send(infobip_simulator, "447700900124", notifyUrl="no address")
    infobip_clock.advance(5)
    await infobip_simulator.settle()
    assert {push.statuses for push in infobip_simulator.pushes} == {(None, None, None)}


async def test_a_received_message_is_pushed_in_the_shape_of_the_field_notes(
    infobip_simulator: InfobipSimulator,
) -> None:
    """And is not pulled again, but stays in the logs."""
    async with PushCatcher() as catcher:
        infobip_simulator.account.inbound_url = catcher.url
        infobip_simulator.receive(from_="447700900123", text="Hello")
        await infobip_simulator.settle()
    (body,) = map(json.loads, catcher.bodies)
    assert (body["messageCount"], body["pendingMessageCount"]) == (1, 0)
    assert set(body["results"][0]) == {
        "messageId",
        "from",
        "to",
        "text",
        "cleanText",
        "keyword",
        "receivedAt",
        "smsCount",
        "price",
        "callbackData",
    }
    assert await rows(infobip_simulator, "/sms/1/inbox/reports") == []
    assert len(await rows(infobip_simulator, "/sms/1/inbox/logs")) == 1


async def test_a_received_message_that_nobody_took_can_be_pulled(
    infobip_simulator: InfobipSimulator,
) -> None:
    """After the attempts are used up."""
    async with PushCatcher(500, 500, 500) as catcher:
        infobip_simulator.account.inbound_url = catcher.url
        infobip_simulator.receive(from_="447700900123", text="Hello")
        await infobip_simulator.settle()
    assert len(await rows(infobip_simulator, "/sms/1/inbox/reports")) == 1


async def test_a_ticking_simulator_pushes_by_itself(socket_enabled: None) -> None:  # noqa: ARG001 - it lets sockets through
    """As in stand-alone mode."""
    clock = SettableClock()
    async with (
        PushCatcher() as catcher,
        InfobipSimulator(clock=clock, push_interval=0.001) as simulator,
    ):
        await send(simulator, "447700900123", notifyUrl=catcher.url)
        clock.advance(5)
        await catcher.caught.wait()
        await simulator.settle()
        assert len(catcher.bodies) == 1
