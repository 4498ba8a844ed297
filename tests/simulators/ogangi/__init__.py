"""A simulator of the OGangi / Messangi API, made from its page and the field notes."""

from tests.simulators.clock import SettableClock
from tests.simulators.faults import Fault, FaultKind
from tests.simulators.ogangi.accounts import Account
from tests.simulators.ogangi.server import OgangiSimulator
from tests.simulators.ogangi.settings import (
    Dates,
    Delays,
    Names,
    PageZero,
    Settings,
)

__all__ = [
    "Account",
    "Dates",
    "Delays",
    "Fault",
    "FaultKind",
    "Names",
    "OgangiSimulator",
    "PageZero",
    "SettableClock",
    "Settings",
]
