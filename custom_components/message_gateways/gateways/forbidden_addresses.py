"""Addresses where no provider can be: behind some of them clouds keep their secrets."""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
import socket

from aiohttp.connector import AddrInfoType

type IpAddress = IPv4Address | IPv6Address

# Where clouds answer any program on their machines with its keys, beside link-local.
_METADATA = frozenset(
    map(
        ip_address,
        (
            "100.100.100.200",
            "168.63.129.16",
            "192.0.0.192",
            "fd00:ec2::23",
            "fd00:ec2::254",
            "fd20:ce::254",
        ),
    )
)
_THIS_NETWORK = 0
_EVERYBODY = IPv4Address("255.255.255.255")
# Prefixes whose last four octets are an IPv4 address (RFC 6052, 4291 and 2765).
_WITH_IPV4 = (
    IPv6Network("64:ff9b::/96"),
    IPv6Network("64:ff9b:1::/48"),
    IPv6Network("::/96"),
    IPv6Network("::ffff:0:0:0/96"),
)
_ITS_OWN = 2**16
# A prefix that each network divides as it likes (RFC 8215): where the octets of an IPv4
# address are then (RFC 6052), beside the end.
_LOCAL_NAT64 = IPv6Network("64:ff9b:1::/48")
_PLACES = ((6, 7, 9, 10), (7, 9, 10, 11), (9, 10, 11, 12))


class ForbiddenAddressError(OSError):
    """A connection that was not made, since no provider can be at its other end."""


def read_ip(host: str) -> IpAddress | None:
    """Read a host as an IP address in any form a connection would take it in."""
    written = host.replace("%25", "%").rstrip(".")
    try:
        return ip_address(written)
    except ValueError:
        try:
            # 2852039166 and 0xa9fea9fe are addresses too, see inet_aton(3).
            return IPv4Address(socket.inet_aton(written))
        except OSError, ValueError:
            return None


def is_forbidden(address: IpAddress) -> bool:
    """Tell whether no provider can be at an address; one in the house is allowed.

    Link-local, where clouds keep their secrets, and what else is known of those;
    unspecified, multicast and broadcast. Also as part of an IPv6 address.
    """
    if isinstance(address, IPv6Address):
        address = _without_zone(address)
        if address in _LOCAL_NAT64 and any(map(_keeps_keys, _divided(address))):
            return True
        inside = _ipv4_inside(address)
        if inside is not None:
            return is_forbidden(inside)
    elif address.packed[0] == _THIS_NETWORK or address == _EVERYBODY:
        return True
    return _keeps_keys(address) or address.is_multicast or address.is_unspecified


def open_socket(info: AddrInfoType) -> socket.socket:
    """Open a socket for a connection; raises ForbiddenAddressError.

    Here the last word is spoken: whatever a name was found to be, and however an
    address was written, this is where the connection would go.
    """
    family, kind, protocol, _, place = info
    address = read_ip(str(place[0]))
    if address is None or is_forbidden(address):
        raise ForbiddenAddressError("no provider can be at this address")
    return socket.socket(family=family, type=kind, proto=protocol)


def _without_zone(address: IPv6Address) -> IPv6Address:
    """Leave out the network card that an address is behind."""
    return IPv6Address(int(address))


def _ipv4_inside(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that an IPv6 address leads to, None where it is none."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    last = int(address) % 2**32
    if last >= _ITS_OWN and any(address in network for network in _WITH_IPV4):
        return IPv4Address(last)
    return None


def _divided(address: IPv6Address) -> Iterator[IPv4Address]:
    """Return the IPv4 addresses that one of the local prefix may lead to."""
    for places in _PLACES:
        yield IPv4Address(bytes(address.packed[place] for place in places))


def _keeps_keys(address: IpAddress) -> bool:
    """Tell whether a cloud may keep its secrets at an address."""
    return address in _METADATA or address.is_link_local
