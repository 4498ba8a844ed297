"""Adding an account, with a provider on loopback."""

from typing import Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest

from custom_components.message_gateways.const import DOMAIN
from custom_components.message_gateways.gateways.registry import REGISTRY
from tests.integration.flows import (
    choose,
    choose_gateway,
    errors_shown,
    fill_in,
    kept,
    suggested,
    text_at,
)
from tests.integration.world import settle
from tests.simulators.faults import Fault, FaultKind
from tests.simulators.infobip.server import InfobipSimulator

pytestmark = pytest.mark.usefixtures("socket_enabled")


async def _created(hass: HomeAssistant, step: Any) -> Any:
    """Check that a flow ended in an account that is loaded, and return it."""
    assert step["type"] is FlowResultType.CREATE_ENTRY, step
    await settle(hass)
    assert step["result"].state is ConfigEntryState.LOADED
    return step["result"]


async def test_the_menu_offers_every_gateway(hass: HomeAssistant) -> None:
    menu = await hass.config_entries.flow.async_init(DOMAIN, context={"source": "user"})
    assert menu["type"] is FlowResultType.MENU
    assert menu["menu_options"] == list(REGISTRY)
    for gateway in REGISTRY:
        assert text_at("config", "step", "user", "menu_options", gateway)


async def test_an_account_is_tried_and_added(
    simulator: InfobipSimulator, hass: HomeAssistant, sign_in: dict[str, Any]
) -> None:
    form = await choose_gateway(hass, "infobip")
    assert form["type"] is FlowResultType.FORM
    assert form["step_id"] == "infobip"
    assert not form["errors"]

    entry = await _created(
        hass,
        await fill_in(
            hass,
            form,
            **{**sign_in, "base_url": f" {simulator.url}/restapi/ "},
        ),
    )
    assert entry.title == f"demo (127.0.0.1:{simulator.port})"
    assert kept(entry) == {"gateway": "infobip", **sign_in}
    assert entry.options == {}
    assert entry.unique_id == f"infobip:127.0.0.1:{simulator.port}/restapi|demo"


async def test_a_new_account_goes_on_with_its_first_recipient(
    hass: HomeAssistant,
) -> None:
    form = await choose_gateway(hass, "sandbox")
    step = await fill_in(hass, form)
    entry = await _created(hass, step)
    kind, flow_id = step["next_flow"]
    assert kind == "config_subentries_flow"
    made = await hass.config_entries.subentries.async_configure(
        flow_id, {"name": "Anna", "addresses": ["+447700900123"]}
    )
    assert made["type"] is FlowResultType.CREATE_ENTRY
    assert [each.title for each in entry.subentries.values()] == ["Anna"]


async def test_an_account_can_do_without_its_first_recipient(
    hass: HomeAssistant,
) -> None:
    step = await fill_in(hass, await choose_gateway(hass, "sandbox"))
    entry = await _created(hass, step)
    hass.config_entries.subentries.async_abort(step["next_flow"][1])
    await settle(hass)
    assert not entry.subentries
    assert entry.state is ConfigEntryState.LOADED


async def test_there_may_be_any_number_of_sandboxes(hass: HomeAssistant) -> None:
    for price in (0.05, 0.1):
        form = await choose_gateway(hass, "sandbox")
        entry = await _created(hass, await fill_in(hass, form, credit=5, price=price))
        assert entry.unique_id is None
        assert kept(entry) == {"gateway": "sandbox", "credit": 5, "price": price}
    assert len(hass.config_entries.async_entries(DOMAIN)) == 2


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault(kind=FaultKind.STATUS, status=401), "invalid_auth"),
        (Fault(kind=FaultKind.STATUS, status=403), "invalid_auth"),
        (Fault(kind=FaultKind.STATUS, status=429), "cannot_connect"),
        (Fault(kind=FaultKind.STATUS, status=500), "cannot_connect"),
        (Fault(kind=FaultKind.CUT, times=2), "cannot_connect"),
        (Fault(kind=FaultKind.REDIRECT), "wrong_address"),
        (Fault(kind=FaultKind.HTML), "not_this_gateway"),
        (Fault(kind=FaultKind.EMPTY), "not_this_gateway"),
        (Fault(kind=FaultKind.OTHER_JSON, body="[]"), "not_this_gateway"),
        (Fault(kind=FaultKind.STATUS, status=404), "refused"),
    ],
)
async def test_an_account_that_fails_is_explained_and_can_be_tried_again(
    simulator: InfobipSimulator,
    hass: HomeAssistant,
    sign_in: dict[str, Any],
    fault: Fault,
    error: str,
) -> None:
    simulator.faults.add(fault)
    form = await fill_in(hass, await choose_gateway(hass, "infobip"), **sign_in)
    assert form["type"] is FlowResultType.FORM
    assert form["errors"] == {"base": error}
    assert errors_shown(form, "config")["base"]
    assert suggested(form) == sign_in
    assert not hass.config_entries.async_entries(DOMAIN)

    await _created(hass, await fill_in(hass, form, **sign_in))


