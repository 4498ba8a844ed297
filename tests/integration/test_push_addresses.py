"""The addresses for pushes: made with an account, guarded, removed with it."""

from collections.abc import AsyncIterator
import gzip
import json
import logging
import sys
from types import ModuleType, SimpleNamespace
from typing import Any

from homeassistant.components.webhook import DOMAIN as WEBHOOK, async_generate_url
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.dispatcher import (
    async_dispatcher_connect,
    async_dispatcher_send,
)
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.message_gateways.diagnostics import (
    async_get_config_entry_diagnostics,
)
from custom_components.message_gateways.gateways.push_info import PushKind
from custom_components.message_gateways.gateways.registry import REGISTRY
from custom_components.message_gateways.push_addresses import push_address
from custom_components.message_gateways.push_gate import LARGEST_BODY
from tests.integration.flows import (
    Step,
    choose_gateway,
    errors_shown,
    fill_in,
    suggested,
)
from tests.integration.pushing import (
    Client,
    open_server,
    path_of,
    push,
    received,
)
from tests.integration.world import (
    ANNA,
    infobip_entry,
    recipient,
    sandbox_entry,
    send_sms,
    set_up,
    settle,
)
from tests.simulators.faults import Fault, FaultKind
from tests.simulators.infobip.server import InfobipSimulator

pytestmark = pytest.mark.usefixtures("socket_enabled")
SECRET = "kitchen-window"
HOOKS = "https://hooks.example/"


async def opened(
    hass: HomeAssistant,
    connect: ClientSessionGenerator,
    simulator: InfobipSimulator,
    **options: Any,
) -> tuple[MockConfigEntry, Client]:
    """Set up an account with options, and open Home Assistant's server."""
    entry = infobip_entry(simulator, recipient("Anna", ANNA), options=options)
    await set_up(hass, entry)
    return entry, await open_server(hass, connect)


def registered(hass: HomeAssistant) -> set[str]:
    """Return the ids of all addresses that there are."""
    return set(hass.data[WEBHOOK])


def addresses_shown(form: Step) -> dict[str, Any]:
    """Return what the section on pushes holds when it is shown."""
    (section,) = (
        value for key, value in form["data_schema"].schema.items() if key == "push"
    )
    return suggested({"data_schema": section.schema})


@pytest.mark.parametrize("gateway", list(REGISTRY))
def test_every_gateway_names_what_it_pushes(gateway: str) -> None:
    """And takes our own form."""
    kinds = set(REGISTRY[gateway].push_addresses)
    expected = {
        "infobip": {PushKind.REPORTS, PushKind.INBOUND, PushKind.LOOKUPS},
        "devino": {PushKind.REPORTS, PushKind.INBOUND},
        "ogangi": {PushKind.INBOUND},
    }
    assert kinds == {*expected.get(gateway, set()), PushKind.FORWARDED}


async def test_each_kind_has_an_address_of_its_own_that_nobody_can_guess(
    simulator: InfobipSimulator, hass: HomeAssistant
) -> None:
    """It stays the same for as long as the account is there."""
    entry, other = infobip_entry(simulator), sandbox_entry()
    await set_up(hass, entry, other)
    ids = [*entry.data["push_ids"].values(), *other.data["push_ids"].values()]
    assert len(set(ids)) == 5
    assert all(len(each) == 64 and int(each, 16) for each in ids)
    assert registered(hass) == set(ids)
    account = entry.runtime_data
    await hass.config_entries.async_reload(entry.entry_id)
    await settle(hass)
    assert entry.runtime_data is not account
    assert list(entry.data["push_ids"].values()) == ids[:4]
    assert registered(hass) == set(ids)


async def test_a_new_account_has_its_addresses_without_being_set_up_twice(
    simulator: InfobipSimulator, sign_in: dict[str, object], hass: HomeAssistant
) -> None:
    """They are stored before anybody listens for changes."""
    form = await choose_gateway(hass, "infobip")
    end = await fill_in(hass, form, **sign_in)
    entry = end["result"]
    account = entry.runtime_data
    await settle(hass)
    assert entry.runtime_data is account
    assert registered(hass) == set(entry.data["push_ids"].values())
    asked = len(simulator.requests_to("/account/1/balance"))
    assert asked == 2


async def test_an_account_that_is_removed_takes_its_addresses_along(
    simulator: InfobipSimulator,
    hass: HomeAssistant,
    hass_client_no_auth: ClientSessionGenerator,
) -> None:
    """Home Assistant then answers as it does to any address that is not there."""
    entry, client = await opened(hass, hass_client_no_auth, simulator)
    path = path_of(entry, "inbound")
    await hass.config_entries.async_unload(entry.entry_id)
    assert len(registered(hass)) == 4
    await hass.config_entries.async_remove(entry.entry_id)
    assert registered(hass) == set()
    async with client.post(path, json=received()) as answer:
        assert answer.status == 200


