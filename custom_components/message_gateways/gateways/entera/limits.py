"""What the document says is the most of everything (api.md 3 to 8)."""

from datetime import timedelta

DESCRIPTION = 255
PHONE = 32
METADATA = 512

ALIAS = 255
SMS_ALIAS = 42
EXTERNAL_ID = 42
NAME = 255
RECIPIENT = 32

BODY = 2048
SENDER_LETTERS = 11
SENDER_DIGITS = 14
EXPIRATION = timedelta(minutes=2880)

CALL = timedelta(milliseconds=120_000)
ANSWER = timedelta(milliseconds=60_000)
BETWEEN_DIGITS = timedelta(milliseconds=6_000)
FIRST_DIGIT = timedelta(milliseconds=12_000)
KEYS = 96

# What the gateway takes where nothing is said (api.md 8.1).
USUAL_CALL = timedelta(seconds=60)
