"""The parsers of what users, automations and files bring, and of our own database."""

from dataclasses import replace
from io import BytesIO
import json
from urllib.parse import quote
import wave
from zipfile import ZipFile

from yarl import URL

from custom_components.message_gateways.addresses import AddressError, read_addresses
from custom_components.message_gateways.base_url import BaseUrlError, check_base_url
from custom_components.message_gateways.contact_csv import (
    read_contacts,
    write_contacts,
)
from custom_components.message_gateways.engine import codec
from custom_components.message_gateways.engine.file_names import (
    LONGEST,
    ODD,
    file_name,
    source_name,
)
from custom_components.message_gateways.engine.file_types import (
    WORD,
    content_type_of,
    is_whole_pdf,
)
from custom_components.message_gateways.gateways.entera.docx import (
    NoDocumentError,
    read_docx,
)
from custom_components.message_gateways.gateways.entera.templates import sms_macros
from custom_components.message_gateways.gateways.errors import InvalidInputError
from custom_components.message_gateways.gateways.forbidden_addresses import read_ip
from custom_components.message_gateways.gateways.model import (
    Attachment,
    Channel,
    Content,
)
from custom_components.message_gateways.gateways.numbers import (
    NumberRule,
    calling_code,
    normalise,
    same_sender,
)
from custom_components.message_gateways.gateways.redact import (
    hide_secrets,
    mask,
    mask_numbers,
)
from custom_components.message_gateways.gateways.sms import measure, split
from custom_components.message_gateways.gateways.sms_transliterate import offer
from custom_components.message_gateways.gateways.wav import read_wav, with_true_length

from .fuzzing import Parser

NUMBERS = (
    *(b"+447700900123", b"07700 900123", b"(0)7700/900-123", b"00447700900123"),
    *(b"+1 202 555 0100", b"447700900123;ext=5", b"tel:+44-7700-900123", b"*101#"),
    *(
        b"anna@example.com",
        b"Shop",
        "+٤٤٧٧٠٠٩٠٠١٢٣".encode(),
        b"+44\xe2\x80\x907700900123",
    ),
)
CSV = (
    b"number,email,first_name,value_1\r\n+447700900123,a@example.com,Anna,x\r\n",
    b'\xef\xbb\xbfnumber;last_name\n"+447700900123";"=1+1"\n',
    b'number\tdescription\n+447700900123\t"two\nlines"\n',
)
TEXTS = (
    b"Hello there",
    "Grüße 🌻 an alle €[]{}~".encode(),
    "Привет, мир! e\u0301 ½ 10² ﷽".encode(),
    b"%name% %1% {{ states('x') }} +447700900123",
    b"a" * 161,
)
URLS = (
    *(
        b"https://api.provider.example/rest",
        b"http://192.168.1.5:8080",
        b"http://[fe80::1]",
    ),
    *(b"http://2852039166/", b"https://a:b@c/", "https://bücher.example".encode()),
)
PICTURES = (
    *(b"%PDF-1.4\n%%EOF", b"BM", b"GIF89a", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"),
    *(b"II*\x00", b"RIFF\x00\x00\x00\x00WEBP", b"<?xml version='1.0'?>", b"plain"),
)
FULL = Content(
    channel=Channel.FAX,
    text="Grüße 🌻",
    sender="Garden",
    binary=b"\x00\xff",
    attachments=(Attachment(name="a.pdf", content_type="application/pdf", data=b"%"),),
    address_books=("3", "5"),
)


def _sound() -> bytes:
    """Make a short WAV."""
    written = BytesIO()
    with wave.open(written, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(64))
    return written.getvalue()


def _document() -> bytes:
    """Make a small Word document."""
    written = BytesIO()
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with ZipFile(written, "w") as file:
        file.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{space}"><w:p><w:r><w:t>%1%</w:t></w:r></w:p>'
            "</w:document>",
        )
    return written.getvalue()


def _text(data: bytes) -> str:
    """Read octets as a text, half surrogate pairs and all."""
    return data.decode("utf-8", "surrogatepass" if b"\xed" in data else "replace")


def _said(data: bytes) -> str:
    """Read octets as a text, whatever they are."""
    try:
        return _text(data)
    except UnicodeDecodeError:
        return data.decode("utf-8", "surrogateescape")


def _numbers(data: bytes) -> None:
    """Read a number by each rule, and compare it as a sender."""
    written = _said(data)
    same_sender(written, "GB")
    calling_code(written)
    mask(written)
    for rule in NumberRule:
        value = normalise(written, rule, "GB").value
        assert value.isascii(), value
        assert normalise(value, rule, "GB").value == value


