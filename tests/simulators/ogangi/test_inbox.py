"""Received messages: pages, filters, replies, what is fired, what is pushed."""

from urllib.parse import parse_qs, quote

import pytest

from tests.simulators.ogangi import (
    Dates,
    OgangiSimulator,
    PageZero,
    SettableClock,
)
from tests.simulators.ogangi.asking import (
    ANN,
    call,
    coded,
    listed,
    send_mt,
    send_sms,
    texts,
)
from tests.simulators.push_catcher import PushCatcher

BOB = "447700900124"


@pytest.fixture
def _three(ogangi_simulator: OgangiSimulator, ogangi_clock: SettableClock) -> None:
    """Let three messages come in, a second apart."""
    for number, text, others in (
        (ANN, "OGANGI one", {"to": "2020"}),
        (BOB, "two", {"to": "3030", "carrier": "Digitel"}),
        (ANN, "three", {"to": "2020"}),
    ):
        ogangi_simulator.receive(from_=number, text=text, **others)
        ogangi_clock.advance(1)


async def test_a_received_message_is_listed_as_in_the_sample(
    ogangi_simulator: OgangiSimulator,
) -> None:
    """From the subscriber to the short code; its date has an offset or none."""
    ogangi_simulator.receive(from_=ANN, text="Test", keyword="^OGANGI.*")
    root = await listed(ogangi_simulator)
    assert texts(root, "records") == ["1"]
    (row,) = root.iter("MOMessage")
    assert {each.tag: each.text for each in row} == {
        "text": "Test",
        "from": ANN,
        "to": "2020",
        "encoding": "UTF-8",
        "keyword": "^OGANGI.*",
        "carrier": "Movistar",
        "sendDate": "2026-02-12T04:20:22.221-04:30",
    }
    ogangi_simulator.configure(dates=Dates.PLAIN)
    root = await listed(ogangi_simulator)
    assert texts(root, "sendDate") == ["2026-02-12 04:20:22.221"]


@pytest.mark.usefixtures("_three")
@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("order=desc", ["three", "two", "OGANGI one"]),
        ("order=asc", ["OGANGI one", "two", "three"]),
        (f"order=desc&from={ANN}", ["three", "OGANGI one"]),
        (f"from={ANN},{BOB}", ["OGANGI one", "two", "three"]),
        ("to=3030", ["two"]),
        ("carrier=movistar", ["OGANGI one", "three"]),
        ("keyword=^OGANGI.*", ["OGANGI one"]),
        ("keyword=^OGANGI.*,t.*&order=desc", ["three", "two", "OGANGI one"]),
    ],
)
async def test_filters_narrow_the_list(
    ogangi_simulator: OgangiSimulator, written: str, expected: list[str]
) -> None:
    """By all names, one segment of the path."""
    root = await listed(ogangi_simulator, quote(written, safe=""))
    assert texts(root, "text") == expected


@pytest.mark.usefixtures("_three")
@pytest.mark.parametrize(
    "written", ["order", "colour=red", "keyword=(", "order%3Ddesc"]
)
async def test_a_bad_filter_is_an_error(
    ogangi_simulator: OgangiSimulator, written: str
) -> None:
    """So is one that was encoded twice."""
    root = await listed(ogangi_simulator, quote(written, safe=""))
    assert root.findtext("status") == "ERROR"


@pytest.mark.usefixtures("_three")
@pytest.mark.parametrize("first", [0, 1])
async def test_pages_start_at_0_or_1(
    ogangi_simulator: OgangiSimulator, first: int
) -> None:
    """By a setting; each has as many rows as asked for."""
    ogangi_simulator.configure(first_page=first)
    pages = [
        texts(await listed(ogangi_simulator, page=first + page, size=2), "text")
        for page in range(3)
    ]
    assert pages == [["three", "two"], ["OGANGI one"], []]


@pytest.mark.usefixtures("_three")
@pytest.mark.parametrize(
    ("kind", "status", "expected"),
    [
        (PageZero.ERROR, "ERROR", []),
        (PageZero.EMPTY, "OK", []),
        (PageZero.FIRST, "OK", ["three", "two"]),
    ],
)
async def test_page_0_may_not_be_there(
    ogangi_simulator: OgangiSimulator,
    kind: PageZero,
    status: str,
    expected: list[str],
) -> None:
    """Nobody knows what it brings then."""
    ogangi_simulator.configure(first_page=1, page_zero=kind)
    root = await listed(ogangi_simulator, page=0, size=2)
    assert root.findtext("status") == status
    assert texts(root, "text") == expected


