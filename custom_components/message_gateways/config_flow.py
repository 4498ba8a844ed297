"""Config flow: add an account, and change how it signs in."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, override

from homeassistant.config_entries import (
    SOURCE_RECONFIGURE,
    SOURCE_USER,
    ConfigEntry,
    ConfigFlow,
    ConfigFlowResult,
    ConfigSubentryFlow,
    FlowType,
    OptionsFlow,
    SubentryFlowContext,
)
from homeassistant.core import callback
from homeassistant.data_entry_flow import AbortFlow

from .account_check import async_answers, async_try_account
from .account_form import AccountForm, unique_id_of, whole_form
from .base_url import is_plain_and_foreign, with_encryption
from .const import CONF_GATEWAY, DOMAIN, SUBENTRY_RECIPIENT
from .forms import (
    FieldError,
    choices_schema,
    fields_schema,
    read_fields,
    without_passwords,
)
from .gateways.base import IdentifiesItself
from .gateways.info import GatewayInfo
from .gateways.model import Choice
from .gateways.registry import REGISTRY
from .options_flow import AccountOptionsFlow
from .recipient_flow import RecipientFlow


class MessageGatewaysConfigFlow(ConfigFlow, domain=DOMAIN):
    """Add an account, or change how it signs in."""

    _form: AccountForm
    _typed: dict[str, Any]
    _data: dict[str, Any]
    _choices: Mapping[str, Sequence[Choice]]
    _confirmed: frozenset[str] = frozenset()

    @classmethod
    @callback
    @override
    def async_get_supported_subentry_types(
        cls, config_entry: ConfigEntry
    ) -> dict[str, type[ConfigSubentryFlow]]:
        """Return what an account can hold."""
        return {SUBENTRY_RECIPIENT: RecipientFlow}

    @staticmethod
    @callback
    @override
    def async_get_options_flow(config_entry: ConfigEntry) -> OptionsFlow:
        """Return the flow for the options of an account."""
        return AccountOptionsFlow()

    @override
    async def async_step_user(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Let the user choose a gateway."""
        return self.async_show_menu(step_id="user", menu_options=list(REGISTRY))

    async def async_step_reauth(
        self, _entry_data: Mapping[str, Any]
    ) -> ConfigFlowResult:
        """Begin to ask for credentials that the gateway takes again."""
        return await self.async_step_reauth_confirm()

    async def async_step_reauth_confirm(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for credentials that the gateway takes again."""
        entry = self._get_reauth_entry()
        info = REGISTRY[entry.data[CONF_GATEWAY]]
        form = AccountForm(
            step_id="reauth_confirm",
            info=info,
            fields=tuple(
                field for field in info.credentials if field.key in info.sign_in
            ),
            entry=entry,
        )
        return await self.async_fill_in(form, user_input)

    async def async_step_reconfigure(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask what is to change of an account."""
        entry = self._get_reconfigure_entry()
        info = REGISTRY[entry.data[CONF_GATEWAY]]
        form = whole_form("reconfigure", info, entry)
        return await self.async_fill_in(form, user_input)

    async def async_step_plain_http(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Warn of an address without encryption."""
        return self.async_show_menu(
            step_id="plain_http",
            menu_options=["plain_http_change", "plain_http_accept"],
            description_placeholders={"address": ", ".join(self._unconfirmed())},
        )

    async def async_step_plain_http_accept(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Go on without encryption."""
        self._confirmed |= self._unconfirmed()
        return await self._async_submit()

    async def async_step_plain_http_change(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask again, with everything that was typed."""
        return self._ask()

    @override
    async def async_on_create_entry(self, result: ConfigFlowResult) -> ConfigFlowResult:
        """Go on with the first recipient of the new account."""
        recipient = await self.hass.config_entries.subentries.async_init(
            (result["result"].entry_id, SUBENTRY_RECIPIENT),
            context=SubentryFlowContext(source=SOURCE_USER),
        )
        result["next_flow"] = (
            FlowType.CONFIG_SUBENTRIES_FLOW,
            recipient["flow_id"],
        )
        return result

    async def async_fill_in(
        self, form: AccountForm, user_input: dict[str, Any] | None
    ) -> ConfigFlowResult:
        """Show a form, or go on with what was typed into it."""
        self._form = form
        if user_input is None:
            self._typed = without_passwords(form.fields, form.stored)
            return self._ask()
        self._typed = user_input
        return await self._async_submit()

    async def _async_submit(self) -> ConfigFlowResult:
        """Check what was typed, try it on the gateway and store it."""
        form = self._form
        try:
            data = read_fields(form.fields, self._typed, form.stored)
        except FieldError as err:
            return self._ask({err.field: err.key})
        info = form.info
        if not info.can(IdentifiesItself):
            await self._async_identify(data)
        options = form.entry.options if form.entry else {}
        if plain := self._unconfirmed():
            encrypted = with_encryption(data, plain)
            if not await async_answers(self.hass, info, {**encrypted, **options}):
                return await self.async_step_plain_http()
            data = encrypted
        # What is chosen next may be of another account, or gone.
        asked = {key: value for key, value in data.items() if key not in form.chosen}
        tried = await async_try_account(self.hass, info, {**asked, **options})
        if tried.refusal is not None:
            return self._ask({"base": tried.refusal.key}, reason=tried.refusal.reason)
        self._data = {**data, **tried.known}
        await self._async_identify(self._data)
        self._choices = {key: tried.choices.get(key, ()) for key in form.chosen}
        if self._choices:
            return await self.async_step_choices()
        return self._store()

    async def async_step_choices(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Let the user choose among what the gateway offers, if there is a choice."""
        offered = self._choices.values()
        if user_input is None and all(len(each) == 1 for each in offered):
            user_input = {key: each[0].value for key, each in self._choices.items()}
        if user_input is not None:
            self._data |= {key: value.strip() for key, value in user_input.items()}
            return self._store()
        return self.async_show_form(
            step_id="choices",
            data_schema=self.add_suggested_values_to_schema(
                choices_schema(self._choices), self._data
            ),
            description_placeholders={"gateway": self._form.info.name},
        )

    async def _async_identify(self, data: Mapping[str, Any]) -> None:
        """Abort for another account, or for one that is there already."""
        form = self._form
        unique_id = unique_id_of(form.info, data)
        if form.entry is None:
            # Left by a closed dialog, an unfinished flow must not bar the next one.
            await self.async_set_unique_id(unique_id, raise_on_progress=False)
            self._abort_if_unique_id_configured()
            return
        # Whose account it is shows where the address is left as it was.
        unmoved = unique_id_of(form.info, {**data, **form.addresses(form.stored)})
        await self.async_set_unique_id(unmoved, raise_on_progress=False)
        self._abort_if_unique_id_mismatch(reason="another_account")
        if (
            unique_id is not None
            and self.hass.config_entries.async_entry_for_domain_unique_id(
                DOMAIN, unique_id
            )
            not in (None, form.entry)
        ):
            raise AbortFlow("already_configured")

    def _unconfirmed(self) -> frozenset[str]:
        """Return the typed addresses that the user has to be warned of."""
        form = self._form
        data = read_fields(form.fields, self._typed, form.stored)
        known = {*self._confirmed, *form.addresses(form.stored).values()}
        return frozenset(
            url
            for url in form.addresses(data).values()
            if url not in known and is_plain_and_foreign(url)
        )

    def _store(self) -> ConfigFlowResult:
        """Create the account, or change it and leave a name of the user's own."""
        info, entry, data = self._form.info, self._form.entry, self._data
        unique_id = unique_id_of(info, data)
        title = info.title(data)
        if entry is None:
            return self.async_create_entry(title=title, data=data)
        if entry.title != info.title(entry.data):
            title = entry.title
        return self.async_update_and_abort(
            entry, unique_id=unique_id, title=title, data=data
        )

    def _ask(
        self, errors: dict[str, str] | None = None, *, reason: str = ""
    ) -> ConfigFlowResult:
        """Show the form with everything that was typed; `reason` is for the errors."""
        form = self._form
        return self.async_show_form(
            step_id=form.step_id,
            data_schema=self.add_suggested_values_to_schema(
                fields_schema(
                    form.fields, keeps_passwords=self.source == SOURCE_RECONFIGURE
                ),
                self._typed,
            ),
            errors=errors,
            description_placeholders={"gateway": form.info.name, "reason": reason},
        )


def _gateway_step(
    info: GatewayInfo,
) -> Callable[
    [MessageGatewaysConfigFlow, dict[str, Any] | None], Awaitable[ConfigFlowResult]
]:
    """Make the step that adds an account of a gateway."""

    async def async_step_gateway(
        self: MessageGatewaysConfigFlow, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for a new account of a gateway."""
        form = whole_form(info.key, info)
        return await self.async_fill_in(form, user_input)

    return async_step_gateway


for _info in REGISTRY.values():
    # Home Assistant finds the step of a menu option by its name.
    setattr(MessageGatewaysConfigFlow, f"async_step_{_info.key}", _gateway_step(_info))
