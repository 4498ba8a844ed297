"""What all tests share."""

import pytest

# Imported before Home Assistant starts: the test package brings a custom_components
# of its own, which would be found first.
import custom_components.message_gateways  # noqa: F401


@pytest.fixture(autouse=True)
def _custom_integrations_are_found(request: pytest.FixtureRequest) -> None:
    """Let Home Assistant load this repository's integration."""
    if "hass" in request.fixturenames:
        request.getfixturevalue("enable_custom_integrations")
