"""How much the server takes, by the columns of its database where no guide says it."""

BATCH = 50
"""None is known: every message has requests of its own, some at a time."""

TEXT = 16_000
TITLE = 255
PHONE = 32
EMAIL = 64
TRIES = 10

FIELDS = frozenset({"send_at", "label", "gateway_account", "tries"})
"""What is honoured on every channel."""
