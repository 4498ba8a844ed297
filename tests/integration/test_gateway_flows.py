"""Adding and changing accounts of three gateways, with providers on loopback."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from homeassistant.config_entries import SOURCE_REAUTH, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.integration.flows import (
    Step,
    add_recipient,
    change_recipient,
    choose_gateway,
    errors_shown,
    fill_in,
    fill_in_recipient,
    kept,
    reconfigure,
    suggested,
)
from tests.integration.providers import (
    devino_entry,
    devino_sign_in,
    entera_entry,
    entera_sign_in,
    ogangi_entry,
    ogangi_sign_in,
)
from tests.integration.world import recipient, set_up, settle
from tests.simulators.devino import DevinoSimulator
from tests.simulators.entera import EnteraSimulator
from tests.simulators.faults import Fault, FaultKind
from tests.simulators.ogangi import OgangiSimulator

BELL = "+12025550123"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A gateway with its provider on loopback, and how one signs in."""

    gateway: str
    provider: DevinoSimulator | EnteraSimulator | OgangiSimulator
    sign_in: dict[str, Any]
    entry: MockConfigEntry
    title: str
    secret: str
    wrong: dict[str, str]
    refuse: Callable[[], None]
    other: dict[str, str]


@pytest.fixture(params=["devino", "entera", "ogangi"])
def case(
    request: pytest.FixtureRequest,
    devino_simulator_now: DevinoSimulator,
    entera_simulator_now: EnteraSimulator,
    ogangi_simulator_now: OgangiSimulator,
) -> Case:
    """Return one gateway after the other."""
    if request.param == "devino":
        devino = devino_simulator_now
        devino.add_account(login="office", password="secret")

        def refuse_devino() -> None:
            devino.account.password = "changed"
            devino.expire_sessions()

        return Case(
            gateway="devino",
            provider=devino,
            sign_in=devino_sign_in(devino),
            entry=devino_entry(devino),
            title="demo (Devino)",
            secret="password",
            wrong={"password": "wrong"},
            refuse=refuse_devino,
            other={"login": "office"},
        )
    if request.param == "entera":
        entera = entera_simulator_now

        def refuse_entera() -> None:
            entera.account.password = "changed"

        return Case(
            gateway="entera",
            provider=entera,
            sign_in=entera_sign_in(entera),
            entry=entera_entry(entera),
            title=f"demo (127.0.0.1:{entera.port})",
            secret="password",
            wrong={"password": "wrong"},
            refuse=refuse_entera,
            other={"login": "office"},
        )
    ogangi = ogangi_simulator_now

    def refuse_ogangi() -> None:
        ogangi.account.private_key = "changed"

    return Case(
        gateway="ogangi",
        provider=ogangi,
        sign_in=ogangi_sign_in(ogangi),
        entry=ogangi_entry(ogangi),
        title=f"7 (127.0.0.1:{ogangi.port})",
        secret="private_key",
        wrong={"private_key": "wrong"},
        refuse=refuse_ogangi,
        other={"public_key": "another-key"},
    )


async def test_an_account_is_tried_and_added(hass: HomeAssistant, case: Case) -> None:
    """Nothing is sent for that."""
    form = await choose_gateway(hass, case.gateway)
    assert form["type"] is FlowResultType.FORM
    step = await fill_in(hass, form, **case.sign_in)
    assert step["type"] is FlowResultType.CREATE_ENTRY, step
    await settle(hass)
    entry = step["result"]
    assert entry.state is ConfigEntryState.LOADED
    assert entry.title == case.title
    assert kept(entry) == {"gateway": case.gateway, **case.sign_in}
    assert entry.unique_id == case.entry.unique_id
    assert case.provider.messages == []


async def test_what_is_refused_is_told_and_can_be_tried_again(
    hass: HomeAssistant, case: Case
) -> None:
    """Everything but the secret is still there."""
    form = await choose_gateway(hass, case.gateway)
    form = await fill_in(hass, form, **{**case.sign_in, **case.wrong})
    assert form["errors"] == {"base": "invalid_auth"}
    shown = errors_shown(form, "config")["base"]
    assert not shown.endswith("answer: ")
    assert "wrong" not in shown.lower().replace("wrong_", "")
    step = await fill_in(hass, form, **case.sign_in)
    assert step["type"] is FlowResultType.CREATE_ENTRY


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault(kind=FaultKind.STATUS, status=429, times=9), "cannot_connect"),
        (Fault(kind=FaultKind.CUT, times=9), "cannot_connect"),
        (Fault(kind=FaultKind.REDIRECT, times=9), "wrong_address"),
    ],
)
async def test_a_server_that_misbehaves_is_explained(
    hass: HomeAssistant, case: Case, fault: Fault, error: str
) -> None:
    """And nothing is stored."""
    case.provider.faults.add(fault)
    form = await fill_in(hass, await choose_gateway(hass, case.gateway), **case.sign_in)
    assert form["errors"] == {"base": error}
    assert errors_shown(form, "config")["base"]


