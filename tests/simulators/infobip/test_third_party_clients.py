"""Clients that other people wrote, run against the simulator."""

import asyncio
import base64
from collections.abc import Callable, Iterator
from datetime import datetime
import importlib
import json
from pathlib import Path
from typing import Any

import pytest

from tests.simulators.infobip import Dialect, InfobipSimulator, SettableClock
from tests.simulators.infobip.python2_client import convert, importable
from tests.simulators.push_catcher import PushCatcher

SENDING = "sms.mt.send"


@pytest.fixture(scope="session")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the provider's own client, converted once."""
    folder = tmp_path_factory.mktemp("python2_client")
    convert(folder)
    return folder


@pytest.fixture
def client(converted: Path) -> Iterator[None]:
    """Let the provider's own client be imported."""
    with importable(converted):
        yield


type Call = Callable[..., Any]


@pytest.fixture(params=["", "/restapi"])
def call(
    infobip_simulator: InfobipSimulator,
    client: None,  # noqa: ARG001 - it makes the client importable
    request: pytest.FixtureRequest,
) -> Call:
    """Return a function that calls an operation of the client in a thread."""
    infobip_simulator.configure(dialect=Dialect.INFOBIP)
    return caller(infobip_simulator.url + request.param)


def caller(url: str, password: str = "secret") -> Call:
    """Return a function that calls an operation of the client on a base URL."""
    clients: Any = importlib.import_module("infobip.clients")
    configuration: Any = importlib.import_module("infobip.util.configuration")
    account = configuration.Configuration("demo", password, base_url=url)

    async def call(operation: str, *arguments: Any) -> Any:
        execute = getattr(clients, operation)(account).execute
        return await asyncio.to_thread(execute, *arguments)

    return call


def model(path: str, **values: Any) -> Any:
    """Make one of the client's model objects."""
    module = importlib.import_module(f"infobip.api.model.{path}")
    made = getattr(module, path.rpartition(".")[2])()
    for name, value in values.items():
        setattr(made, name, value)
    return made


def statuses(answer: Any) -> list[str]:
    """Return the names of the statuses of an answer to a send."""
    return [message.status.name for message in answer.messages]


async def test_it_sends_a_text(call: Call, infobip_simulator: InfobipSimulator) -> None:
    """To one number that accepts and one that refuses."""
    numbers = ["447700900123", "447700900014"]
    sms = model(
        f"{SENDING}.textual.SMSTextualRequest",
        from_="InfoSMS",
        to=numbers,
        text="Grüße",
    )
    answer = await call("send_single_textual_sms", sms)
    assert statuses(answer) == ["MESSAGE_ACCEPTED", "REJECTED_DESTINATION"]
    accepted, refused = answer.messages
    assert (accepted.to, accepted.sms_count) == ("447700900123", 1)
    assert refused.status.action == "Remove destination from blacklist"
    assert accepted.message_id == infobip_simulator.messages[0].message_id
    assert infobip_simulator.messages[0].text == "Grüße"
    assert answer.bulk_id == infobip_simulator.messages[0].bulk_id


async def test_it_sends_many_texts(call: Call) -> None:
    """By text/multi."""
    texts = [
        model(f"{SENDING}.textual.SMSTextualRequest", from_="InfoSMS", to=to, text=text)
        for to, text in ((["447700900123"], "one"), (["447700900124"], "two" * 60))
    ]
    sms = model(f"{SENDING}.textual.SMSMultiTextualRequest", messages=texts)
    answer = await call("send_multiple_sms_textual", sms)
    assert [message.sms_count for message in answer.messages] == [1, 2]


async def test_it_sends_with_all_options(
    call: Call, infobip_simulator: InfobipSimulator
) -> None:
    """By text/advanced, with ids of its own."""
    language = model(
        f"{SENDING}.Language",
        language_code="TR",
        single_shift=True,
        locking_shift=False,
    )
    message = model(
        f"{SENDING}.Message",
        from_="InfoSMS",
        text="Ağaç",
        destinations=[
            model("Destination", to="447700900123", message_id="MINE-1"),
            model("Destination", to="447700900124"),
        ],
        flash=True,
        language=language,
        notify_url="http://127.0.0.1:9/",
        notify_content_type="application/json",
        callback_data="mine",
        validity_period=60,
        send_at=datetime(2026, 3, 1, 12, 30),  # noqa: DTZ001 - the client wants it naive
    )
    sms = model(
        f"{SENDING}.textual.SMSAdvancedTextualRequest",
        bulk_id="BULK-1",
        messages=[message],
    )
    answer = await call("send_multiple_textual_sms_advanced", sms)
    assert (answer.bulk_id, answer.messages[0].message_id) == ("BULK-1", "MINE-1")
    options = infobip_simulator.message("MINE-1").options
    assert (options.flash, options.language, options.callback_data) == (
        True,
        "TR",
        "mine",
    )
    assert options.send_at is not None
    assert options.send_at.isoformat() == "2026-03-01T12:30:00+00:00"
    again = await call("send_multiple_textual_sms_advanced", sms)
    assert statuses(again) == ["REJECTED_DUPLICATE_MESSAGE_ID", "MESSAGE_ACCEPTED"]


