"""Adding and changing an account on an ICTCore server."""

from typing import Any

from homeassistant.config_entries import SOURCE_REAUTH, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.message_gateways.const import DOMAIN
from custom_components.message_gateways.gateways.numbers import same_sender
from custom_components.message_gateways.recipients import recipient_named
from tests.integration.flows import (
    Step,
    add_recipient,
    choose_gateway,
    errors_shown,
    fill_in,
    fill_in_recipient,
    kept,
    reconfigure,
    suggested,
    text_at,
)
from tests.integration.world import set_up, settle
from tests.simulators.faults import Fault, FaultKind
from tests.simulators.ictcore.server import IctcoreSimulator


@pytest.fixture
def server(ictcore_simulator_now: IctcoreSimulator) -> IctcoreSimulator:
    """Return a server with one user and one account."""
    return ictcore_simulator_now


def sign_in(server: IctcoreSimulator, **others: Any) -> dict[str, Any]:
    """Return what signs in to a server."""
    return {
        "base_url": server.url,
        "username": "admin",
        "password": "secret",
        "verify_ssl": True,
        **others,
    }


def account(server: IctcoreSimulator) -> MockConfigEntry:
    """Describe an account on a server."""
    return MockConfigEntry(
        domain=DOMAIN,
        title="Server",
        unique_id=f"ictcore:127.0.0.1:{server.port}|1",
        entry_id="01ICTCORE",
        data={
            "gateway": "ictcore",
            **sign_in(server),
            "account_id": "1",
            "user_id": "1",
        },
    )


async def test_the_only_account_of_a_server_is_taken(
    hass: HomeAssistant, server: IctcoreSimulator
) -> None:
    """Who signs in is kept too, since that is whose account it is."""
    step = await fill_in(hass, await choose_gateway(hass, "ictcore"), **sign_in(server))
    assert step["type"] is FlowResultType.CREATE_ENTRY, step
    await settle(hass)
    entry = step["result"]
    assert entry.state is ConfigEntryState.LOADED
    assert kept(entry) == {
        "gateway": "ictcore",
        **sign_in(server),
        "user_id": "1",
        "account_id": "1",
    }
    assert entry.unique_id == f"ictcore:127.0.0.1:{server.port}|1"
    assert entry.title == f"admin (127.0.0.1:{server.port})"


async def test_of_several_accounts_one_is_chosen(
    hass: HomeAssistant, server: IctcoreSimulator
) -> None:
    """By its name, and one can be typed that is not in the list."""
    server.add_user(username="office", password="secret")
    form = await fill_in(hass, await choose_gateway(hass, "ictcore"), **sign_in(server))
    assert form["type"] is FlowResultType.FORM
    assert form["step_id"] == "choices"
    (key,) = form["data_schema"].schema
    offered = form["data_schema"].schema[key].config["options"]
    assert len(offered) == 2
    assert text_at("config", "step", "choices", "data", "account_id")
    step = await fill_in(hass, form, account_id=offered[1]["value"])
    assert step["type"] is FlowResultType.CREATE_ENTRY
    assert step["result"].data["account_id"] == offered[1]["value"]
    await settle(hass)


async def test_a_wrong_password_is_told_although_the_server_only_breaks_off(
    hass: HomeAssistant, server: IctcoreSimulator
) -> None:
    """It answers with an empty 500."""
    form = await fill_in(
        hass,
        await choose_gateway(hass, "ictcore"),
        **sign_in(server, password="wrong"),
    )
    assert form["errors"] == {"base": "invalid_auth"}
    assert errors_shown(form, "config")["base"]
    step = await fill_in(hass, form, **sign_in(server))
    assert step["type"] is FlowResultType.CREATE_ENTRY
    await settle(hass)


@pytest.mark.parametrize("kind", [FaultKind.HTML, FaultKind.REDIRECT, FaultKind.CUT])
async def test_a_server_that_misbehaves_is_explained(
    hass: HomeAssistant, server: IctcoreSimulator, kind: FaultKind
) -> None:
    """And nothing is stored."""
    server.faults.add(Fault(kind=kind, times=9))
    form = await fill_in(hass, await choose_gateway(hass, "ictcore"), **sign_in(server))
    assert form["type"] is FlowResultType.FORM
    assert form["errors"]["base"] in {
        "wrong_address",
        "not_this_gateway",
        "cannot_connect",
    }


