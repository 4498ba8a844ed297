"""All operations, by subject."""

from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import md5

from ...transport import Transport
from ..models.session import SignIn
from .accounts import Accounts
from .calls import Calls
from .campaigns import Campaigns
from .contacts import Contacts
from .csv import Csv
from .documents import Documents
from .exchange import Exchange
from .groups import Groups
from .programs import Programs
from .providers import Providers
from .recordings import Recordings
from .session import Session
from .spools import Spools
from .statistics import Statistics
from .templates import Templates
from .texts import Texts
from .transmissions import Transmissions
from .users import Users


def utc_now() -> datetime:
    """Return the time in UTC."""
    return datetime.now(UTC)


def _hash_of(password: str) -> str:
    """Return the hash that the server keeps, and shows (field-notes.md 2)."""
    return md5(password.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()


class IctcoreClient:
    """The API of one user; every operation raises GatewayError.

    What others own is seen and changed as well: the server keeps no users apart.
    """

    def __init__(
        self,
        transport: Transport,
        base_url: str,
        username: str,
        password: str,
        *,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """Take the address before `/authenticate`; logs in when it is first asked."""
        exchange = Exchange(transport, base_url, (password, _hash_of(password)))
        self._session = Session(exchange, username, password, clock=clock)
        calls = Calls(exchange, self._session)
        self.accounts = Accounts(calls)
        self.campaigns = Campaigns(calls)
        self.contacts = Contacts(calls)
        self.csv = Csv(calls)
        self.documents = Documents(calls)
        self.groups = Groups(calls)
        self.programs = Programs(calls)
        self.providers = Providers(calls)
        self.recordings = Recordings(calls)
        self.spools = Spools(calls)
        self.statistics = Statistics(calls)
        self.templates = Templates(calls)
        self.texts = Texts(calls)
        self.transmissions = Transmissions(calls)
        self.users = Users(calls)

    async def sign_in(self) -> SignIn:
        """Log in anew and tell who that is (`/authenticate`).

        A user that is not active can log in, and is refused by every call after it.
        """
        return await self._session.sign_in()
