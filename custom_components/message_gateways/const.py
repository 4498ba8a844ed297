"""Constants of Message Gateways."""

from typing import Final

DOMAIN: Final = "message_gateways"

CONF_GATEWAY: Final = "gateway"
CONF_INSTALLATION: Final = "installation"
CONF_PUSH_IDS: Final = "push_ids"

OPTION_COUNTRY: Final = "country"
OPTION_CURRENCY: Final = "currency"
OPTION_SENDER: Final = "sender"
OPTION_LONGEST_SEGMENTS: Final = "longest_segments"
OPTION_LOW_BALANCE: Final = "low_balance"
OPTION_RETENTION_DAYS: Final = "retention_days"
OPTION_RETENTION_ROWS: Final = "retention_rows"
OPTION_RECORD_TEXT: Final = "record_text"
OPTION_LIMIT_HOUR: Final = "limit_hour"
OPTION_LIMIT_DAY: Final = "limit_day"
OPTION_LIMIT_MONTH: Final = "limit_month"
OPTION_RECIPIENT_LIMIT_HOUR: Final = "recipient_limit_hour"
OPTION_RECIPIENT_LIMIT_DAY: Final = "recipient_limit_day"
OPTION_RECIPIENT_LIMIT_MONTH: Final = "recipient_limit_month"
OPTION_DUPLICATE_WINDOW: Final = "duplicate_window"
OPTION_QUIET_FROM: Final = "quiet_from"
OPTION_QUIET_TO: Final = "quiet_to"
OPTION_COST_LIMIT_DAY: Final = "cost_limit_day"
OPTION_COST_LIMIT_MONTH: Final = "cost_limit_month"
OPTION_PRICE_SEGMENT: Final = "price_segment"
OPTION_PRICE_PAGE: Final = "price_page"
OPTION_PRICE_MINUTE: Final = "price_minute"
OPTION_PRICE_EMAIL: Final = "price_email"
OPTION_PUSH_REPORTS: Final = "push_reports"
OPTION_PUSH_REPLY: Final = "push_reply"
OPTION_PUSH_SECRET: Final = "push_secret"  # noqa: S105 - the key, not the secret
OPTION_PUSH_NETWORKS: Final = "push_networks"

DEFAULT_LONGEST_SEGMENTS: Final = 10
DEFAULT_RETENTION_DAYS: Final = 30
DEFAULT_RETENTION_ROWS: Final = 10_000

SUBENTRY_RECIPIENT: Final = "recipient"
CONF_CHANNEL: Final = "channel"
CONF_ADDRESSES: Final = "addresses"
CONF_AS_SENDERS: Final = "as_senders"
CONF_CARRIER: Final = "carrier"
CONF_GIVE_UP_AFTER: Final = "give_up_after"
CONF_FAIL_AT_ONCE: Final = "fail_at_once"
CONF_KEYS: Final = "keys"
CONF_SPEECH_ENGINE: Final = "speech_engine"
CONF_SPEECH_LANGUAGE: Final = "speech_language"
CONF_SPEECH_VOICE: Final = "speech_voice"

DEFAULT_GIVE_UP_MINUTES: Final = 60
