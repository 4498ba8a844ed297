"""What is to be sent is checked, filled in and spoken before anything is kept."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from zoneinfo import ZoneInfo

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from custom_components.message_gateways.engine.account import Account
from custom_components.message_gateways.engine.rows import Target
from custom_components.message_gateways.engine.speech import Speech
from custom_components.message_gateways.gateways.errors import InvalidInputError
from custom_components.message_gateways.gateways.model import (
    Channel,
    Content,
    KeyPresses,
    Status,
)
from tests.integration.providers import called, entera_entry
from tests.integration.voices import add_voice, played, set_up_speech
from tests.integration.world import let_pass, set_up
from tests.simulators.entera import EnteraSimulator, Fault, FaultKind

from .accounts import loaded, now_of
from .making import ANNA, BEN, HELLO

FAX = Content(channel=Channel.FAX, text="Three loaves, please")
CALL = Content(channel=Channel.VOICE, text="Press 1 to stop the alarm")
MERGE = replace(HELLO, text="Hello %1%", merge=True)


@pytest.fixture
def provider(entera_simulator_now: EnteraSimulator) -> EnteraSimulator:
    """Return a provider on loopback."""
    return entera_simulator_now


@pytest.fixture
async def entera(
    provider: EnteraSimulator, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> Account:
    """Return an account with that provider in Berlin."""
    freezer.move_to("2026-11-21 08:00:00+00:00")
    await hass.config.async_set_time_zone("Europe/Berlin")
    entry = entera_entry(provider)
    await set_up(hass, entry)
    return loaded(entry)


async def kept(account: Account) -> int:
    """Count the messages on disk."""
    return await account.store.read(
        lambda db: db.execute("SELECT count(*) FROM messages").fetchone()[0]
    )


async def refusal(account: Account, content: Content, *targets: Target) -> str:
    """Send what is refused, and return why; nothing of it may be left."""
    with pytest.raises(InvalidInputError) as caught:
        await account.send(content, targets or [Target(address=ANNA)])
    assert await kept(account) == 0
    return caught.value.key


async def test_a_sender_is_filled_in_where_the_channel_has_one(
    entera: Account, provider: EnteraSimulator
) -> None:
    """A message may name another; a fax has none."""
    assert entera.prepare(HELLO).sender == "Kitchen"
    assert entera.prepare(replace(HELLO, sender="Cellar")).sender == "Cellar"
    assert entera.prepare(FAX).sender is None
    await entera.send(FAX, [Target(address=ANNA)])
    assert called(provider, "/Send") == ["SendFax"]


async def test_every_address_is_checked_before_any_is_sent_to(
    entera: Account, provider: EnteraSimulator
) -> None:
    """One that is too long refuses the whole."""
    targets = Target(address=ANNA), Target(address="+" + "4" * 40)
    assert await refusal(entera, HELLO, *targets) == "address_too_long"
    assert provider.requests == []


async def test_what_is_a_targets_own_is_checked_too(entera: Account) -> None:
    """More keys than anybody can press."""
    many = Target(address=ANNA, keys=KeyPresses(digits=97))
    call = replace(CALL, audio=played(1))
    assert await refusal(entera, call, many) == "too_many_keys"


async def test_a_sound_that_is_there_is_not_spoken(
    entera: Account, provider: EnteraSimulator, hass: HomeAssistant
) -> None:
    """A recording goes as it is."""
    await set_up_speech(hass, demo=False)
    voice = await add_voice(hass, "piper")
    await entera.send(replace(CALL, audio=played(2)), [Target(address=ANNA)])
    (message,) = provider.messages
    assert message.call is not None
    assert message.call.sound == 2
    assert voice.asked == []


async def test_a_text_is_spoken_once_for_each_way_it_is_spoken(
    entera: Account, provider: EnteraSimulator, hass: HomeAssistant
) -> None:
    """And leaves in one request for all who hear the same."""
    await set_up_speech(hass, demo=False)
    lengths = count(1)
    voice = await add_voice(hass, "piper", lambda _text: ("wav", played(next(lengths))))
    turkish = Speech(language="tr", voice="Elif")
    result = await entera.send(
        CALL,
        [
            Target(address=ANNA),
            Target(address=BEN),
            Target(address="+447700900125", speech=turkish),
        ],
    )
    assert [row.status for row in result.rows] == [Status.ACCEPTED] * 3
    assert sorted(voice.asked, key=str) == [
        (CALL.text, "en", None),
        (CALL.text, "tr", "Elif"),
    ]
    assert sorted(len(one.deliveries) for one in provider.messages) == [1, 2]


async def test_no_text_is_spoken_that_is_refused_anyway(
    entera: Account, hass: HomeAssistant
) -> None:
    """Speaking may cost money."""
    await set_up_speech(hass, demo=False)
    voice = await add_voice(hass, "piper")
    assert await refusal(entera, replace(CALL, text=" ")) == "text_empty"
    far = Target(address="+" + "4" * 40)
    assert await refusal(entera, CALL, far) == "address_too_long"
    assert voice.asked == []


async def test_what_only_the_gateway_knows_is_asked_before_anything_is_kept(
    entera: Account, provider: EnteraSimulator
) -> None:
    """Such as what its people are called."""
    no_id = replace(HELLO, address_books=("Family",))
    assert await refusal(entera, no_id, Target(address="")) == "address_book_unknown"
    book = provider.add_book("Family", (ANNA, "Anna"), (BEN,))
    merge = replace(MERGE, address_books=(str(book.id),))
    assert await refusal(entera, merge, Target(address="")) == "macro_without_value"
    assert called(provider, "/Send") == []
    book.records[1].metadata = ("Ben",)
    await entera.send(merge, [Target(address="")])
    (message,) = provider.messages
    assert sorted(one.text or "" for one in message.deliveries) == [
        "Hello Anna",
        "Hello Ben",
    ]


async def test_a_gateway_that_can_not_be_asked_is_asked_again_by_sending(
    entera: Account,
    provider: EnteraSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    """The message waits on disk meanwhile."""
    book = provider.add_book("Family", (ANNA, "Anna"))
    merge = replace(MERGE, address_books=(str(book.id),))
    provider.faults.add(Fault(kind=FaultKind.CUT, path="AddressBook", times=8))
    result = await entera.send(merge, [Target(address="")])
    assert [row.status for row in result.rows] == [Status.QUEUED]
    assert called(provider, "/Send") == []
    provider.faults.clear()
    await let_pass(hass, freezer, 60, step=5)
    (row,) = await now_of(entera, result.rows)
    assert row.status is Status.DELIVERED
    assert len(provider.messages) == 1


@pytest.mark.parametrize(
    ("options", "zone"),
    [({}, "Europe/Berlin"), ({"time_zone": "Europe/Istanbul"}, "Europe/Istanbul")],
)
async def test_a_schedule_is_handed_over_by_the_clock_of_the_account(
    *,
    options: dict[str, str],
    zone: str,
    provider: EnteraSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    """That of Home Assistant, where no other was chosen."""
    freezer.move_to("2026-11-21 08:00:00+00:00")
    await hass.config.async_set_time_zone("Europe/Berlin")
    entry = entera_entry(provider, **options)
    await set_up(hass, entry)
    at = datetime(2026, 11, 21, 20, 30, tzinfo=UTC)
    await loaded(entry).send(replace(FAX, send_at=at), [Target(address=ANNA)])
    (sent,) = provider.requests_to("/SendFax")
    wall_clock = at.astimezone(ZoneInfo(zone)).strftime("%d-%m-%Y %H:%M:%S")
    assert wall_clock in sent.body.values()
