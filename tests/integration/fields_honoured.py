"""Where the fields of sending actions are to be seen at each gateway, and as what."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from custom_components.message_gateways.gateways.model import KeyPresses
from tests.integration.fields_said import TEXT
from tests.integration.voices import played

LATER = datetime(2026, 11, 21, 18, 30, tzinfo=UTC)


def advanced(simulator: Any) -> Any:
    """Return the message that Infobip was asked to send."""
    (request,) = simulator.requests_to("/text/advanced")
    (message,) = request.body["messages"]
    return message


def in_bytes(simulator: Any) -> Any:
    """Return the bytes that Infobip was asked to send."""
    (request,) = simulator.requests_to("/binary/")
    return request.body["binary"]


def taken(name: str) -> Callable[[Any], Any]:
    """Return what a simulator has kept of the only message."""
    return lambda simulator: getattr(simulator.messages[0], name)


def asked(name: str) -> Callable[[Any], Any]:
    """Return a value of the request that Entera was sent."""
    return lambda simulator: simulator.requests_to("/Send")[0].body[name]


def row(name: str) -> Callable[[Any], Any]:
    """Return a value of the transmission that ICTCore has made."""
    return lambda simulator: str(simulator.transmissions[0][name])


def scheduled(simulator: Any) -> Any:
    """Return when ICTCore is to send."""
    (request,) = simulator.requests_to("/schedule")
    return datetime.fromtimestamp(int(request.body["timestamp"]), UTC)


def email(name: str) -> Callable[[Any], Any]:
    """Return a value of the template that ICTCore was given."""
    return lambda simulator: next(iter(simulator.world.tables.templates))[name]


def keys(**times: int) -> KeyPresses:
    """Return what a called person is asked for."""
    return KeyPresses(
        digits=times.pop("digits", 0),
        **{name: timedelta(seconds=value) for name, value in times.items()},
    )


ENTERA = {
    "label": (taken("alias"), "Alarm"),
    "hand_over": (taken("send_at"), LATER),
}
ICTCORE = {
    "label": (row("title"), "Alarm"),
    "tries": (row("try_allowed"), "3"),
    "gateway_account": (row("account_id"), "1"),
    "hand_over": (scheduled, LATER),
}
SANDBOX = {"label": "Alarm", "tries": 3, "hand_over": LATER}
# By action and gateway: where a field is to be seen, and what is to be there. What the
# sandbox honours is seen in what was kept, since nothing of it leaves.
HONOURED: Mapping[tuple[str, str], Mapping[str, Any]] = {
    ("send_sms", "infobip"): {
        "sender": (lambda one: advanced(one)["from"], "Cellar"),
        "validity": (lambda one: advanced(one)["validityPeriod"], 5_400_000),
        "flash": (lambda one: advanced(one)["flash"], True),
        "language": (lambda one: advanced(one)["language"]["languageCode"], "TR"),
        "single_shift": (lambda one: advanced(one)["language"]["singleShift"], True),
        "locking_shift": (lambda one: advanced(one)["language"]["lockingShift"], True),
        "transliteration": (lambda one: advanced(one)["transliteration"], "TURKISH"),
        "hand_over": (
            lambda one: datetime.fromisoformat(advanced(one)["sendAt"]),
            LATER,
        ),
        "binary": (lambda one: in_bytes(one)["hex"], "0a 1b"),
        "data_coding": (lambda one: in_bytes(one)["dataCoding"], 4),
        "esm_class": (lambda one: in_bytes(one)["esmClass"], 3),
    },
    ("send_sms", "devino"): {
        "sender": (taken("from_"), "Cellar"),
        "validity": (taken("validity"), timedelta(minutes=90)),
        "hand_over": (taken("send_at"), LATER),
        "recipient_time_zone": (taken("written_date"), LATER.replace(tzinfo=None)),
    },
    ("send_viber", "devino"): {
        "sender": (taken("from_"), "Cellar"),
        "validity": (taken("validity"), timedelta(minutes=90)),
        "sms_fallback": (taken("wants_resend"), True),
        "note": (taken("optional"), "cellar-17"),
    },
    ("send_sms", "entera"): {
        **ENTERA,
        "sender": (taken("sender"), "Cellar"),
        "validity": (taken("expiration"), timedelta(minutes=90)),
        "merge": (taken("text"), TEXT["message"]),
    },
    ("send_fax", "entera"): {
        **ENTERA,
        "subject": (taken("names"), ("message.txt",)),
        "attachments": (taken("names"), ("page.txt",)),
        "merge": (lambda one: one.messages[0].kind, "merge"),
        "notice": (taken("notification"), 1),
    },
    ("make_call", "entera"): {
        **ENTERA,
        "media": (lambda one: one.messages[0].call.sound, 1.0),
        "keys": (asked("MaxDTMFDigits"), 2),
        "answer_time": (asked("CallAnswerTimeout"), 20_000),
        "first_key_time": (asked("FirstDigitTimeout"), 7_000),
        "next_key_time": (asked("InterDigitTimeout"), 4_000),
        "longest_call": (asked("MaxCallDuration"), 90_000),
        "wait_for": (lambda one: one.messages, []),
        "notice": (taken("notification"), 1),
    },
    ("send_sms", "ogangi"): {
        "sender": (taken("from_"), "Cellar"),
        "carrier": (taken("carrier"), "Movistar"),
        "flags": (taken("flags"), "12"),
    },
    ("send_sms", "ictcore"): {
        **ICTCORE,
        "merge": (lambda one: one.sent[0].text, TEXT["message"]),
    },
    ("send_fax", "ictcore"): {
        **ICTCORE,
        "subject": (row("title"), "Alarm"),
        "attachments": (lambda one: one.sent[0].media[:5], b"%PDF-"),
    },
    ("make_call", "ictcore"): {
        **ICTCORE,
        "media": (lambda one: one.sent[0].media, played(1)),
    },
    ("send_email", "ictcore"): {
        **ICTCORE,
        "subject": (email("subject"), "Alarm"),
        "html": (email("body"), "<p>Water</p>"),
        "merge": (email("body_alt"), TEXT["message"]),
    },
    ("send_sms", "sandbox"): {
        **SANDBOX,
        "sender": "Cellar",
        "validity": timedelta(minutes=90),
        "flash": True,
        "language": "TR",
        "single_shift": True,
        "locking_shift": True,
        "transliteration": "TURKISH",
        "binary": b"\x0a\x1b",
        "data_coding": 4,
        "esm_class": 3,
        "merge": True,
    },
    ("send_viber", "sandbox"): {
        **SANDBOX,
        "sender": "Cellar",
        "validity": timedelta(minutes=90),
        "sms_fallback": True,
        "note": "cellar-17",
    },
    ("send_fax", "sandbox"): {
        **SANDBOX,
        "subject": "Alarm",
        "attachments": 1,
    },
    ("make_call", "sandbox"): {
        **SANDBOX,
        "media": played(1),
        "keys": keys(digits=2),
        "answer_time": keys(answer=20),
        "first_key_time": keys(first_digit=7),
        "next_key_time": keys(between_digits=4),
        "longest_call": keys(call=90),
        "wait_for": None,
    },
    ("send_email", "sandbox"): {
        **SANDBOX,
        "subject": "Alarm",
        "html": "<p>Water</p>",
        "merge": True,
    },
}
IN_CONTENT = {
    "subject": "title",
    "note": "optional",
    "media": "audio",
    "hand_over": "send_at",
    **dict.fromkeys(
        ("answer_time", "first_key_time", "next_key_time", "longest_call"), "keys"
    ),
}
