"""Everything the simulator knows: accounts, messages, inbox, what is to be pushed."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
import hashlib

from tests.simulators.clock import Clock
from tests.simulators.ogangi.accounts import Account
from tests.simulators.ogangi.inbound import InboundMessage
from tests.simulators.ogangi.messages import Message
from tests.simulators.ogangi.settings import Dates, Settings


@dataclass(slots=True, kw_only=True)
class World:
    """Hold the state that all operations work on."""

    clock: Clock
    settings: Settings
    accounts: dict[str, Account] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    inbox: list[InboundMessage] = field(default_factory=list)
    unpushed: list[InboundMessage] = field(default_factory=list)

    def new_id(self) -> str:
        """Return the next message id: 64 bits, often negative."""
        digest = hashlib.sha256(str(len(self.messages)).encode()).digest()
        return str(int.from_bytes(digest[:8], signed=True))

    def status(self, message: Message) -> str:
        """Return where a message stands now."""
        return message.status_at(self.clock(), self.settings.delays)

    def written(self, moment: datetime) -> str:
        """Write a date with its offset, as the document has it."""
        text = moment.astimezone(self.settings.zone).isoformat(timespec="milliseconds")
        return text.replace("+00:00", "Z")

    def written_inbound(self, moment: datetime) -> str:
        """Write the date of a received message."""
        if self.settings.dates is Dates.ISO:
            return self.written(moment)
        local = moment.astimezone(self.settings.zone).replace(tzinfo=None)
        return local.isoformat(" ", timespec="milliseconds")

    def receive(
        self,
        account: Account,
        *,
        from_: str,
        text: str,
        to: str | None = None,
        keyword: str = ".*",
        carrier: str | None = None,
        received_at: datetime | None = None,
    ) -> InboundMessage:
        """Let a message arrive, now or at a time, at the account's code or another."""
        inbound = InboundMessage(
            instance_id=account.instance_id,
            from_=from_,
            to=to or account.codes[0],
            text=text,
            keyword=keyword,
            carrier=carrier or account.carriers[0],
            received_at=received_at or self.clock(),
        )
        self.inbox.append(inbound)
        self.unpushed.append(inbound)
        return inbound

    def collect_replies(self) -> None:
        """Let the replies arrive that are due."""
        delays = self.settings.delays
        for message in self.messages:
            due = message.end(delays) + timedelta(seconds=delays.reply)
            if (
                message.behaviour.replies
                and not message.replied
                and not message.refused
                and due <= self.clock()
            ):
                message.replied = True
                self.receive(
                    self.accounts[message.instance_id],
                    from_=message.to,
                    to=message.from_,
                    text=self.settings.reply_text,
                    received_at=due,
                )

    def forget(self) -> None:
        """Forget messages, inbox and pushes."""
        self.messages.clear()
        self.inbox.clear()
        self.unpushed.clear()
