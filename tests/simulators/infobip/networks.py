"""Networks by number: enough for `mccmnc` and number lookups."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """A mobile network; mcc and mnc are its codes."""

    name: str
    country: str
    country_prefix: str
    network_prefix: str
    mcc: str
    mnc: str

    def to_json(self) -> dict[str, Any]:
        """Return the object of the answers."""
        return {
            "networkName": self.name,
            "networkPrefix": self.network_prefix,
            "countryName": self.country,
            "countryPrefix": self.country_prefix,
        }


def _network(
    name: str, country: str, prefixes: tuple[str, str], codes: tuple[str, str]
) -> Network:
    """Make a row of the table."""
    return Network(
        name=name,
        country=country,
        country_prefix=prefixes[0],
        network_prefix=prefixes[1],
        mcc=codes[0],
        mnc=codes[1],
    )


NETWORKS = (
    _network("Northwind Mobile", "United Kingdom", ("44", "7700"), ("234", "99")),
    _network("Bluebird Wireless", "United States", ("1", "202"), ("310", "990")),
    _network("Alpenfunk", "Switzerland", ("41", "79"), ("228", "01")),
    _network("Adria Mobitel", "Croatia", ("385", "98"), ("219", "01")),
)
ELSEWHERE = _network("Faraway Telecom", "Elsewhere", ("99", "9"), ("001", "01"))
ANOTHER = _network(
    "Second Star Mobile", "United Kingdom", ("44", "7701"), ("234", "98")
)


def network_of(number: str) -> Network:
    """Return the network a number belongs to."""
    for network in NETWORKS:
        if number.startswith(network.country_prefix):
            return network
    return ELSEWHERE
