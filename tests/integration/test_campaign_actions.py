"""Campaigns by Home Assistant's own actions, on a server on loopback."""

from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.automation import DOMAIN as AUTOMATION
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import (
    HomeAssistantError,
    ServiceValidationError,
    Unauthorized,
)
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockUser
import voluptuous as vol

from custom_components.message_gateways.const import DOMAIN
from custom_components.message_gateways.gateways.contacts import Contact
from tests.integration.providers import ictcore_entry
from tests.integration.readme import example
from tests.integration.world import (
    ANNA,
    BEN,
    infobip_entry,
    let_pass,
    set_up,
    settle,
    state_of,
)
from tests.simulators.faults import Fault, FaultKind
from tests.simulators.ictcore.server import IctcoreSimulator
from tests.simulators.ictcore.settings import Delays
from tests.simulators.infobip.server import InfobipSimulator


@pytest.fixture
async def server(
    hass: HomeAssistant, ictcore_simulator_now: IctcoreSimulator
) -> IctcoreSimulator:
    """Return a server with an account in Home Assistant, quick at taking people in."""
    ictcore_simulator_now.configure(delays=Delays(import_=0))
    await set_up(hass, ictcore_entry(ictcore_simulator_now))
    return ictcore_simulator_now


async def act(hass: HomeAssistant, action: str, **data: Any) -> Any:
    """Call an action and return its response."""
    return await hass.services.async_call(
        DOMAIN, action, data, blocking=True, return_response=True
    )


async def test_a_campaign_is_created_started_and_followed_to_its_end(
    hass: HomeAssistant, server: IctcoreSimulator, freezer: FrozenDateTimeFactory
) -> None:
    """It sends nothing before it is started."""
    people = [f"+4477009001{number:02}" for number in range(20)]
    made = await act(
        hass,
        "create_campaign",
        channel="sms",
        message="The water is off",
        to=people,
        label="Water",
        per_minute=240,
    )
    assert (made["status"], made["total"], made["label"]) == ("new", 20, "Water")
    await let_pass(hass, freezer, 60, step=15)
    assert server.sent == []
    begun = await act(hass, "start_campaign", campaign_id=made["campaign_id"])
    assert begun["status"] == "running"
    await let_pass(hass, freezer, 120, step=15)
    assert len(server.sent) == 20
    (listed,) = (await act(hass, "get_campaigns"))["campaigns"]
    assert (listed["status"], listed["done"]) == ("completed", 20)
    assert state_of(hass, "sensor", "01ICTCORE_campaign_progress").state == "100.0"


async def test_a_scheduled_campaign_starts_at_its_time_and_may_be_stopped_before(
    hass: HomeAssistant, server: IctcoreSimulator, freezer: FrozenDateTimeFactory
) -> None:
    """An email has a subject, a text message its title as the first line."""
    at = dt_util.now().replace(microsecond=0) + timedelta(minutes=10)
    for channel, to in (("email", "ann@example.com"), ("sms", ANNA)):
        made = await act(
            hass,
            "create_campaign",
            channel=channel,
            message="It is off",
            title="Water",
            to=to,
            schedule=at,
            per_minute=100,
        )
        assert made["status"] == "scheduled"
        assert dt_util.parse_datetime(made["starts_at"]) == at
    stopped = await act(hass, "stop_campaign", campaign_id=made["campaign_id"])
    assert stopped["status"] == "new"
    await let_pass(hass, freezer, 900, step=30)
    (mail,) = server.sent
    assert (mail.subject, mail.to) == ("Water", "ann@example.com")
    await act(hass, "start_campaign", campaign_id=made["campaign_id"])
    await let_pass(hass, freezer, 120, step=15)
    assert server.sent[-1].text == "Water\nIt is off"


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ({"channel": "viber", "to": [ANNA]}, "channel_not_offered"),
        ({"channel": "sms", "to": ["door"]}, "number_not_possible"),
        ({"channel": "email", "to": ["nobody"]}, "email_not_possible"),
        ({"channel": "sms"}, "campaign_needs_contacts"),
        ({"channel": "sms", "address_book": "none"}, "address_book_unknown"),
    ],
)
async def test_what_can_not_be_is_refused_by_name(
    hass: HomeAssistant, server: IctcoreSimulator, data: dict[str, Any], key: str
) -> None:
    """Before anything is created."""
    with pytest.raises(ServiceValidationError) as refused:
        await act(hass, "create_campaign", message="Hello", **data)
    assert refused.value.translation_key == key
    assert (await act(hass, "get_campaigns"))["campaigns"] == []
    assert server.sent == []


