"""What a server tells of itself: counts, accounts, who logs in, which release it is."""

from collections.abc import Mapping, Sequence
from typing import override

from ..base import HasCounters, IdentifiesItself, KnowsItsRelease, OffersChoices
from ..model import Choice
from .client import IctcoreClient
from .models.accounts import Account

READ_ONLY_RELEASE = "2.1.0"
_COUNTS = {
    "users": "user_total",
    "accounts": "account_total",
    "direct_numbers": "did_total",
    "campaigns": "campaign_total",
    "active_campaigns": "campaign_active",
    "address_books": "group_total",
    "contacts": "contact_total",
    "messages": "transmission_total",
    "inbound_messages": "transmission_inbound",
    "outbound_messages": "transmission_outbound",
    "active_messages": "transmission_active",
}
COUNTERS = tuple(_COUNTS)


class Facts(HasCounters, OffersChoices, IdentifiesItself, KnowsItsRelease):
    """Ask a server about itself; every method raises GatewayError."""

    _client: IctcoreClient

    @override
    async def fetch_counters(self) -> Mapping[str, int]:
        """Count what there is on the server, of all users."""
        counts = await self._client.statistics.get()
        found = {name: getattr(counts, theirs) for name, theirs in _COUNTS.items()}
        return {name: count for name, count in found.items() if count is not None}

    @override
    async def fetch_choices(self, field: str) -> Sequence[Choice]:
        """List the accounts that can send; of other fields nothing."""
        if field != "account_id":
            return ()
        return [
            Choice(value=str(one.account_id), label=label_of(one))
            for one in await self._client.accounts.list()
            if one.active is not False
        ]

    @override
    async def identify(self) -> Mapping[str, str]:
        """Tell who logs in."""
        user_id = (await self._client.sign_in()).user_id
        return {} if user_id is None else {"user_id": str(user_id)}

    @override
    async def fetch_read_only_release(self) -> str | None:
        """Name release 2.1.0, which can't create messages; None for any other."""
        counts = await self._client.statistics.get()
        return READ_ONLY_RELEASE if counts.of_unfinished_release else None


def label_of(account: Account) -> str:
    """Name one of the server's accounts: who it is, and what it sends from."""
    name = " ".join(part for part in (account.first_name, account.last_name) if part)
    parts = (account.username, name, account.phone, account.email)
    shown = ", ".join(part for part in parts if part)
    return f"{shown} ({account.account_id})" if shown else str(account.account_id)
