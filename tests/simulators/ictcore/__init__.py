"""A simulator of an ICTCore server, made from the guide and, first, the field notes."""

from tests.simulators.clock import SettableClock
from tests.simulators.faults import Fault, FaultKind
from tests.simulators.ictcore.channels import Channel
from tests.simulators.ictcore.fates import Fate
from tests.simulators.ictcore.server import IctcoreSimulator
from tests.simulators.ictcore.settings import Delays, Release, Settings
from tests.simulators.ictcore.world import Outgoing

__all__ = [
    "Channel",
    "Delays",
    "Fate",
    "Fault",
    "FaultKind",
    "IctcoreSimulator",
    "Outgoing",
    "Release",
    "SettableClock",
    "Settings",
]
