"""Everything the simulator knows: accounts, sessions, messages, inbox."""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
import secrets

from tests.simulators.clock import Clock
from tests.simulators.devino.accounts import Account, Sessions
from tests.simulators.devino.errors import ApiError
from tests.simulators.devino.inbound import InboundMessage
from tests.simulators.devino.messages import Channel, Message
from tests.simulators.devino.params import Params
from tests.simulators.devino.settings import Expired, IdStyle, Settings
from tests.simulators.devino.states import Way, sms_way, viber_way

FIRST_ID, FIRST_INBOUND_ID = 579700854169272358, 539187174


@dataclass(slots=True, kw_only=True)
class World:
    """Hold the state that all operations work on."""

    clock: Clock
    settings: Settings
    accounts: dict[str, Account] = field(default_factory=dict)
    sessions: Sessions = field(default_factory=Sessions)
    messages: list[Message] = field(default_factory=list)
    inbox: list[InboundMessage] = field(default_factory=list)
    _by_id: dict[str, Message] = field(default_factory=dict)
    _ids: count[int] = field(default_factory=lambda: count(FIRST_ID))
    _inbound_ids: count[int] = field(default_factory=lambda: count(FIRST_INBOUND_ID))

    def account_of(self, params: Params) -> Account:
        """Return the account whose session a request bears. Raises ApiError."""
        session = self.sessions.find(params.required("SessionID"))
        account = self.accounts.get(session.login) if session else None
        if session is None or account is None:
            raise ApiError(3)
        if self.clock() < session.until:
            return account
        if self.settings.expired is Expired.INVALID:
            raise ApiError(3)
        raise ApiError(4, "SessionID expired")

    def new_sms_ids(self, to: str, segments: int) -> tuple[str, ...]:
        """Return an id for each segment of an SMS."""
        if self.settings.id_style is IdStyle.NUMERIC:
            return tuple(str(next(self._ids)) for _ in range(segments))
        mark = f"SAR-GW01+{to}-{secrets.token_hex(4)}-{segments}"
        return tuple(f"{mark}-{segment}" for segment in range(1, segments + 1))

    def new_viber_id(self) -> str:
        """Return the id of a Viber message, like GW0261BBD6B3."""
        return f"GW{secrets.token_hex(5).upper()}"

    def keep(self, account: Account, message: Message) -> None:
        """Keep a message and take its cost from the account."""
        account.credit -= message.cost
        self.messages.append(message)
        self._by_id.update(dict.fromkeys(message.ids, message))

    def forget(self) -> None:
        """Forget messages and inbox; sessions stay."""
        self.messages.clear()
        self.inbox.clear()
        self._by_id.clear()

    def find(self, account: Account, channel: Channel, id_: str) -> Message | None:
        """Return the account's message of a channel that has an id, or None."""
        message = self._by_id.get(id_)
        if message is None or (message.login, message.channel) != (
            account.login,
            channel,
        ):
            return None
        return message

    def way(self, message: Message, segment: int = 0) -> Way:
        """Return the steps a message, or one of its segments, has made until now."""
        if message.channel is Channel.VIBER:
            return viber_way(message, self.clock(), self.settings.delays)
        return sms_way(message, segment, self.clock(), self.settings.delays)

    def messages_of(self, account: Account, channel: Channel) -> list[Message]:
        """Return an account's messages of a channel, oldest first."""
        return [
            message
            for message in self.messages
            if (message.login, message.channel) == (account.login, channel)
        ]

    def receive(
        self,
        account: Account,
        *,
        from_: str,
        text: str,
        to: str | None = None,
        received_at: datetime | None = None,
    ) -> InboundMessage:
        """Let a message arrive, now or at a time, at an account's number or another."""
        inbound = InboundMessage(
            login=account.login,
            message_id=str(next(self._inbound_ids)),
            from_=from_,
            to=to or account.number,
            text=text,
            received_at=received_at or self.clock(),
        )
        self.inbox.append(inbound)
        return inbound