@pytest.mark.parametrize("kind", [FaultKind.HTML, FaultKind.EMPTY])
async def test_what_is_no_gateway_is_told_apart(
    hass: HomeAssistant, case: Case, kind: FaultKind
) -> None:
    """Devino is left at the log-in already, where the address is to blame."""
    case.provider.faults.add(Fault(kind=kind, times=9))
    form = await fill_in(hass, await choose_gateway(hass, case.gateway), **case.sign_in)
    told = {"devino": "wrong_address"}.get(case.gateway, "not_this_gateway")
    assert form["errors"] == {"base": told}


async def test_the_same_account_is_added_once(hass: HomeAssistant, case: Case) -> None:
    """Whatever the scheme and capitals of its address."""
    await set_up(hass, case.entry)
    form = await choose_gateway(hass, case.gateway)
    step = await fill_in(hass, form, **case.sign_in)
    assert (step["type"], step["reason"]) == (
        FlowResultType.ABORT,
        "already_configured",
    )


async def test_a_secret_that_is_refused_is_asked_for_again(
    hass: HomeAssistant, case: Case
) -> None:
    """The new one is tried before it is stored."""
    await set_up(hass, case.entry)
    case.refuse()
    case.entry.async_start_reauth(hass)
    await settle(hass)
    (flow,) = [
        each
        for each in hass.config_entries.flow.async_progress()
        if each["context"]["source"] == SOURCE_REAUTH
    ]
    form: Step = await hass.config_entries.flow.async_configure(flow["flow_id"])
    assert case.secret not in suggested(form)
    typed = {key: value for key, value in case.sign_in.items() if key == "login"}
    form = await fill_in(hass, form, **typed, **case.wrong)
    assert form["errors"] == {"base": "invalid_auth"}
    step = await fill_in(hass, form, **typed, **{case.secret: "changed"})
    assert step["reason"] == "reauth_successful"
    await settle(hass)
    assert case.entry.data[case.secret] == "changed"


async def test_a_changed_account_keeps_its_secret_and_stays_the_same(
    hass: HomeAssistant, case: Case
) -> None:
    """An empty secret keeps the stored one; another account is one of its own."""
    await set_up(hass, case.entry)
    form = await reconfigure(hass, case.entry)
    assert case.secret not in suggested(form)
    typed = {key: value for key, value in case.sign_in.items() if key != case.secret}
    step = await fill_in(hass, form, **typed)
    assert step["reason"] == "reconfigure_successful"
    assert kept(case.entry) == {"gateway": case.gateway, **case.sign_in}
    form = await reconfigure(hass, case.entry)
    step = await fill_in(hass, form, **{**typed, **case.other})
    assert step["reason"] == "another_account"
    await settle(hass)


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"utc_offset": "-04:30"}, None),
        ({"utc_offset": "half past four"}, {"utc_offset": "utc_offset_not_possible"}),
        ({"carrier": "Movistar", "method": "send_sms"}, None),
    ],
)
async def test_options_of_ogangi_are_checked_and_stored(
    hass: HomeAssistant,
    ogangi_simulator_now: OgangiSimulator,
    typed: dict[str, str],
    errors: dict[str, str] | None,
) -> None:
    """There is none for a balance, which the gateway has not."""
    entry = ogangi_entry(ogangi_simulator_now)
    await set_up(hass, entry)
    form: Step = await hass.config_entries.options.async_init(entry.entry_id)
    names = {str(key) for key in form["data_schema"].schema}
    assert names.isdisjoint({"low_balance", "currency"})
    step = await hass.config_entries.options.async_configure(form["flow_id"], typed)
    if errors is not None:
        assert step["errors"] == errors
        assert errors_shown(step, "options")
        return
    assert step["type"] is FlowResultType.CREATE_ENTRY
    assert typed.items() <= entry.options.items()
    await settle(hass)


async def test_a_recipient_of_ogangi_may_have_a_carrier(
    hass: HomeAssistant, ogangi_simulator_now: OgangiSimulator
) -> None:
    """It can be changed, and emptied again."""
    entry = ogangi_entry(ogangi_simulator_now)
    await set_up(hass, entry)
    form = await add_recipient(hass, entry)
    step = await fill_in_recipient(
        hass, form, name="Anna", addresses=[BELL], carrier=" Movistar "
    )
    assert step["type"] is FlowResultType.CREATE_ENTRY
    (subentry,) = entry.subentries.values()
    assert subentry.data["carrier"] == "Movistar"
    form = await change_recipient(hass, entry, subentry.subentry_id)
    assert suggested(form)["carrier"] == "Movistar"
    await fill_in_recipient(hass, form, name="Anna", addresses=[BELL])
    (subentry,) = entry.subentries.values()
    assert "carrier" not in subentry.data
    await settle(hass)


async def test_a_number_may_be_on_sms_and_on_viber(
    hass: HomeAssistant, devino_simulator_now: DevinoSimulator
) -> None:
    """They are two recipients."""
    entry = devino_entry(devino_simulator_now, recipient("Anna", BELL))
    await set_up(hass, entry)
    form = await add_recipient(hass, entry)
    assert "carrier" not in {str(key) for key in form["data_schema"].schema}
    step = await fill_in_recipient(
        hass, form, name="Anna on Viber", addresses=[BELL], channel="viber"
    )
    assert step["type"] is FlowResultType.CREATE_ENTRY
    await settle(hass)
    assert hass.states.get("notify.anna_on_viber") is not None
