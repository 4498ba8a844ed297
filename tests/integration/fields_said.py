"""What calls of the sending actions say, each with one field beside the least."""

from collections.abc import Mapping
from typing import Any

WRITTEN = "2026-11-21 18:30:00"
TEXT = {"message": "Water in the cellar"}

# By action and field: what a call says, and the field that is named where it can't be.
SAID: Mapping[str, Mapping[str, tuple[dict[str, Any], str]]] = {
    "send_sms": {
        "sender": ({**TEXT, "sender": "Cellar"}, "sender"),
        "validity": ({**TEXT, "validity": {"minutes": 90}}, "validity"),
        "flash": ({**TEXT, "flash": True}, "flash"),
        "language": ({**TEXT, "language": "tr", "single_shift": True}, "language"),
        "single_shift": (
            {**TEXT, "language": "tr", "single_shift": True},
            "language",
        ),
        "locking_shift": (
            {**TEXT, "language": "tr", "locking_shift": True},
            "language",
        ),
        "transliteration": (
            {**TEXT, "transliteration": "turkish"},
            "transliteration",
        ),
        "binary": ({"binary": "0a1b"}, "binary"),
        "data_coding": ({"binary": "0a1b", "data_coding": 4}, "binary"),
        "esm_class": ({"binary": "0a1b", "esm_class": 3}, "binary"),
        "carrier": ({**TEXT, "carrier": "Movistar"}, "carrier"),
        "flags": ({**TEXT, "flags": "12"}, "flags"),
        "hand_over": ({**TEXT, "schedule": WRITTEN, "hand_over": True}, "hand_over"),
        "recipient_time_zone": (
            {
                **TEXT,
                "schedule": WRITTEN,
                "hand_over": True,
                "recipient_time_zone": True,
            },
            "recipient_time_zone",
        ),
        "label": ({**TEXT, "label": "Alarm"}, "label"),
        "tries": ({**TEXT, "tries": 3}, "tries"),
        "gateway_account": ({**TEXT, "gateway_account": "1"}, "gateway_account"),
        "merge": ({**TEXT, "merge": True}, "merge"),
    },
    "send_viber": {
        "sender": ({**TEXT, "sender": "Cellar"}, "sender"),
        "validity": ({**TEXT, "validity": {"minutes": 90}}, "validity"),
        "sms_fallback": ({**TEXT, "sms_fallback": True}, "sms_fallback"),
        "note": ({**TEXT, "note": "cellar-17"}, "note"),
        "hand_over": ({**TEXT, "schedule": WRITTEN, "hand_over": True}, "hand_over"),
        "label": ({**TEXT, "label": "Alarm"}, "label"),
        "tries": ({**TEXT, "tries": 3}, "tries"),
        "gateway_account": ({**TEXT, "gateway_account": "1"}, "gateway_account"),
    },
    "send_fax": {
        "subject": ({**TEXT, "subject": "Alarm"}, "subject"),
        "attachments": ({"attachments": ["page.txt"]}, "attachments"),
        "hand_over": ({**TEXT, "schedule": WRITTEN, "hand_over": True}, "hand_over"),
        "merge": ({**TEXT, "merge": True}, "merge"),
        "notice": ({**TEXT, "notice": True}, "notice"),
        "label": ({**TEXT, "label": "Alarm"}, "label"),
        "tries": ({**TEXT, "tries": 3}, "tries"),
        "gateway_account": ({**TEXT, "gateway_account": "1"}, "gateway_account"),
    },
    "make_call": {
        "media": ({"media": "sound.wav"}, "media"),
        "keys": ({"media": "sound.wav", "keys": 2}, "keys"),
        "answer_time": ({"media": "sound.wav", "answer_time": 20}, "answer_time"),
        "first_key_time": (
            {"media": "sound.wav", "first_key_time": 7},
            "first_key_time",
        ),
        "next_key_time": ({"media": "sound.wav", "next_key_time": 4}, "next_key_time"),
        "longest_call": ({"media": "sound.wav", "longest_call": 90}, "longest_call"),
        "wait_for": (
            {"media": "sound.wav", "wait_for": "answered_key", "dry_run": True},
            "wait_for",
        ),
        "hand_over": (
            {"media": "sound.wav", "schedule": WRITTEN, "hand_over": True},
            "hand_over",
        ),
        "notice": ({"media": "sound.wav", "notice": True}, "notice"),
        "label": ({"media": "sound.wav", "label": "Alarm"}, "label"),
        "tries": ({"media": "sound.wav", "tries": 3}, "tries"),
        "gateway_account": (
            {"media": "sound.wav", "gateway_account": "1"},
            "gateway_account",
        ),
    },
    "send_email": {
        "subject": ({**TEXT, "subject": "Alarm"}, "subject"),
        "html": ({**TEXT, "html": "<p>Water</p>"}, "html"),
        "merge": ({**TEXT, "merge": True}, "merge"),
        "hand_over": ({**TEXT, "schedule": WRITTEN, "hand_over": True}, "hand_over"),
        "label": ({**TEXT, "label": "Alarm"}, "label"),
        "tries": ({**TEXT, "tries": 3}, "tries"),
        "gateway_account": ({**TEXT, "gateway_account": "1"}, "gateway_account"),
    },
}
