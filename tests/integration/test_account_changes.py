"""Changing how an account signs in, with a provider on loopback."""

from typing import Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest

from tests.integration.flows import (
    Step,
    choose,
    choose_gateway,
    errors_shown,
    fill_in,
    kept,
    reconfigure,
    suggested,
    text_at,
)
from tests.integration.world import infobip_entry, sandbox_entry, set_up, settle
from tests.simulators.faults import Fault, FaultKind
from tests.simulators.infobip.server import InfobipSimulator

pytestmark = pytest.mark.usefixtures("socket_enabled")


async def _created(hass: HomeAssistant, step: Any) -> Any:
    """Check that a flow ended in an account that is loaded, and return it."""
    assert step["type"] is FlowResultType.CREATE_ENTRY, step
    await settle(hass)
    assert step["result"].state is ConfigEntryState.LOADED
    return step["result"]


async def test_credentials_are_entered_again(
    simulator: InfobipSimulator, hass: HomeAssistant
) -> None:
    entry = infobip_entry(simulator, password="old")
    await set_up(hass, entry)
    assert entry.state is ConfigEntryState.LOADED
    (flow,) = hass.config_entries.flow.async_progress()
    form: Step = await hass.config_entries.flow.async_configure(flow["flow_id"])
    assert form["step_id"] == "reauth_confirm"
    assert [key.schema for key in form["data_schema"].schema] == [
        "username",
        "password",
    ]
    assert suggested(form) == {"username": "demo"}
    assert form["description_placeholders"]["name"] == entry.title

    form = await fill_in(hass, form, username="demo", password="wrong")
    assert form["errors"] == {"base": "invalid_auth"}

    end = await fill_in(hass, form, username="demo", password="secret")
    assert end["type"] is FlowResultType.ABORT
    assert end["reason"] == "reauth_successful"
    await settle(hass)
    assert entry.data["password"] == "secret"
    assert entry.data["base_url"] == f"{simulator.url}/restapi"
    assert entry.state is ConfigEntryState.LOADED
    assert not hass.config_entries.flow.async_progress()


async def test_credentials_of_somebody_else_are_refused(
    simulator: InfobipSimulator, hass: HomeAssistant
) -> None:
    entry = infobip_entry(simulator, password="old")
    entry.add_to_hass(hass)
    simulator.add_account(user="other", password="secret")
    form = await entry.start_reauth_flow(hass)
    end = await fill_in(hass, form, username="other", password="secret")
    assert end["type"] is FlowResultType.ABORT
    assert end["reason"] == "another_account"
    assert text_at("config", "abort", "another_account")
    assert entry.data["username"] == "demo"
    assert entry.data["password"] == "old"
    assert not simulator.requests


async def test_an_account_without_credentials_is_only_tried_again(
    hass: HomeAssistant,
) -> None:
    entry = sandbox_entry()
    entry.add_to_hass(hass)
    form = await entry.start_reauth_flow(hass)
    assert not form["data_schema"].schema
    end = await fill_in(hass, form)
    assert end["reason"] == "reauth_successful"


async def test_an_account_moves_to_another_address(
    simulator: InfobipSimulator, hass: HomeAssistant
) -> None:
    entry = infobip_entry(simulator)
    await set_up(hass, entry)
    form = await reconfigure(hass, entry)
    assert form["step_id"] == "reconfigure"
    assert suggested(form) == {
        "base_url": f"{simulator.url}/restapi",
        "username": "demo",
        "verify_ssl": True,
    }

    moved = {"base_url": simulator.url, "username": "demo", "verify_ssl": False}
    simulator.faults.add(Fault(kind=FaultKind.HTML))
    form = await fill_in(hass, form, **moved)
    assert form["errors"] == {"base": "not_this_gateway"}
    assert suggested(form) == moved

    end = await fill_in(hass, form, **moved)
    assert end["type"] is FlowResultType.ABORT
    assert end["reason"] == "reconfigure_successful"
    await settle(hass)
    assert kept(entry) == {"gateway": "infobip", **moved, "password": "secret"}
    assert entry.unique_id == f"infobip:127.0.0.1:{simulator.port}|demo"
    assert entry.title == "Provider"
    assert entry.state is ConfigEntryState.LOADED


@pytest.mark.usefixtures("loopback_names")
async def test_a_name_that_was_ours_follows_the_address(
    simulator: InfobipSimulator, hass: HomeAssistant, sign_in: dict[str, Any]
) -> None:
    form = await choose_gateway(hass, "infobip")
    entry = await _created(hass, await fill_in(hass, form, **sign_in))
    form = await reconfigure(hass, entry)
    moved = {**sign_in, "base_url": f"http://provider.example:{simulator.port}"}
    menu = await fill_in(hass, form, **moved)
    end = await choose(hass, menu, "plain_http_accept")
    assert end["reason"] == "reconfigure_successful"
    await settle(hass)
    assert entry.title == f"demo (provider.example:{simulator.port})"


