"""Messages are looked up by actions, one by its id or many by what they are."""

from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.integration.acting import act, refusal_of
from tests.integration.finding import (
    ARRIVES,
    ECHOES,
    FAILS,
    MOST,
    found,
    paged,
    sandbox,
    two_accounts,
)
from tests.integration.providers import ictcore_entry
from tests.integration.world import (
    infobip_entry,
    let_pass,
    notify,
    notify_ids,
    send_sms,
    set_up,
)
from tests.simulators.ictcore import IctcoreSimulator
from tests.simulators.infobip.server import InfobipSimulator

__all__ = ["sandbox", "two_accounts"]


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
    "data",
    [
        *({"limit": 0}, {"limit": 1001}, {"status": "gone"}, {"channel": "pigeon"}),
        *({"status": []}, {"channel": []}),
    ],
)
async def test_a_filter_that_can_not_be_is_refused(
    hass: HomeAssistant, sandbox: MockConfigEntry, data: dict[str, Any]
) -> None:
    """By Home Assistant, with the field."""
    assert sandbox.entry_id
    with pytest.raises(Exception, match=next(iter(data))):
        await act(hass, "find_messages", **data)