async def test_a_campaign_goes_to_numbers_or_to_a_book(
    hass: HomeAssistant, server: IctcoreSimulator
) -> None:
    """Both fields are named."""
    with pytest.raises(vol.Invalid, match="either to or address_book"):
        await act(
            hass,
            "create_campaign",
            channel="sms",
            message="Hello",
            to=ANNA,
            address_book="1",
        )
    assert server.sent == []


async def test_a_campaign_that_is_not_ours_is_unknown(
    hass: HomeAssistant, server: IctcoreSimulator
) -> None:
    """Nothing happens to those of others."""
    assert server.sent == []
    for action in ("start_campaign", "stop_campaign", "delete_campaign"):
        with pytest.raises(ServiceValidationError) as refused:
            await act(hass, action, campaign_id="99")
        assert refused.value.translation_key == "campaign_unknown"


async def test_a_campaign_that_runs_is_stopped_and_deleted(
    hass: HomeAssistant, server: IctcoreSimulator, freezer: FrozenDateTimeFactory
) -> None:
    """Nothing more goes out, and nobody speaks of it any more."""
    people = [f"+4477009001{number:02}" for number in range(20)]
    made = await act(
        hass, "create_campaign", channel="sms", message="Hi", to=people, per_minute=60
    )
    await act(hass, "start_campaign", campaign_id=made["campaign_id"])
    await let_pass(hass, freezer, 5, step=1)
    sent = len(server.sent)
    assert 0 < sent < 20
    answer = await act(hass, "delete_campaign", campaign_id=made["campaign_id"])
    assert answer == {"campaign_id": made["campaign_id"]}
    await let_pass(hass, freezer, 60, step=15)
    assert len(server.sent) == sent
    assert (await act(hass, "get_campaigns"))["campaigns"] == []
    assert len(server.world.tables.campaigns) == 0


async def test_a_server_that_says_no_is_told_in_its_words(
    hass: HomeAssistant, server: IctcoreSimulator
) -> None:
    """And so is one that breaks off."""
    server.faults.add(Fault(kind=FaultKind.STATUS, status=403, times=9))
    with pytest.raises(HomeAssistantError) as refused:
        await act(hass, "create_campaign", channel="sms", message="Hello", to=[BEN])
    assert refused.value.translation_key == "gateway_refused"


async def test_a_start_whose_answer_got_lost_is_not_denied(
    hass: HomeAssistant, server: IctcoreSimulator
) -> None:
    """It runs: whoever reads that it was not started would send it all again."""
    made = await act(hass, "create_campaign", channel="sms", message="Hello", to=[BEN])
    server.faults.add(Fault(kind=FaultKind.CUT, path="/start", processed=True, times=9))
    with pytest.raises(HomeAssistantError) as lost:
        await act(hass, "start_campaign", campaign_id=made["campaign_id"])
    assert str(lost.value).startswith("Nobody can say whether the gateway did it")
    (found,) = (await act(hass, "get_campaigns"))["campaigns"]
    assert found["status"] == "running"


async def test_a_gateway_without_campaigns_says_so(
    hass: HomeAssistant, infobip_simulator_now: InfobipSimulator
) -> None:
    """By its name."""
    await set_up(hass, infobip_entry(infobip_simulator_now))
    with pytest.raises(ServiceValidationError) as refused:
        await act(hass, "get_campaigns")
    assert refused.value.translation_placeholders == {
        "gateway": "Infobip-compatible SMS API"
    }


async def test_who_may_not_control_everything_has_no_campaigns(
    hass: HomeAssistant, server: IctcoreSimulator, hass_read_only_user: MockUser
) -> None:
    """They reach numbers that are nobody's entity, and cost money."""
    assert server.sent == []
    with pytest.raises(Unauthorized):
        await hass.services.async_call(
            DOMAIN,
            "get_campaigns",
            {},
            blocking=True,
            return_response=True,
            context=Context(user_id=hass_read_only_user.id),
        )


async def test_the_automation_of_the_readme_works_as_it_is_written(
    hass: HomeAssistant, server: IctcoreSimulator, freezer: FrozenDateTimeFactory
) -> None:
    """With an address book that has that id."""
    (account,) = hass.config_entries.async_loaded_entries(DOMAIN)
    gateway = account.runtime_data.gateway
    for name in ("One", "Two", "Street"):
        book = await gateway.create_address_book(name)
    assert book == "3"
    for number in (ANNA, BEN):
        contact = await gateway.add_contact(book, Contact(number=number))
        assert contact
    water_off = example("Tell the street that the water is off")
    assert await async_setup_component(hass, AUTOMATION, {AUTOMATION: [water_off]})
    await settle(hass)
    hass.states.async_set("input_boolean.water_off", "on")
    await let_pass(hass, freezer, 120, step=15)
    assert sorted(str(one.to) for one in server.sent) == sorted((ANNA, BEN))
