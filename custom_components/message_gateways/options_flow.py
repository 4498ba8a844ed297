"""Options flow: how an account sends and what it keeps."""

from collections.abc import Mapping
import re
from typing import Any

from homeassistant.config_entries import ConfigEntryState, ConfigFlowResult, OptionsFlow
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
import voluptuous as vol

from .call_forms import call_section
from .const import CONF_GATEWAY, OPTION_CURRENCY, OPTION_SENDER
from .engine.account import Account
from .engine.limits import Unit
from .engine.price_table import known_units
from .engine.store import StoreError
from .forms import FieldError, account_options_schema, flatten_options, nest_options
from .gateways.checks import check_sender
from .gateways.errors import InvalidInputError
from .gateways.info import FieldKind, GatewayInfo
from .gateways.registry import REGISTRY
from .limit_forms import check_limits, limit_section, with_usual_limits
from .push_section import push_addresses_shown, push_section, read_push_options


class AccountOptionsFlow(OptionsFlow):
    """Change the options of an account."""

    async def async_step_init(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the options."""
        info = REGISTRY[self.config_entry.data[CONF_GATEWAY]]
        errors: dict[str, str] = {}
        placeholders = {"letters": "", "digits": ""}
        addresses = push_addresses_shown(self.hass, self.config_entry, info)
        shown = user_input
        if user_input is None:
            shown = nest_options({**self.config_entry.options, **addresses})
        else:
            try:
                options = read_options(info, user_input)
                await _async_check_time_zones(info, options)
                check_limits(options, await self._async_known_prices())
                return self.async_create_entry(data=options)
            except FieldError as err:
                errors[err.field] = err.key
                placeholders |= err.placeholders
        return self.async_show_form(
            step_id="init",
            data_schema=self.add_suggested_values_to_schema(
                account_options_schema(
                    info,
                    call_section(self.hass, info)
                    | limit_section(info)
                    | push_section(info, addresses),
                ),
                shown,
            ),
            errors=errors,
            description_placeholders=placeholders,
        )

    async def _async_known_prices(self) -> frozenset[Unit]:
        """Return what earlier messages have told the price of, as far as is known."""
        if self.config_entry.state is not ConfigEntryState.LOADED:
            return frozenset()
        account: Account = self.config_entry.runtime_data
        try:
            return await account.store.read(known_units)
        except StoreError:
            return frozenset()


def read_options(info: GatewayInfo, typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options that are stored; raises FieldError."""
    options = read_push_options(flatten_options(with_usual_limits(typed)))
    if OPTION_SENDER in options:
        _check_sender(info, options[OPTION_SENDER])
    for field in info.options:
        typed_text = options.get(field.key)
        if field.pattern and typed_text and not re.fullmatch(field.pattern, typed_text):
            raise FieldError(field.key, f"{field.key}_not_possible")
    if OPTION_CURRENCY in options:
        options[OPTION_CURRENCY] = _currency(options[OPTION_CURRENCY])
    return options


async def _async_check_time_zones(
    info: GatewayInfo, options: Mapping[str, Any]
) -> None:
    """Check that time zones are there; raises FieldError."""
    for field in info.options:
        typed = options.get(field.key)
        if field.kind is not FieldKind.TIME_ZONE or not typed:
            continue
        try:
            found = await dt_util.async_get_time_zone(typed)
        except ValueError, OSError:
            # What is typed is looked for as a file.
            found = None
        if found is None:
            raise FieldError(field.key, f"{field.key}_not_possible")


def _check_sender(info: GatewayInfo, sender: str) -> None:
    """Check that at least one channel takes a sender; raises FieldError."""
    refusals: list[InvalidInputError] = []
    for rule in filter(None, (each.sender for each in info.channels.values())):
        try:
            check_sender(sender, rule)
        except InvalidInputError as err:
            refusals.append(err)
        else:
            return
    for refusal in refusals:
        raise FieldError(OPTION_SENDER, refusal.key, **refusal.placeholders)


def _currency(typed: str) -> str:
    """Return a currency as its ISO 4217 code; raises FieldError."""
    code = typed.upper()
    try:
        cv.currency(code)
    except vol.Invalid:
        raise FieldError(OPTION_CURRENCY, "currency_not_known") from None
    return code
