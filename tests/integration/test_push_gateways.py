"""Pushes of Devino and OGangi, and our own form for any gateway."""

import asyncio
import time
from typing import Any
from urllib.parse import quote, urlencode

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator
from yarl import URL

from tests.integration.providers import devino_entry, entera_entry, ogangi_entry
from tests.integration.pushing import Client, open_server, path_of, push
from tests.integration.world import (
    ANNA,
    EventLog,
    entity_id,
    let_pass,
    notify,
    notify_ids,
    recipient,
    sandbox_entry,
    set_up,
    settle,
    state_of,
)
from tests.simulators.devino import DevinoSimulator
from tests.simulators.entera.server import EnteraSimulator
from tests.simulators.ogangi import Dates, OgangiSimulator

BARE = ANNA.removeprefix("+")
REPLY = {"push_reply": "We are not at home"}


async def loaded(
    hass: HomeAssistant, connect: ClientSessionGenerator, entry: MockConfigEntry
) -> tuple[Client, EventLog]:
    """Set an account up, open the server and listen to what comes in."""
    await set_up(hass, entry)
    client = await open_server(hass, connect)
    log = EventLog(hass, entity_id(hass, "event", f"{entry.entry_id}_inbound"))
    return client, log


async def test_devino_pushes_a_message_and_sends_the_reply_of_the_answer_once(
    devino_simulator_now: DevinoSimulator,
    hass: HomeAssistant,
    hass_client_no_auth: ClientSessionGenerator,
    freezer: FrozenDateTimeFactory,
) -> None:
    """The poll knows the message again by its id."""
    entry = devino_entry(devino_simulator_now, recipient("Anna", ANNA), **REPLY)
    client, log = await loaded(hass, hass_client_no_auth, entry)
    provider = devino_simulator_now
    provider.account.inbound_url = str(client.make_url(path_of(entry, "inbound")))
    provider.receive(from_=BARE, text="Anybody there?")
    await provider.settle()
    await settle(hass)
    assert [each.text for each in provider.messages] == ["We are not at home"]
    [state] = log.states
    assert state.attributes["recipient"] == "Anna"
    body = provider.pushes[0].body
    async with client.post(path_of(entry, "inbound"), data=body) as again:
        assert (again.status, await again.text()) == (200, "")
    async with client.get(f"{path_of(entry, 'inbound')}?{body.decode()}") as by_query:
        assert (by_query.status, await by_query.text()) == (200, "")
    provider.receive(from_=BARE, text="Hello?")
    await provider.settle()
    await let_pass(hass, freezer, 400, step=60)
    assert [each.attributes["text"] for each in log.states] == [
        "Anybody there?",
        "Hello?",
    ]
    assert len(provider.messages) == 1


async def test_what_devino_pushes_as_a_query_comes_in_as_it_was_written(
    devino_simulator_now: DevinoSimulator,
    hass: HomeAssistant,
    hass_client_no_auth: ClientSessionGenerator,
) -> None:
    """Percent signs and all; our own secret is no part of it."""
    options = {"push_secret": "open sesame"}
    entry = devino_entry(devino_simulator_now, recipient("Anna", ANNA), **options)
    client, log = await loaded(hass, hass_client_no_auth, entry)
    said = "100%41 of a&b=c+d; %26, 5 % / \u041f\u0440\u0438"
    fields = {"MessageId": "7", "SourcePhone": BARE, "Text": said}
    query = f"secret={quote('open sesame')}&{urlencode(fields)}"
    address = URL(f"{path_of(entry, 'inbound')}?{query}", encoded=True)
    async with client.get(address) as answer:
        assert answer.status == 200
    await settle(hass)
    assert [each.attributes["text"] for each in log.states] == [said]


