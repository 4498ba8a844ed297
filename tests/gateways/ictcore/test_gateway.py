"""The gateway as the house sees it: its check, its row of the table, its facts."""

import asyncio
from dataclasses import replace

import aiohttp
import pytest

from custom_components.message_gateways.gateways.base import (
    CleansUp,
    ExchangesContacts,
    FetchesDocuments,
    HasAddressBooks,
    HasBalance,
    HasCampaigns,
    HasCounters,
    IdentifiesItself,
    KnowsItsRelease,
    OffersChoices,
    Receives,
    Resolves,
)
from custom_components.message_gateways.gateways.checks import check_content
from custom_components.message_gateways.gateways.errors import (
    ChangeRequestError,
    CheckSettingsError,
    InvalidInputError,
    SignInAgainError,
)
from custom_components.message_gateways.gateways.ictcore.bounded import each
from custom_components.message_gateways.gateways.ictcore.client import IctcoreClient
from custom_components.message_gateways.gateways.ictcore.facts import COUNTERS, label_of
from custom_components.message_gateways.gateways.ictcore.gateway import (
    IctcoreGateway,
    identity,
    make,
    title,
)
from custom_components.message_gateways.gateways.ictcore.models.accounts import Account
from custom_components.message_gateways.gateways.ictcore.names import Names
from custom_components.message_gateways.gateways.model import Channel, Content
from custom_components.message_gateways.gateways.registry import REGISTRY
from tests.simulators.clock import SettableClock
from tests.simulators.ictcore import IctcoreSimulator

from .canned import IctcoreServer, signed_in
from .conftest import made
from .words import CALL, EMAIL, EVERY, FAX, PAGE, SMS, message

INFO = REGISTRY["ictcore"]


def config(simulator: IctcoreSimulator, **more: object) -> dict[str, object]:
    """Return what an account is made of."""
    return {
        "base_url": f"{simulator.url}/ictcore/",
        "username": "admin",
        "password": "secret",
        **more,
    }


def test_it_can_all_that_the_house_asks_for_but_a_balance(
    gateway: IctcoreGateway,
) -> None:
    for protocol in (
        Resolves,
        Receives,
        FetchesDocuments,
        HasAddressBooks,
        ExchangesContacts,
        HasCampaigns,
        HasCounters,
        OffersChoices,
        IdentifiesItself,
        KnowsItsRelease,
        CleansUp,
    ):
        assert isinstance(gateway, protocol)
    assert not isinstance(gateway, HasBalance)


async def test_the_credentials_are_tried_and_the_account_is_looked_for(
    gateway: IctcoreGateway, live: IctcoreClient, names: Names
) -> None:
    await gateway.check()
    await IctcoreGateway(live, names).check()
    for account_id in ("99", "x"):
        with pytest.raises(InvalidInputError) as raised:
            await IctcoreGateway(live, names, account_id=account_id).check()
        assert raised.value.key == "gateway_account_unknown"
        assert account_id in str(raised.value)


async def test_who_may_not_log_in_is_told(
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
    client: aiohttp.ClientSession,
    names: Names,
) -> None:
    wrong = made(ictcore_simulator, ictcore_clock, client, password="wrong")
    with pytest.raises(SignInAgainError):
        await IctcoreGateway(wrong, names).check()
    ictcore_simulator.add_user(username="idle", password="x", active="0")
    idle = made(ictcore_simulator, ictcore_clock, client, username="idle", password="x")
    with pytest.raises((SignInAgainError, ChangeRequestError)):
        await IctcoreGateway(idle, names).check()


async def test_it_is_made_of_what_an_entry_holds(
    ictcore_simulator: IctcoreSimulator, client: aiohttp.ClientSession
) -> None:
    entry = config(ictcore_simulator, account_id="1", installation="house")
    gateway = make(entry, client)
    await gateway.check()
    await gateway.send([message()])
    again = make({**entry, "server_speech": True, "keep_messages": True}, client)
    await again.send([message("m1", content=replace(CALL, audio=None))])
    assert len(ictcore_simulator.sent) == 2
    other = make({**entry, "installation": "barn"}, client)
    await other.send([message("m2")])
    origins = {row["origin"][:12] for row in ictcore_simulator.transmissions}
    assert len(origins) == 2
    assert await asyncio.wait_for(gateway.identify(), 5) == {"user_id": "1"}


