"""Make numbers and addresses fit for logs and diagnostics."""

SHOWN_HEAD = 5
SHOWN_TAIL = 2
HIDDEN_AT_LEAST = 4


def mask(address: str) -> str:
    """Hide the middle of a number or the name in an email address."""
    if "@" in address:
        name, _, host = address.rpartition("@")
        return f"{name[:1]}…@{host}"
    if len(address) < SHOWN_HEAD + HIDDEN_AT_LEAST + SHOWN_TAIL:
        return f"{address[:1]}…"
    return f"{address[:SHOWN_HEAD]}…{address[-SHOWN_TAIL:]}"
