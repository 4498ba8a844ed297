"""The simulator: an ICTCore server on loopback."""

from dataclasses import replace
from typing import Any, override

from aiohttp import web

from tests.simulators.clock import Clock, wall_clock
from tests.simulators.http_simulator import HttpSimulator
from tests.simulators.ictcore.agenda import Agenda
from tests.simulators.ictcore.bodies import read_body
from tests.simulators.ictcore.channels import PROVIDERS, Channel
from tests.simulators.ictcore.control import control
from tests.simulators.ictcore.errors import (
    ApiError,
    FatalError,
    ForeignError,
    words_of,
)
from tests.simulators.ictcore.fates import Fate, plain_address
from tests.simulators.ictcore.inbound import receive
from tests.simulators.ictcore.operations import operate
from tests.simulators.ictcore.replies import (
    error_reply,
    fatal_reply,
    foreign_reply,
    value_reply,
)
from tests.simulators.ictcore.sending import finish
from tests.simulators.ictcore.settings import Release, Settings
from tests.simulators.ictcore.tables import Row
from tests.simulators.ictcore.users import ADMIN, hashed, make_user
from tests.simulators.ictcore.world import Outgoing, World
from tests.simulators.received import ReceivedRequest

INTERNAL_ERROR = 500


class IctcoreSimulator(HttpSimulator):
    """Serve the API under `url` and under `url + "/ictcore"`.

    It starts with one user, an administrator with one account, and with one provider
    for SMS, one for voice and fax, one for e-mail. Things go on by `clock()` and are
    caught up with when somebody looks.
    """

    secret_parameters = frozenset(
        {"password", "passwd", "passwd_pin", "hash", "password_hash"}
    )

    def __init__(
        self,
        *,
        username: str = "admin",
        password: str = "secret",
        release: Release | str | None = None,
        strict: bool = False,
        providers: bool = True,
        settings: Settings | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        clock: Clock = wall_clock,
    ) -> None:
        """Prepare a server; `release` and `strict` go before the settings' own."""
        super().__init__(host=host, port=port, clock=clock)
        usual = settings or Settings()
        self.world = World(
            clock=clock,
            settings=replace(
                usual,
                release=Release(release or usual.release),
                strict=strict or usual.strict,
            ),
            agenda=Agenda(clock),
        )
        self.add_user(
            username=username,
            password=password,
            role=ADMIN,
            first_name="System",
            last_name="Administrator",
            phone="111111",
            email="admin@ictcore.example",
        )
        if providers:
            for type_ in ("smpp", "sip", "smtp"):
                self.add_provider(type_)

    @property
    def settings(self) -> Settings:
        """Return the settings in force."""
        return self.world.settings

    @property
    def transmissions(self) -> list[Row]:
        """Return the rows of all transmissions, as they stand now."""
        self.world.agenda.run()
        return list(self.world.tables.transmissions)

    @property
    def sent(self) -> list[Outgoing]:
        """Return everything that left the server, oldest first."""
        self.world.agenda.run()
        return self.world.sent

    def configure(self, **changes: Any) -> None:
        """Change settings while it runs; `delays` takes a whole Delays."""
        self.world.settings = replace(self.world.settings, **changes)

    def add_user(
        self, *, username: str, password: str, role: str | None = None, **others: Any
    ) -> int:
        """Add a user (role "1": user, "2": admin) with an account; return the id."""
        values = others | {"username": username, "passwd": hashed(password)}
        user_id = make_user(self.world, None, values)
        if role is not None:
            self.world.roles.add((str(user_id), role))
        return user_id

    def add_provider(self, type_: str, **others: Any) -> int:
        """Add an active provider of a type (smpp, http, sip, smtp); return its id."""
        values = {
            "name": type_,
            "host": f"{type_}.example",
            "service_flag": int(PROVIDERS[type_]),
            "node_id": 1,
        }
        return self.world.insert(
            self.world.tables.providers, "1", **values | others, type=type_
        )

    def remove_providers(self) -> None:
        """Leave nothing to send by."""
        self.world.tables.providers.clear()

    def expire_tokens(self) -> None:
        """Let all tokens end now."""
        self.world.tokens.clear()

    def receive(
        self,
        *,
        from_: str,
        text: str = "",
        channel: Channel = Channel.SMS,
        subject: str | None = None,
        media: bytes = b"",
        account_id: str | None = None,
    ) -> Row:
        """Let something arrive at an account (the first when None), in 2.1.0 too.

        `text` is for SMS and e-mail (with `subject`), `media` for fax and voice.
        """
        self.world.agenda.run()
        return receive(
            self.world,
            channel=channel,
            from_=from_,
            text=text,
            subject=subject,
            media=media,
            account_id=account_id,
        )

    def decide(self, address: str, fate: Fate | str | None) -> None:
        """Say what becomes of all that goes to an address (None: what it says)."""
        plain = plain_address(address)
        self.world.fates.pop(plain, None)
        if fate is not None:
            self.world.fates[plain] = Fate(fate)

    def finish(self, transmission_id: int, fate: Fate | str = Fate.DELIVERED) -> None:
        """End the last attempt of a transmission now. Raises KeyError without one."""
        self.world.agenda.run()
        finish(self.world, transmission_id, Fate(fate))

    def fill(self, count: int, **values: Any) -> None:
        """Add so many transmissions of somebody else's; `values` are their columns."""
        contact = {"first_name": "Filler", "phone": "12025550199"}
        contact_id = self.world.insert(self.world.tables.contacts, "1", **contact)
        others = {
            "origin": "other",
            "direction": "outbound",
            "service_flag": int(Channel.SMS),
            "status": "completed",
            "account_id": 1,
            "contact_id": contact_id,
        } | values
        for _ in range(count):
            self.world.insert(self.world.tables.transmissions, "1", **others)

    def status_of(self, transmission_id: int) -> str:
        """Return where a transmission stands now. Raises KeyError."""
        self.world.agenda.run()
        return str(self.world.tables.transmissions.row(transmission_id)["status"])

    @override
    async def settle(self) -> None:
        """Do what is due."""
        self.world.agenda.run()
        await super().settle()

    @override
    def reset(self) -> None:
        """Forget all but users, accounts, providers, tokens and settings."""
        super().reset()
        self.world.forget()

    @override
    async def answer(self, received: ReceivedRequest) -> web.Response:
        """Carry out a request and answer it."""
        try:
            value = operate(self.world, received)
        except ApiError as error:
            return error_reply(self.world, received, error)
        except ForeignError as error:
            return foreign_reply(self.world, received, str(error))
        except FatalError:
            return fatal_reply()
        return value_reply(self.world, received, value)

    @override
    def error(self, received: ReceivedRequest, status: int) -> web.Response:
        """Return the server's answer with a status: nothing at all with 500."""
        if status == INTERNAL_ERROR:
            return fatal_reply()
        return error_reply(self.world, received, ApiError(status, words_of(status)))

    @override
    def read_body(self, content_type: str, raw: bytes) -> Any:
        """Parse JSON and forms that are exactly called so."""
        return read_body(content_type, raw)

    @override
    async def control(self, received: ReceivedRequest) -> web.Response:
        """Answer the control interface."""
        return await control(self, received)
