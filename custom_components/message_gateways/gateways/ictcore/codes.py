"""The words and numbers of ICTCore, and what they mean to us (field-notes.md)."""

from collections.abc import Mapping
from enum import IntFlag, StrEnum

from ..model import Channel, Status


class ProgramType(StrEnum):
    """What a program does with its transmissions, as it stands in addresses."""

    SEND_SMS = "sendsms"
    SEND_FAX = "sendfax"
    SEND_EMAIL = "sendemail"
    VOICE_MESSAGE = "voicemessage"
    VOICE_TTS = "voicetts"
    RECEIVE_SMS = "receivesms"
    RECEIVE_FAX = "receivefax"
    RECEIVE_EMAIL = "receiveemail"
    EMAIL_TO_FAX = "emailtofax"
    FAX_TO_EMAIL = "faxtoemail"


class Service(IntFlag):
    """The flags of the services; a SIP provider has two (field-notes.md 6 and 7)."""

    VOICE = 1
    FAX = 2
    SMS = 4
    EMAIL = 8


class Direction(StrEnum):
    """Which way a transmission goes."""

    OUTBOUND = "outbound"
    INBOUND = "inbound"


class TransmissionStatus(StrEnum):
    """Where a transmission stands; a server may say other words."""

    PENDING = "pending"
    PENDING_RETRY = "pending_retry"
    INITIALIZING = "initializing"
    PROCESSING = "processing"
    COMPLETED = "completed"
    DONE = "done"
    FAILED = "failed"
    INVALID = "invalid"


class SpoolStatus(StrEnum):
    """Where one attempt stands; those of the guide are wrong."""

    QUEUED = "queued"
    STARTED = "started"
    CONNECTED = "connected"
    COMPLETED = "completed"
    FAILED = "failed"


class CampaignStatus(StrEnum):
    """Where a campaign stands."""

    NEW = "new"
    RUNNING = "running"
    PAUSED = "paused"
    COMPLETED = "completed"


class AccountType(StrEnum):
    """What an account is used as."""

    ACCOUNT = "account"
    EXTENSION = "extension"
    DID = "did"


class ProviderType(StrEnum):
    """How a provider is spoken to."""

    SMTP = "smtp"
    SMPP = "smpp"
    HTTP = "http"
    SIP = "sip"


class Listing(StrEnum):
    """The lists of transmissions: all of them, or those of one service."""

    ALL = "transmissions"
    FAXES = "faxes"
    SMSES = "smses"
    EMAILS = "emails"
    CALLS = "calls"


class ResultName(StrEnum):
    """The steps of an attempt that tell what became of it."""

    ORIGINATE = "originate"
    DISCONNECT = "disconnect"
    FAX_SEND = "fax_send"
    SMS_SEND = "sms_send"
    EMAIL_SEND = "email_send"
    PAGES = "pages"


class ContentName(StrEnum):
    """What came in, by the name of the result of type `message` that holds its id."""

    TEXT = "text"
    DOCUMENT = "document"
    TEMPLATE = "template"
    RECORDING = "recording"


SUCCESS = "success"
"""What a step says that went well, but `sms_send`, which has a number."""

DTMF = "dtmf"
"""The type of a result that holds keys pressed."""

MESSAGE = "message"
"""The type of a result that holds the id of what came in."""

DOES_NOT_EXIST = "404"
DATA_REFUSED = "412"
UNEXPECTED = "417"
LOCKED = "423"
"""Codes of errors, as they stand in the detail of an error."""

NO_PROVIDER = "No provider available"
"""With 404, after a send: the transmission stays in `processing` for ever."""

SEND_FAILED = (
    NO_PROVIDER,
    "error while sending email",
    "error while preparing email message",
)
"""What is said after a send that was tried and did not succeed, with 404 or 500."""

NO_PROGRAM = "Program not found"
UNKNOWN_ROUTE = "Not Found"
WRONG_WORDS = "Transmission not found"
LINK_WENT_ANYWAY = "Contact delete failed"
"""What errors say that means something else than it seems to."""

