"""The options of an account."""

from typing import Any

from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType, InvalidData
import pytest
import voluptuous as vol

from custom_components.message_gateways.forms import (
    fields_schema,
    read_fields,
)
from custom_components.message_gateways.gateways.info import FieldKind, FormField
from tests.integration.flows import Step, errors_shown, suggested
from tests.integration.world import infobip_entry, sandbox_entry, set_up, settle
from tests.simulators.infobip.server import InfobipSimulator

pytestmark = pytest.mark.usefixtures("socket_enabled")

LIMITS = {
    "limit_hour": 2_000,
    "limit_day": 10_000,
    "limit_month": 100_000,
    "recipient_limit_hour": 30,
    "recipient_limit_day": 100,
    "recipient_limit_month": 1_000,
    "duplicate_window": 10,
}
DEFAULTS = {
    "longest_segments": 10,
    "exclusive": False,
    "retention_days": 30,
    "retention_rows": 10_000,
    "record_text": False,
    **LIMITS,
}


async def _begin(hass: HomeAssistant, entry: ConfigEntry) -> Step:
    """Open the options of an account."""
    return await hass.config_entries.options.async_init(entry.entry_id)


async def _fill_in(hass: HomeAssistant, step: Step, **values: Any) -> Step:
    """Fill in the options."""
    return await hass.config_entries.options.async_configure(step["flow_id"], values)


async def test_options_may_be_left_as_they_are(hass: HomeAssistant) -> None:
    entry = sandbox_entry()
    await set_up(hass, entry)
    form = await _begin(hass, entry)
    assert form["type"] is FlowResultType.FORM
    assert form["step_id"] == "init"
    end = await _fill_in(hass, form)
    assert end["type"] is FlowResultType.CREATE_ENTRY
    await settle(hass)
    assert entry.options == DEFAULTS
    assert entry.state is ConfigEntryState.LOADED


async def test_options_are_stored_flat_and_shown_again(
    simulator: InfobipSimulator, hass: HomeAssistant
) -> None:
    entry = infobip_entry(simulator)
    await set_up(hass, entry)
    form = await _begin(hass, entry)
    end = await _fill_in(
        hass,
        form,
        country="GB",
        sender=" Cellar ",
        longest_segments=3,
        low_balance=5.5,
        currency="eur",
        exclusive=True,
        validity_unit="minutes",
        history={"retention_days": 7, "retention_rows": 500, "record_text": True},
    )
    assert end["type"] is FlowResultType.CREATE_ENTRY
    await settle(hass)
    stored = {
        "country": "GB",
        "sender": "Cellar",
        "longest_segments": 3,
        "low_balance": 5.5,
        "currency": "EUR",
        "exclusive": True,
        "validity_unit": "minutes",
        "retention_days": 7,
        "retention_rows": 500,
        "record_text": True,
        **LIMITS,
    }
    assert entry.options == stored
    assert entry.state is ConfigEntryState.LOADED

    form = await _begin(hass, entry)
    shown = suggested(form)
    for key, value in form["data_schema"].schema.items():
        if key in ("limits", "history"):
            shown |= suggested({"data_schema": value.schema})
    assert shown == stored

    await _fill_in(hass, form, validity_unit="milliseconds", sender="")
    await settle(hass)
    assert entry.options == {**DEFAULTS, "validity_unit": "milliseconds"}


@pytest.mark.parametrize(
    ("field", "value", "error", "named"),
    [
        ("sender", "Me", "sender_not_possible", "3-11"),
        ("sender", "Washing machine", "sender_not_possible", "3-11"),
        ("sender", "+12", "sender_not_possible", "3-14"),
        ("currency", "euro", "currency_not_known", "three letters"),
        ("currency", "XYZ", "currency_not_known", "three letters"),
    ],
)
async def test_an_option_that_cannot_be_used_is_named(
    *,
    simulator: InfobipSimulator,
    hass: HomeAssistant,
    field: str,
    value: str,
    error: str,
    named: str,
) -> None:
    entry = infobip_entry(simulator)
    await set_up(hass, entry)
    form = await _begin(hass, entry)
    form = await _fill_in(hass, form, **{field: value, "low_balance": 2})
    assert form["errors"] == {field: error}
    assert named in errors_shown(form, "options")[field]
    assert suggested(form)[field] == value
    assert suggested(form)["low_balance"] == 2

    end = await _fill_in(hass, form, sender="+447700900900")
    assert end["type"] is FlowResultType.CREATE_ENTRY
    await settle(hass)
    assert entry.options["sender"] == "+447700900900"


@pytest.mark.parametrize(
    "values",
    [
        {"longest_segments": 0},
        {"longest_segments": 256},
        {"low_balance": -1},
        {"history": {"retention_days": 0}},
        {"history": {"retention_rows": 99}},
        {"history": {"retention_rows": 1_000_001}},
        {"limits": {"limit_hour": 0}},
        {"limits": {"recipient_limit_month": 10_000_001}},
        {"limits": {"duplicate_window": -1}},
        {"limits": {"cost_limit_day": -0.01}},
        {"limits": {"price_page": -1}},
        {"unheard_of": 1},
    ],
)
async def test_a_number_out_of_range_is_refused(
    hass: HomeAssistant, values: dict[str, Any]
) -> None:
    entry = sandbox_entry()
    entry.add_to_hass(hass)
    form = await _begin(hass, entry)
    with pytest.raises(InvalidData):
        await _fill_in(hass, form, **values)

    end = await _fill_in(hass, form)
    assert end["type"] is FlowResultType.CREATE_ENTRY


def test_every_kind_of_field_can_be_filled_in() -> None:
    fields = [
        FormField(key=kind, kind=kind, choices=("a", "b"), required=False)
        for kind in FieldKind
    ]
    typed = {
        "text": " x ",
        "url": "https://provider.example/",
        "username": "demo ",
        "password": " secret ",
        "switch": False,
        "choice": "b",
        "amount": 1.5,
    }
    assert fields_schema(fields)({}) == {}
    assert read_fields(fields, fields_schema(fields)(typed), {}) == {
        "text": "x",
        "url": "https://provider.example",
        "username": "demo",
        "password": " secret ",
        "switch": False,
        "choice": "b",
        "amount": 1.5,
    }
    with pytest.raises(vol.Invalid):
        fields_schema(fields)({"choice": "c"})
    with pytest.raises(vol.Invalid):
        fields_schema(fields)({"amount": -1})


def test_an_optional_field_can_be_emptied_again() -> None:
    fields = [FormField(key="instance", kind=FieldKind.TEXT, required=False)]
    stored = {"instance": "main", "other": 1}
    assert read_fields(fields, {"instance": " "}, stored) == {"other": 1}
