"""Tests that no password, token, hash, PIN or text gets out."""

from collections.abc import Iterator
from hashlib import md5
import logging
from typing import Any

import pytest

from custom_components.message_gateways.gateways.errors import GatewayError
from custom_components.message_gateways.gateways.ictcore.client import IctcoreClient
from custom_components.message_gateways.gateways.ictcore.client.exchange import (
    Heard,
    Request,
)
from custom_components.message_gateways.gateways.ictcore.codes import (
    ProgramType,
    ProviderType,
)
from custom_components.message_gateways.gateways.ictcore.models.accounts import (
    AccountFields,
)
from custom_components.message_gateways.gateways.ictcore.models.contacts import (
    ContactFilter,
)
from custom_components.message_gateways.gateways.ictcore.models.messages import (
    NewTemplate,
    NewText,
)
from custom_components.message_gateways.gateways.ictcore.models.programs import (
    NewProgram,
)
from custom_components.message_gateways.gateways.ictcore.models.providers import (
    NewProvider,
    ProviderFields,
)
from custom_components.message_gateways.gateways.ictcore.models.transmissions import (
    NewTransmission,
)
from custom_components.message_gateways.gateways.ictcore.models.users import NewUser

from . import samples
from .canned import CUT, PASSWORD, IctcoreServer, Said, error, refused, signed_in
from .operations import Call

TOKEN, TEXT = "t0ken-of-ours", "The key is under the mat"
SECRETS = (TOKEN, TEXT, PASSWORD, "s3cret-of-hall", "4406", samples.HASH, "cl3arText")

CALLS: dict[str, Call] = {
    "a text": lambda api: api.texts.create(NewText(name="t", data=TEXT)),
    "a template": lambda api: api.templates.create(
        NewTemplate(name="t", subject=TEXT, body=TEXT, body_alt=TEXT)
    ),
    "speech": lambda api: api.programs.create_voice_tts(TEXT),
    "the shortcut": lambda api: api.programs.create_transmission(
        NewProgram(type=ProgramType.VOICE_TTS, parameter=TEXT),
        NewTransmission(account_id=1, contact_id=1),
    ),
    "an account": lambda api: api.accounts.create(
        AccountFields(passwd="s3cret-of-hall", passwd_pin="4406")
    ),
    "a user": lambda api: api.users.create(
        NewUser(username="hall", password="s3cret-of-hall")
    ),
    "a password": lambda api: api.users.set_password(4, "s3cret-of-hall"),
    "a provider": lambda api: api.providers.update(
        2, ProviderFields(password="cl3arText")
    ),
    "what is read": lambda api: api.accounts.get(1),
}
ECHO = "; ".join(SECRETS)
SAID = {
    "refused": refused(417, ECHO),
    "refused in words": Said(body={"error": ECHO}),
    "within 200": Said(body=error(0, ECHO)),
    "signed out": refused(401, ECHO),
    "fatal": refused(500, ECHO),
    "no JSON": Said(body=ECHO.encode()),
    "a text": Said(body=ECHO),
    "cut": Said(body=CUT),
    "page": Said(body=f"<html>{ECHO}</html>".encode(), status=500),
}


def words_of(err: GatewayError) -> Iterator[str]:
    """Return all that an error says, and all that led to it."""
    found: BaseException | None = err
    while found is not None:
        yield from (str(found), repr(found), repr(vars(found)))
        shown = None if found.__suppress_context__ else found.__context__
        found = found.__cause__ or shown


def of_this_call(name: str) -> tuple[str, ...]:
    """Return the secrets that a call has; what others have it can't know."""
    return {
        "an account": (TOKEN, "s3cret-of-hall", "4406"),
        "a user": (TOKEN, "s3cret-of-hall"),
        "a password": (TOKEN, "s3cret-of-hall"),
        "a provider": (TOKEN, "cl3arText"),
        "what is read": (TOKEN,),
    }.get(name, (TOKEN, TEXT))


