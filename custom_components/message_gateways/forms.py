"""Make forms of what the registry says, and read what was typed into them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from homeassistant.data_entry_flow import section
from homeassistant.helpers.selector import (
    BooleanSelector,
    CountrySelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectOptionDict,
    Selector,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)
import voluptuous as vol

from .base_url import BaseUrlError, check_base_url
from .call_forms import SECTION_CALLS
from .const import (
    DEFAULT_LONGEST_SEGMENTS,
    DEFAULT_RETENTION_DAYS,
    DEFAULT_RETENTION_ROWS,
    OPTION_COUNTRY,
    OPTION_CURRENCY,
    OPTION_LONGEST_SEGMENTS,
    OPTION_LOW_BALANCE,
    OPTION_RECORD_TEXT,
    OPTION_RETENTION_DAYS,
    OPTION_RETENTION_ROWS,
    OPTION_SENDER,
)
from .gateways.base import HasBalance
from .gateways.info import FieldKind, FormField, GatewayInfo
from .gateways.model import Choice

SECTION_PUSH = "push"
SECTION_HISTORY = "history"
SECTION_LIMITS = "limits"
SECTIONS = (SECTION_CALLS, SECTION_LIMITS, SECTION_PUSH, SECTION_HISTORY)

LONGEST_GIVE_UP_MINUTES = 7 * 24 * 60

_TEXT_KINDS = {
    FieldKind.TEXT: TextSelectorConfig(),
    FieldKind.TIME_ZONE: TextSelectorConfig(autocomplete="off"),
    FieldKind.URL: TextSelectorConfig(type=TextSelectorType.URL, autocomplete="url"),
    FieldKind.USERNAME: TextSelectorConfig(autocomplete="username"),
    FieldKind.PASSWORD: TextSelectorConfig(
        type=TextSelectorType.PASSWORD, autocomplete="current-password"
    ),
}


class FieldError(Exception):
    """A field that can't be taken as it was filled in; `key` names the reason."""

    def __init__(self, field: str, key: str, **placeholders: str) -> None:
        """Keep the field, the key of the reason and what its text names."""
        super().__init__(f"{field}: {key}")
        self.field = field
        self.key = key
        self.placeholders = placeholders


def selector_of(field: FormField) -> Selector[Any]:
    """Return how a field of a gateway is filled in."""
    match field.kind:
        case FieldKind.SWITCH:
            return BooleanSelector()
        case FieldKind.CHOICE:
            return SelectSelector(
                SelectSelectorConfig(
                    options=list(field.choices),
                    mode=SelectSelectorMode.DROPDOWN,
                    translation_key=field.key,
                )
            )
        case FieldKind.AMOUNT:
            return amount()
        case _:
            return TextSelector(_TEXT_KINDS[field.kind])


def fields_schema(
    fields: Iterable[FormField], *, keeps_passwords: bool = False
) -> vol.Schema:
    """Return the form of some fields; with `keeps_passwords` those may stay empty."""
    return vol.Schema(
        {
            _marker(field, keeps_passwords=keeps_passwords): selector_of(field)
            for field in fields
        }
    )


def choices_schema(choices: Mapping[str, Sequence[Choice]]) -> vol.Schema:
    """Return the form of fields whose choices the gateway offers."""
    return vol.Schema(
        {
            vol.Required(key): SelectSelector(
                SelectSelectorConfig(
                    options=[
                        SelectOptionDict(value=each.value, label=each.label)
                        for each in offered
                    ],
                    mode=SelectSelectorMode.DROPDOWN,
                    custom_value=True,
                )
            )
            for key, offered in choices.items()
        }
    )


