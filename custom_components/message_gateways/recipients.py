"""Saved recipients, as their config subentries hold them."""

from dataclasses import dataclass
from datetime import timedelta

from homeassistant.config_entries import ConfigEntry, ConfigSubentry

from .call_forms import keys_of, speech_of
from .const import (
    CONF_ADDRESSES,
    CONF_AS_SENDERS,
    CONF_CARRIER,
    CONF_CHANNEL,
    CONF_FAIL_AT_ONCE,
    CONF_GIVE_UP_AFTER,
    DEFAULT_GIVE_UP_MINUTES,
    SUBENTRY_RECIPIENT,
)
from .engine.rows import Target
from .engine.speech import Speech
from .gateways.model import Channel, KeyPresses


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """A saved destination: a name, one channel, one or many addresses."""

    id: str
    name: str
    channel: Channel
    addresses: tuple[str, ...]
    give_up_after: timedelta
    fail_at_once: bool
    as_senders: tuple[str, ...]
    carrier: str | None = None
    speech: Speech | None = None
    keys: KeyPresses | None = None

    def targets(
        self,
        *,
        give_up_after: timedelta | None = None,
        fail_at_once: bool | None = None,
    ) -> list[Target]:
        """Return what to send to; a call may overrule what the recipient says."""
        return [
            Target(
                address=address,
                recipient=self.id,
                carrier=self.carrier,
                speech=self.speech,
                keys=self.keys,
                give_up_after=self.give_up_after
                if give_up_after is None
                else give_up_after,
                fail_at_once=self.fail_at_once
                if fail_at_once is None
                else fail_at_once,
            )
            for address in self.addresses
        ]


def recipient_of(subentry: ConfigSubentry) -> Recipient:
    """Read a recipient."""
    data = subentry.data
    return Recipient(
        id=subentry.subentry_id,
        name=subentry.title,
        channel=Channel(data[CONF_CHANNEL]),
        addresses=tuple(data[CONF_ADDRESSES]),
        as_senders=tuple(data.get(CONF_AS_SENDERS, data[CONF_ADDRESSES])),
        give_up_after=timedelta(
            minutes=data.get(CONF_GIVE_UP_AFTER, DEFAULT_GIVE_UP_MINUTES)
        ),
        fail_at_once=data.get(CONF_FAIL_AT_ONCE, False),
        carrier=data.get(CONF_CARRIER),
        speech=speech_of(data),
        keys=keys_of(data),
    )


def recipients_of(entry: ConfigEntry) -> list[Recipient]:
    """Read all recipients of an account."""
    return [
        recipient_of(subentry)
        for subentry in entry.subentries.values()
        if subentry.subentry_type == SUBENTRY_RECIPIENT
    ]


def recipient_named(entry: ConfigEntry, number: str) -> str | None:
    """Return the name of the recipient who has this number, if any."""
    for recipient in recipients_of(entry):
        if number in recipient.as_senders:
            return recipient.name
    return None
