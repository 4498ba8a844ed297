"""Figures are looked up by an action: the account's own and the gateway's."""

from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.integration.acting import act, refusal_of
from tests.integration.finding import ARRIVES, FAILS, REFUSED, sandbox
from tests.integration.providers import (
    devino_entry,
    entera_entry,
    ictcore_entry,
    ogangi_entry,
)
from tests.integration.world import ANNA, BEN, infobip_entry, let_pass, send_sms, set_up
from tests.simulators.devino import DevinoSimulator
from tests.simulators.entera import EnteraSimulator
from tests.simulators.faults import Fault, FaultKind
from tests.simulators.ictcore import IctcoreSimulator
from tests.simulators.infobip.server import InfobipSimulator
from tests.simulators.ogangi import OgangiSimulator

__all__ = ["sandbox"]


async def test_an_account_counts_what_it_keeps(
    hass: HomeAssistant, sandbox: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """Of a period; without one of the month."""
    begun = dt_util.now()
    await send_sms(hass, to=[ARRIVES, FAILS, REFUSED], message="Hi " * 60)
    await send_sms(
        hass, to=ARRIVES, message="Later", schedule=begun + timedelta(hours=1)
    )
    await let_pass(hass, freezer, 30, step=5)
    counted = await act(hass, "get_statistics")
    assert dt_util.parse_datetime(counted.pop("until")) == dt_util.utcnow()
    assert dt_util.parse_datetime(counted.pop("since")) == dt_util.start_of_local_day(
        begun.replace(day=1)
    )
    assert counted == {
        "source": "account",
        "messages": 4,
        "sent": 2,
        "delivered": 1,
        "failed": 2,
        "segments": 4,
        "pages": 0,
        "by_status": {"queued": 1, "delivered": 1, "failed": 1, "rejected": 1},
        "cost": {"EUR": 0.2},
    }
    nothing = await act(
        hass, "get_statistics", until=begun.isoformat(), since=begun - timedelta(days=9)
    )
    assert (nothing["messages"], nothing["by_status"], nothing["cost"]) == (0, {}, {})
    of_last_month = await act(hass, "get_statistics", until="2026-11-01 00:00:00")
    since = dt_util.parse_datetime(of_last_month["since"])
    assert since is not None
    assert dt_util.as_local(since).month == 10
    refused = await refusal_of(
        hass, "get_statistics", since=dt_util.now() + timedelta(days=1)
    )
    assert refused.translation_key == "period_backwards"
    assert sandbox.entry_id


async def test_a_gateway_with_statistics_counts_too(
    hass: HomeAssistant,
    devino_simulator_now: DevinoSimulator,
    freezer: FrozenDateTimeFactory,
) -> None:
    """For 90 days at most; what it says instead is told."""
    await set_up(hass, devino_entry(devino_simulator_now))
    await send_sms(hass, to=[ANNA, BEN], message="Hi")
    await let_pass(hass, freezer, 60, step=10)
    now = dt_util.utcnow()
    since = now - timedelta(days=1)
    asked: dict[str, Any] = {"source": "gateway", "since": since, "until": now}
    counted = await act(hass, "get_statistics", **asked)
    assert counted == {
        "source": "gateway",
        "since": since.isoformat(),
        "until": now.isoformat(),
        "sent": 0,
        "delivered": 2,
        "errors": 0,
        "in_process": 0,
        "expired": 0,
        "rejected": 0,
        "total": 2,
        "delivery_ratio": 1.0,
    }
    refused = await refusal_of(
        hass, "get_statistics", **asked | {"since": now - timedelta(days=91)}
    )
    assert refused.translation_key == "period_not_possible"
    devino_simulator_now.faults.add(Fault(kind=FaultKind.STATUS, status=503, times=9))
    refused = await refusal_of(hass, "get_statistics", **asked)
    assert refused.translation_key == "gateway_refused"


async def test_a_gateway_without_statistics_says_so(
    hass: HomeAssistant,
    *,
    simulator: InfobipSimulator,
    entera_simulator_now: EnteraSimulator,
    ogangi_simulator_now: OgangiSimulator,
    ictcore_simulator_now: IctcoreSimulator,
) -> None:
    """By its name; the account counts all the same."""
    entries = [
        infobip_entry(simulator),
        entera_entry(entera_simulator_now),
        ogangi_entry(ogangi_simulator_now),
        ictcore_entry(ictcore_simulator_now),
    ]
    await set_up(hass, *entries)
    for entry in entries:
        account = {"config_entry_id": entry.entry_id}
        refused = await refusal_of(hass, "get_statistics", source="gateway", **account)
        assert refused.translation_key == "statistics_not_offered"
        name = entry.runtime_data.info.name
        assert refused.translation_placeholders == {"gateway": name}
        assert (await act(hass, "get_statistics", **account))["messages"] == 0
    several = await refusal_of(hass, "get_statistics")
    assert several.translation_domain == "homeassistant"