async def test_a_wrong_password_is_told_in_the_words_of_the_gateway(
    simulator: InfobipSimulator, hass: HomeAssistant, sign_in: dict[str, Any]
) -> None:
    form = await choose_gateway(hass, "infobip")
    form = await fill_in(hass, form, **{**sign_in, "password": "wrong"})
    assert form["errors"] == {"base": "invalid_auth"}
    assert "Its answer: " in errors_shown(form, "config")["base"]
    assert not errors_shown(form, "config")["base"].endswith("answer: ")
    assert simulator.requests

    await _created(hass, await fill_in(hass, form, **sign_in))


async def test_a_server_that_is_not_there_is_told(
    hass: HomeAssistant, sign_in: dict[str, Any], unused_tcp_port: int
) -> None:
    form = await choose_gateway(hass, "infobip")
    nobody = f"http://127.0.0.1:{unused_tcp_port}"
    form = await fill_in(hass, form, **{**sign_in, "base_url": nobody})
    assert form["errors"] == {"base": "cannot_connect"}

    await _created(hass, await fill_in(hass, form, **sign_in))


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("base_url", "api.provider.example", "address_not_http"),
        ("base_url", "https://", "address_not_valid"),
        ("base_url", "https://demo:secret@a.example", "address_with_credentials"),
        ("base_url", "https://provider.example?a", "address_with_query"),
        ("base_url", "http://169.254.169.254", "address_not_allowed"),
        ("base_url", "  ", "missing"),
        ("username", " ", "missing"),
        ("password", "", "missing"),
    ],
)
async def test_a_field_that_cannot_be_used_is_named(
    *,
    simulator: InfobipSimulator,
    hass: HomeAssistant,
    sign_in: dict[str, Any],
    field: str,
    value: str,
    error: str,
) -> None:
    form = await choose_gateway(hass, "infobip")
    form = await fill_in(hass, form, **{**sign_in, field: value})
    assert form["errors"] == {field: error}
    assert errors_shown(form, "config")[field]
    assert suggested(form) == {**sign_in, field: value}
    assert not simulator.requests

    await _created(hass, await fill_in(hass, form, **sign_in))


async def test_the_same_account_is_added_once_and_asked_for_no_password(
    simulator: InfobipSimulator, hass: HomeAssistant, sign_in: dict[str, Any]
) -> None:
    form = await choose_gateway(hass, "infobip")
    await _created(hass, await fill_in(hass, form, **sign_in))
    asked = len(simulator.requests)

    form = await choose_gateway(hass, "infobip")
    end = await fill_in(hass, form, **{**sign_in, "username": "DEMO"})
    assert end["type"] is FlowResultType.ABORT
    assert end["reason"] == "already_configured"
    assert text_at("config", "abort", "already_configured")
    assert len(simulator.requests) == asked


async def test_a_dialog_left_open_does_not_bar_the_next_one(
    hass: HomeAssistant, sign_in: dict[str, Any]
) -> None:
    left = await choose_gateway(hass, "infobip")
    await fill_in(hass, left, **{**sign_in, "password": "wrong"})

    form = await choose_gateway(hass, "infobip")
    await _created(hass, await fill_in(hass, form, **sign_in))


async def test_a_foreign_address_without_encryption_is_warned_of(
    simulator: InfobipSimulator, hass: HomeAssistant, sign_in: dict[str, Any]
) -> None:
    plain = {**sign_in, "base_url": "http://provider.invalid"}
    form = await choose_gateway(hass, "infobip")
    menu = await fill_in(hass, form, **plain)
    assert menu["type"] is FlowResultType.MENU
    assert menu["step_id"] == "plain_http"
    warning = text_at("config", "step", "plain_http", "description")
    assert "http://provider.invalid" in warning.format_map(
        menu["description_placeholders"]
    )
    for option in menu["menu_options"]:
        assert text_at("config", "step", "plain_http", "menu_options", option)

    form = await choose(hass, menu, "plain_http_change")
    assert form["step_id"] == "infobip"
    assert suggested(form) == plain
    assert not simulator.requests

    await _created(hass, await fill_in(hass, form, **sign_in))


@pytest.mark.usefixtures("loopback_names")
async def test_a_warning_that_was_confirmed_is_not_repeated(
    simulator: InfobipSimulator, hass: HomeAssistant, sign_in: dict[str, Any]
) -> None:
    plain = {**sign_in, "base_url": f"http://provider.example:{simulator.port}"}
    form = await choose_gateway(hass, "infobip")
    menu = await fill_in(hass, form, **{**plain, "password": "wrong"})
    form = await choose(hass, menu, "plain_http_accept")
    assert form["errors"] == {"base": "invalid_auth"}

    entry = await _created(hass, await fill_in(hass, form, **plain))
    assert entry.data["base_url"] == plain["base_url"]
