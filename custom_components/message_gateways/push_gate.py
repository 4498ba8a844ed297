"""Who may push, and how: pure decisions, each tested by a table."""

from dataclasses import dataclass
from hmac import compare_digest
from http import HTTPStatus
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

from .gateways.push_info import PushInfo

LARGEST_BODY = 1024 * 1024

# So many bits come before the address of IPv4 in one of IPv6.
MAPPED_BITS = 96

type Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Knock:
    """A request as it stands at the door; `remote` is None where nobody says."""

    method: str
    remote: str | None
    secrets: tuple[str, ...] = ()
    encoding: str = ""
    length: str | None = None


def refusal(
    knock: Knock,
    info: PushInfo,
    *,
    secret: str | None,
    networks: tuple[Network, ...],
) -> HTTPStatus | None:
    """Tell why a request is not let in, None where it is.

    Strangers hear the same, whatever they got wrong.
    """
    if not _is_secret_known(knock, secret) or not _is_near(knock.remote, networks):
        return HTTPStatus.FORBIDDEN
    if knock.method not in methods(info):
        return HTTPStatus.METHOD_NOT_ALLOWED
    # The server would unpack it, however large that makes it.
    if knock.encoding.strip().lower() not in ("", "identity"):
        return HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    length = knock.length or ""
    if length.isdecimal() and int(length[:20]) > LARGEST_BODY:
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return None


def methods(info: PushInfo) -> tuple[str, ...]:
    """Return the methods by which pushes of a kind may come."""
    return ("GET", "POST") if info.by_query else ("POST",)


def parse_networks(text: str) -> tuple[Network, ...]:
    """Read networks and addresses between commas or spaces; raises ValueError."""
    found = tuple(
        _unmapped(ip_network(each, strict=False))
        for each in text.replace(",", " ").split()
    )
    if text.strip() and not found:
        # Whoever wrote something did not mean to let everybody in.
        raise ValueError("no network between the commas")
    return found


def _unmapped(network: Network) -> Network:
    """Write a network of IPv4 as such: that is how addresses are compared."""
    first = network.network_address
    bits = network.prefixlen - MAPPED_BITS
    if isinstance(first, IPv6Address) and first.ipv4_mapped and bits >= 0:
        return IPv4Network((first.ipv4_mapped, bits))
    return network


def _is_secret_known(knock: Knock, secret: str | None) -> bool:
    """Tell whether a request has the secret, if there is one."""
    if not secret:
        return True
    wanted = _bytes_of(secret)
    found = [compare_digest(_bytes_of(each), wanted) for each in knock.secrets]
    return any(found)


def _bytes_of(secret: str) -> bytes:
    """Encode a secret; a header of other bytes than UTF-8 has half characters."""
    return secret.encode(errors="surrogatepass")


def _is_near(remote: str | None, networks: tuple[Network, ...]) -> bool:
    """Tell whether a request comes from one of the networks, if there are any."""
    if not networks:
        return True
    try:
        address: IPv4Address | IPv6Address = ip_address(remote or "")
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return any(address in network for network in networks)
