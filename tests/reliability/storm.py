"""Send and disturb by a plan, and have the referee judge."""

import asyncio
from collections.abc import Sequence

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError

from tests.engine.accounts import database
from tests.integration.world import notify, notify_ids, send_sms
from tests.simulators.faults import Fault

from .calm import Calm
from .figures import Figures
from .parties import Names, Party
from .plan import Order, Trouble, Weather
from .referee import End, Key, Referee, key_of, read_ends


class Storm:
    """Send and disturb by a plan."""

    def __init__(
        self, hass: HomeAssistant, all_parties: Sequence[Party], names: Names
    ) -> None:
        """Begin with fair weather."""
        self._hass = hass
        self._parties = {each.name: each for each in all_parties}
        self._names = names
        self._callers: list[asyncio.Task[None]] = []
        self.referee = Referee(hass)

    def begin(self, order: Order) -> None:
        """Have somebody send something."""
        for address, give_up_after in order.messages():
            self.referee.asked(order.text, address, give_up_after)
        work = self._notify(order) if order.people else self._send(order)
        self._callers.append(asyncio.create_task(work))

    async def disturb(self, trouble: Trouble, calm: Calm) -> None:
        """Let something go wrong."""
        party = self._parties[trouble.party]
        simulator = party.simulator
        assert simulator is not None
        match trouble.what:
            case Fault() as fault:
                simulator.faults.add(fault)
                return
            case Weather.LOGGED_OUT:
                if party.log_out is None:
                    return
                party.log_out()
            case Weather.REFUSED:
                await simulator.stop()
                await calm.pass_time(trouble.seconds, step=5)
                await simulator.start()
            case Weather.NO_NAME:
                # Connections that are open need no name.
                await simulator.stop()
                self._names.lose(party.host)
                await simulator.start()
                await calm.pass_time(trouble.seconds, step=5)
                self._names.find(party.host)
        self.referee.faults += 1

    async def end(self) -> tuple[Figures, list[str]]:
        """Judge when everybody who sent has an answer."""
        assert all(each.done() for each in self._callers), "somebody still waits"
        await asyncio.gather(*self._callers)
        self.referee.faults += sum(
            each.simulator.faults.struck.total()
            for each in self._parties.values()
            if each.simulator
        )
        taken = [one for party in self._parties.values() for one in party.taken()]
        ends: dict[Key, End] = {}
        for party in self._parties.values():
            ends |= read_ends(database(self._hass, party.entry))
        return self.referee.judge(taken, ends), self.referee.violations

    async def _notify(self, order: Order) -> None:
        """Send as an automation does that waits for nothing."""
        party = self._parties[order.party]
        try:
            await notify(
                self._hass,
                notify_ids(self._hass, party.entry, *order.people),
                order.text,
            )
        except HomeAssistantError:
            self._told_of_an_error(order)
            return
        for address, _ in order.messages():
            self.referee.ended_well(key_of(order.text, address))

    async def _send(self, order: Order) -> None:
        """Send as a script does that looks at the response."""
        party = self._parties[order.party]
        more = {"wait_for": order.waits_for, "timeout": 90} if order.waits_for else {}
        try:
            rows = await send_sms(
                self._hass,
                config_entry_id=party.entry.entry_id,
                to=list(order.addresses),
                message=order.text,
                give_up_after={"minutes": order.minutes},
                fail_at_once=order.fail_at_once,
                **more,
            )
        except HomeAssistantError:
            self._told_of_an_error(order)
            return
        have = {one.key for one in party.taken()}
        for row in rows:
            key = key_of(order.text, row["to"])
            for told in (row["outcome"], row["status"]):
                self.referee.answered(key, told, has_it=key in have)

    def _told_of_an_error(self, order: Order) -> None:
        """Note that whoever sent knows that it may not have been kept."""
        for address, _ in order.messages():
            self.referee.not_kept(key_of(order.text, address))
