"""Providers: the ways out of the server (field-notes.md 7)."""

from dataclasses import dataclass, field

from ..codes import ProviderType


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderFields:
    """What can be said about a provider; a lighter weight is used more often.

    The service goes by the type.
    """

    type: ProviderType | None = None
    name: str | None = None
    node_id: int | None = None
    host: str | None = None
    port: int | None = None
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    dialstring: str | None = None
    prefix: str | None = None
    settings: str | None = field(default=None, repr=False)
    register: bool | None = None
    weight: int | None = None
    active: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProvider(ProviderFields):
    """A provider to make; without a type the server makes a useless one.

    A strict database requires the node; 1 is that of the server itself.
    """

    type: ProviderType
    name: str
    node_id: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A provider, without the password that the server shows."""

    provider_id: int
    type: str | None = None
    name: str | None = None
    service_flag: int | None = None
    node_id: int | None = None
    host: str | None = None
    port: int | None = None
    username: str | None = None
    dialstring: str | None = None
    prefix: str | None = None
    register: bool | None = None
    weight: int | None = None
    active: bool | None = None