async def test_the_accounts_of_the_server_are_to_choose_from(
    gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator
) -> None:
    ictcore_simulator.add_user(username="hall", password="x", phone="7")
    first, second = await gateway.fetch_choices("account_id")
    assert (first.value, second.value) == ("1", "2")
    assert first.label == (
        "admin, System Administrator, 111111, admin@ictcore.example (1)"
    )
    assert second.label == "hall, 7 (2)"
    assert await gateway.fetch_choices("username") == ()
    assert label_of(Account(account_id=3)) == "3"


async def test_who_logs_in_makes_the_identity(
    gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator
) -> None:
    known = config(ictcore_simulator, **await gateway.identify())
    host = f"127.0.0.1:{ictcore_simulator.port}"
    assert identity(known) == f"{host}|1"
    assert identity(config(ictcore_simulator)) == f"{host}|admin"
    assert title(known) == f"admin ({host})"


async def test_an_answer_without_a_user_has_no_identity(
    api: IctcoreClient, server: IctcoreServer, names: Names
) -> None:
    server.log_ins.append(signed_in("t", user_id=None))
    assert await IctcoreGateway(api, names).identify() == {}


async def test_counters_are_what_the_registry_names(
    gateway: IctcoreGateway, read_only: IctcoreGateway
) -> None:
    await gateway.send([message()])
    counts = await gateway.fetch_counters()
    assert counts["messages"] == 1
    assert counts["contacts"] == 1
    assert set(counts) == set(COUNTERS) - {"direct_numbers"}
    fewer = await read_only.fetch_counters()
    assert fewer["direct_numbers"] == 0
    assert "messages" not in fewer
    assert INFO.counters == COUNTERS


@pytest.mark.parametrize("content", EVERY, ids=lambda one: one.channel)
def test_the_registry_takes_what_the_gateway_sends(content: Content) -> None:
    check_content(INFO, content, longest_segments=10)
    more = replace(content, tries=3, label="Kitchen", gateway_account="2")
    check_content(INFO, more, longest_segments=10)


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (replace(FAX, attachments=(PAGE, PAGE)), "too_many_attachments"),
        (
            replace(FAX, attachments=(replace(PAGE, content_type="text/plain"),)),
            "attachment_type_not_offered",
        ),
        (replace(EMAIL, attachments=(PAGE,)), "field_not_offered"),
        (replace(SMS, tries=11), "tries_not_possible"),
        (replace(SMS, tries=0), "tries_not_possible"),
        (replace(SMS, gateway_account="hall"), "gateway_account_unknown"),
        (replace(EMAIL, html="[transmission:contact:phone]"), "macro_in_text"),
    ],
)
def test_the_registry_refuses_what_the_gateway_can_not_send(
    content: Content, key: str
) -> None:
    with pytest.raises(InvalidInputError) as raised:
        check_content(INFO, content, longest_segments=10)
    assert raised.value.key == key


def test_the_registry_says_what_is_to_be_made_of_a_text() -> None:
    assert INFO.channels[Channel.FAX].renders_text
    voice = INFO.channels[Channel.VOICE]
    assert voice.speech
    assert voice.own_speech in {one.key for one in INFO.options}
    assert not INFO.cookies
    (chosen,) = [one for one in INFO.credentials if one.from_gateway]
    assert chosen.key == "account_id"


async def test_an_address_that_is_none_is_told(
    client: aiohttp.ClientSession,
) -> None:
    gateway = make({"base_url": "http://[", "username": "a", "password": "b"}, client)
    with pytest.raises(CheckSettingsError):
        await gateway.check()


async def test_what_fails_ends_the_others_and_is_raised() -> None:
    ended = []

    async def work(number: int) -> int:
        """Fail at once, or never end."""
        if number == 0:
            raise ValueError
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(number)
        return number

    with pytest.raises(ValueError, match=r"^$"):
        await each(work, range(3))
    assert ended == [1, 2]
