"""A simulator of Entera's Simple REST API v2, made from api.md and its field notes."""

from tests.simulators.clock import SettableClock
from tests.simulators.entera.accounts import Account
from tests.simulators.entera.behaviours import Behaviour
from tests.simulators.entera.codes import Channel, Status
from tests.simulators.entera.messages import Message
from tests.simulators.entera.numbers import Form
from tests.simulators.entera.oddities import Oddity, OddKind
from tests.simulators.entera.server import EnteraSimulator
from tests.simulators.entera.settings import (
    BadMedia,
    Delays,
    Empty,
    MissingMacro,
    Settings,
)
from tests.simulators.faults import Fault, FaultKind

__all__ = [
    "Account",
    "BadMedia",
    "Behaviour",
    "Channel",
    "Delays",
    "Empty",
    "EnteraSimulator",
    "Fault",
    "FaultKind",
    "Form",
    "Message",
    "MissingMacro",
    "OddKind",
    "Oddity",
    "SettableClock",
    "Settings",
    "Status",
]