async def test_a_viber_callback_moves_a_message(
    devino_simulator_now: DevinoSimulator,
    hass: HomeAssistant,
    hass_client_no_auth: ClientSessionGenerator,
) -> None:
    """By number or word, in JSON or as a form; a failure is left to the next poll."""
    anna = recipient("Anna", ANNA, channel="viber")
    entry = devino_entry(devino_simulator_now, anna)
    client, _ = await loaded(hass, hass_client_no_auth, entry)
    log = EventLog(hass, entity_id(hass, "event", "01DEVINO_delivery"))
    await notify(hass, notify_ids(hass, entry), "Dinner is ready")
    [message] = devino_simulator_now.messages
    known = message.message_id
    await settle(hass)
    log.states.clear()
    bodies: list[dict[str, Any]] = [
        {"json": {"messageId": known, "State": 4}},
        {"json": {"messages": [{"providerId": known, "status": "delivered"}]}},
        {"data": {"messageid": known, "state": "3"}},
        {"json": [{"Id": known, "status": "visited"}]},
        {"json": {"messageId": "no-such", "State": 5}},
    ]
    for body in bodies:
        assert await push(hass, client, entry, "reports", **body) == 200
    assert log.types == ["sent", "delivered", "read", "link_followed"]
    strange: list[dict[str, Any]] = [
        {"json": {"State": 2}},
        {"data": b"\xff"},
        {"json": {"status": "x"}},
    ]
    for body in strange:
        assert await push(hass, client, entry, "reports", **body) == 400


@pytest.mark.parametrize("dates", list(Dates))
async def test_ogangi_s_push_counts_once_and_is_the_polled_row(
    dates: Dates,
    ogangi_simulator_now: OgangiSimulator,
    hass: HomeAssistant,
    hass_client_no_auth: ClientSessionGenerator,
    freezer: FrozenDateTimeFactory,
) -> None:
    """Within two minutes and ten, since only its content tells it from others."""
    provider = ogangi_simulator_now
    provider.configure(dates=dates)
    entry = ogangi_entry(provider, recipient("Anna", ANNA), utc_offset="-04:30")
    client, log = await loaded(hass, hass_client_no_auth, entry)
    provider.account.inbound_url = str(client.make_url(path_of(entry, "inbound")))
    provider.receive(from_=BARE, text="yes")
    await provider.settle()
    await settle(hass)
    body = provider.pushes[0].body
    freezer.tick(60)
    assert await push(hass, client, entry, "inbound", data=body) == 200
    assert len(log.states) == 1
    await let_pass(hass, freezer, 660, step=60)
    assert len(log.states) == 1
    assert await push(hass, client, entry, "inbound", data=body) == 200
    assert len(log.states) == 2


async def test_ogangi_s_second_message_of_two_minutes_is_found_by_the_poll(
    ogangi_simulator_now: OgangiSimulator,
    hass: HomeAssistant,
    hass_client_no_auth: ClientSessionGenerator,
    freezer: FrozenDateTimeFactory,
) -> None:
    """The same text twice is taken for one by push, and told apart by the list."""
    provider = ogangi_simulator_now
    entry = ogangi_entry(provider, recipient("Anna", ANNA))
    client, log = await loaded(hass, hass_client_no_auth, entry)
    provider.account.inbound_url = str(client.make_url(path_of(entry, "inbound")))
    for _ in range(2):
        provider.receive(from_=BARE, text="yes")
        await provider.settle()
        await settle(hass)
        freezer.tick(20)
    assert len(provider.pushes) == 2
    assert len(log.states) == 1
    await let_pass(hass, freezer, 400, step=60)
    assert len(log.states) == 2


async def test_a_message_that_was_polled_first_is_not_new_when_it_is_pushed(
    ogangi_simulator_now: OgangiSimulator,
    hass: HomeAssistant,
    hass_client_no_auth: ClientSessionGenerator,
    freezer: FrozenDateTimeFactory,
) -> None:
    """For two minutes; after them it counts as another."""
    provider = ogangi_simulator_now
    entry = ogangi_entry(provider, recipient("Anna", ANNA))
    client, log = await loaded(hass, hass_client_no_auth, entry)
    provider.receive(from_=BARE, text="yes")
    await let_pass(hass, freezer, 61)
    assert len(log.states) == 1
    form = {"mobile": BARE, "mo": "yes"}
    assert await push(hass, client, entry, "inbound", data=form) == 200
    assert len(log.states) == 1
    freezer.tick(180)
    assert await push(hass, client, entry, "inbound", data=form) == 200
    assert len(log.states) == 2


