"""A Devino account in a real Home Assistant, with the provider on loopback."""

from collections.abc import Sequence

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.message_gateways.const import DOMAIN
from tests.integration.providers import KITCHEN, devino_entry
from tests.integration.world import (
    ANNA,
    BEN,
    EventLog,
    entity_id,
    let_pass,
    notify,
    notify_ids,
    recipient,
    set_up,
    settle,
    state_of,
)
from tests.simulators.devino import DevinoSimulator
from tests.simulators.devino.settings import Delays, Expired
from tests.simulators.faults import Fault, FaultKind

STATUS = "01DEVINO_id_anna_last_delivery_status"


@pytest.fixture
def provider(devino_simulator_now: DevinoSimulator) -> DevinoSimulator:
    """Return a provider on loopback."""
    return devino_simulator_now


def viber(provider: DevinoSimulator, number: str, **options: bool) -> MockConfigEntry:
    """Describe an account with a recipient on Viber."""
    return devino_entry(provider, recipient("Anna", number, channel="viber"), **options)


def sends(provider: DevinoSimulator) -> list[str]:
    """List the calls that sent something."""
    return [one.path.rpartition("/rest/")[2] for one in provider.requests_to("/Send")]


async def test_a_thousand_recipients_cost_one_request(
    provider: DevinoSimulator, hass: HomeAssistant
) -> None:
    """Each is called by Home Assistant on its own; they leave together."""
    provider.account.credit *= 10
    people = [
        recipient(f"Neighbour {index}", f"+1202555{index:04}") for index in range(1000)
    ]
    entry = devino_entry(provider, *people)
    await set_up(hass, entry)
    await notify(hass, notify_ids(hass, entry), "Water in the cellar")
    assert sends(provider) == ["Sms/SendBulk"]
    assert len(provider.messages) == 1000
    assert {one.from_ for one in provider.messages} == {KITCHEN}


async def test_one_refused_number_does_not_keep_a_thousand_from_being_warned(
    provider: DevinoSimulator, hass: HomeAssistant
) -> None:
    """It is found by halving and named."""
    provider.account.credit *= 10
    numbers = [f"+1202555{index:04}" for index in range(999)]
    entry = devino_entry(provider, recipient("Street", *numbers, "+447700900106"))
    await set_up(hass, entry)
    with pytest.raises(HomeAssistantError, match="rejected") as refused:
        await notify(hass, notify_ids(hass, entry), "Water in the cellar")
    assert str(refused.value).count("Street") == 1
    assert len(provider.messages) == 999
    assert len(sends(provider)) <= 21


