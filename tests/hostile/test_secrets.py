"""A run through every gateway tells no secret, to nobody, in no form."""

from dataclasses import asdict
import json
from pathlib import Path
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components import persistent_notification
from homeassistant.components.system_log import DATA_SYSTEM_LOG
from homeassistant.config_entries import SOURCE_REAUTH, ConfigEntry
from homeassistant.const import EVENT_LOGGING_CHANGED
from homeassistant.core import HomeAssistant, SupportsResponse
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import (
    device_registry as dr,
    entity_registry as er,
    issue_registry as ir,
)
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.message_gateways.const import DOMAIN
from custom_components.message_gateways.diagnostics import (
    async_get_config_entry_diagnostics,
)
from tests.integration.flows import (
    Step,
    add_recipient,
    choose_gateway,
    fill_in,
    fill_in_recipient,
    reconfigure,
)
from tests.integration.pushing import FORM, Client, open_server
from tests.integration.world import finish, let_pass, settle
from tests.simulators.faults import Fault, FaultKind

from .providers import CHANGED, LOGIN, PROVIDERS, WRONG, Provider
from .telling import OF_EVENTS, TRANSPORTS, Ears, all_of, found_in

ANNA = "+447700900457"
REFUSED = "+447700900014"
NUMBERS = ("447700900457", "447700900014", "447700900561", "447700900477")
TEXTS = ("Quokkas wander", "Quokkas whisper", "Quokkas knock", "Quokkas dig")
PUSH_SECRET = "kn0ck-Twice&wait=for/her"
PUSHES: tuple[dict[str, Any], ...] = (
    {"json": {"messages": [{"from": NUMBERS[2], "text": TEXTS[2], "id": "p-1"}]}},
    {"json": {"reports": [{"id": "nobody", "status": "failed", "reason": TEXTS[3]}]}},
    {"json": {"messages": [{"text": TEXTS[2]}]}},
    {"data": f"<{TEXTS[2]}", "headers": {"Content-Type": "application/xml"}},
    {"data": f"Text={TEXTS[2]}", "headers": {"Content-Type": FORM}},
    {"data": TEXTS[2].encode() * 100_000},
)
FAULTS = (
    Fault(kind=FaultKind.CUT, times=3),
    Fault(kind=FaultKind.CUT, times=3, processed=True),
    Fault(kind=FaultKind.CUT_IN_BODY, processed=True),
    Fault(kind=FaultKind.HANG, times=3, processed=True),
    Fault(kind=FaultKind.HTML),
    Fault(kind=FaultKind.EMPTY),
    Fault(kind=FaultKind.NOT_JSON),
    Fault(kind=FaultKind.OTHER_JSON, body='{"error": {"code": 7}, "Code": 5}'),
    Fault(kind=FaultKind.HUGE, size=6),
    Fault(kind=FaultKind.WRONG_CHARSET),
    Fault(kind=FaultKind.REDIRECT),
    *(Fault(kind=FaultKind.STATUS, status=code) for code in (400, 404, 429, 500, 503)),
    Fault(kind=FaultKind.STATUS, status=503, retry_after=30),
)