async def test_the_secret_is_part_of_the_address_or_comes_in_a_header(
    simulator: InfobipSimulator,
    hass: HomeAssistant,
    hass_client_no_auth: ClientSessionGenerator,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Without it nothing is let in, loaded or not."""
    caplog.set_level(logging.DEBUG)
    entry, client = await opened(
        hass, hass_client_no_auth, simulator, push_secret="kitchen window&"
    )
    path = path_of(entry, "inbound")
    address = push_address(hass, entry, PushKind.INBOUND)
    assert address == f"{client.make_url(path)}?secret=kitchen%20window%26"
    for wrong in (path, f"{path}?secret=", f"{path}?secret=kitchen"):
        async with client.post(wrong, json=received()) as answer:
            assert (answer.status, await answer.read()) == (403, b"")
    async with client.post(
        f"{path}?secret=kitchen%20window%26", json=received()
    ) as answer:
        assert answer.status == 200
    header = {"X-Push-Secret": "kitchen window&"}
    assert (
        await push(hass, client, entry, "inbound", json=received(), headers=header)
        == 200
    )
    await send_sms(hass, to=[ANNA], message="Hi")
    assert simulator.messages[-1].options.notify_url == (
        f"{client.make_url(path_of(entry, 'reports'))}?secret=kitchen%20window%26"
    )
    await hass.config_entries.async_unload(entry.entry_id)
    assert await push(hass, client, entry, "inbound", json=received()) == 403
    ours = [each for each in caplog.records if each.name.startswith("custom_comp")]
    assert not [each for each in ours if "kitchen" in each.getMessage()]


@pytest.mark.parametrize(
    ("networks", "status"), [("127.0.0.0/8", 200), ("192.0.2.0/24", 403)]
)
async def test_only_the_networks_that_may_push_are_let_in(
    networks: str,
    status: int,
    simulator: InfobipSimulator,
    hass: HomeAssistant,
    hass_client_no_auth: ClientSessionGenerator,
) -> None:
    entry, client = await opened(
        hass, hass_client_no_auth, simulator, push_networks=networks
    )
    assert await push(hass, client, entry, "inbound", json=received()) == status


async def test_what_is_no_push_is_refused_and_said_once(
    simulator: InfobipSimulator,
    hass: HomeAssistant,
    hass_client_no_auth: ClientSessionGenerator,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Methods, sizes, packed bodies and what can't be read; the text stays unsaid."""
    entry, client = await opened(hass, hass_client_no_auth, simulator)
    path = path_of(entry, "inbound")
    for method in ("GET", "PUT"):
        async with client.request(method, path) as answer:
            assert (answer.status, answer.headers["Allow"]) == (405, "POST")
    async with client.post(path, data=b"x" * (LARGEST_BODY + 1)) as answer:
        assert answer.status == 413

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b" " * 65_536

    async with client.post(path, data=endless()) as answer:
        assert answer.status == 413
    bomb = gzip.compress(b" " * 20_000_000)
    headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
    async with client.post(path, data=bomb, headers=headers) as answer:
        assert answer.status == 415
    for body in (b"", b"Dinner", b'{"results": 5}', b"[" * 100_000, b"<a>" * 9999):
        assert await push(hass, client, entry, "inbound", data=body) == 400
    assert await push(hass, client, entry, "reports", json=received()) == 400
    said = [
        each.getMessage()
        for each in caplog.records
        if "could not be read" in each.getMessage()
    ]
    assert len(said) == 2
    assert not any("Dinner" in each or path in each for each in said)
    assert await push(hass, client, entry, "inbound", json=received()) == 200


async def test_an_answer_that_repeats_the_address_does_not_show_it(
    simulator: InfobipSimulator,
    hass: HomeAssistant,
    hass_client_no_auth: ClientSessionGenerator,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Whatever the provider says of it."""
    entry, client = await opened(hass, hass_client_no_auth, simulator)
    address = str(client.make_url(path_of(entry, "reports")))
    words = f"the URL {address} is not valid"
    words = f"the URL {address} is not valid"
    fault = {"requestError": {"serviceException": {"messageId": "X", "text": words}}}
    simulator.faults.add(
        Fault(kind=FaultKind.STATUS, path="/text/", status=400, body=json.dumps(fault))
    )
    with pytest.raises(HomeAssistantError, match="is not valid") as refused:
        await send_sms(hass, to=[ANNA], message="Hi")
    assert address not in str(refused.value)
    assert address not in caplog.text


async def test_the_options_show_the_addresses_and_take_who_may_use_them(
    simulator: InfobipSimulator,
    hass: HomeAssistant,
    hass_client_no_auth: ClientSessionGenerator,
) -> None:
    """The diagnostics hold neither."""
    entry, _ = await opened(hass, hass_client_no_auth, simulator)
    form = await hass.config_entries.options.async_init(entry.entry_id)
    shown = addresses_shown(form)
    kinds = ("reports", "inbound", "lookups", "forwarded")
    for kind in kinds:
        push_id = entry.data["push_ids"][kind]
        url = async_generate_url(hass, push_id)
        assert shown[f"push_address_{kind}"] == url
    for typed, key in (
        ({"push_secret": "short"}, "push_secret_too_short"),
        ({"push_networks": "here"}, "push_networks_not_possible"),
    ):
        form = await hass.config_entries.options.async_configure(
            form["flow_id"], {"push": {**shown, **typed}}
        )
        assert form["errors"] == {"base": key}
        assert errors_shown(form, "options")["base"]
    end = await hass.config_entries.options.async_configure(
        form["flow_id"],
        {"push": {**shown, "push_secret": SECRET, "push_networks": "127.0.0.1"}},
    )
    assert end["type"] is FlowResultType.CREATE_ENTRY
    await settle(hass)
    assert entry.options["push_secret"] == SECRET
    assert not [key for key in entry.options if key.startswith("push_address")]
    assert entry.state is ConfigEntryState.LOADED
    found = str(await async_get_config_entry_diagnostics(hass, entry))
    assert SECRET not in found
    assert not [each for each in entry.data["push_ids"].values() if each in found]


async def test_no_address_is_shown_where_home_assistant_can_t_be_reached(
    simulator: InfobipSimulator, hass: HomeAssistant
) -> None:
    """The rest of the section is there."""
    entry = infobip_entry(simulator)
    await set_up(hass, entry)
    form = await hass.config_entries.options.async_init(entry.entry_id)
    shown = addresses_shown(form)
    assert not [key for key in shown if key.startswith("push_address")]


class Cloud:
    """What of Home Assistant Cloud concerns webhooks, by its own function names."""

    CONNECTED = SimpleNamespace(name="connected")
    SIGNAL = "cloud_stands"

    def __init__(self, hass: HomeAssistant) -> None:
        """Be signed in, and not connected yet."""
        self.hooks: dict[str, str] = {}
        self.connected = False
        self.signed_in = True
        module = ModuleType("homeassistant.components.cloud")
        module.__dict__.update(
            CloudConnectionState=SimpleNamespace(CLOUD_CONNECTED=self.CONNECTED),
            async_is_logged_in=lambda _: self.signed_in,
            async_is_connected=lambda _: self.connected,
            async_active_subscription=lambda _: self.signed_in,
            async_listen_connection_change=lambda hass, target: (
                async_dispatcher_connect(hass, self.SIGNAL, target)
            ),
            async_get_or_create_cloudhook=self._create,
            async_delete_cloudhook=self._delete,
        )
        self.module = module
        hass.config.components.add("cloud")

    async def _create(self, _hass: HomeAssistant, webhook_id: str) -> str:
        """Make an address, or return the one there is."""
        if not self.connected:
            raise ValueError(webhook_id)
        return self.hooks.setdefault(webhook_id, f"{HOOKS}{len(self.hooks)}")

    async def _delete(self, _hass: HomeAssistant, webhook_id: str) -> None:
        """Delete an address; raises ValueError where there is none."""
        if self.hooks.pop(webhook_id, None) is None:
            raise ValueError(webhook_id)

    async def connect(self, hass: HomeAssistant) -> None:
        """Connect."""
        self.connected = True
        async_dispatcher_send(hass, self.SIGNAL, self.CONNECTED)
        await settle(hass)


@pytest.fixture
def cloud(hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch) -> Cloud:
    """Give Home Assistant a cloud, whose real one needs more than tests have."""
    found = Cloud(hass)
    monkeypatch.setitem(sys.modules, "homeassistant.components.cloud", found.module)
    return found


async def test_addresses_at_the_cloud_come_with_it_and_go_with_the_account(
    cloud: Cloud, simulator: InfobipSimulator, hass: HomeAssistant
) -> None:
    """They are preferred; signed out, the external address takes over."""
    hass.config.external_url = "https://home.example"
    entry, other = infobip_entry(simulator), sandbox_entry()
    await set_up(hass, entry, other)
    outside = push_address(hass, entry, PushKind.REPORTS)
    assert outside is not None
    assert outside.startswith("https://home.example/api/webhook/")
    await cloud.connect(hass)
    ids = {*entry.data["push_ids"].values(), *other.data["push_ids"].values()}
    assert cloud.hooks.keys() == ids
    address = push_address(hass, entry, PushKind.REPORTS)
    assert address == cloud.hooks[entry.data["push_ids"]["reports"]]
    await send_sms(hass, to=[ANNA], message="Hi", config_entry_id=entry.entry_id)
    assert simulator.messages[-1].options.notify_url == address
    cloud.signed_in = False
    assert push_address(hass, entry, PushKind.REPORTS) == outside
    cloud.signed_in = True
    await hass.config_entries.async_reload(entry.entry_id)
    await settle(hass)
    assert cloud.hooks.keys() == ids
    await hass.config_entries.async_remove(entry.entry_id)
    assert cloud.hooks.keys() == set(other.data["push_ids"].values())
    cloud.hooks.clear()
    await hass.config_entries.async_remove(other.entry_id)


async def test_an_account_that_lets_only_some_networks_in_has_no_address_at_the_cloud(
    cloud: Cloud, simulator: InfobipSimulator, hass: HomeAssistant
) -> None:
    """The cloud does not tell where a push comes from."""
    cloud.connected = True
    entry = infobip_entry(simulator, options={"push_networks": "192.0.2.0/24"})
    await set_up(hass, entry)
    assert push_address(hass, entry, PushKind.REPORTS) is None
