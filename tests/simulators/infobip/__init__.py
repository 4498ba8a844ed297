"""A simulator of the Infobip-compatible SMS API v1, made from api.md."""

from tests.simulators.clock import SettableClock
from tests.simulators.faults import Fault, FaultKind
from tests.simulators.infobip.accounts import Account
from tests.simulators.infobip.server import InfobipSimulator
from tests.simulators.infobip.settings import Delays, Dialect, Settings

__all__ = [
    "Account",
    "Delays",
    "Dialect",
    "Fault",
    "FaultKind",
    "InfobipSimulator",
    "SettableClock",
    "Settings",
]
