"""A simulator of Devino's REST API, made from api.ru.md and its field notes."""

from tests.simulators.clock import SettableClock
from tests.simulators.devino.accounts import Account
from tests.simulators.devino.messages import Channel, Message
from tests.simulators.devino.server import DevinoSimulator
from tests.simulators.devino.settings import Delays, Expired, IdStyle, Settings
from tests.simulators.faults import Fault, FaultKind

__all__ = [
    "Account",
    "Channel",
    "Delays",
    "DevinoSimulator",
    "Expired",
    "Fault",
    "FaultKind",
    "IdStyle",
    "Message",
    "SettableClock",
    "Settings",
]
