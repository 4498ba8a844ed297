"""Tests of files: up, down, and as CSV."""

import pytest

from custom_components.message_gateways.gateways.errors import (
    AskWhatHappenedError,
    GatewayError,
    InvalidInputError,
    UnreadableAnswerError,
)
from custom_components.message_gateways.gateways.ictcore.client import (
    IctcoreClient,
    calls,
    transmissions,
)
from custom_components.message_gateways.gateways.ictcore.client.csv import (
    check_csv,
    read_csv,
    write_csv,
)
from custom_components.message_gateways.gateways.ictcore.models.contacts import (
    ContactFields,
)
from custom_components.message_gateways.gateways.ictcore.models.messages import Media
from custom_components.message_gateways.gateways.transport import TOTAL_TIMEOUT

from . import samples
from .canned import IctcoreServer, Said, error

ANN = ContactFields(
    phone="03001234567",
    first_name="Ann",
    last_name="Li",
    email="ann@example.com",
    address="1 St",
    custom1="c1",
    description="d",
)


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ("audio/wav", "audio/wav"),
        ("audio/mpeg", "audio/mpeg3"),
        ("Audio/MPEG; charset=binary", "audio/mpeg3"),
        ("audio/x-gsm", "audio/x-gsm"),
    ],
)
async def test_a_recording_goes_by_the_name_that_the_server_takes(
    given: str, sent: str, api: IctcoreClient, server: IctcoreServer
) -> None:
    """Without parameters, byte by byte."""
    server.will_say("1")
    content = bytes(range(256)) * 10
    assert await api.recordings.upload(1, content, given) == 1
    assert (server.last.raw, server.last.content_type) == (content, sent)


@pytest.mark.parametrize(
    ("content_type", "content", "key"),
    [
        ("audio/ogg", b"x", "file_type_not_possible"),
        ("application/pdf", b"x", "file_type_not_possible"),
        ("", b"x", "file_type_not_possible"),
        ("audio/wav", b"", "file_empty"),
    ],
)
async def test_a_file_that_the_server_refuses_is_not_sent(
    content_type: str,
    content: bytes,
    key: str,
    api: IctcoreClient,
    server: IctcoreServer,
) -> None:
    """The user is told before."""
    with pytest.raises(InvalidInputError) as raised:
        await api.recordings.upload(1, content, content_type)
    assert raised.value.key == key
    assert server.asked == []


@pytest.mark.parametrize("odd", ["text", "text/", "/plain", "a/b\r\nX: y", "a/ü"])
async def test_what_is_no_content_type_is_not_sent(
    odd: str, api: IctcoreClient, server: IctcoreServer
) -> None:
    """A template takes any type, but it must be one."""
    with pytest.raises(InvalidInputError):
        await api.templates.upload(1, b"x", odd)
    assert server.asked == []


async def test_a_download_is_as_large_as_it_is(
    api: IctcoreClient, server: IctcoreServer
) -> None:
    """Recordings are larger than any other answer."""
    content = b"RIFF" * (2 * 1024 * 1024)
    server.will_say(content, headers={"Content-Type": "audio/x-wav; charset=binary"})
    found = await api.recordings.download(1)
    assert found == Media(content=content, content_type="audio/x-wav")
    assert "RIFF" not in repr(found)


