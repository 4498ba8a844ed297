"""Everything the simulator knows: accounts, messages, inbox, what is to be pushed."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import uuid4

from tests.simulators.clock import Clock
from tests.simulators.infobip.accounts import Account
from tests.simulators.infobip.inbound import InboundMessage, keyword_of
from tests.simulators.infobip.messages import Message
from tests.simulators.infobip.replies import Reply
from tests.simulators.infobip.settings import Settings
from tests.simulators.infobip.states import State, state_at


@dataclass(slots=True, kw_only=True)
class LookupPush:
    """The result of a number lookup that waits to be pushed."""

    due: datetime
    url: str
    content_type: str
    reply: Reply


@dataclass(slots=True, kw_only=True)
class World:
    """Hold the state that all operations work on."""

    clock: Clock
    settings: Settings
    accounts: dict[str, Account] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    inbox: list[InboundMessage] = field(default_factory=list)
    lookups: list[LookupPush] = field(default_factory=list)
    _by_id: dict[tuple[str, str], Message] = field(default_factory=dict)

    def find(self, account: Account, message_id: str) -> Message | None:
        """Return the account's message with an id, or None."""
        return self._by_id.get((account.user, message_id))

    def keep(self, message: Message) -> None:
        """Keep a message, in the place of an earlier one of the same id."""
        key = (message.user, message.message_id)
        if key in self._by_id:
            self.messages.remove(self._by_id[key])
        self._by_id[key] = message
        self.messages.append(message)

    def forget(self) -> None:
        """Forget messages, inbox and lookups."""
        self.messages.clear()
        self.inbox.clear()
        self.lookups.clear()
        self._by_id.clear()

    def state(self, message: Message) -> State:
        """Return where a message stands now."""
        return state_at(message, self.clock(), self.settings.delays)

    def messages_of(self, account: Account) -> list[Message]:
        """Return an account's messages, oldest first."""
        return [message for message in self.messages if message.user == account.user]

    def inbox_of(self, account: Account) -> list[InboundMessage]:
        """Return an account's received messages, oldest first."""
        return [inbound for inbound in self.inbox if inbound.user == account.user]

    def receive(
        self,
        account: Account,
        *,
        from_: str,
        to: str | None = None,
        text: str,
        keyword: str | None = None,
        received_at: datetime | None = None,
    ) -> InboundMessage:
        """Let a message arrive, now or at a time, at the account's number or another.

        Without `keyword` the first word is it, if the account has such a keyword.
        """
        inbound = InboundMessage(
            user=account.user,
            message_id=str(uuid4()),
            from_=from_,
            to=to or account.number,
            text=text,
            keyword=keyword_of(text, account.keywords) if keyword is None else keyword,
            received_at=received_at or self.clock(),
        )
        self.inbox.append(inbound)
        return inbound

    def collect_replies(self) -> None:
        """Let the replies arrive that are due."""
        delay = timedelta(seconds=self.settings.delays.reply)
        for message in self.messages:
            if not message.behaviour.replies or message.replied:
                continue
            state = self.state(message)
            if (
                state.final
                and state.status.id == 5
                and state.since + delay <= self.clock()
            ):
                message.replied = True
                self.receive(
                    self.accounts[message.user],
                    from_=message.to,
                    to=message.from_ if message.from_.isdigit() else None,
                    text=self.settings.reply_text,
                    received_at=state.since + delay,
                )
