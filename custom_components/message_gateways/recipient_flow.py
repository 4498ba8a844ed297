"""Subentry flow: the recipients of an account."""

from typing import Any

from homeassistant.config_entries import (
    SOURCE_RECONFIGURE,
    ConfigSubentry,
    ConfigSubentryFlow,
    SubentryFlowResult,
)
from homeassistant.const import CONF_NAME

from .addresses import AddressError, Addresses, read_addresses, recipient_unique_id
from .call_forms import CALL_FIELDS, call_section
from .const import (
    CONF_ADDRESSES,
    CONF_AS_SENDERS,
    CONF_CARRIER,
    CONF_CHANNEL,
    CONF_FAIL_AT_ONCE,
    CONF_GATEWAY,
    CONF_GIVE_UP_AFTER,
    OPTION_COUNTRY,
    SUBENTRY_RECIPIENT,
)
from .forms import flatten, nest_options
from .gateways.info import GatewayInfo
from .gateways.model import Channel
from .gateways.registry import REGISTRY
from .recipient_form import recipient_schema


class RecipientFlow(ConfigSubentryFlow):
    """Add or change a recipient."""

    _typed: dict[str, Any]
    _addresses: Addresses

    async def async_step_user(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Ask for a new recipient."""
        if user_input is None:
            return self._ask({})
        return await self._async_take(user_input)

    async def async_step_reconfigure(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Ask what is to change of a recipient."""
        if user_input is None:
            subentry = self._get_reconfigure_subentry()
            return self._ask(nest_options({**subentry.data, CONF_NAME: subentry.title}))
        return await self._async_take(user_input)

    async def async_step_doubtful(
        self, _user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Ask whether numbers that nobody may have are meant so."""
        return self.async_show_menu(
            step_id="doubtful",
            menu_options=["doubtful_save", "doubtful_change"],
            description_placeholders={"numbers": ", ".join(self._new_doubts())},
        )

    async def async_step_doubtful_save(
        self, _user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Save the recipient as it was typed."""
        return self._save()

    async def async_step_doubtful_change(
        self, _user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Ask again, with everything that was typed."""
        return self._ask(self._typed)

    async def _async_take(self, typed: dict[str, Any]) -> SubentryFlowResult:
        """Check what was typed, and save it or say what is in the way."""
        self._typed = typed
        if not typed[CONF_NAME].strip():
            return self._ask(typed, {CONF_NAME: "missing"})
        country = self._get_entry().options.get(OPTION_COUNTRY)
        try:
            self._addresses = await self.hass.async_add_executor_job(
                read_addresses,
                typed[CONF_ADDRESSES],
                self._channel,
                self._info.number_rule,
                country or self.hass.config.country,
            )
        except AddressError as err:
            return self._ask(
                typed, {CONF_ADDRESSES: err.key}, number=", ".join(err.written)
            )
        if self._new_doubts() and self._twin() is None:
            return await self.async_step_doubtful()
        return self._save()

    def _save(self) -> SubentryFlowResult:
        """Store the recipient, unless the account has it already."""
        if (twin := self._twin()) is not None:
            return self._ask(
                self._typed, {"base": "already_configured"}, recipient=twin.title
            )
        title = self._typed[CONF_NAME].strip()
        data = {
            CONF_CHANNEL: self._channel.value,
            CONF_ADDRESSES: list(self._addresses.values),
            CONF_GIVE_UP_AFTER: self._typed[CONF_GIVE_UP_AFTER],
            CONF_FAIL_AT_ONCE: self._typed[CONF_FAIL_AT_ONCE],
        }
        if self._addresses.as_senders != self._addresses.values:
            data[CONF_AS_SENDERS] = list(self._addresses.as_senders)
        typed = flatten(self._typed)
        own = CALL_FIELDS if self._channel is Channel.VOICE else ()
        data |= {key: typed[key] for key in (CONF_CARRIER, *own) if key in typed}
        if self.source != SOURCE_RECONFIGURE:
            return self.async_create_entry(
                title=title, data=data, unique_id=self._unique_id
            )
        return self.async_update_and_abort(
            self._get_entry(),
            self._get_reconfigure_subentry(),
            title=title,
            data=data,
            unique_id=self._unique_id,
        )

    def _ask(
        self,
        shown: dict[str, Any],
        errors: dict[str, str] | None = None,
        *,
        number: str = "",
        recipient: str = "",
    ) -> SubentryFlowResult:
        """Show the form with some values; the errors may name a number or recipient."""
        return self.async_show_form(
            step_id="reconfigure" if self.source == SOURCE_RECONFIGURE else "user",
            data_schema=self.add_suggested_values_to_schema(
                recipient_schema(
                    self._info.channels,
                    call_section(self.hass, self._info, asks_for_keys=True),
                ),
                shown,
            ),
            errors=errors,
            description_placeholders={"number": number, "recipient": recipient},
        )

    def _twin(self) -> ConfigSubentry | None:
        """Return another recipient of the account with the same addresses."""
        own = (
            self._get_reconfigure_subentry().subentry_id
            if self.source == SOURCE_RECONFIGURE
            else None
        )
        for subentry in self._get_entry().subentries.values():
            if (
                subentry.subentry_type == SUBENTRY_RECIPIENT
                and subentry.subentry_id != own
                and subentry.unique_id == self._unique_id
            ):
                return subentry
        return None

    def _new_doubts(self) -> list[str]:
        """Return the doubtful numbers that nobody has confirmed yet."""
        confirmed = (
            self._get_reconfigure_subentry().data[CONF_ADDRESSES]
            if self.source == SOURCE_RECONFIGURE
            else ()
        )
        return [each for each in self._addresses.doubtful if each not in confirmed]

    @property
    def _info(self) -> GatewayInfo:
        """Return the gateway of the account."""
        return REGISTRY[self._get_entry().data[CONF_GATEWAY]]

    @property
    def _channel(self) -> Channel:
        """Return the channel that was chosen, or the only one."""
        return Channel(self._typed.get(CONF_CHANNEL) or next(iter(self._info.channels)))

    @property
    def _unique_id(self) -> str:
        """Return what makes the typed recipient the same as another."""
        return recipient_unique_id(self._channel, self._addresses.values)
