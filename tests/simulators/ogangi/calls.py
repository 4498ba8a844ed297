"""Take a call apart: method, parameters, and whether its signature is right."""

from dataclasses import dataclass
import hmac
from urllib.parse import unquote

from tests.simulators.ogangi.accounts import Account
from tests.simulators.ogangi.signature import signature_of
from tests.simulators.received import ReceivedRequest

ROOT = "/rest/api/"
METHODS = {
    ("GET", "tools/sendSMS", 5),
    ("GET", "sendMT", 5),
    ("GET", "sendMT", 6),
    ("GET", "tools/sendSMSPinMobileNumberConfirm", 6),
    ("GET", "fireMessage", 3),
    ("POST", "fireMessage", 1),
    ("GET", "tools/getMOMessages", 4),
    ("GET", "tools/getMessage", 2),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call: `signed` as it stands in the URL, `params` decoded once."""

    method: str
    params: tuple[str, ...]
    signed: str
    public_key: str
    signature: str

    @property
    def name(self) -> str:
        """Return the method without its folder."""
        return self.method.rpartition("/")[2]

    def is_signed_by(self, account: Account | None) -> bool:
        """Tell whether an account made this call."""
        return (
            account is not None
            and self.public_key == account.public_key
            and hmac.compare_digest(
                self.signature.encode(),
                signature_of(account.private_key, self.signed).encode(),
            )
        )


def call_of(received: ReceivedRequest) -> Call | None:
    """Read the target of a request as it was sent; None where it is no call."""
    _, root, target = received.raw_path.partition("?")[0].partition(ROOT)
    if not root:
        return None
    for verb, method, count in METHODS:
        segments = target.removeprefix(f"{method}/").split("/")
        if (
            verb == received.method
            and target.startswith(f"{method}/")
            and len(segments) == count + 2
            and all(segments)
        ):
            return Call(
                method=method,
                params=tuple(unquote(one) for one in segments[:count]),
                signed="/".join(segments[:count]),
                public_key=unquote(segments[-2]),
                signature=segments[-1],
            )
    return None
