"""What gateways push reaches an account, once, and is on disk when it is answered."""

from contextlib import closing
import json
import logging
from pathlib import Path
import sqlite3
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.message_gateways.engine import store_file
from tests.integration.pushing import (
    Client,
    open_server,
    path_of,
    push,
    received,
    report,
)
from tests.integration.world import (
    ANNA,
    BEN,
    EventLog,
    entity_id,
    infobip_entry,
    let_pass,
    notify,
    notify_ids,
    recipient,
    send_sms,
    set_up,
    settle,
    state_of,
)
from tests.simulators.infobip.asking import post
from tests.simulators.infobip.server import InfobipSimulator
from tests.simulators.infobip.settings import Delays

pytestmark = pytest.mark.usefixtures("socket_enabled")


@pytest.fixture
async def client(
    provider: MockConfigEntry,  # noqa: ARG001 - it brings the server
    hass: HomeAssistant,
    hass_client_no_auth: ClientSessionGenerator,
) -> Client:
    """Open Home Assistant's server, with an account of a provider."""
    return await open_server(hass, hass_client_no_auth)


@pytest.fixture
def inbound(provider: MockConfigEntry, hass: HomeAssistant) -> EventLog:
    """Listen to inbound messages."""
    return EventLog(hass, entity_id(hass, "event", f"{provider.entry_id}_inbound"))


async def accepted(hass: HomeAssistant, *numbers: str) -> list[str]:
    """Send to numbers and return the ids of the messages."""
    rows = await send_sms(hass, to=list(numbers), message="Dinner is ready")
    return [row["id"] for row in rows]