async def test_the_same_user_is_added_once(
    hass: HomeAssistant, server: IctcoreSimulator
) -> None:
    """Known by the id on the server, not by the name."""
    await set_up(hass, account(server))
    step = await fill_in(hass, await choose_gateway(hass, "ictcore"), **sign_in(server))
    assert (step["type"], step["reason"]) == (
        FlowResultType.ABORT,
        "already_configured",
    )


async def test_another_account_of_the_server_is_chosen_by_changing_it(
    hass: HomeAssistant, server: IctcoreSimulator
) -> None:
    """Even where the one before is gone."""
    entry = account(server)
    await set_up(hass, entry)
    hass.config_entries.async_update_entry(
        entry, data={**entry.data, "account_id": "99"}
    )
    server.add_user(username="office", password="secret")
    form = await reconfigure(hass, entry)
    assert "account_id" not in {str(key) for key in form["data_schema"].schema}
    form = await fill_in(hass, form, **sign_in(server, password=""))
    assert form["step_id"] == "choices"
    assert suggested(form) == {"account_id": "99"}
    step = await fill_in(hass, form, account_id="2")
    assert step["reason"] == "reconfigure_successful"
    await settle(hass)
    assert entry.data["account_id"] == "2"
    assert entry.data["password"] == "secret"


async def test_another_user_is_an_account_of_its_own(
    hass: HomeAssistant, server: IctcoreSimulator
) -> None:
    """Also when signing in again."""
    server.add_user(username="office", password="secret", role="2")
    entry = account(server)
    await set_up(hass, entry)
    form = await reconfigure(hass, entry)
    step = await fill_in(hass, form, **sign_in(server, username="office"))
    assert step["reason"] == "another_account"
    entry.async_start_reauth(hass)
    await settle(hass)
    (flow,) = [
        each
        for each in hass.config_entries.flow.async_progress()
        if each["context"]["source"] == SOURCE_REAUTH
    ]
    again: Step = await hass.config_entries.flow.async_configure(flow["flow_id"])
    step = await fill_in(hass, again, username="admin", password="secret")
    assert step["reason"] == "reauth_successful"
    assert entry.data["account_id"] == "1"
    await settle(hass)


async def test_a_recipient_may_have_an_email_address(
    hass: HomeAssistant, server: IctcoreSimulator
) -> None:
    """On the channel for it."""
    entry = account(server)
    await set_up(hass, entry)
    form = await add_recipient(hass, entry)
    step = await fill_in_recipient(
        hass,
        form,
        name="Office",
        channel="email",
        addresses=["office@example.com", "nobody"],
    )
    assert step["errors"] == {"addresses": "email_not_possible"}
    step = await fill_in_recipient(
        hass, step, name="Office", channel="email", addresses=["office@example.com"]
    )
    assert step["type"] is FlowResultType.CREATE_ENTRY
    await settle(hass)
    assert hass.states.get("notify.office") is not None


@pytest.mark.parametrize("typed", ["07700 900077", "+447700900077", "00447700900077"])
async def test_what_comes_in_is_known_however_the_number_was_typed(
    hass: HomeAssistant, server: IctcoreSimulator, typed: str
) -> None:
    """The server dials any string; who wrote is found all the same."""
    hass.config.country = "GB"
    entry = account(server)
    await set_up(hass, entry)
    form = await add_recipient(hass, entry)
    step = await fill_in_recipient(
        hass, form, name="Anna", channel="sms", addresses=[typed]
    )
    assert step["type"] is FlowResultType.CREATE_ENTRY
    assert recipient_named(entry, "+447700900077") == "Anna"
    await settle(hass)


async def test_who_writes_an_email_is_known_in_any_case(
    hass: HomeAssistant, server: IctcoreSimulator
) -> None:
    """Letters are not told apart."""
    entry = account(server)
    await set_up(hass, entry)
    form = await add_recipient(hass, entry)
    await fill_in_recipient(
        hass, form, name="Ben", channel="email", addresses=["Ben.Lee@Example.com"]
    )
    assert recipient_named(entry, same_sender("ben.lee@EXAMPLE.com", None)) == "Ben"
    await settle(hass)