async def test_other_answers_are_not_as_large(
    api: IctcoreClient, server: IctcoreServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list has its limit, and a download another."""
    server.will_say(b"[" + b" " * 2000 + b"]")
    assert await api.texts.list() == ()
    monkeypatch.setattr(calls, "LARGEST_LIST", 1000)
    with pytest.raises(UnreadableAnswerError):
        await api.texts.list()
    monkeypatch.setattr(calls, "LARGEST_FILE", 1000)
    with pytest.raises(UnreadableAnswerError):
        await api.recordings.download(1)


async def test_what_takes_long_on_the_server_has_a_limit_of_its_own(
    api: IctcoreClient, server: IctcoreServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A send is handed on before it is answered; others have the usual limit."""
    assert calls.SLOW > TOTAL_TIMEOUT
    monkeypatch.setattr(transmissions, "SLOW", 0.01)
    await api.sign_in()
    server.seconds = 0.04
    server.will_say(7)
    assert await api.transmissions.clone(1) == 7
    with pytest.raises(AskWhatHappenedError, match="no answer in time"):
        await api.transmissions.send(1)


@pytest.mark.parametrize(
    "said",
    [
        Said(body=error(404, "Recording media not found")),
        Said(
            body=b'{"error":{"code":0,"message":"no file"}}',
            headers={"Content-Type": "text/plain"},
        ),
    ],
)
async def test_an_error_in_place_of_a_file_is_one(
    said: Said, api: IctcoreClient, server: IctcoreServer
) -> None:
    """It comes with HTTP 200."""
    server.answers.append(said)
    with pytest.raises(GatewayError, match="no"):
        await api.recordings.download(1)


def test_what_the_server_exports_is_read() -> None:
    """Quotes and line breaks within values are as they are."""
    assert read_csv(samples.CSV.decode()) == (ANN,)
    two = '"1","the "big" one","","","","","","","a\nb"\n' + samples.CSV.decode()
    assert read_csv(two) == (
        ContactFields(phone="1", first_name='the "big" one', description="a\nb"),
        ANN,
    )
    assert read_csv("") == ()
    assert read_csv('"1","2"\n') == ()


def test_what_is_written_has_all_columns_in_order() -> None:
    """So the server makes no empty contact of it."""
    written = write_csv([ANN, ContactFields(phone="1", description='a\n"b"')])
    assert written == (samples.CSV.decode() + '"1","","","","","","","","a ""b"""\n')
    check_csv(written)
    assert read_csv(write_csv([ANN])) == (ANN,)


@pytest.mark.parametrize(
    ("content", "key", "line"),
    [
        ("", "file_empty", None),
        ("1,2\n", "csv_not_possible", "1"),
        ("1\n2\n1,2,3,4,5,6,7,8\n", "csv_not_possible", "3"),
        ("1\n\n2\n", "csv_not_possible", "2"),
        ('1\n"2" 3\n', "csv_not_possible", "2"),
        ("phone;first_name\n" + "1,2,3,4,5,6,7,8,9,10\n", "csv_not_possible", "2"),
    ],
)
async def test_a_line_that_would_become_an_empty_contact_is_refused(
    content: str,
    key: str,
    line: str | None,
    api: IctcoreClient,
    server: IctcoreServer,
) -> None:
    """It is named."""
    with pytest.raises(InvalidInputError) as raised:
        await api.csv.import_contacts(1, content)
    assert raised.value.key == key
    assert raised.value.placeholders.get("line") == line
    assert server.asked == []


async def test_contacts_go_in_utf_8(api: IctcoreClient, server: IctcoreServer) -> None:
    """As the database has them."""
    server.will_say("1")
    await api.csv.import_contacts(1, write_csv([ContactFields(first_name="Žofie")]))
    assert '"Žofie"'.encode() in server.last.raw


@pytest.mark.parametrize(
    ("body", "charset", "expected"),
    [
        ('"1","Žofie"\n'.encode(), "us-ascii", '"1","Žofie"\n'),
        (b'\xef\xbb\xbf"1"\n', "utf-8", '"1"\n'),
        (b'"1","M\xfcller"\n', "iso-8859-1", '"1","Müller"\n'),
        (b"", "binary", ""),
    ],
)
async def test_the_charset_of_an_export_is_only_guessed(
    body: bytes, charset: str, expected: str, api: IctcoreClient, server: IctcoreServer
) -> None:
    """It is read by what it holds; a group without contacts is nothing."""
    server.will_say(body, headers={"Content-Type": f"text/plain; charset={charset}"})
    assert await api.csv.export_contacts(1) == expected


async def test_a_page_in_place_of_an_export_is_told(
    api: IctcoreClient, server: IctcoreServer
) -> None:
    """No contact begins so."""
    server.will_say(b"<html>log in</html>", headers={"Content-Type": "text/html"})
    for call in (api.csv.export_contacts(1), api.csv.sample()):
        with pytest.raises(UnreadableAnswerError):
            await call