class Run:
    """One account, from its form to its end, with all that it told."""

    def __init__(
        self, hass: HomeAssistant, freezer: FrozenDateTimeFactory, provider: Provider
    ) -> None:
        """Nothing was told yet."""
        self.provider = provider
        self.errors: list[str] = []
        self.shown: list[str] = []
        self._hass = hass
        self._freezer = freezer

    async def set_up(self) -> ConfigEntry:
        """Add the account, first with a wrong secret, and a recipient."""
        provider = self.provider
        form = await choose_gateway(self._hass, provider.gateway)
        form = await fill_in(
            self._hass, form, **{**provider.sign_in, provider.secret: WRONG}
        )
        self.shown.append(repr(form))
        assert form["errors"], form
        step = await fill_in(self._hass, form, **provider.sign_in)
        step = await self._take_first(step)
        assert step["type"] is FlowResultType.CREATE_ENTRY, step
        await settle(self._hass)
        entry: ConfigEntry = step["result"]
        self._hass.config_entries.async_update_entry(
            entry, options={**provider.options, "push_secret": PUSH_SECRET}
        )
        await settle(self._hass)
        for name, number in (("Anna", ANNA), ("Ruth", REFUSED)):
            form = await add_recipient(self._hass, entry)
            if form["type"] is FlowResultType.MENU:
                form = await fill_in_recipient(self._hass, form, next_step_id="sms")
            step = await fill_in_recipient(
                self._hass, form, name=name, addresses=[number]
            )
            if step["type"] is FlowResultType.MENU:
                step = await fill_in_recipient(
                    self._hass, step, next_step_id="doubtful_save"
                )
            assert step["type"] is FlowResultType.CREATE_ENTRY, step
            await settle(self._hass)
        return entry

    async def call(self, domain: str, action: str, **data: Any) -> None:
        """Call an action, and write down what it says and how it fails."""
        try:
            answer = await finish(
                self._hass,
                self._freezer,
                self._hass.async_create_task(
                    self._hass.services.async_call(
                        domain,
                        action,
                        data,
                        blocking=True,
                        return_response=self._hass.services.supports_response(
                            domain, action
                        )
                        is not SupportsResponse.NONE,
                    )
                ),
            )
        except Exception as err:  # noqa: BLE001 - whatever comes is written down
            self.errors.append(all_of(err))
        else:
            self.shown.append(repr(answer) if action != "send_pin" else "")

    async def send(self) -> None:
        """Send in both ways, and let what was begun come to an end."""
        ids = [
            one.entity_id
            for one in er.async_get(self._hass).entities.values()
            if one.domain == "notify"
        ]
        # Equal messages would not leave.
        text = f"{TEXTS[0]} {len(self.errors) + len(self.shown)}"
        await self.call("notify", "send_message", entity_id=ids, message=text)
        await self.call(DOMAIN, "send_sms", entity_id=ids, message=f"{text} again")
        await let_pass(self._hass, self._freezer, 120, step=60)

    async def poll(self) -> None:
        """Let a message come in, and everything be asked for."""
        if self.provider.receive is not None:
            self.provider.receive(from_="447700900561", text=TEXTS[1])
        await let_pass(self._hass, self._freezer, 1200, step=400)

    async def push(self, client: Client, entry: ConfigEntry) -> set[str]:
        """Push what is good and what is not, by who may and who may not.

        Returns the secrets of all addresses.
        """
        ids: dict[str, str] = entry.data["push_ids"]
        heard = set()
        for push_id in ids.values():
            for secret in (PUSH_SECRET, WRONG, None):
                for push in PUSHES:
                    async with client.post(
                        f"/api/webhook/{push_id}",
                        params={"secret": secret} if secret else None,
                        **push,
                    ) as answer:
                        heard.add(answer.status)
                        self.shown.append(await answer.text())
        assert {200, 400, 403} <= heard
        await settle(self._hass)
        return {PUSH_SECRET, *ids.values()}

    async def sign_in_again(self, entry: ConfigEntry) -> None:
        """Have the secret refused, type a wrong one, and then the new one."""
        provider = self.provider
        provider.change(CHANGED)
        await self.send()
        entry.async_start_reauth(self._hass)
        await settle(self._hass)
        (flow,) = (
            each
            for each in self._hass.config_entries.flow.async_progress()
            if each["context"]["source"] == SOURCE_REAUTH
        )
        self.shown.append(repr(flow))
        form: Step = await self._hass.config_entries.flow.async_configure(
            flow["flow_id"]
        )
        asked = {str(key) for key in form["data_schema"].schema}
        typed = {key: value for key, value in provider.sign_in.items() if key in asked}
        form = await fill_in(self._hass, form, **{**typed, provider.secret: WRONG})
        self.shown.append(repr(form))
        step = await fill_in(self._hass, form, **{**typed, provider.secret: CHANGED})
        assert step["reason"] == "reauth_successful", step
        await settle(self._hass)

    async def change(self, entry: ConfigEntry) -> None:
        """Go through the form of the account once more."""
        provider = self.provider
        form = await reconfigure(self._hass, entry)
        asked = {str(key) for key in form["data_schema"].schema}
        typed = {key: value for key, value in provider.sign_in.items() if key in asked}
        form = await fill_in(self._hass, form, **{**typed, provider.secret: WRONG})
        self.shown.append(repr(form))
        step = await fill_in(self._hass, form, **{**typed, provider.secret: CHANGED})
        step = await self._take_first(step)
        assert step["reason"] == "reconfigure_successful", step
        await settle(self._hass)

    async def _take_first(self, step: Step) -> Step:
        """Choose the first account of several, where that is asked."""
        if step["type"] is not FlowResultType.FORM or step["step_id"] != "choices":
            return step
        (key,) = step["data_schema"].schema
        first = step["data_schema"].schema[key].config["options"][0]["value"]
        return await fill_in(self._hass, step, **{str(key): first})