def _addresses(data: bytes) -> None:
    """Read the addresses of a recipient."""
    typed = _said(data).split("|")
    for channel in (Channel.SMS, Channel.EMAIL):
        found = read_addresses(typed, channel, NumberRule.E164, None)
        assert not any(set(each) & set("\r\n\x00 ") for each in found.values)


def _contacts(data: bytes) -> None:
    """Read a file of contacts, and write them again: no cell is a formula."""
    sheet = read_contacts(data)
    written = write_contacts([row.contact for row in sheet.rows])
    assert read_contacts(written.encode("utf-8", "replace")).rows or not sheet.rows


def _sms(data: bytes) -> None:
    """Count and split a text; nothing of it gets lost."""
    text = _said(data)[:4000]
    assert "".join(split(text)) == text
    assert measure(text).segments >= 1
    offer(text)
    sms_macros(text)


def _contents(data: bytes) -> None:
    """Keep a content of hostile parts, and read it again."""
    text = _said(data)
    content = replace(
        FULL,
        text=text,
        title=text,
        sender=text,
        binary=data,
        attachments=(Attachment(name=text, content_type=text, data=data),),
    )
    body = codec.dump(content)
    assert codec.load(body) == content
    assert codec.digest(body)


def _damaged_contents(data: bytes) -> None:
    """Read a content that was damaged on disk."""
    codec.load(_said(data))


def _files(data: bytes) -> None:
    """Tell what a file is by its octets."""
    content_type_of(data)
    is_whole_pdf(data)


def _names(data: bytes) -> None:
    """Make a name of any: without a path, not hidden, not too long."""
    written = _said(data)
    source_name(written).encode()
    for kind in (None, "application/pdf", WORD, written):
        name = file_name(written, kind)
        name.encode()
        assert name, written
        assert len(name) <= LONGEST
        assert not set(name) & set(ODD + "\x00\r\n"), name
        assert not name.startswith("."), name


def _words(data: bytes) -> None:
    """Hide secrets and numbers in the words of others, and hostile secrets too."""
    said = _said(data)
    assert "+447700900123" not in mask_numbers(said)
    assert "s3cret!" not in hide_secrets(said, ["s3cret!", "a", "demo:s3cret!"])
    hide_secrets("whatever was said", [said])


def _urls(data: bytes) -> None:
    """Check the address of an API; what is taken can be asked."""
    checked = check_base_url(_said(data))
    assert check_base_url(checked) == checked
    assert URL(checked).raw_host
    assert not URL(checked).raw_user


def _sounds(data: bytes) -> None:
    """Read the header of a sound, as it is and made true."""
    read_wav(data)
    read_wav(with_true_length(data))


INPUT: tuple[Parser, ...] = (
    Parser(name="numbers", read=_numbers, samples=NUMBERS, errors=(InvalidInputError,)),
    Parser(
        name="addresses",
        read=_addresses,
        samples=(*NUMBERS, b"a@example.com|b@example.com"),
        errors=(AddressError,),
    ),
    Parser(name="csv", read=_contacts, samples=CSV, errors=(InvalidInputError,)),
    Parser(name="base url", read=_urls, samples=URLS, errors=(BaseUrlError,)),
    Parser(
        name="ip", read=lambda data: read_ip(_said(data)), samples=(b"1.2.3.4", b"::1")
    ),
    Parser(name="wav", read=_sounds, samples=(_sound(),), errors=()),
    Parser(name="sms", read=_sms, samples=TEXTS, errors=()),
    Parser(name="contents", read=_contents, samples=TEXTS, errors=()),
    Parser(
        name="damaged contents",
        read=_damaged_contents,
        samples=(codec.dump(FULL).encode(), json.dumps({"channel": "sms"}).encode()),
        errors=(codec.DamagedContentError,),
    ),
    Parser(name="files", read=_files, samples=(*PICTURES, _document()), errors=()),
    Parser(
        name="word documents",
        read=read_docx,
        samples=(_document(),),
        errors=(NoDocumentError,),
    ),
    Parser(
        name="file names",
        read=_names,
        samples=(
            *(b"../../etc/passwd", b"..\\..\\boot.ini", b"a.pdf", b".htaccess", b"a/b"),
            *(
                b"C:\\x\\y.docx",
                b"x.%2e%2e",
                quote("наш.pdf").encode(),
                b"...",
                b"con.a:b",
            ),
        ),
        errors=(),
    ),
    Parser(
        name="words of others",
        read=_words,
        samples=(*TEXTS, b"Login demo:s3cret! of +447700900123 failed"),
        errors=(),
    ),
)
