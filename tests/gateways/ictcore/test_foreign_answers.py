"""Tests of answers that are not of an ICTCore at all."""

import aiohttp
import pytest

from custom_components.message_gateways.gateways.errors import (
    AskWhatHappenedError,
    ChangeRequestError,
    CheckSettingsError,
    GatewayError,
    TryLaterError,
    UnreadableAnswerError,
)
from custom_components.message_gateways.gateways.ictcore.client import IctcoreClient
from custom_components.message_gateways.gateways.transport import Transport
from tests.gateways.loopback import raw_server, saying

from .canned import CUT, PASSWORD, USERNAME, IctcoreServer, Said
from .operations import Operation
from .operations_of_messages import MESSAGES
from .operations_of_people import PEOPLE
from .operations_of_sending import SENDING

PAGE = Said(body=b"<html>hello</html>", headers={"Content-Type": "text/html"})
# Files may be anything, and some answers are not looked at.
BLIND = {
    "campaigns unschedule",
    "contacts unlink",
    "documents download",
    "recordings download",
    "templates download",
    "transmissions unschedule",
}
OPERATIONS = {
    name: operation
    for name, operation in (MESSAGES | PEOPLE | SENDING).items()
    if name not in BLIND
}


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
async def test_a_page_is_no_answer_to_any_operation(
    operation: Operation, api: IctcoreClient, server: IctcoreServer
) -> None:
    """A proxy answers with HTTP 200, too."""
    server.answers.append(PAGE)
    with pytest.raises(UnreadableAnswerError):
        await operation.call(api)


FOREIGN: dict[str, tuple[Said, type[GatewayError]]] = {
    "page": (PAGE, UnreadableAnswerError),
    "nothing": (Said(body=b""), UnreadableAnswerError),
    "no id": (Said(body={"spool_id": 7}), UnreadableAnswerError),
    "no JSON": (Said(body=b"{bad"), UnreadableAnswerError),
    "deep": (Said(body=b"[" * 100_000), UnreadableAnswerError),
    "no charset": (
        Said(body=b"7", headers={"Content-Type": "application/json; charset=x-y"}),
        UnreadableAnswerError,
    ),
    "half characters": (Said(body=b'"\xff"'), UnreadableAnswerError),
    "huge": (Said(body=b"7" + b" " * 6 * 1024 * 1024), UnreadableAnswerError),
    "huge number": (Said(body=b"7" * 4000), UnreadableAnswerError),
    "fraction": (Said(body=b"7.5"), UnreadableAnswerError),
    "not a number": (Said(body=b"NaN"), UnreadableAnswerError),
    "an error of nothing": (Said(body={"error": {}}), UnreadableAnswerError),
    "an error of null": (Said(body={"error": None}), UnreadableAnswerError),
    "elsewhere": (
        Said(body=b"", status=302, headers={"Location": "http://192.0.2.1/"}),
        CheckSettingsError,
    ),
    "no": (Said(body=b"<html>no</html>", status=403), ChangeRequestError),
    "not here": (Said(body=b"<html>no</html>", status=404), ChangeRequestError),
    "no list": (Said(body=[1], status=400), ChangeRequestError),
    "down": (Said(body=b"<html>down</html>", status=502), AskWhatHappenedError),
    "away": (Said(body=b"", status=503), AskWhatHappenedError),
    "soon": (Said(body=b"", status=503, headers={"Retry-After": "7"}), TryLaterError),
    "not implemented": (Said(body=b"<html>", status=501), AskWhatHappenedError),
    "cut": (Said(body=CUT), AskWhatHappenedError),
}


@pytest.mark.parametrize(("said", "expected"), FOREIGN.values(), ids=FOREIGN)
async def test_a_send_that_meets_something_else_says_whether_it_may_have_gone(
    said: Said,
    expected: type[GatewayError],
    api: IctcoreClient,
    server: IctcoreServer,
) -> None:
    """It is never made a second time."""
    server.answers.append(said)
    with pytest.raises(GatewayError) as raised:
        await api.transmissions.send(1)
    assert type(raised.value) is expected
    assert len(server.calls) == 1


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        ("\ufeff7".encode(), "utf-8"),
        ("7".encode("utf-16"), "utf-16"),
        (b" 7\n", "us-ascii"),
    ],
)
async def test_an_answer_in_another_charset_is_read(
    body: bytes, charset: str, api: IctcoreClient, server: IctcoreServer
) -> None:
    """It says which."""
    server.will_say(body, headers={"Content-Type": f"text/plain; charset={charset}"})
    assert await api.transmissions.send(1) == 7


async def test_what_is_no_http_is_told(client: aiohttp.ClientSession) -> None:
    """Another kind of server listens there."""
    async with raw_server(saying(b"220 mail.example ESMTP\r\n")) as url:
        api = IctcoreClient(Transport(client), str(url), USERNAME, PASSWORD)
        with pytest.raises(CheckSettingsError):
            await api.sign_in()
