"""An ICTCore server at work as one of the gateways."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any, override

import aiohttp

from ..base import (
    Cancels,
    ChecksFirst,
    CleansUp,
    FetchesDocuments,
    Gateway,
    HasCampaigns,
    Receives,
    Reports,
    Resolves,
)
from ..base_address import without_scheme
from ..before_sending import in_words
from ..campaigns import Campaign, CampaignPlan, InUse
from ..errors import GatewayError, InvalidInputError, NotOfferedError
from ..model import (
    Attachment,
    Cancellation,
    Doubt,
    InboundMessage,
    Message,
    Receipt,
    Report,
    Resolution,
    Sent,
)
from ..transport import Transport
from .books import Books
from .campaigning import Campaigning
from .cancelling import cancel_all
from .checks import account_key
from .cleaning import Cleaning
from .client import IctcoreClient
from .client.api import utc_now
from .facts import COUNTERS, Facts
from .following import Following
from .lists import Lists, Pause
from .names import Names
from .receiving import Receiving
from .resolving import resolve_all
from .sending import Sending
from .tools import Tools
from .traces import Traces
from .workshop import Workshop

__all__ = ["COUNTERS", "IctcoreGateway", "identity", "make", "title"]


class IctcoreGateway(
    Gateway,
    ChecksFirst,
    Reports,
    Resolves,
    Cancels,
    Receives,
    FetchesDocuments,
    HasCampaigns,
    CleansUp,
    Books,
    Facts,
):
    """Send SMS, faxes, calls and emails, run campaigns, and leave nothing behind."""

    def __init__(
        self,
        client: IctcoreClient,
        names: Names,
        *,
        account_id: str | None = None,
        server_speech: bool = False,
        keep_messages: bool = False,
        clock: Callable[[], datetime] = utc_now,
        pause: Pause = asyncio.sleep,
    ) -> None:
        """`account_id` is the server's account that sends what names no other.

        With `server_speech` the server speaks what has no audio; with `keep_messages`
        nothing is removed once it is over. `pause` waits for so many seconds.
        """
        tools = Tools(
            client=client,
            names=names,
            traces=Traces(),
            workshop=Workshop(client, names),
            lists=Lists(client, pause),
            clock=clock,
        )
        self._client = client
        self._names = names
        self._account_id = account_id
        self._keep_messages = keep_messages
        self._sending = Sending(
            tools, account_id=account_id, server_speech=server_speech
        )
        self._campaigning = Campaigning(tools, self._sending)
        self._cleaning = Cleaning(tools, self._campaigning)
        self._following = Following(client, names, clock)
        self._receiving = Receiving(client, clock)

    @override
    async def check(self) -> None:
        """Log in and list the accounts, ours among them; raises GatewayError.

        A user that is not active can log in, and no more.
        """
        await self._client.sign_in()
        accounts = await self._client.accounts.list()
        if not self._account_id:
            return
        wanted = account_key(self._account_id)
        if wanted not in {one.account_id for one in accounts}:
            raise in_words(
                InvalidInputError("gateway_account_unknown", account=self._account_id),
                f"There is no account {self._account_id} on the server",
            )

    @override
    async def check_first(self, messages: Sequence[Message]) -> None:
        """Check what is to be sent, and the account it is sent with."""
        self._sending.job_of(messages[0].content)

    @override
    async def send(self, messages: Sequence[Message]) -> Sequence[Receipt]:
        """Send messages of equal content, some at a time; raises GatewayError."""
        try:
            return await self._sending.send(messages)
        except NotOfferedError as err:
            error = err
        raise await self._explained(error)

    @override
    async def fetch_reports(self, sent: Sequence[Sent]) -> Sequence[Report]:
        """Ask where messages stand: one list, more of what is over."""
        return await self._following.fetch(sent)

    @override
    async def resolve(
        self, doubts: Sequence[Doubt], now: datetime
    ) -> Sequence[Resolution]:
        """Look for messages of unknown outcome by their origin."""
        return await resolve_all(self._client, self._names, doubts)

    @override
    async def cancel(self, sent: Sequence[Sent]) -> Sequence[Cancellation]:
        """Cancel what was not sent yet; raises GatewayError."""
        return await cancel_all(self._client, sent)

    @override
    async def fetch_inbound(self, since: datetime | None) -> Sequence[InboundMessage]:
        """Fetch what came in since a time, the oldest first; raises GatewayError."""
        return await self._receiving.fetch(since)

    @override
    async def fetch_document(self, key: str) -> Attachment:
        """Fetch the fax (as a PDF) or the recording that came in."""
        return await self._receiving.fetch_file(key)

    @override
    async def campaigns(self) -> Sequence[Campaign]:
        """List the campaigns of all users; raises GatewayError."""
        return await self._campaigning.list()

    @override
    async def create_campaign(self, plan: CampaignPlan) -> str:
        """Create a campaign and return its id; raises GatewayError."""
        try:
            return await self._campaigning.create(plan)
        except NotOfferedError as err:
            error = err
        raise await self._explained(error)

    @override
    async def start_campaign(self, campaign_id: str) -> None:
        """Start a campaign, or let it go on; raises GatewayError."""
        await self._campaigning.start(campaign_id)

    @override
    async def stop_campaign(self, campaign_id: str) -> None:
        """Pause a campaign; raises GatewayError."""
        await self._campaigning.stop(campaign_id)

    @override
    async def delete_campaign(self, campaign_id: str) -> None:
        """Delete a campaign; its program goes with the next `clean_up`."""
        await self._campaigning.delete(campaign_id)

    @override
    async def clean_up(self, in_use: Callable[[], Awaitable[InUse]]) -> int:
        """Remove what is over, unless messages are kept; raises GatewayError."""
        return 0 if self._keep_messages else await self._cleaning.clean_up(in_use)

    async def _explained(self, error: NotOfferedError) -> NotOfferedError:
        """Name the release where that is why nothing could be created."""
        release = None
        with suppress(GatewayError):
            release = await self.fetch_read_only_release()
        if release is None:
            return error
        return NotOfferedError(
            f"release {release} of ICTCore is not finished and can't create messages:"
            " use a server of the 1.x line"
        )


def make(config: Mapping[str, Any], session: aiohttp.ClientSession) -> IctcoreGateway:
    """Make the gateway of an account from its credentials and options.

    `installation` tells apart what several installations make on one server.
    """
    client = IctcoreClient(
        Transport(session), config["base_url"], config["username"], config["password"]
    )
    return IctcoreGateway(
        client,
        Names(f"{config.get('installation', '')}|{identity(config)}"),
        account_id=config.get("account_id"),
        server_speech=config.get("server_speech", False),
        keep_messages=config.get("keep_messages", False),
    )


def identity(config: Mapping[str, Any]) -> str:
    """Tell accounts apart: the host, and the id of the user, else the name."""
    user = config.get("user_id") or config["username"].strip()
    return f"{_host(config)}|{user}".lower()


def title(config: Mapping[str, Any]) -> str:
    """Name an account for people."""
    return f"{config['username']} ({_host(config)})"


def _host(config: Mapping[str, Any]) -> str:
    """Return the host of an account's address."""
    return without_scheme(config["base_url"]).partition("/")[0]
