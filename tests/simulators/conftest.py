"""Fixtures for the tests of the simulators."""

from tests.simulators.infobip.fixtures import (
    infobip_clock,
    infobip_simulator,
    infobip_simulator_now,
)

__all__ = ["infobip_clock", "infobip_simulator", "infobip_simulator_now"]
