"""The form of a recipient."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from homeassistant.const import CONF_NAME, UnitOfTime
from homeassistant.helpers.selector import (
    BooleanSelector,
    SelectSelector,
    SelectSelectorConfig,
    TextSelector,
    TextSelectorConfig,
)
import voluptuous as vol

from .const import (
    CONF_ADDRESSES,
    CONF_CARRIER,
    CONF_CHANNEL,
    CONF_FAIL_AT_ONCE,
    CONF_GIVE_UP_AFTER,
    DEFAULT_GIVE_UP_MINUTES,
)
from .forms import LONGEST_GIVE_UP_MINUTES, whole_number
from .gateways.info import ChannelInfo
from .gateways.model import Channel


def recipient_schema(
    channels: Mapping[Channel, ChannelInfo],
    calls: Mapping[vol.Marker, Any] = MappingProxyType({}),
) -> vol.Schema:
    """Return the form of a recipient, which asks for what the gateway can use.

    `calls` is the section on those, where there is one.
    """
    several = tuple(channels)
    fields: dict[vol.Marker, Any] = {
        vol.Required(CONF_NAME): TextSelector(TextSelectorConfig(autocomplete="off"))
    }
    if len(several) > 1:
        fields[vol.Required(CONF_CHANNEL, default=several[0].value)] = SelectSelector(
            SelectSelectorConfig(
                options=[channel.value for channel in several],
                translation_key=CONF_CHANNEL,
            )
        )
    return vol.Schema(
        fields
        | {
            vol.Required(CONF_ADDRESSES): TextSelector(
                TextSelectorConfig(multiple=True, autocomplete="off")
            ),
        }
        | _carrier_field(channels)
        | {
            vol.Required(
                CONF_GIVE_UP_AFTER, default=DEFAULT_GIVE_UP_MINUTES
            ): whole_number(1, LONGEST_GIVE_UP_MINUTES, UnitOfTime.MINUTES),
            vol.Required(CONF_FAIL_AT_ONCE, default=False): BooleanSelector(),
        }
        | dict(calls)
    )


def _carrier_field(channels: Mapping[Channel, ChannelInfo]) -> dict[vol.Marker, Any]:
    """Return the field for a carrier, where a gateway wants to be told."""
    if not any(CONF_CARRIER in channel.fields for channel in channels.values()):
        return {}
    return {
        vol.Optional(CONF_CARRIER): TextSelector(TextSelectorConfig(autocomplete="off"))
    }