async def test_a_new_password_replaces_the_stored_one(
    simulator: InfobipSimulator, hass: HomeAssistant, sign_in: dict[str, Any]
) -> None:
    entry = infobip_entry(simulator, password="old")
    entry.add_to_hass(hass)
    form = await reconfigure(hass, entry)
    kept = await fill_in(hass, form, **{**sign_in, "password": ""})
    assert kept["errors"] == {"base": "invalid_auth"}
    end = await fill_in(hass, kept, **sign_in)
    assert end["reason"] == "reconfigure_successful"
    assert entry.data["password"] == "secret"


async def test_an_account_does_not_become_that_of_another_user(
    simulator: InfobipSimulator, hass: HomeAssistant, sign_in: dict[str, Any]
) -> None:
    entry = infobip_entry(simulator)
    entry.add_to_hass(hass)
    form = await reconfigure(hass, entry)
    end = await fill_in(
        hass,
        form,
        **{**sign_in, "base_url": simulator.url, "username": "other"},
    )
    assert end["type"] is FlowResultType.ABORT
    assert end["reason"] == "another_account"
    assert entry.data["username"] == "demo"


async def test_an_account_does_not_become_one_that_is_there(
    simulator: InfobipSimulator, hass: HomeAssistant, sign_in: dict[str, Any]
) -> None:
    form = await choose_gateway(hass, "infobip")
    there = await _created(
        hass, await fill_in(hass, form, **{**sign_in, "base_url": simulator.url})
    )
    entry = infobip_entry(simulator)
    entry.add_to_hass(hass)
    form = await reconfigure(hass, entry)
    end = await fill_in(hass, form, **{**sign_in, "base_url": simulator.url})
    assert end["type"] is FlowResultType.ABORT
    assert end["reason"] == "already_configured"
    assert entry.unique_id != there.unique_id


@pytest.mark.usefixtures("loopback_names")
async def test_an_address_that_is_stored_is_not_warned_of_again(
    simulator: InfobipSimulator, hass: HomeAssistant, sign_in: dict[str, Any]
) -> None:
    plain = {**sign_in, "base_url": f"http://provider.example:{simulator.port}"}
    form = await choose_gateway(hass, "infobip")
    menu = await fill_in(hass, form, **plain)
    entry = await _created(hass, await choose(hass, menu, "plain_http_accept"))

    form = await reconfigure(hass, entry)
    end = await fill_in(hass, form, **{**plain, "verify_ssl": False})
    assert end["reason"] == "reconfigure_successful"
    await settle(hass)

    form = await reconfigure(hass, entry)
    elsewhere = f"http://elsewhere.example:{simulator.port}"
    menu = await fill_in(hass, form, **{**plain, "base_url": elsewhere})
    assert menu["step_id"] == "plain_http"
    form = await choose(hass, menu, "plain_http_change")
    assert form["step_id"] == "reconfigure"
    end = await fill_in(hass, form, **sign_in)
    assert end["reason"] == "reconfigure_successful"
    await settle(hass)


async def test_what_nobody_expected_is_logged_and_told(
    simulator: InfobipSimulator,
    hass: HomeAssistant,
    sign_in: dict[str, Any],
    caplog: pytest.LogCaptureFixture,
) -> None:
    entry = infobip_entry(simulator, options={"validity_unit": "fortnights"})
    entry.add_to_hass(hass)
    form = await reconfigure(hass, entry)
    form = await fill_in(hass, form, **sign_in)
    assert form["errors"] == {"base": "unknown"}
    assert errors_shown(form, "config")["base"]
    assert "Unexpected exception" in caplog.text
    assert "secret" not in caplog.text

    hass.config_entries.async_update_entry(entry, options={})
    end = await fill_in(hass, form, **sign_in)
    assert end["reason"] == "reconfigure_successful"


async def test_a_changed_sandbox_keeps_no_identity(hass: HomeAssistant) -> None:
    entry = sandbox_entry()
    await set_up(hass, entry)
    form = await reconfigure(hass, entry)
    assert suggested(form) == {"credit": 10.0, "price": 0.05}
    end = await fill_in(hass, form, credit=2, price=1)
    assert end["reason"] == "reconfigure_successful"
    await settle(hass)
    assert entry.unique_id is None
    assert kept(entry) == {"gateway": "sandbox", "credit": 2, "price": 1}
