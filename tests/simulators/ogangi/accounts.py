"""Accounts: one workspace each, with its pair of keys."""

from dataclasses import dataclass


@dataclass(slots=True, kw_only=True)
class Account:
    """One workspace.

    `codes` are the short and long codes it may send from, the first one receives what
    is fired without one. `carriers` are the operators it has routes to, by name (in
    exactly these letters) or by id. Received messages are pushed to `inbound_url`
    (None: not pushed).
    """

    instance_id: str
    public_key: str
    private_key: str
    codes: tuple[str, ...] = ("2020",)
    carriers: tuple[str, ...] = ("Movistar", "Digitel", "17")
    inbound_url: str | None = None
