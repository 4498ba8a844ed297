"""Messages, what came in and figures are looked up by actions."""

from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.automation import DOMAIN as AUTOMATION
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.exceptions import ServiceValidationError
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    MockUser,
    async_mock_service,
)

from tests.integration.acting import act, check_unauthorized, refusal_of
from tests.integration.providers import (
    devino_entry,
    entera_entry,
    ictcore_entry,
    ogangi_entry,
)
from tests.integration.readme import example
from tests.integration.world import (
    ANNA,
    BEN,
    entity_id,
    infobip_entry,
    let_pass,
    notify,
    notify_ids,
    recipient,
    sandbox_entry,
    send_sms,
    set_up,
    settle,
    state_of,
)
from tests.simulators.devino import DevinoSimulator
from tests.simulators.devino.fixtures import devino_simulator_now
from tests.simulators.entera import EnteraSimulator
from tests.simulators.entera.fixtures import entera_simulator_now
from tests.simulators.faults import Fault, FaultKind
from tests.simulators.ictcore import IctcoreSimulator
from tests.simulators.ictcore.fixtures import ictcore_simulator_now
from tests.simulators.infobip.server import InfobipSimulator
from tests.simulators.ogangi import OgangiSimulator
from tests.simulators.ogangi.fixtures import ogangi_simulator_now

__all__ = [
    "devino_simulator_now",
    "entera_simulator_now",
    "ictcore_simulator_now",
    "ogangi_simulator_now",
]

ARRIVES, FAILS, REFUSED, ECHOES = (
    f"+4477009000{end}" for end in ("00", "10", "20", "51")
)
MOST: dict[str, Any] = {"limit": 1000}


