"""Accounts with the simulated providers of all gateways but Infobip."""

from typing import Any

from homeassistant.config_entries import ConfigSubentryDataWithId
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.message_gateways.const import DOMAIN
from tests.simulators.devino import DevinoSimulator
from tests.simulators.entera.server import EnteraSimulator
from tests.simulators.http_simulator import HttpSimulator
from tests.simulators.ictcore import IctcoreSimulator
from tests.simulators.ogangi import OgangiSimulator

KITCHEN = "Kitchen"


def called(provider: HttpSimulator, path: str) -> list[str]:
    """List the operations that were called whose path has this in it, by name."""
    return [one.path.rpartition("/")[2] for one in provider.requests_to(path)]


def devino_sign_in(provider: DevinoSimulator) -> dict[str, Any]:
    """Return what signs in to Devino."""
    return {
        "base_url": f"{provider.url}/rest",
        "login": "demo",
        "password": "secret",
    }


def entera_sign_in(provider: EnteraSimulator) -> dict[str, Any]:
    """Return what signs in to Entera."""
    return {"base_url": provider.base_url, "login": "demo", "password": "secret"}


def ogangi_sign_in(provider: OgangiSimulator) -> dict[str, Any]:
    """Return what signs in to OGangi."""
    return {
        "base_url": f"{provider.url}/mmc",
        "instance_id": "7",
        "public_key": "demo-public-key",
        "private_key": "my-private-key",
        "verify_ssl": True,
    }


def devino_entry(
    provider: DevinoSimulator, *recipients: ConfigSubentryDataWithId, **options: Any
) -> MockConfigEntry:
    """Describe an account with Devino."""
    return MockConfigEntry(
        domain=DOMAIN,
        title="Devino",
        unique_id="devino:demo",
        entry_id="01DEVINO",
        data={"gateway": "devino", **devino_sign_in(provider)},
        options={"sender": KITCHEN, **options},
        subentries_data=list(recipients),
    )


def entera_entry(
    provider: EnteraSimulator, *recipients: ConfigSubentryDataWithId, **options: Any
) -> MockConfigEntry:
    """Describe an account with Entera."""
    return MockConfigEntry(
        domain=DOMAIN,
        title="Entera",
        unique_id=f"entera:127.0.0.1:{provider.port}|demo",
        entry_id="01ENTERA",
        data={"gateway": "entera", **entera_sign_in(provider)},
        options={"sender": KITCHEN, **options},
        subentries_data=list(recipients),
    )


def ogangi_entry(
    provider: OgangiSimulator, *recipients: ConfigSubentryDataWithId, **options: Any
) -> MockConfigEntry:
    """Describe an account with OGangi."""
    return MockConfigEntry(
        domain=DOMAIN,
        title="OGangi",
        unique_id=f"ogangi:127.0.0.1:{provider.port}/mmc|7|demo-public-key",
        entry_id="01OGANGI",
        data={"gateway": "ogangi", **ogangi_sign_in(provider)},
        options={"sender": "2020", **options},
        subentries_data=list(recipients),
    )


def ictcore_entry(
    provider: IctcoreSimulator, *recipients: ConfigSubentryDataWithId, **options: Any
) -> MockConfigEntry:
    """Describe an account with ICTCore."""
    return MockConfigEntry(
        domain=DOMAIN,
        title="ICTCore",
        unique_id=f"ictcore:127.0.0.1:{provider.port}|1",
        entry_id="01ICTCORE",
        data={
            "gateway": "ictcore",
            "base_url": provider.url,
            "username": "admin",
            "password": "secret",
            "account_id": "1",
            "user_id": "1",
            "verify_ssl": True,
        },
        options=options,
        subentries_data=list(recipients),
    )
