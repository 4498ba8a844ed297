"""What a form of an account asks for, and whose account it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from homeassistant.config_entries import ConfigEntry

from .const import CONF_GATEWAY
from .gateways.info import FieldKind, FormField, GatewayInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountForm:
    """What is asked for, of which gateway, and the account that is changed by it.

    `chosen` are the fields that are chosen later, among what the gateway offers.
    """

    step_id: str
    info: GatewayInfo
    fields: tuple[FormField, ...]
    entry: ConfigEntry | None = None
    chosen: tuple[str, ...] = ()

    @property
    def stored(self) -> Mapping[str, Any]:
        """Return the data that the form starts from."""
        return self.entry.data if self.entry else {CONF_GATEWAY: self.info.key}

    def addresses(self, config: Mapping[str, Any]) -> dict[str, Any]:
        """Return the addresses in the data of an account."""
        return {
            field.key: config[field.key]
            for field in self.info.credentials
            if field.kind is FieldKind.URL and field.key in config
        }


def whole_form(
    step_id: str, info: GatewayInfo, entry: ConfigEntry | None = None
) -> AccountForm:
    """Return the form of all that an account needs."""
    return AccountForm(
        step_id=step_id,
        info=info,
        fields=tuple(field for field in info.credentials if not field.from_gateway),
        entry=entry,
        chosen=tuple(field.key for field in info.credentials if field.from_gateway),
    )


def unique_id_of(info: GatewayInfo, data: Mapping[str, Any]) -> str | None:
    """Return what makes an account the same one, None where any number may be."""
    identity = info.identity(data)
    return None if identity is None else f"{info.key}:{identity}"