ANYBODY = "+447700900199"
MESSAGE = {"from": ANNA, "text": "On my way", "id": "box-1", "at": "2026-02-12T08:50Z"}


async def test_a_forwarder_brings_reports_and_messages_in_our_own_form(
    hass: HomeAssistant, hass_client_no_auth: ClientSessionGenerator
) -> None:
    """To an account of any gateway."""
    entry = sandbox_entry(recipient("Anna", ANNA), recipient("Late", ANYBODY))
    client, log = await loaded(hass, hass_client_no_auth, entry)
    delivery = EventLog(hass, entity_id(hass, "event", "01SANDBOX_delivery"))
    await notify(hass, notify_ids(hass, entry, "Late"), "Hello")
    await settle(hass)
    [sent] = await entry.runtime_data.outbox.followed()
    delivery.states.clear()
    reports = [
        {"id": sent.gateway_ids[0], "status": "failed", "code": "7", "reason": "Off"},
        {"id": "no-such", "status": "delivered"},
    ]
    body = {"reports": reports, "messages": [MESSAGE]}
    for _ in range(2):
        assert await push(hass, client, entry, "forwarded", json=body) == 200
    assert delivery.types == ["failed"]
    assert delivery.states[0].attributes["reason"] == "7: Off"
    [state] = log.states
    assert state.attributes["recipient"] == "Anna"
    assert state.attributes["received_at"] == "2026-02-12T08:50:00+00:00"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ([], 400),
        ({"reports": {}}, 400),
        ({"reports": []}, 200),
        ({"messages": [{"text": "From nobody"}]}, 400),
        ({"messages": [{"from": ANNA, "text": "x", "channel": "smoke"}]}, 400),
        ({"reports": [{"id": "x", "status": "queued"}]}, 400),
        ({"reports": [{"id": "x", "status": "queued"}], "messages": [MESSAGE]}, 200),
    ],
)
async def test_a_form_that_is_not_ours_is_refused(
    body: Any,
    status: int,
    hass: HomeAssistant,
    hass_client_no_auth: ClientSessionGenerator,
) -> None:
    """Unless some of it can be read."""
    entry = sandbox_entry()
    client, _ = await loaded(hass, hass_client_no_auth, entry)
    assert await push(hass, client, entry, "forwarded", json=body) == status


async def test_a_gateway_without_a_list_of_messages_takes_forwarded_ones(
    entera_simulator_now: EnteraSimulator,
    hass: HomeAssistant,
    hass_client_no_auth: ClientSessionGenerator,
) -> None:
    """Its entities for them are there, and off until somebody wants them."""
    entry = entera_entry(entera_simulator_now)
    await set_up(hass, entry)
    client = await open_server(hass, hass_client_no_auth)
    sensor = entity_id(hass, "sensor", "01ENTERA_last_inbound_message")
    assert hass.states.get(sensor) is None
    body = {"messages": [MESSAGE]}
    assert await push(hass, client, entry, "forwarded", json=body) == 200
    last = await entry.runtime_data.inbox.last()
    assert last is not None
    assert last.message.text == "On my way"
    assert state_of(hass, "sensor", "01ENTERA_pending").state == "0"


async def test_two_hundred_messages_a_second_come_in_and_each_is_told_of(
    hass: HomeAssistant, hass_client_no_auth: ClientSessionGenerator
) -> None:
    """All at once, and half of them twice."""
    entry = sandbox_entry()
    client, log = await loaded(hass, hass_client_no_auth, entry)

    async def one(number: int) -> int:
        body = {"messages": [MESSAGE | {"id": f"box-{number % 200}"}]}
        async with client.post(path_of(entry, "forwarded"), json=body) as answer:
            return answer.status

    begun = time.perf_counter()
    statuses = await asyncio.gather(*(one(number) for number in range(300)))
    taken = time.perf_counter() - begun
    await settle(hass)
    assert set(statuses) == {200}
    assert len({state.attributes["event_id"] for state in log.states}) == 200
    assert taken < 10