async def test_it_sends_binary_content(
    call: Call, infobip_simulator: InfobipSimulator
) -> None:
    """By binary/single and binary/multi."""
    content = model(
        f"{SENDING}.binary.BinaryContent", hex="54 65 73 74", data_coding=8, esm_class=0
    )
    sms = model(
        f"{SENDING}.binary.SMSBinaryRequest",
        from_="InfoSMS",
        to=["447700900123"],
        binary=content,
    )
    answer = await call("send_single_binary_sms", sms)
    assert statuses(answer) == ["MESSAGE_ACCEPTED"]
    many = model(f"{SENDING}.binary.SMSMultiBinaryRequest", messages=[sms, sms])
    answer = await call("send_multiple_binary_sms", many)
    assert statuses(answer) == ["PENDING_ENROUTE", "PENDING_ENROUTE"]
    assert {message.binary for message in infobip_simulator.messages} == {b"Test"}


async def test_it_reads_reports_once(
    call: Call, infobip_simulator: InfobipSimulator, infobip_clock: SettableClock
) -> None:
    """With dates, price, status and error parsed."""
    sms = model(f"{SENDING}.textual.SMSTextualRequest", to=["447700900027"], text="Hi")
    await call("send_single_textual_sms", sms)
    infobip_clock.advance(5)
    (report,) = (await call("get_sent_sms_delivery_reports", {"limit": 5})).results
    assert report.message_id == infobip_simulator.messages[0].message_id
    assert report.sent_at == datetime(2026, 2, 12, 9, 50, 22, 221000)  # noqa: DTZ001 - the client drops the offset
    assert report.done_at == datetime(2026, 2, 12, 9, 50, 27, 221000)  # noqa: DTZ001 - the client drops the offset
    assert report.status.name == "UNDELIVERABLE_NOT_DELIVERED"
    assert (report.error.id, report.error.permanent) == (27, False)
    assert (report.price.price_per_message, report.price.currency) == (0, "EUR")
    assert (await call("get_sent_sms_delivery_reports", {})).results == []


async def test_it_reads_logs(
    call: Call, infobip_simulator: InfobipSimulator, infobip_clock: SettableClock
) -> None:
    """Of pending messages too, as often as it likes, with filters."""
    sms = model(f"{SENDING}.textual.SMSTextualRequest", to=["447700900123"], text="Hi")
    await call("send_single_textual_sms", sms)
    (log,) = (await call("get_sent_sms_logs", {"to": "447700900123"})).results
    assert (log.text, log.status.group_name) == ("Hi", "PENDING")
    infobip_clock.advance(5)
    query = {"messageId": infobip_simulator.messages[0].message_id, "limit": 1}
    (log,) = (await call("get_sent_sms_logs", query)).results
    assert (log.mcc_mnc, log.from_) == ("23499", "InfoSMS")
    assert log.status.group_name == "DELIVERED"
    assert (await call("get_sent_sms_logs", {"generalStatus": "EXPIRED"})).results == []


async def test_it_reads_the_balance(call: Call) -> None:
    """As number and currency."""
    balance = await call("get_account_balance")
    assert (balance.balance, balance.currency) == (100.0, "EUR")


async def test_it_reads_the_inbox(
    call: Call, infobip_simulator: InfobipSimulator
) -> None:
    """The one-time list once, the logs again and again."""
    infobip_simulator.receive(from_="447700900123", text="KEY Hello", keyword="KEY")
    (inbound,) = (await call("get_received_messages", {"limit": 5})).results
    assert (inbound.text, inbound.clean_text) == ("KEY Hello", "Hello")
    assert (inbound.keyword, inbound.from_) == ("KEY", "447700900123")
    assert inbound.received_at == datetime(2026, 2, 12, 9, 50, 22, 221000)  # noqa: DTZ001 - the client drops the offset
    assert (await call("get_received_messages", {})).results == []
    (log,) = (await call("get_received_sms_logs", {"keyword": "KEY"})).results
    assert log.message_id == inbound.message_id