def all_states(hass: HomeAssistant, entry: ConfigEntry) -> str:
    """Return the state machine, and the registries that users look into."""
    return "\n".join(
        (
            *(repr(state.as_dict()) for state in hass.states.async_all()),
            *(repr(one) for one in er.async_get(hass).entities.values()),
            *map(
                repr,
                dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id),
            ),
        )
    )


def all_notices(hass: HomeAssistant) -> str:
    """Return what Home Assistant shows of its own accord."""
    return "\n".join(
        (
            *(repr(asdict(one)) for one in ir.async_get(hass).issues.values()),
            *map(repr, hass.data[DATA_SYSTEM_LOG].records.to_list()),
            repr(persistent_notification._async_get_or_create_notifications(hass)),
        )
    )


@pytest.mark.parametrize("gateway", PROVIDERS)
@pytest.mark.usefixtures("socket_enabled")
async def test_a_run_through_a_gateway_tells_nobody_a_secret(
    request: pytest.FixtureRequest,
    hass: HomeAssistant,
    hass_client_no_auth: ClientSessionGenerator,
    freezer: FrozenDateTimeFactory,
    gateway: str,
) -> None:
    """Nor a text or a whole number to any log."""
    long = request.config.getoption("--long", default=False)
    for component in ("system_log", "persistent_notification"):
        assert await async_setup_component(hass, component, {})
    with Ears() as ears:
        # Who looked at the level long ago looks again.
        hass.bus.async_fire(EVENT_LOGGING_CHANGED)
        async with PROVIDERS[gateway]() as provider:
            run = Run(hass, freezer, provider)
            entry = await run.set_up()
            client = await open_server(hass, hass_client_no_auth)
            await run.send()
            await run.poll()
            addresses = await run.push(client, entry)
            for action, data in provider.actions:
                await run.call(DOMAIN, action, **data)
            for fault in FAULTS if long else FAULTS[::2]:
                provider.simulator.faults.add(fault)
                await run.send()
                provider.simulator.faults.add(fault)
                for action, data in provider.actions:
                    await run.call(DOMAIN, action, **data)
                provider.simulator.faults.clear()
            await run.sign_in_again(entry)
            await run.change(entry)
            await run.poll()
            await run.call(DOMAIN, "find_messages", config_entry_id=entry.entry_id)
            notices = [all_notices(hass)]
            found = await async_get_config_entry_diagnostics(hass, entry)
            states = all_states(hass, entry)
            secrets = provider.secrets()
        await run.send()
        await run.poll()
        notices.append(all_notices(hass))
        diagnostics = json.dumps(found, ensure_ascii=False, default=str)
        path = Path(hass.config.path(".storage"))
        states += all_states(hass, entry)
        assert await hass.config_entries.async_unload(entry.entry_id)
        kept = b"".join(file.read_bytes() for file in path.glob(f"{DOMAIN}*"))
        await settle(hass)
    errors, shown, noticed = map("\n".join, (run.errors, run.shown, notices))
    assert b"SQLite" in kept
    # What follows would find something, if there were something to find.
    assert len(secrets) >= 3
    assert len(run.errors) > 5
    assert "HTTP 200" in ears.of("custom_components.")
    assert found_in(ears.of(OF_EVENTS), TEXTS)
    assert found_in(kept, NUMBERS)
    for told in (ears.of(), errors, shown, noticed, diagnostics, states, kept):
        assert found_in(told, secrets) == []
    # Home Assistant itself names the addresses it is asked for when it debugs.
    for told in (ears.of("custom_components."), errors, shown, noticed, diagnostics):
        assert found_in(told, addresses) == []
    for told in (states, kept):
        assert found_in(told, addresses) == []
    for told in (ears.of(*TRANSPORTS), errors, noticed, diagnostics):
        # Home Assistant names an account by its title, which users can change.
        assert found_in(told.replace(entry.title, ""), {LOGIN}) == []
    for told in (ears.but_events(), errors, noticed, diagnostics):
        assert found_in(told, TEXTS) == []
        assert found_in(told, NUMBERS) == []