def read_fields(
    fields: Iterable[FormField], typed: Mapping[str, Any], stored: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what is stored with what was typed into a form of some fields.

    An empty password keeps the stored one, any other empty field is dropped. Raises
    FieldError for a required field left empty and an address that can't be used.
    """
    data = dict(stored)
    for field in fields:
        value = _trimmed(field, typed.get(field.key))
        if value in (None, ""):
            if field.kind is FieldKind.PASSWORD and data.get(field.key):
                continue
            if field.required:
                raise FieldError(field.key, "missing")
            data.pop(field.key, None)
            continue
        if field.kind is FieldKind.URL:
            try:
                value = check_base_url(value)
            except BaseUrlError as err:
                raise FieldError(field.key, err.key) from None
        data[field.key] = value
    return data


def without_passwords(
    fields: Iterable[FormField], data: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what a form may show of what is stored: no password leaves the house."""
    return {
        field.key: data[field.key]
        for field in fields
        if field.kind is not FieldKind.PASSWORD and field.key in data
    }


def account_options_schema(
    info: GatewayInfo, sections: Mapping[vol.Marker, Any] = MappingProxyType({})
) -> vol.Schema:
    """Return the form of an account's options: the common ones and the gateway's.

    `sections` go before the last one.
    """
    longest = max(channel.longest_segments for channel in info.channels.values())
    fields: dict[vol.Marker, Any] = {vol.Optional(OPTION_COUNTRY): CountrySelector()}
    if any(channel.sender for channel in info.channels.values()):
        fields[vol.Optional(OPTION_SENDER)] = TextSelector()
    fields[
        vol.Required(
            OPTION_LONGEST_SEGMENTS, default=min(DEFAULT_LONGEST_SEGMENTS, longest)
        )
    ] = whole_number(1, longest)
    if info.can(HasBalance):
        fields[vol.Optional(OPTION_LOW_BALANCE)] = amount()
    if info.can(HasBalance) or info.tells_prices:
        fields[vol.Optional(OPTION_CURRENCY)] = TextSelector()
    fields |= fields_schema(info.options).schema
    fields |= sections
    fields[vol.Optional(SECTION_HISTORY)] = section(
        _HISTORY_SCHEMA, {"collapsed": True}
    )
    return vol.Schema(fields)


def nest_options(options: Mapping[str, Any]) -> dict[str, Any]:
    """Lay stored values out as their form has them."""
    return {**options, **{name: dict(options) for name in SECTIONS}}


def flatten_options(typed: Mapping[str, Any]) -> dict[str, Any]:
    """Lay out what was typed as it is stored, without what was left empty."""
    history = _HISTORY_SCHEMA(typed.get(SECTION_HISTORY, {}))
    return flatten({**typed, SECTION_HISTORY: history})


def flatten(typed: Mapping[str, Any]) -> dict[str, Any]:
    """Lay out what was typed without sections and without what was left empty."""
    found = dict(typed)
    for name in SECTIONS:
        found |= found.pop(name, {})
    return {
        key: value.strip() if isinstance(value, str) else value
        for key, value in found.items()
        if not (isinstance(value, str) and not value.strip())
    }


def _marker(field: FormField, *, keeps_passwords: bool) -> vol.Marker:
    """Return whether a field has to be filled in, and with what it starts."""
    default = vol.UNDEFINED if field.default is None else field.default
    if keeps_passwords and field.kind is FieldKind.PASSWORD:
        return vol.Optional(field.key)
    if field.required:
        return vol.Required(field.key, default=default)
    return vol.Optional(field.key, default=default)


def _trimmed(field: FormField, value: Any) -> Any:
    """Return a value without the spaces that come with pasting."""
    if isinstance(value, str) and field.kind is not FieldKind.PASSWORD:
        return value.strip()
    return value


def amount() -> NumberSelector:
    """Return a field for an amount of money, not negative."""
    return NumberSelector(
        NumberSelectorConfig(min=0, step="any", mode=NumberSelectorMode.BOX)
    )


def whole_number(
    lowest: int, highest: int, unit: str | None = None
) -> Callable[[Any], int]:
    """Return a field for a whole number within limits."""
    config = NumberSelectorConfig(
        min=lowest, max=highest, step=1, mode=NumberSelectorMode.BOX
    )
    if unit is not None:
        config["unit_of_measurement"] = unit
    return vol.All(NumberSelector(config), vol.Coerce(int))


_HISTORY_SCHEMA = vol.Schema(
    {
        vol.Required(
            OPTION_RETENTION_DAYS, default=DEFAULT_RETENTION_DAYS
        ): whole_number(1, 3650),
        vol.Required(
            OPTION_RETENTION_ROWS, default=DEFAULT_RETENTION_ROWS
        ): whole_number(100, 1_000_000),
        vol.Required(OPTION_RECORD_TEXT, default=False): BooleanSelector(),
    }
)