async def test_a_long_text_is_delivered_when_all_its_segments_are(
    provider: DevinoSimulator, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Each is asked after until it has come to an end; its price is the sum."""
    entry = devino_entry(provider, recipient("Anna", ANNA))
    await set_up(hass, entry)
    log = EventLog(hass, entity_id(hass, "event", "01DEVINO_delivery"))
    provider.configure(delays=Delays(final=12))
    await notify(hass, notify_ids(hass, entry), "Water in the cellar. " * 20)
    await let_pass(hass, freezer, 40, step=5)
    assert log.types == ["queued", "accepted", "sent", "delivered"]
    status = state_of(hass, "sensor", STATUS)
    assert (status.attributes["segments"], status.attributes["price"]) == (3, 7.5)
    assert state_of(hass, "sensor", "01DEVINO_cost").state == "7.5"
    asked = len(provider.requests_to("Sms/State"))
    await let_pass(hass, freezer, 600, step=60)
    assert len(provider.requests_to("Sms/State")) == asked


async def test_one_segment_that_failed_fails_the_message(
    provider: DevinoSimulator, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """In the provider's own words, which are Russian."""
    entry = devino_entry(provider, recipient("Anna", "+447700900061"))
    await set_up(hass, entry)
    await notify(hass, notify_ids(hass, entry), "Water in the cellar. " * 20)
    await let_pass(hass, freezer, 30, step=5)
    status = state_of(hass, "sensor", STATUS)
    assert status.state == "rejected"
    assert status.attributes["reason"].startswith("42: ")


async def test_ids_that_belong_to_nobody_in_particular_are_not_guessed(
    provider: DevinoSimulator, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Everybody is accepted, and the attributes say that no more will be known."""
    entry = devino_entry(
        provider, recipient("Anna", ANNA), recipient("Ben", "+447700900120")
    )
    await set_up(hass, entry)
    await notify(hass, notify_ids(hass, entry), "Dinner is ready")
    await let_pass(hass, freezer, 60, step=10)
    status = state_of(hass, "sensor", STATUS)
    assert status.state == "accepted"
    assert status.attributes["can_be_followed"] is False
    assert "can't be followed" in status.attributes["reason"]
    assert state_of(hass, "sensor", "01DEVINO_pending").state == "0"
    assert provider.requests_to("Sms/State") == []


@pytest.mark.parametrize("expired", Expired)
async def test_a_session_that_ends_is_renewed_once_and_nobody_notices(
    expired: Expired,
    provider: DevinoSimulator,
    hass: HomeAssistant,
) -> None:
    """In both forms in which the provider says so."""
    provider.configure(expired=expired)
    entry = devino_entry(provider, recipient("Anna", ANNA))
    await set_up(hass, entry)
    provider.expire_sessions()
    before = len(provider.requests_to("sessionid"))
    await notify(hass, notify_ids(hass, entry), "Dinner is ready")
    await settle(hass)
    assert len(provider.messages) == 1
    assert len(provider.requests_to("sessionid")) == before + 1


async def test_a_viber_message_is_followed_until_its_link_is(
    provider: DevinoSimulator, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Read and link followed are events of their own; then nothing more is asked."""
    provider.configure(delays=Delays(read=20, followed=40))
    entry = viber(provider, "+447700900208")
    await set_up(hass, entry)
    log = EventLog(hass, entity_id(hass, "event", "01DEVINO_delivery"))
    await notify(hass, notify_ids(hass, entry), "Look at the camera")
    await let_pass(hass, freezer, 15, step=5)
    assert log.types[-1] == "delivered"
    assert state_of(hass, "sensor", "01DEVINO_pending").state == "0"
    await let_pass(hass, freezer, 60, step=5)
    assert log.types[-3:] == ["delivered", "read", "link_followed"]
    assert log.types.count("link_followed") == 1
    assert state_of(hass, "sensor", STATUS).state == "read"
    asked = len(provider.requests_to("Viber/State"))
    await let_pass(hass, freezer, 600, step=60)
    assert len(provider.requests_to("Viber/State")) == asked


@pytest.mark.parametrize(
    ("fallback", "call", "status", "price"),
    [
        (False, "Viber/Send", "failed", None),
        (True, "Viber/SendWithResend", "delivered", 4.0),
    ],
)
async def test_what_viber_does_not_deliver_goes_out_as_sms_if_the_account_says_so(
    *,
    fallback: bool,
    call: str,
    status: str,
    price: float | None,
    provider: DevinoSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    """That SMS is followed then, and paid for too."""
    entry = viber(provider, "+447700900204", sms_fallback=fallback)
    await set_up(hass, entry)
    await notify(hass, notify_ids(hass, entry), "Dinner is ready")
    await let_pass(hass, freezer, 60, step=5)
    assert sends(provider) == [call]
    state = state_of(hass, "sensor", STATUS)
    assert state.state == status
    if fallback:
        assert state.attributes["price"] == price


async def test_one_bad_number_on_viber_does_not_keep_the_others_from_being_sent(
    provider: DevinoSimulator, hass: HomeAssistant
) -> None:
    """Though the provider refuses the whole bulk for it."""
    entry = devino_entry(
        provider, recipient("Anna", ANNA, BEN, "+447700900231", channel="viber")
    )
    await set_up(hass, entry)
    with pytest.raises(HomeAssistantError, match="error-address-format"):
        await notify(hass, notify_ids(hass, entry), "Dinner is ready")
    assert sorted(one.to for one in provider.messages) == [ANNA[1:], BEN[1:]]


@pytest.mark.parametrize(
    ("channel", "length", "limit"), [("sms", 2001, "2000"), ("viber", 1001, "1000")]
)
async def test_a_text_that_is_too_long_is_refused_with_its_limit(
    *,
    channel: str,
    length: int,
    limit: str,
    provider: DevinoSimulator,
    hass: HomeAssistant,
) -> None:
    """Before anything leaves."""
    entry = devino_entry(
        provider, recipient("Anna", ANNA, channel=channel), longest_segments=255
    )
    await set_up(hass, entry)
    with pytest.raises(HomeAssistantError) as refused:
        await notify(hass, notify_ids(hass, entry), "a" * length)
    assert refused.value.translation_key == "text_too_long"
    assert refused.value.translation_placeholders == {
        "characters": str(length),
        "limit": limit,
    }
    assert sends(provider) == []


async def test_a_message_without_a_sender_names_what_to_set(
    provider: DevinoSimulator, hass: HomeAssistant
) -> None:
    """The provider takes none without."""
    entry = devino_entry(provider, recipient("Anna", ANNA), sender="")
    await set_up(hass, entry)
    with pytest.raises(HomeAssistantError) as refused:
        await notify(hass, notify_ids(hass, entry), "Dinner is ready")
    assert refused.value.translation_key == "sender_needed"
    assert sends(provider) == []


async def test_a_lost_answer_stays_unknown_and_is_sent_once(
    provider: DevinoSimulator, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """The API has nothing to find it by."""
    entry = devino_entry(provider, recipient("Anna", ANNA))
    await set_up(hass, entry)
    provider.faults.add(Fault(kind=FaultKind.CUT, path="Sms/Send", processed=True))
    with pytest.raises(HomeAssistantError):
        await notify(hass, notify_ids(hass, entry), "Dinner is ready")
    await let_pass(hass, freezer, 3600, step=600)
    assert state_of(hass, "sensor", STATUS).state == "unknown"
    assert len(sends(provider)) == 1


async def test_what_the_provider_never_recorded_is_unknown_after_two_days(
    provider: DevinoSimulator, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Until then it is pending."""
    entry = devino_entry(provider, recipient("Anna", "+447700900255"))
    await set_up(hass, entry)
    await notify(hass, notify_ids(hass, entry), "Dinner is ready")
    await let_pass(hass, freezer, 47 * 3600, step=3600)
    assert state_of(hass, "sensor", STATUS).state == "accepted"
    await let_pass(hass, freezer, 2 * 3600, step=1800)
    status = state_of(hass, "sensor", STATUS)
    assert status.state == "unknown"
    assert status.attributes["reason"].startswith("255: ")


async def test_what_comes_in_is_told_once(
    provider: DevinoSimulator, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """However often it is listed."""
    await set_up(hass, devino_entry(provider, recipient("Ben", BEN)))
    log = EventLog(hass, entity_id(hass, "event", "01DEVINO_inbound"))
    provider.receive(from_=BEN.removeprefix("+"), text="On my way")
    await let_pass(hass, freezer, 300, step=60)
    assert log.types == ["received"]
    assert log.states[0].attributes["text"] == "On my way"
    assert log.states[0].attributes["recipient"] == "Ben"


MONTH = (
    "sent",
    "delivered",
    "errors",
    "in_process",
    "expired",
    "rejected",
    "delivery_ratio",
)


def figures(hass: HomeAssistant, names: Sequence[str]) -> list[str]:
    """Return the figures of the month."""
    return [state_of(hass, "sensor", f"01DEVINO_month_{name}").state for name in names]


def enable(hass: HomeAssistant, entry: MockConfigEntry, names: Sequence[str]) -> None:
    """Let the user have switched on what is off at first."""
    entry.add_to_hass(hass)
    for name in names:
        er.async_get(hass).async_get_or_create(
            "sensor", DOMAIN, f"01DEVINO_month_{name}", config_entry=entry
        )


async def test_the_figures_of_the_month_begin_anew_with_it(
    provider: DevinoSimulator, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """By the clocks of the house, and unavailable while the gateway is away."""
    await hass.config.async_set_time_zone("Europe/Berlin")
    freezer.move_to("2026-11-30 20:30:00+00:00")
    ends = [f"+4477009000{end}" for end in ("01", "42", "46", "48")]
    entry = devino_entry(provider, recipient("Street", ANNA, *ends))
    enable(hass, entry, MONTH)
    await set_up(hass, entry)
    assert figures(hass, MONTH) == ["0", "0", "0", "0", "0", "0", "unknown"]
    await notify(hass, notify_ids(hass, entry), "Dinner is ready")
    await let_pass(hass, freezer, 3700, step=60)
    assert figures(hass, MONTH) == ["1", "1", "1", "0", "1", "1", "20.0"]
    begun = state_of(hass, "sensor", "01DEVINO_month_sent").attributes["last_reset"]
    assert begun == "2026-10-31T23:00:00+00:00"
    await let_pass(hass, freezer, 2 * 3600, step=600)
    assert figures(hass, MONTH) == ["0", "0", "0", "0", "0", "0", "unknown"]
    provider.faults.add(Fault(kind=FaultKind.STATUS, status=500, times=1000))
    await let_pass(hass, freezer, 3700, step=60)
    assert set(figures(hass, MONTH)) == {"unavailable"}