@pytest.mark.parametrize("said", SAID.values(), ids=SAID)
@pytest.mark.parametrize("name", CALLS)
async def test_no_secret_of_a_call_is_in_a_log_or_an_error(
    name: str,
    said: Said,
    api: IctcoreClient,
    server: IctcoreServer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A server may repeat what it was asked."""
    caplog.set_level(logging.DEBUG)
    server.log_ins += [signed_in(TOKEN)] * 2
    server.answers.append(said)
    with pytest.raises(GatewayError) as raised:
        await CALLS[name](api)
    # What the server of this test writes down itself is not ours.
    logged = [
        record.getMessage()
        for record in caplog.records
        if record.name != "aiohttp.access"
    ]
    assert any("POST /authenticate" in line for line in logged)
    for line in (*words_of(raised.value), *logged, repr(api)):
        for secret in of_this_call(name):
            assert secret not in line


@pytest.mark.parametrize(
    "said",
    [
        refused(401, f"no {PASSWORD} here"),
        refused(500, f"no {PASSWORD} here"),
        Said(body=error(0, f"no {PASSWORD} here")),
        Said(body={"token": f"{PASSWORD} "}),
        Said(body=CUT),
    ],
)
async def test_the_password_is_in_no_log_and_no_error(
    said: Said,
    api: IctcoreClient,
    server: IctcoreServer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Whatever becomes of the log-in."""
    caplog.set_level(logging.DEBUG)
    server.log_ins.append(said)
    with pytest.raises(GatewayError) as raised:
        await api.sign_in()
    for line in (*words_of(raised.value), caplog.text):
        assert PASSWORD not in line


def test_no_secret_is_shown_by_what_holds_it() -> None:
    """Logs and debuggers print these."""
    shown = [
        NewText(name="t", data=TEXT),
        NewTemplate(name="t", subject=TEXT, body=TEXT, body_alt=TEXT),
        NewProgram(type=ProgramType.VOICE_TTS, parameter=TEXT),
        AccountFields(passwd="s3cret-of-hall", passwd_pin="4406"),
        NewUser(username="hall", password="s3cret-of-hall"),
        NewProvider(type=ProviderType.HTTP, name="x", password="cl3arText"),
        Request(method="POST", path="/", document={"data": TEXT}, upload=TEXT.encode()),
        Heard(secrets=SECRETS),
    ]
    for each in shown:
        for secret in SECRETS:
            assert secret not in repr(each)


async def test_hashes_and_pins_that_the_server_shows_are_left_there(
    api: IctcoreClient, server: IctcoreServer
) -> None:
    """In no field of anything that is read."""
    for sample, call in [
        (samples.ACCOUNT, api.accounts.get),
        (samples.TRANSMISSION, api.transmissions.get),
        (samples.USER, api.users.get),
        (samples.PROVIDER, api.providers.get),
    ]:
        server.answers.clear()
        server.will_say(sample)
        found: Any = await call(1)
        values = [repr(getattr(found, name)) for name in found.__dataclass_fields__]
        for secret in (samples.HASH, samples.PIN, "cl3arText"):
            assert secret not in repr(found) + "".join(values)
            assert not any("passw" in name for name in found.__dataclass_fields__)


async def test_a_log_line_names_the_operation_and_no_more(
    api: IctcoreClient, server: IctcoreServer, caplog: pytest.LogCaptureFixture
) -> None:
    """Filters hold numbers and names."""
    caplog.set_level(logging.DEBUG, "custom_components.message_gateways")
    server.will_say([])
    await api.contacts.list(ContactFilter(phone="447700900123"))
    assert "GET /contacts: HTTP 200" in caplog.messages
    assert "900123" not in "".join(
        record.getMessage()
        for record in caplog.records
        if record.name.startswith("custom_components")
    )


@pytest.mark.parametrize("status", [417, 500])
async def test_the_password_and_its_hash_are_in_no_error_of_any_call(
    status: int, api: IctcoreClient, server: IctcoreServer
) -> None:
    """A server may repeat what it knows of whoever asks."""
    hashed = md5(PASSWORD.encode(), usedforsecurity=False).hexdigest()
    server.answers.append(refused(status, f"{PASSWORD} and {hashed} of admin"))
    with pytest.raises(GatewayError, match="of admin") as raised:
        await api.contacts.list()
    for line in words_of(raised.value):
        assert PASSWORD not in line
        assert hashed not in line
