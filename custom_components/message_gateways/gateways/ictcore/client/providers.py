"""Providers, the ways out of the server: `/providers` (field-notes.md 7)."""

from ..answers.providers import parse_provider
from ..models.providers import NewProvider, Provider, ProviderFields
from .calls import Calls
from .written import body_of, place

ABOUT = "Provider"


class Providers:
    """The ways out; a send takes the first active one of its service."""

    def __init__(self, calls: Calls) -> None:
        """Ask by these calls."""
        self._calls = calls

    async def create(self, provider: NewProvider) -> int:
        """Make a provider and return its id.

        With SIP it is an AskWhatHappenedError, though the provider is saved.
        """
        return await self._calls.create_one(place("providers"), body_of(provider))

    async def list(self) -> tuple[Provider, ...]:
        """Return all providers; no filter is documented."""
        return await self._calls.get_rows(place("providers"), parse_provider)

    async def get(self, provider_id: int) -> Provider:
        """Return a provider, without its password."""
        path = place("providers", provider_id)
        return await self._calls.get_one(path, parse_provider, about=ABOUT)

    async def update(self, provider_id: int, changes: ProviderFields) -> Provider:
        """Change what is given of a provider and return what it is now."""
        return await self._calls.change_one(
            place("providers", provider_id),
            body_of(changes, ProviderFields),
            parse_provider,
            known=provider_id,
            about=ABOUT,
        )

    async def delete(self, provider_id: int) -> None:
        """Delete a provider."""
        await self._calls.remove(place("providers", provider_id), about=ABOUT)