NOTHING_SAVED = (
    "the server answered with nothing and saved nothing;"
    " release 2.1.0 of ICTCore does so"
)
BROKE_OFF = (
    "the server failed without a word, as release 2.1.0 of ICTCore does"
    " where it can't create something"
)

MOST_TRANSMISSIONS = 5000
"""A list of so many rows is cut, and in no order."""

LONGEST_TEXT_TYPE = 8
USER_ROLE, ADMIN_ROLE = 1, 2

# Program parameters (field-notes.md 5); `text` of voicetts is a string.
PROGRAM_PARAMETERS: Mapping[ProgramType, str] = {
    ProgramType.SEND_SMS: "text_id",
    ProgramType.SEND_FAX: "document_id",
    ProgramType.SEND_EMAIL: "template_id",
    ProgramType.VOICE_MESSAGE: "recording_id",
    ProgramType.VOICE_TTS: "text",
    ProgramType.RECEIVE_SMS: "account_id",
    ProgramType.RECEIVE_FAX: "account_id",
    ProgramType.RECEIVE_EMAIL: "account_id",
    ProgramType.EMAIL_TO_FAX: "account_id",
    ProgramType.FAX_TO_EMAIL: "account_id",
}

# The content types that the server takes (field-notes.md 4); others are a 415.
DOCUMENT_TYPES = frozenset(
    {
        "application/pdf",
        "image/tiff",
        "image/x-tiff",
        "image/png",
        "image/jpeg",
        "image/x-citrix-jpeg",
        "application/msword",
        "application/vnd.ms-excel",
        "application/vnd.ms-powerpoint",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "application/vnd.oasis.opendocument.text",
        "application/vnd.oasis.opendocument.spreadsheet",
        "application/vnd.oasis.opendocument.presentation",
    }
)
RECORDING_TYPES = frozenset(
    {"audio/wav", "audio/x-wav", "audio/x-gsm", "audio/mpeg3", "audio/x-mpeg-3"}
)
# The same kinds under the names that the server knows.
SENT_AS: Mapping[str, str] = {
    "audio/mpeg": "audio/mpeg3",
    "audio/mp3": "audio/mpeg3",
    "audio/wave": "audio/wav",
    "audio/vnd.wave": "audio/wav",
    "audio/gsm": "audio/x-gsm",
    "image/jpg": "image/jpeg",
}

# "completed" only says that the attempt is over: what became of it is in its results.
TRANSMISSION_STATUSES: Mapping[str, Status] = {
    TransmissionStatus.PENDING: Status.ACCEPTED,
    TransmissionStatus.PENDING_RETRY: Status.ACCEPTED,
    TransmissionStatus.INITIALIZING: Status.ACCEPTED,
    TransmissionStatus.PROCESSING: Status.ACCEPTED,
    TransmissionStatus.COMPLETED: Status.SENT,
    TransmissionStatus.DONE: Status.SENT,
    TransmissionStatus.FAILED: Status.FAILED,
    TransmissionStatus.INVALID: Status.FAILED,
}

CHANNELS: Mapping[int, Channel] = {
    Service.VOICE: Channel.VOICE,
    Service.FAX: Channel.FAX,
    Service.SMS: Channel.SMS,
    Service.EMAIL: Channel.EMAIL,
}

# `data` of `sms_send`: the delivery report of Kannel; 1 and 2 were seen.
DELIVERY_REPORTS: Mapping[str, Status] = {
    "1": Status.DELIVERED,
    "2": Status.FAILED,
    "4": Status.SENT,
    "8": Status.SENT,
    "16": Status.FAILED,
}


def transmission_status(written: str | None) -> Status:
    """Tell where a transmission stands; an unheard-of word leaves it under way."""
    return TRANSMISSION_STATUSES.get(written or "", Status.ACCEPTED)


def sms_status(data: str | None) -> Status:
    """Tell what a delivery report says; none, or an unheard-of one, is just sent."""
    return DELIVERY_REPORTS.get(data or "", Status.SENT)


def channel_of(service: int | None) -> Channel | None:
    """Tell which channel a transmission is on, by its service flag."""
    return CHANNELS.get(service or 0)