async def test_the_provider_is_told_with_each_text_where_to_push_its_report(
    provider: MockConfigEntry,
    client: Client,
    *,
    simulator: InfobipSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """And the report is pushed there before anybody asks for it."""
    caplog.set_level(logging.DEBUG, "custom_components")
    simulator.configure(delays=Delays(final=2))
    polled = len(simulator.requests_to("/sms/1/logs"))
    await notify(hass, notify_ids(hass, provider, "Anna"), "Dinner is ready")
    [message] = simulator.messages
    address = str(client.make_url(path_of(provider, "reports")))
    assert message.options.notify_url == address
    assert message.options.notify_content_type == "application/json"
    freezer.tick(3)
    await simulator.settle()
    await settle(hass)
    [pushed] = simulator.pushes
    assert pushed.statuses == (200,)
    status = state_of(hass, "sensor", "01PROVIDER_id_anna_last_delivery_status")
    assert status.state == "delivered"
    assert len(simulator.requests_to("/sms/1/logs")) == polled
    secret = provider.data["push_ids"]["reports"]
    assert not [
        each
        for each in caplog.records
        if each.name.startswith("custom_components") and secret in each.getMessage()
    ]
    path = Path(hass.config.path(".storage", "message_gateways.01PROVIDER.db"))
    assert secret.encode() not in path.read_bytes()


@pytest.mark.parametrize(
    ("options", "reachable"), [({"push_reports": False}, True), ({}, False)]
)
async def test_no_address_is_sent_where_none_is_wanted_or_there_is_none(
    options: dict[str, Any],
    reachable: bool,
    simulator: InfobipSimulator,
    hass: HomeAssistant,
) -> None:
    """Polls do it all then."""
    entry = infobip_entry(simulator, recipient("Anna", ANNA), options=options)
    await set_up(hass, entry)
    hass.config.external_url = "https://home.example" if reachable else None
    await notify(hass, notify_ids(hass, entry), "Dinner is ready")
    [message] = simulator.messages
    assert message.options.notify_url is None


@pytest.mark.parametrize("kind", ["application/json", "application/xml"])
async def test_a_hundred_reports_come_in_one_push(
    kind: str,
    provider: MockConfigEntry,
    client: Client,
    hass: HomeAssistant,
) -> None:
    """In JSON or XML, and each message is delivered."""
    ids = await accepted(hass, *(f"+447700900{n}" for n in range(300, 400)))
    body = report(*ids)
    written = json.dumps(body)
    if kind == "application/xml":
        rows = "".join(
            f"<results><messageId>{each}</messageId><to>447700900123</to>"
            "<status><groupName>DELIVERED</groupName><id>5</id></status></results>"
            for each in ids
        )
        written = f"<SMSReportResponse>{rows}</SMSReportResponse>"
    headers = {"Content-Type": kind}
    for _ in range(2):
        status = await push(
            hass, client, provider, "reports", data=written, headers=headers
        )
        assert status == 200
    assert state_of(hass, "sensor", "01PROVIDER_delivered").state == "100"
    assert state_of(hass, "sensor", "01PROVIDER_pending").state == "0"


async def test_a_forged_report_changes_nothing(
    provider: MockConfigEntry,
    client: Client,
    simulator: InfobipSimulator,
    hass: HomeAssistant,
) -> None:
    """Nor does one of another account's message, or one that goes backwards."""
    other = infobip_entry(simulator)
    elsewhere = MockConfigEntry(
        domain=other.domain,
        title="Other",
        unique_id="other",
        entry_id="01OTHER",
        data={**other.data},
    )
    await set_up(hass, elsewhere)
    rows = await send_sms(
        hass, to=[ANNA], message="Hi", config_entry_id=provider.entry_id
    )
    [message_id] = [row["id"] for row in rows]
    await settle(hass)
    log = EventLog(hass, entity_id(hass, "event", "01PROVIDER_delivery"))
    assert await push(hass, client, provider, "reports", json=report("no-such")) == 200
    body = report(message_id)
    assert await push(hass, client, elsewhere, "reports", json=body) == 200
    assert log.types == []
    assert provider.runtime_data.delivery.pushes.last is None
    assert await push(hass, client, provider, "reports", json=body) == 200
    back = report(message_id, group="PENDING")
    assert await push(hass, client, provider, "reports", json=back) == 200
    assert log.types == ["delivered"]


async def test_a_message_that_is_pushed_and_polled_comes_in_once(
    provider: MockConfigEntry,
    client: Client,
    *,
    inbound: EventLog,
    simulator: InfobipSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    """Under the provider's id; the same push again counts for nothing."""
    simulator.account.inbound_url = str(client.make_url(path_of(provider, "inbound")))
    simulator.receive(from_="447700900123", text="On my way")
    await simulator.settle()
    await settle(hass)
    [state] = inbound.states
    assert (state.attributes["text"], state.attributes["recipient"]) == (
        "On my way",
        "Anna",
    )
    last = state_of(hass, "sensor", "01PROVIDER_last_inbound_message")
    assert last.attributes["text"] == "On my way"
    body = simulator.pushes[0].body
    assert await push(hass, client, provider, "inbound", data=body) == 200
    polled = len(simulator.requests_to("/inbox/logs"))
    await let_pass(hass, freezer, 600, step=60)
    assert len(simulator.requests_to("/inbox/logs")) > polled
    assert len(inbound.states) == 1


async def test_what_a_poll_missed_before_a_push_is_still_asked_for(
    provider: MockConfigEntry,
    client: Client,
    *,
    inbound: EventLog,
    simulator: InfobipSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    """A push says nothing of what came before it."""
    await hass.config_entries.async_unload(provider.entry_id)
    await settle(hass)
    simulator.receive(from_="447700900124", text="First")
    freezer.tick(7200)
    await hass.config_entries.async_setup(provider.entry_id)
    body = received(receivedAt="2030-01-01T00:00:00.000+0000")
    assert await push(hass, client, provider, "inbound", json=body) == 200
    await let_pass(hass, freezer, 400, step=60)
    texts = {state.attributes["text"] for state in inbound.states}
    assert texts == {"First", "On my way"}


async def test_a_pushed_lookup_is_told_of_on_the_bus(
    provider: MockConfigEntry,
    client: Client,
    simulator: InfobipSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    """Somebody else's program asks with the address for lookups."""
    events = async_capture_events(hass, "message_gateways_number_lookup")
    address = str(client.make_url(path_of(provider, "lookups")))
    body = {"to": ["447700900123"], "notifyUrl": address}
    await post(simulator, "/number/1/notify", body)
    freezer.tick(60)
    await simulator.settle()
    await settle(hass)
    [event] = events
    assert event.data["number"] == "+447700900123"
    assert event.data["reachable"] is True
    assert event.data["entry_id"] == provider.entry_id
    again = simulator.pushes[-1].body
    assert await push(hass, client, provider, "lookups", data=again) == 200
    assert len(events) == 1


async def test_an_account_that_is_not_loaded_asks_for_the_push_again(
    provider: MockConfigEntry,
    client: Client,
    inbound: EventLog,
    hass: HomeAssistant,
) -> None:
    """And takes it once it is."""
    await hass.config_entries.async_unload(provider.entry_id)
    body = received()
    assert await push(hass, client, provider, "inbound", json=body) == 503
    await hass.config_entries.async_setup(provider.entry_id)
    await settle(hass)
    assert await push(hass, client, provider, "inbound", json=body) == 200
    assert await push(hass, client, provider, "inbound", json=body) == 200
    assert len(inbound.states) == 1


async def test_a_disabled_account_asks_for_the_push_again_after_a_start(
    simulator: InfobipSimulator,
    hass: HomeAssistant,
    hass_client_no_auth: ClientSessionGenerator,
) -> None:
    """Its address is there though it was never set up."""
    asleep = infobip_entry(simulator)
    awake = MockConfigEntry(
        domain=asleep.domain,
        title="Sandbox",
        entry_id="01SANDBOX",
        data={"gateway": "sandbox", "credit": 1.0, "price": 0.05},
    )
    asleep.add_to_hass(hass)
    object.__setattr__(asleep, "disabled_by", "user")
    await set_up(hass, awake)
    assert asleep.state is ConfigEntryState.NOT_LOADED
    client = await open_server(hass, hass_client_no_auth)
    assert await push(hass, client, asleep, "inbound", json=received()) == 503


async def test_what_can_t_be_kept_is_pushed_again(
    provider: MockConfigEntry,
    client: Client,
    *,
    inbound: EventLog,
    simulator: InfobipSimulator,
    hass: HomeAssistant,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A disk that fails ends in 503, never in 200; later the message counts once."""
    monkeypatch.setattr(store_file, "LOCK_TIMEOUT", 0.01)
    await hass.config_entries.async_reload(provider.entry_id)
    await settle(hass)
    simulator.configure(push_attempts=1)
    simulator.account.inbound_url = str(client.make_url(path_of(provider, "inbound")))
    path = hass.config.path(".storage", "message_gateways.01PROVIDER.db")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        simulator.receive(from_="447700900123", text="On my way")
        await simulator.settle()
        [first] = simulator.pushes
        assert first.statuses == (503,)
        body = report("x")
        assert await push(hass, client, provider, "reports", json=body) == 503
        other.execute("ROLLBACK")
    assert inbound.states == []
    assert await push(hass, client, provider, "inbound", data=first.body) == 200
    assert await push(hass, client, provider, "inbound", data=first.body) == 200
    assert len(inbound.states) == 1


async def test_polls_are_few_while_pushes_arrive_and_many_when_they_stop(
    provider: MockConfigEntry,
    client: Client,
    simulator: InfobipSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    """However often pushes come, a poll is never put off for good."""

    async def asked(minutes: int, *, pushing: bool) -> int:
        before = len(simulator.requests_to("/inbox/logs"))
        for minute in range(minutes):
            if pushing:
                body = received(messageId=f"{freezer()}-{minute}")
                await push(hass, client, provider, "inbound", json=body)
            await let_pass(hass, freezer, 60)
        return len(simulator.requests_to("/inbox/logs")) - before

    assert await asked(10, pushing=False) >= 9
    assert await asked(5, pushing=True) <= 2
    assert 2 <= await asked(20, pushing=True) <= 5
    assert await asked(20, pushing=False) <= 5
    await asked(45, pushing=False)
    assert await asked(10, pushing=False) >= 9


async def test_a_poll_that_finds_what_was_not_pushed_trusts_pushes_no_more(
    provider: MockConfigEntry,
    client: Client,
    simulator: InfobipSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    """It polls as often as without them."""
    assert await push(hass, client, provider, "inbound", json=received()) == 200
    simulator.receive(from_="447700900124", text="Nobody pushed me")
    await let_pass(hass, freezer, 360, step=60)
    before = len(simulator.requests_to("/inbox/logs"))
    await let_pass(hass, freezer, 300, step=60)
    assert len(simulator.requests_to("/inbox/logs")) - before >= 4


async def test_delivery_is_asked_for_less_often_while_reports_are_pushed(
    provider: MockConfigEntry,
    client: Client,
    simulator: InfobipSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    """It is asked for all the same, for what is never pushed."""
    [first] = await accepted(hass, ANNA)
    assert await push(hass, client, provider, "reports", json=report(first)) == 200
    hass.config.external_url = None
    await accepted(hass, BEN)
    before = len(simulator.requests_to("/sms/1/logs"))
    await let_pass(hass, freezer, 240, step=30)
    assert len(simulator.requests_to("/sms/1/logs")) == before
    await let_pass(hass, freezer, 120, step=30)
    assert len(simulator.requests_to("/sms/1/logs")) > before
    assert state_of(hass, "sensor", "01PROVIDER_pending").state == "0"
