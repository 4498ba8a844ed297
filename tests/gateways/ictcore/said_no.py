"""Every way in which the server says no, and what it means (field-notes.md)."""

from custom_components.message_gateways.gateways.errors import (
    AskWhatHappenedError,
    ChangeRequestError,
    GatewayError,
    NotOfferedError,
    TryLaterError,
    UnreadableAnswerError,
)
from custom_components.message_gateways.gateways.ictcore import codes
from custom_components.message_gateways.gateways.ictcore.models.accounts import (
    AccountFields,
)
from custom_components.message_gateways.gateways.ictcore.models.contacts import (
    ContactFields,
)
from custom_components.message_gateways.gateways.ictcore.models.messages import (
    NewMedia,
    NewText,
    TextFields,
)
from custom_components.message_gateways.gateways.ictcore.models.providers import (
    NewProvider,
)
from custom_components.message_gateways.gateways.ictcore.models.transmissions import (
    NewTransmission,
)

from . import samples
from .canned import CUT, FATAL, Said, error, refused
from .operations import Call

NEW = NewTransmission(program_id=1, account_id=1, contact_id=1)
EMPTY = Said(body=b"", headers={"Content-Type": "text/html"})

type Row = tuple[str, Call, Said, type[GatewayError], str]

TABLE: list[Row] = [
    (
        "nothing to send with",
        lambda api: api.transmissions.send(1),
        refused(404, "No provider available"),
        ChangeRequestError,
        "404: No provider available",
    ),
    (
        "in process",
        lambda api: api.transmissions.send(1),
        refused(423, "Transmission already in process"),
        ChangeRequestError,
        "423: Transmission already in process",
    ),
    (
        "completed",
        lambda api: api.transmissions.retry(1),
        refused(423, "Transmission completed, request denied"),
        ChangeRequestError,
        "423: Transmission completed, request denied",
    ),
    (
        "mail server",
        lambda api: api.transmissions.send(1),
        refused(500, "error while sending email"),
        AskWhatHappenedError,
        "500: error while sending email",
    ),
    (
        "no sender",
        lambda api: api.transmissions.send(1),
        refused(500, "error while preparing email message"),
        AskWhatHappenedError,
        "500: error while preparing email message",
    ),
    (
        "no such transmission",
        lambda api: api.transmissions.send(999),
        refused(404, "Transmission not found"),
        ChangeRequestError,
        "404: Transmission not found",
    ),
    (
        "its contact is gone",
        lambda api: api.transmissions.get(1),
        refused(404, "Contact not found"),
        ChangeRequestError,
        "404: Contact not found",
    ),
    (
        "no program",
        lambda api: api.transmissions.create(NEW),
        refused(412, "program_id is missing"),
        ChangeRequestError,
        "412: program_id is missing",
    ),
    (
        "no contact",
        lambda api: api.transmissions.create(NEW),
        refused(412, "contact is missing"),
        ChangeRequestError,
        "412: contact is missing",
    ),
    (
        "no account",
        lambda api: api.transmissions.create(NEW),
        refused(404, "Account not found"),
        ChangeRequestError,
        "404: Account not found",
    ),
    (
        "no such text, in the wrong words",
        lambda api: api.texts.get(9),
        refused(404, "Transmission not found"),
        ChangeRequestError,
        "404: Text not found",
    ),
    (
        "no such text for a program",
        lambda api: api.programs.create_send_sms(9),
        refused(404, "Transmission not found"),
        ChangeRequestError,
        "404: Text not found",
    ),
    (
        "no such document",
        lambda api: api.programs.create_send_fax(9),
        refused(404, "Transmission not found"),
        ChangeRequestError,
        "404: Document not found",
    ),
    (
        "nothing uploaded",
        lambda api: api.documents.download(1),
        refused(404, "Document media not found"),
        ChangeRequestError,
        "404: Document media not found",
    ),
    (
        "wrong file",
        lambda api: api.documents.upload(1, b"x", "application/msword"),
        refused(415, "Document media upload failed, invalid file type"),
        ChangeRequestError,
        "415: Document media upload failed, invalid file type",
    ),
    (
        "empty file",
        lambda api: api.csv.import_contacts(1, "1\n"),
        refused(411, "Length Required"),
        ChangeRequestError,
        "411: Length Required",
    ),
    (
        "a strict database",
        lambda api: api.documents.create(NewMedia(name="d")),
        refused(417, "Document creation failed"),
        ChangeRequestError,
        "417: Document creation failed",
    ),
    (
        "a link that is there",
        lambda api: api.contacts.link(1, 1),
        refused(417, "Contact and group join failed"),
        ChangeRequestError,
        "417: Contact and group join failed",
    ),
    (
        "a name that is taken",
        lambda api: api.accounts.create(AccountFields(username="hall")),
        refused(417, "Account creation failed"),
        ChangeRequestError,
        "417: Account creation failed",
    ),
    (
        "deleted twice",
        lambda api: api.contacts.delete(1),
        refused(404, "Contact not found"),
        ChangeRequestError,
        "404: Contact not found",
    ),
    (
        "not deleted",
        lambda api: api.contacts.delete(1),
        Said(body=False),
        ChangeRequestError,
        "the server did not delete it",
    ),
    (
        "not permitted",
        lambda api: api.users.list(),
        refused(403, "User not permitted to perform required action"),
        ChangeRequestError,
        "403: User not permitted to perform required action",
    ),
    (
        "no such operation",
        lambda api: api.statistics.get(),
        refused(404, "Not Found"),
        NotOfferedError,
        "the server has no such operation",
    ),
    (
        "not implemented",
        lambda api: api.statistics.get(),
        refused(501, "Feature not implemented"),
        NotOfferedError,
        "501: Feature not implemented",
    ),
    (
        "an error within HTTP 200",
        lambda api: api.providers.create(
            NewProvider(type=codes.ProviderType.SIP, name="trunk")
        ),
        Said(body=error(0, 'Unexpected "endspaceless" tag')),
        AskWhatHappenedError,
        'Unexpected "endspaceless" tag',
    ),
    (
        "a refusal within HTTP 200",
        lambda api: api.texts.get(9),
        Said(body=error(404, "Transmission not found")),
        ChangeRequestError,
        "404: Text not found",
    ),
    (
        "an error that is just words",
        lambda api: api.texts.get(9),
        Said(body={"error": "out of order"}),
        AskWhatHappenedError,
        "out of order",
    ),
    (
        "a contact that does not exist",
        lambda api: api.contacts.get(5),
        Said(body=samples.NO_CONTACT),
        ChangeRequestError,
        "404: Contact not found",
    ),
    (
        "a permission that is not saved",
        lambda api: api.users.add_permission(4, 5),
        Said(body=False),
        NotOfferedError,
        codes.NOTHING_SAVED,
    ),
    (
        "a setting that does not exist",
        lambda api: api.accounts.setting(1, "size"),
        Said(body=samples.ACCOUNT),
        ChangeRequestError,
        "404: Setting not found",
    ),
    (
        "nothing created",
        lambda api: api.texts.create(NewText(name="t", data="x")),
        EMPTY,
        NotOfferedError,
        codes.NOTHING_SAVED,
    ),
    (
        "broken off at a creation",
        lambda api: api.programs.create_send_sms(1),
        FATAL,
        NotOfferedError,
        f"{codes.BROKE_OFF} (HTTP 500)",
    ),
    (
        "null created",
        lambda api: api.contacts.create(ContactFields()),
        Said(body=None),
        NotOfferedError,
        codes.NOTHING_SAVED,
    ),
    (
        "nothing updated",
        lambda api: api.texts.update(1, TextFields(data="x")),
        EMPTY,
        NotOfferedError,
        codes.NOTHING_SAVED,
    ),
    (
        "nothing uploaded to",
        lambda api: api.recordings.upload(1, b"x", "audio/wav"),
        EMPTY,
        NotOfferedError,
        codes.NOTHING_SAVED,
    ),
    (
        "something created that has no id",
        lambda api: api.texts.create(NewText(name="t", data="x")),
        Said(body=True),
        UnreadableAnswerError,
        "the answer is no id",
    ),
    (
        "broken off at a send",
        lambda api: api.transmissions.send(1),
        FATAL,
        AskWhatHappenedError,
        "HTTP 500",
    ),
    (
        "a send without an answer",
        lambda api: api.transmissions.send(1),
        EMPTY,
        UnreadableAnswerError,
        "the answer is empty",
    ),
    (
        "busy",
        lambda api: api.transmissions.send(1),
        Said(body=b"", status=429),
        TryLaterError,
        "HTTP 429",
    ),
    (
        "down at a creation",
        lambda api: api.texts.create(NewText(name="t", data="x")),
        Said(body=b"<html>down</html>", status=500),
        AskWhatHappenedError,
        "HTTP 500",
    ),
    (
        "cut off at a creation",
        lambda api: api.texts.create(NewText(name="t", data="x")),
        Said(body=CUT),
        AskWhatHappenedError,
        "the connection was cut before the answer",
    ),
]
