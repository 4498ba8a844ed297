"""The type of our config entries."""

from homeassistant.config_entries import ConfigEntry

from .engine.account import Account

type MessageGatewaysConfigEntry = ConfigEntry[Account]
