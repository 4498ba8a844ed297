"""Call the actions of Message Gateways as an automation does."""

from collections.abc import Callable
from typing import Any

from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError, Unauthorized
import pytest
from pytest_homeassistant_custom_component.common import MockUser

from custom_components.message_gateways.const import DOMAIN


async def act(hass: HomeAssistant, action: str, **data: Any) -> Any:
    """Call an action and return its response."""
    return await hass.services.async_call(
        DOMAIN, action, data, blocking=True, return_response=True
    )


async def do(hass: HomeAssistant, action: str, **data: Any) -> None:
    """Call an action without asking for a response."""
    await hass.services.async_call(DOMAIN, action, data, blocking=True)


async def refusal_of(
    hass: HomeAssistant, action: str, **data: Any
) -> HomeAssistantError:
    """Call an action that is refused and return the error."""
    with pytest.raises(HomeAssistantError) as refused:
        await act(hass, action, **data)
    return refused.value


async def error_of(hass: HomeAssistant, action: str, **data: Any) -> HomeAssistantError:
    """Call an action without asking for a response and return the error."""
    with pytest.raises(HomeAssistantError) as refused:
        await do(hass, action, **data)
    return refused.value


async def check_unauthorized(
    hass: HomeAssistant,
    user: MockUser,
    action: str,
    data: dict[str, Any],
    *,
    responds: bool = True,
) -> None:
    """Call an action as a user who may not."""
    with pytest.raises(Unauthorized):
        await hass.services.async_call(
            DOMAIN,
            action,
            data,
            blocking=True,
            return_response=responds,
            context=Context(user_id=user.id),
        )


async def until(hass: HomeAssistant, condition: Callable[[], object]) -> None:
    """Go on without the clock, for a script that waits for something keeps its task."""
    for _ in range(200):
        if condition():
            return
        for entry in hass.config_entries.async_loaded_entries(DOMAIN):
            await entry.runtime_data.store.write(lambda _db: None)
            await entry.runtime_data.store.read(lambda _db: None)
    raise AssertionError("it never came to that")
