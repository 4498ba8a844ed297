"""Messages sent through the simulator, and the states they move through."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.simulators.ogangi.behaviours import Behaviour
from tests.simulators.ogangi.settings import Delays


@dataclass(slots=True, kw_only=True)
class Message:
    """One message to one number.

    `method` is how it was sent: `sendSMS`, `sendMT` or `sendSMSPinMobileNumberConfirm`.
    `refused` is the status it was refused with at once.
    """

    instance_id: str
    message_id: str
    method: str
    carrier: str
    from_: str
    to: str
    text: str
    flags: str | None = None
    sent_at: datetime
    behaviour: Behaviour
    refused: str | None = None
    replied: bool = False

    def end(self, delays: Delays) -> datetime:
        """Return when it reaches its last status."""
        seconds = delays.slow if self.behaviour.slow else delays.final
        return self.sent_at + timedelta(seconds=seconds)

    def status_at(self, now: datetime, delays: Delays) -> str:
        """Return its status at a time."""
        if self.refused:
            return self.refused
        if now >= self.end(delays):
            return self.behaviour.final
        if now >= self.sent_at + timedelta(seconds=delays.carrier):
            return "DELIVERED_TO_CARRIER"
        return "SENT_TO_CARRIER"