async def test_it_looks_numbers_up(call: Call) -> None:
    """At once."""
    path = "nc.query.NumberContextRequest"
    request = model(path, to=["447700900081", "447700900027"])
    answer = await call("number_context_query", request)
    roaming, absent = answer.results
    assert answer.bulk_id
    assert (roaming.mcc_mnc, roaming.roaming) == ("23499", True)
    assert roaming.roaming_network.country_name == "Switzerland"
    assert absent.error.name == "EC_ABSENT_SUBSCRIBER"


async def test_it_has_lookups_pushed_and_reads_the_push(
    call: Call, infobip_simulator: InfobipSimulator, infobip_clock: SettableClock
) -> None:
    """With the model of the synchronous answer."""
    async with PushCatcher() as catcher:
        path = "nc.notify.NumberContextRequest"
        request = model(path, to=["447700900027"], notify_url=catcher.url)
        (row,) = (await call("number_context_notify", request)).results
        assert row.status.name == "PENDING_WAITING_DELIVERY"
        infobip_clock.advance(2)
        await infobip_simulator.settle()
    answer = model("nc.query.NumberContextResponse").from_JSON(
        catcher.bodies[0].decode()
    )
    assert answer.results[0].error.name == "EC_ABSENT_SUBSCRIBER"


async def test_it_reads_pushed_reports_and_messages(
    call: Call, infobip_simulator: InfobipSimulator, infobip_clock: SettableClock
) -> None:
    """With the models of the pulled lists."""
    async with PushCatcher() as catcher:
        infobip_simulator.account.inbound_url = catcher.url
        message = model(
            f"{SENDING}.Message",
            text="Hi",
            destinations=[model("Destination", to="447700900123")],
            notify_url=catcher.url,
            callback_data="mine",
        )
        path = f"{SENDING}.textual.SMSAdvancedTextualRequest"
        await call(
            "send_multiple_textual_sms_advanced", model(path, messages=[message])
        )
        infobip_clock.advance(5)
        await infobip_simulator.settle()
        infobip_simulator.receive(from_="447700900123", text="Hello")
        await infobip_simulator.settle()
    reports, inbox = (body.decode() for body in catcher.bodies)
    report = model("sms.mt.reports.SMSReportResponse").from_JSON(reports).results[0]
    assert (report.callback_data, report.status.id) == ("mine", 5)
    pushed = model("sms.mo.reports.MOReportResponse").from_JSON(inbox)
    assert (pushed.message_count, pushed.pending_message_count) == (1, 0)
    assert pushed.results[0].price.currency == "EUR"


async def test_it_understands_the_error_body(
    infobip_simulator: InfobipSimulator,
    client: None,  # noqa: ARG001 - it makes the client importable
) -> None:
    """Of a wrong log-in."""
    call = caller(infobip_simulator.url, password="wrong")
    with pytest.raises(Exception, match="Invalid login details") as caught:
        await call("get_account_balance")
    error = caught.value
    assert type(error).__name__ == "ApiException"
    details: Any = vars(error)["requestError"].serviceException
    assert (details.messageId, details.text) == (
        "UNAUTHORIZED",
        "Invalid login details",
    )


async def test_its_request_lines_are_in_absolute_form_and_are_served(
    call: Call, infobip_simulator: InfobipSimulator
) -> None:
    """It was these that the field notes tell of."""
    await call("get_account_balance")
    (request,) = infobip_simulator.requests
    assert request.headers["User-Agent"] == "Python-Client-Library"
    assert request.path.endswith("/account/1/balance")


async def test_a_client_for_python_3_sends_a_text(
    infobip_simulator: InfobipSimulator,
) -> None:
    """py3-infobip, unchanged; it leaves parsing to its user."""
    py3: Any = importlib.import_module("py3_infobip")
    log_in = base64.b64encode(b"demo:secret").decode()

    def send() -> Any:
        sms = py3.SmsTextSimpleBody(ffrom="InfoSMS", to=["447700900123"], text="Grüße")
        url = infobip_simulator.url + "/restapi/"
        client = py3.SmsClient(url=url, api_key=log_in, auth_prefix="Basic")
        with client._sesion:
            return client.send_sms_text_simple(sms)

    answer = await asyncio.to_thread(send)
    assert answer.status_code == 200
    (row,) = json.loads(answer.content)["messages"]
    assert row["status"]["name"] == "MESSAGE_ACCEPTED"
    assert infobip_simulator.messages[0].text == "Grüße"
