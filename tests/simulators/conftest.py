"""Fixtures for the tests of the simulators."""

from tests.simulators.devino.fixtures import (
    devino_clock,
    devino_simulator,
    devino_simulator_now,
)
from tests.simulators.entera.fixtures import (
    entera_clock,
    entera_simulator,
    entera_simulator_now,
)
from tests.simulators.ictcore.fixtures import (
    ictcore_clock,
    ictcore_simulator,
    ictcore_simulator_h,
    ictcore_simulator_now,
)
from tests.simulators.infobip.fixtures import (
    infobip_clock,
    infobip_simulator,
    infobip_simulator_now,
)
from tests.simulators.ogangi.fixtures import (
    ogangi_clock,
    ogangi_simulator,
    ogangi_simulator_now,
)

__all__ = [
    "devino_clock",
    "devino_simulator",
    "devino_simulator_now",
    "entera_clock",
    "entera_simulator",
    "entera_simulator_now",
    "ictcore_clock",
    "ictcore_simulator",
    "ictcore_simulator_h",
    "ictcore_simulator_now",
    "infobip_clock",
    "infobip_simulator",
    "infobip_simulator_now",
    "ogangi_clock",
    "ogangi_simulator",
    "ogangi_simulator_now",
]
