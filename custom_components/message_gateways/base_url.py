"""Check the address of an API that somebody typed."""

from collections.abc import Collection, Mapping
from ipaddress import IPv6Address
import re
from typing import Any

from yarl import URL

from .gateways.forbidden_addresses import is_forbidden, read_ip

LONGEST_HOST = 253

_NOT_IN_AN_ADDRESS = re.compile(r"[\s\\\x00-\x1f\x7f]")
_LOCAL_NAMES = (".local", ".localhost", ".home.arpa")


class BaseUrlError(ValueError):
    """An address that can't be used; `key` names the reason."""

    def __init__(self, key: str) -> None:
        """Keep the key of the reason."""
        super().__init__(key)
        self.key = key


def check_base_url(typed: str) -> str:
    """Return an address as it is stored: lower-case host, no slash at its end.

    Raises BaseUrlError for anything but http and https, an address without a host,
    with a user or password, a query or a fragment, and one where no provider can be.
    A name may lead to one all the same: see sessions.py.
    """
    written = typed.strip()
    if _NOT_IN_AN_ADDRESS.search(written):
        raise BaseUrlError("address_not_valid")
    try:
        url = URL(written)
    except ValueError:
        raise BaseUrlError("address_not_valid") from None
    if url.scheme not in ("http", "https"):
        raise BaseUrlError("address_not_http")
    if not url.raw_host or not _is_host(url.raw_host):
        raise BaseUrlError("address_not_valid")
    if url.raw_user is not None or url.raw_password is not None:
        raise BaseUrlError("address_with_credentials")
    if "?" in written or "#" in written:
        raise BaseUrlError("address_with_query")
    address = read_ip(url.raw_host)
    if address is not None and is_forbidden(address):
        raise BaseUrlError("address_not_allowed")
    return str(url).rstrip("/")


def _is_host(host: str) -> bool:
    """Tell whether a host can be one: an address, or a name without escapes."""
    if ":" in host:
        return read_ip(host) is not None
    labels = host.split(".")
    return (
        "%" not in host
        and len(host) <= LONGEST_HOST
        and not any(label.startswith("-") or label.endswith("-") for label in labels)
    )


def is_local(url: str) -> bool:
    """Tell whether an address is inside this house: its traffic stays there."""
    host = (URL(url).raw_host or "").rstrip(".")
    address = read_ip(host)
    if isinstance(address, IPv6Address):
        address = address.ipv4_mapped or address
    if address is not None:
        return address.is_loopback or address.is_private
    return "." not in host or host.endswith(_LOCAL_NAMES)


def is_plain_and_foreign(url: str) -> bool:
    """Tell whether credentials sent to an address could be read on their way."""
    return URL(url).scheme == "http" and not is_local(url)


def with_encryption(data: Mapping[str, Any], plain: Collection[str]) -> dict[str, Any]:
    """Return what was typed with https in place of http in some addresses."""
    return {
        key: f"https{value.removeprefix('http')}"
        if isinstance(value, str) and value in plain
        else value
        for key, value in data.items()
    }