@pytest.mark.usefixtures("_three")
async def test_a_list_may_keep_its_length_to_itself_and_cut_its_pages(
    ogangi_simulator: OgangiSimulator,
) -> None:
    """By two settings."""
    ogangi_simulator.configure(with_records=False, largest_page=1)
    root = await listed(ogangi_simulator)
    assert texts(root, "records") == []
    assert texts(root, "text") == ["three"]


async def test_a_bad_page_is_an_error(ogangi_simulator: OgangiSimulator) -> None:
    """What is no number, and no rows at all."""
    for page, size in (("x", "1"), ("0", "0"), ("0", "many")):
        params = ("7", page, size, "order%3Ddesc")
        answer = await call(ogangi_simulator, "tools/getMOMessages", *params)
        assert answer.xml.findtext("status") == "ERROR"


async def test_a_number_replies(
    ogangi_simulator: OgangiSimulator, ogangi_clock: SettableClock
) -> None:
    """Three seconds after delivery, once, whoever sent to it."""
    await send_sms(ogangi_simulator, "447700900077")
    await send_mt(ogangi_simulator, "447700900077")
    ogangi_clock.advance(7.9)
    assert texts(await listed(ogangi_simulator), "text") == []
    ogangi_clock.advance(60)
    for _ in range(2):
        root = await listed(ogangi_simulator)
        assert texts(root, "text") == ["Yes, I am coming."] * 2
    assert ogangi_simulator.inbox[0].received_at.second == 30


async def test_a_message_is_fired_by_get(ogangi_simulator: OgangiSimulator) -> None:
    """The answer prints another method, as the page does."""
    answer = await call(ogangi_simulator, "fireMessage", "7", ANN, coded("STOP"))
    assert [each.text for each in answer.xml] == ["activateCampaign", "OK", "Completed"]
    (fired,) = ogangi_simulator.inbox
    assert (fired.from_, fired.to, fired.text) == (ANN, "2020", "STOP")
    answer = await call(
        ogangi_simulator, "fireMessage", "7", "447700900016", coded("STOP")
    )
    assert answer.xml.findtext("status") == "ERROR"


async def test_a_message_is_fired_by_post(ogangi_simulator: OgangiSimulator) -> None:
    """With fields whose names can be set; the workspace alone is signed."""
    fields = {
        "sender_id_id": "2020",
        "keyword_value": "STOP",
        "recipient_address": ANN,
    }
    body = {"event": {"fld-val-list": fields}}
    answer = await call(ogangi_simulator, "fireMessage", "7", body=body)
    assert answer.xml.findtext("status") == "OK"
    (fired,) = ogangi_simulator.inbox
    assert (fired.from_, fired.to, fired.text) == (ANN, "2020", "STOP")
    ogangi_simulator.configure(keyword_field="word")
    wrongs: tuple[object, ...] = (body, {"event": []}, [])
    for wrong in wrongs:
        answer = await call(ogangi_simulator, "fireMessage", "7", body=wrong)
        assert answer.xml.findtext("status") == "ERROR"


async def test_a_received_message_is_pushed_as_a_form(
    ogangi_simulator: OgangiSimulator, ogangi_clock: SettableClock
) -> None:
    """Once, replies too; a push that is not taken is told."""
    async with PushCatcher(200, 500) as catcher:
        ogangi_simulator.account.inbound_url = catcher.url
        ogangi_simulator.receive(from_=ANN, text="Grüße & Küsse")
        await ogangi_simulator.settle()
        await send_mt(ogangi_simulator, "447700900077")
        ogangi_clock.advance(60)
        await ogangi_simulator.settle()
        await ogangi_simulator.settle()
    assert catcher.content_types == ["application/x-www-form-urlencoded"] * 2
    assert parse_qs(catcher.bodies[0].decode()) == {
        "mobile": [ANN],
        "mo": ["Grüße & Küsse"],
    }
    assert [push.taken for push in ogangi_simulator.pushes] == [True, False]


async def test_an_inbox_belongs_to_its_account(
    ogangi_simulator: OgangiSimulator,
) -> None:
    """Another workspace's messages are not shown."""
    other = ogangi_simulator.add_account(
        instance_id="8", public_key="demo-public-key", private_key="my-private-key"
    )
    ogangi_simulator.receive(other, from_=ANN, text="Hello")
    ogangi_simulator.receive("8", from_=ANN, text="Hello again")
    assert texts(await listed(ogangi_simulator), "text") == []