@pytest.fixture
async def sandbox(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> MockConfigEntry:
    """Return a sandbox with two recipients, at a time that stands still."""
    freezer.move_to("2026-11-21 08:00:00+00:00")
    entry = sandbox_entry(recipient("Anna", ARRIVES), recipient("Ben", FAILS, ECHOES))
    await set_up(hass, entry)
    return entry


@pytest.fixture
async def two_accounts(
    hass: HomeAssistant, sandbox: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> list[str]:
    """Send by two accounts in turns, some at one moment; return ids, newest first."""
    await set_up(hass, sandbox_entry(entry_id="01OTHER", title="Other"))
    ids = []
    for number in range(6):
        for entry in ("01SANDBOX", "01OTHER"):
            rows = await send_sms(
                hass,
                config_entry_id=entry,
                to=[ARRIVES, ECHOES],
                message=f"Nr {number}",
            )
            ids += [row["id"] for row in rows]
        if number % 2:
            freezer.tick(timedelta(seconds=10))
    assert sandbox.entry_id == "01SANDBOX"
    return ids[::-1]


async def found(hass: HomeAssistant, action: str = "find_messages", **data: Any) -> Any:
    """Look something up and return the rows."""
    return (await act(hass, action, **data))["messages"]


async def paged(hass: HomeAssistant, action: str, limit: int, **data: Any) -> Any:
    """Look something up page by page and return all rows."""
    rows: list[Any] = []
    page: dict[str, Any] = {"next": ""}
    while page["next"] is not None:
        after = {"after": page["next"]} if page["next"] else {}
        page = await act(hass, action, limit=limit, **after, **data)
        assert 0 < len(page["messages"]) <= limit
        rows += page["messages"]
    return rows


async def test_all_that_is_known_of_a_message_is_told(
    hass: HomeAssistant, sandbox: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """What it says only when that is asked for."""
    begun = dt_util.utcnow()
    (sent,) = await send_sms(
        hass, entity_id=notify_ids(hass, sandbox, "Anna"), message="Hi", sender="Home"
    )
    await let_pass(hass, freezer, 10, step=5)
    told = await act(hass, "get_message", message_id=sent["id"])
    (gateway_id,) = told.pop("gateway_ids")
    assert gateway_id.startswith("sbx1")
    changed = dt_util.parse_datetime(told.pop("changed_at"))
    assert changed is not None
    assert changed > begun
    assert sent.pop("gateway_ids") == [gateway_id]
    assert told == {
        **sent,
        "status": "delivered",
        "price": 0.05,
        "currency": "EUR",
        "reason": told["reason"],
        "attempts": 1,
        "can_be_followed": True,
        "created_at": begun.isoformat(),
        "scheduled_at": None,
        "left_at": begun.isoformat(),
        "accepted_at": begun.isoformat(),
        "give_up_at": (begun + timedelta(hours=1)).isoformat(),
        "request_id": None,
        "sender": "Home",
        "label": None,
    }
    with_text = await act(hass, "get_message", message_id=sent["id"], include_text=True)
    assert (with_text["title"], with_text["text"]) == ("", "Hi")


async def test_a_message_that_nobody_knows_is_refused_by_name(
    hass: HomeAssistant, two_accounts: list[str]
) -> None:
    """In all accounts, or in the one that was named."""
    for data in (
        {"message_id": "nobody"},
        {"message_id": two_accounts[0], "config_entry_id": "01SANDBOX"},
    ):
        refused = await refusal_of(hass, "get_message", **data)
        assert isinstance(refused, ServiceValidationError)
        assert refused.translation_key == "messages_unknown"
    assert (await act(hass, "get_message", message_id=two_accounts[0]))["id"]


async def test_messages_of_all_accounts_are_listed_newest_first(
    hass: HomeAssistant, two_accounts: list[str]
) -> None:
    """Those of one moment account by account, each newest first."""
    rows = await found(hass)
    assert {row["id"] for row in rows} == set(two_accounts)
    times = [row["created_at"] for row in rows]
    assert times == sorted(times, reverse=True)
    for name in ("Sandbox", "Other"):
        entry = "01SANDBOX" if name == "Sandbox" else "01OTHER"
        own = [row["id"] for row in rows if row["account"] == name]
        assert own == [row["id"] for row in await found(hass, config_entry_id=entry)]
        assert own == [each for each in two_accounts if each in own]


@pytest.mark.parametrize("limit", [1, 5, 23, 24, 25])
async def test_pages_hold_every_message_once(
    hass: HomeAssistant, two_accounts: list[str], limit: int
) -> None:
    """Of all accounts, of one, and of a filter; the last page says that it is."""
    everything = [row["id"] for row in await found(hass, **MOST)]
    assert len(everything) == len(two_accounts) == 24
    for data in (
        {},
        {"config_entry_id": "01OTHER"},
        {"to": [ECHOES]},
        {"status": ["accepted", "delivered"]},
    ):
        whole = [row["id"] for row in await found(hass, **MOST, **data)]
        pages = await paged(hass, "find_messages", limit, **data)
        assert [row["id"] for row in pages] == whole
        assert len(set(whole)) == len(whole)


async def test_what_is_new_between_two_pages_does_not_move_the_next_one(
    hass: HomeAssistant, two_accounts: list[str]
) -> None:
    """Numbers of pages would."""
    first = await act(hass, "find_messages", limit=4)
    await send_sms(hass, config_entry_id="01OTHER", to=ARRIVES, message="New")
    second = await found(hass, limit=4, after=first["next"])
    shown = [row["id"] for row in first["messages"] + second]
    assert len(set(shown) & set(two_accounts)) == 8


@pytest.mark.parametrize("after", ["", "nonsense", "WzEsMiwzXQ==", "W10=", "é"])
async def test_a_place_that_is_none_is_refused(
    hass: HomeAssistant, sandbox: MockConfigEntry, after: str
) -> None:
    """By either list."""
    assert sandbox.entry_id
    for action in ("find_messages", "find_inbound"):
        refused = await refusal_of(hass, action, after=after)
        assert refused.translation_key == "cursor_not_possible"


async def test_messages_are_found_by_recipient_address_status_channel_and_time(
    hass: HomeAssistant, sandbox: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """Each leaves less; an address may be written in any way."""
    await notify(hass, notify_ids(hass, sandbox), "First")
    await let_pass(hass, freezer, 60, step=10)
    noon = dt_util.now()
    (later,) = await send_sms(hass, to=[ARRIVES], message="Second")
    anna: dict[str, Any] = {"entity_id": notify_ids(hass, sandbox, "Anna")}
    ben: dict[str, Any] = {"entity_id": notify_ids(hass, sandbox, "Ben")}

    async def ends(**data: Any) -> list[str]:
        """Return the ends of the numbers of what is found."""
        return [row["to"][-2:] for row in await found(hass, **data)]

    assert await ends(**anna) == ["00"]
    assert sorted(await ends(**ben)) == ["10", "51"]
    assert await ends(**ben, to=ECHOES) == ["51"]
    assert await ends(**anna, to=ECHOES) == []
    assert await ends(to="+44 7700 900-000") == ["00", "00"]
    assert await ends(to=[ARRIVES, FAILS, ARRIVES], since=noon) == ["00"]
    assert await ends(status="failed") == ["10"]
    assert sorted(await ends(status=["failed", "accepted"])) == ["00", "10"]
    assert await ends(**ben, status="delivered", channel="sms") == ["51"]
    assert await ends(channel=["fax", "voice"]) == []
    assert [row["id"] for row in await found(hass, since=noon)] == [later["id"]]
    assert sorted(await ends(until=noon)) == ["00", "10", "51"]
    assert sorted(await ends(until=noon.replace(tzinfo=None))) == ["00", "10", "51"]
    (first,) = await found(hass, **anna)
    assert (first["recipient"], first["account"]) == ("Anna", "Sandbox")
    assert "text" not in first


async def test_a_target_of_another_account_finds_nothing_in_the_named_one(
    hass: HomeAssistant, two_accounts: list[str], sandbox: MockConfigEntry
) -> None:
    """Both have to fit."""
    assert two_accounts
    target: dict[str, Any] = {"entity_id": notify_ids(hass, sandbox, "Anna")}
    await notify(hass, target["entity_id"], "Hi")
    assert len(await found(hass, **target)) == 1
    assert await found(hass, **target, config_entry_id="01OTHER") == []


async def test_an_address_that_only_some_accounts_can_have_is_no_error(
    hass: HomeAssistant,
    ictcore_simulator_now: IctcoreSimulator,
    simulator: InfobipSimulator,
) -> None:
    """One that none of them can have is."""
    await set_up(hass, ictcore_entry(ictcore_simulator_now), infobip_entry(simulator))
    (sent,) = await send_sms(
        hass, config_entry_id="01ICTCORE", to="*100#", message="Balance"
    )
    assert [row["id"] for row in await found(hass, to="*100#")] == [sent["id"]]
    assert await found(hass, to="ann@example.com") == []
    for to, key in (
        ("door", "number_not_possible"),
        ("ann@", "email_not_possible"),
        (447700900123, "number_not_text"),
    ):
        refused = await refusal_of(hass, "find_messages", to=to)
        assert refused.translation_key == key


@pytest.mark.parametrize(
    "data", [{"limit": 0}, {"limit": 1001}, {"status": "gone"}, {"channel": "pigeon"}]
)
async def test_a_filter_that_can_not_be_is_refused(
    hass: HomeAssistant, sandbox: MockConfigEntry, data: dict[str, Any]
) -> None:
    """By Home Assistant, with the field."""
    assert sandbox.entry_id
    with pytest.raises(Exception, match=next(iter(data))):
        await act(hass, "find_messages", **data)


@pytest.mark.parametrize("action", ["find_messages", "find_inbound", "get_statistics"])
async def test_a_period_that_ends_before_it_begins_is_refused(
    hass: HomeAssistant, sandbox: MockConfigEntry, action: str
) -> None:
    """Not answered as if nothing had happened in it."""
    assert sandbox.entry_id
    now = dt_util.now()
    for until in (now, now - timedelta(hours=1)):
        refused = await refusal_of(hass, action, since=now, until=until)
        assert refused.translation_key == "period_backwards"


async def test_what_came_in_is_found_with_its_text(
    hass: HomeAssistant, sandbox: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """As the event has it, newest first, page by page."""
    for text in ("One", "Two", "Three"):
        await send_sms(hass, to=[ECHOES, "+447700900050"], message=text)
        await let_pass(hass, freezer, 60, step=10)
    event = state_of(hass, "event", "01SANDBOX_inbound")
    rows = await found(hass, "find_inbound")
    assert len(rows) == 6
    assert {key: event.attributes[key] for key in rows[0]} in rows[:2]
    assert await paged(hass, "find_inbound", 2) == rows
    ben = await found(hass, "find_inbound", sender="+44 7700 900-051")
    assert [row["text"] for row in ben] == ["Three", "Two", "One"]
    assert {row["recipient"] for row in ben} == {"Ben"}
    assert {row["sender"] for row in ben} == {ECHOES}
    since = await found(hass, "find_inbound", since=ben[1]["received_at"])
    assert [row for row in since if row["sender"] == ECHOES] == ben[:2]
    until = await found(hass, "find_inbound", until=ben[1]["received_at"])
    assert [row for row in until if row["sender"] == ECHOES] == ben[2:]
    assert await found(hass, "find_inbound", channel="fax") == []
    assert await found(hass, "find_inbound", keyword="any") == []
    refused = await refusal_of(hass, "find_inbound", sender=447700900051)
    assert refused.translation_key == "number_not_text"
    assert sandbox.entry_id


async def test_what_came_in_is_found_by_its_keyword(
    hass: HomeAssistant,
    ogangi_simulator_now: OgangiSimulator,
    freezer: FrozenDateTimeFactory,
) -> None:
    """Of a gateway that names one, in any letters; by a short code, too."""
    ogangi_simulator_now.configure(first_page=1)
    await set_up(hass, ogangi_entry(ogangi_simulator_now))
    ogangi_simulator_now.receive(from_="447700900123", text="Join us", keyword="JOIN")
    ogangi_simulator_now.receive(from_="2020", text="Stop it", keyword="STOP")
    await let_pass(hass, freezer, 120, step=60)
    (row,) = await found(hass, "find_inbound", keyword="join")
    assert (row["text"], row["keyword"], row["account"]) == (
        "Join us",
        "JOIN",
        "OGangi",
    )
    (row,) = await found(hass, "find_inbound", sender=["2020", "3030"])
    assert row["text"] == "Stop it"


async def test_what_came_in_is_found_of_every_gateway_that_receives(
    hass: HomeAssistant,
    *,
    simulator: InfobipSimulator,
    devino_simulator_now: DevinoSimulator,
    ictcore_simulator_now: IctcoreSimulator,
    entera_simulator_now: EnteraSimulator,
    freezer: FrozenDateTimeFactory,
) -> None:
    """One list for all; a gateway that receives nothing adds nothing."""
    await set_up(
        hass,
        infobip_entry(simulator),
        devino_entry(devino_simulator_now),
        ictcore_entry(ictcore_simulator_now),
        entera_entry(entera_simulator_now),
    )
    for one in (simulator, devino_simulator_now, ictcore_simulator_now):
        one.receive(from_="12025550142", text="On my way")
    await let_pass(hass, freezer, 300, step=60)
    rows = await found(hass, "find_inbound", sender="+12025550142")
    assert {row["account"] for row in rows} == {"Provider", "Devino", "ICTCore"}
    assert {row["text"] for row in rows} == {"On my way"}


async def test_an_account_counts_what_it_keeps(
    hass: HomeAssistant, sandbox: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """Of a period; without one of the month."""
    begun = dt_util.now()
    await send_sms(hass, to=[ARRIVES, FAILS, REFUSED], message="Hi " * 60)
    await send_sms(
        hass, to=ARRIVES, message="Later", schedule=begun + timedelta(hours=1)
    )
    await let_pass(hass, freezer, 30, step=5)
    counted = await act(hass, "get_statistics")
    assert dt_util.parse_datetime(counted.pop("until")) == dt_util.utcnow()
    assert dt_util.parse_datetime(counted.pop("since")) == dt_util.start_of_local_day(
        begun.replace(day=1)
    )
    assert counted == {
        "source": "account",
        "messages": 4,
        "sent": 2,
        "delivered": 1,
        "failed": 2,
        "segments": 4,
        "pages": 0,
        "by_status": {"queued": 1, "delivered": 1, "failed": 1, "rejected": 1},
        "cost": {"EUR": 0.2},
    }
    nothing = await act(
        hass, "get_statistics", until=begun.isoformat(), since=begun - timedelta(days=9)
    )
    assert (nothing["messages"], nothing["by_status"], nothing["cost"]) == (0, {}, {})
    of_last_month = await act(hass, "get_statistics", until="2026-11-01 00:00:00")
    since = dt_util.parse_datetime(of_last_month["since"])
    assert since is not None
    assert dt_util.as_local(since).month == 10
    refused = await refusal_of(
        hass, "get_statistics", since=dt_util.now() + timedelta(days=1)
    )
    assert refused.translation_key == "period_backwards"
    assert sandbox.entry_id


async def test_a_gateway_with_statistics_counts_too(
    hass: HomeAssistant,
    devino_simulator_now: DevinoSimulator,
    freezer: FrozenDateTimeFactory,
) -> None:
    """For 90 days at most; what it says instead is told."""
    await set_up(hass, devino_entry(devino_simulator_now))
    await send_sms(hass, to=[ANNA, BEN], message="Hi")
    await let_pass(hass, freezer, 60, step=10)
    now = dt_util.utcnow()
    since = now - timedelta(days=1)
    asked: dict[str, Any] = {"source": "gateway", "since": since, "until": now}
    counted = await act(hass, "get_statistics", **asked)
    assert counted == {
        "source": "gateway",
        "since": since.isoformat(),
        "until": now.isoformat(),
        "sent": 0,
        "delivered": 2,
        "errors": 0,
        "in_process": 0,
        "expired": 0,
        "rejected": 0,
        "total": 2,
        "delivery_ratio": 1.0,
    }
    refused = await refusal_of(
        hass, "get_statistics", **asked | {"since": now - timedelta(days=91)}
    )
    assert refused.translation_key == "period_not_possible"
    devino_simulator_now.faults.add(Fault(kind=FaultKind.STATUS, status=503, times=9))
    refused = await refusal_of(hass, "get_statistics", **asked)
    assert refused.translation_key == "gateway_refused"


async def test_a_gateway_without_statistics_says_so(
    hass: HomeAssistant,
    *,
    simulator: InfobipSimulator,
    entera_simulator_now: EnteraSimulator,
    ogangi_simulator_now: OgangiSimulator,
    ictcore_simulator_now: IctcoreSimulator,
) -> None:
    """By its name; the account counts all the same."""
    entries = [
        infobip_entry(simulator),
        entera_entry(entera_simulator_now),
        ogangi_entry(ogangi_simulator_now),
        ictcore_entry(ictcore_simulator_now),
    ]
    await set_up(hass, *entries)
    for entry in entries:
        account = {"config_entry_id": entry.entry_id}
        refused = await refusal_of(hass, "get_statistics", source="gateway", **account)
        assert refused.translation_key == "statistics_not_offered"
        name = entry.runtime_data.info.name
        assert refused.translation_placeholders == {"gateway": name}
        assert (await act(hass, "get_statistics", **account))["messages"] == 0
    several = await refusal_of(hass, "get_statistics")
    assert several.translation_domain == "homeassistant"


@pytest.mark.parametrize(
    ("action", "data"),
    [
        ("get_message", {"message_id": "any"}),
        ("find_messages", {}),
        ("find_inbound", {}),
        ("get_statistics", {}),
    ],
)
async def test_who_may_not_control_everything_looks_nothing_up(
    hass: HomeAssistant,
    sandbox: MockConfigEntry,
    hass_read_only_user: MockUser,
    *,
    action: str,
    data: dict[str, Any],
) -> None:
    """They are other people's letters."""
    assert sandbox.entry_id
    await check_unauthorized(hass, hass_read_only_user, action, data)


@pytest.mark.parametrize("key", ["store_failed", "account_stopping"])
async def test_a_database_that_can_not_be_read_is_an_error(
    hass: HomeAssistant, sandbox: MockConfigEntry, key: str
) -> None:
    """A clear one, of every action that reads it; a stopped account is not broken."""
    store = sandbox.runtime_data.store
    if key == "account_stopping":
        await store.close()
    elif store._read_connection:
        store._read_connection.close()
    some: dict[str, Any] = {"message_id": "any"}
    for action, data in (
        ("get_message", some),
        ("find_messages", {}),
        ("find_inbound", {}),
        ("get_statistics", {}),
        ("cancel", some),
    ):
        refused = await refusal_of(hass, action, **data)
        assert refused.translation_key == key


async def told_by(
    hass: HomeAssistant, automation: dict[str, Any], trigger: str, value: str
) -> list[ServiceCall]:
    """Run an automation of the README and return what the user is told."""
    told = async_mock_service(hass, "persistent_notification", "create")
    assert await async_setup_component(hass, AUTOMATION, {AUTOMATION: [automation]})
    await settle(hass)
    if trigger:
        hass.states.async_set(trigger, value)
    (name,) = hass.states.async_entity_ids(AUTOMATION)
    if not trigger:
        await hass.services.async_call(
            AUTOMATION, "trigger", {"entity_id": name}, blocking=True
        )
    await settle(hass)
    # What waits for a time of day would go on waiting.
    await hass.services.async_call(
        AUTOMATION, "turn_off", {"entity_id": name}, blocking=True
    )
    return list(told)


async def test_the_readme_shows_the_last_message(
    hass: HomeAssistant, sandbox: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """With its text."""
    await notify(hass, notify_ids(hass, sandbox, "Anna"), "Dinner is ready")
    await let_pass(hass, freezer, 10, step=5)
    assert entity_id(hass, "sensor", "01SANDBOX_id_anna_last_delivery_status") == (
        "sensor.anna_last_delivery_status"
    )
    shown = example("Show the last message to Anna")
    (told,) = await told_by(hass, shown, "input_button.last_message", "now")
    assert told.data["message"] == "Dinner is ready (delivered)"


async def test_the_readme_lists_what_did_not_arrive(
    hass: HomeAssistant, sandbox: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """And nothing of yesterday."""
    await notify(hass, notify_ids(hass, sandbox, "Ben"), "Yesterday")
    await let_pass(hass, freezer, 86400, step=43200)
    (name,) = notify_ids(hass, sandbox, "Ben")
    await notify(hass, [name, *notify_ids(hass, sandbox, "Anna")], "Today")
    await let_pass(hass, freezer, 60, step=10)
    evening = example("List in the evening what did not arrive")
    (told,) = await told_by(hass, evening, "", "")
    assert told.data["message"].count("Ben: ") == 1
    assert "Anna" not in told.data["message"]


async def test_the_readme_says_who_is_coming(
    hass: HomeAssistant, sandbox: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """By the answers of the day."""
    assert sandbox.entry_id
    await send_sms(hass, to=["+447700900050", "+447700900052"], message="Dinner?")
    await let_pass(hass, freezer, 120, step=10)
    dinner = example("Say in the evening who is coming to dinner")
    (told,) = await told_by(hass, dinner, "", "")
    assert told.data["message"] == "Say yes: +447700900050"


async def test_the_readme_counts_the_messages_of_a_day(
    hass: HomeAssistant, sandbox: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """At night."""
    assert sandbox.entry_id
    await send_sms(hass, to=[ARRIVES, FAILS], message="Hi")
    await let_pass(hass, freezer, 30, step=10)
    night = example("Say at night how many messages were sent")
    (told,) = await told_by(hass, night, "", "")
    assert told.data["message"] == "2 messages today, 1 delivered."
