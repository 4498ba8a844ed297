"""Who may push, as a table."""

from http import HTTPStatus

import pytest

from custom_components.message_gateways.gateways.push_info import PushInfo
from custom_components.message_gateways.push_gate import (
    LARGEST_BODY,
    Knock,
    parse_networks,
    refusal,
)

NEAR = "192.0.2.7"
POSTED = PushInfo()
QUERIED = PushInfo(by_query=True)


def knock(
    method: str = "POST",
    remote: str | None = NEAR,
    *,
    secrets: tuple[str, ...] = (),
    encoding: str = "",
    length: str | None = None,
) -> Knock:
    """Describe a request."""
    return Knock(
        method=method, remote=remote, secrets=secrets, encoding=encoding, length=length
    )


@pytest.mark.parametrize(
    ("request_", "info", "secret", "networks", "status"),
    [
        (knock(), POSTED, None, "", None),
        (knock("GET"), POSTED, None, "", HTTPStatus.METHOD_NOT_ALLOWED),
        (knock("PUT"), QUERIED, None, "", HTTPStatus.METHOD_NOT_ALLOWED),
        (knock("GET"), QUERIED, None, "", None),
        (knock(secrets=("s3cret-word",)), POSTED, "s3cret-word", "", None),
        (knock(secrets=("no", "s3cret-word")), POSTED, "s3cret-word", "", None),
        (knock(secrets=("é",)), POSTED, "s3cret-word", "", HTTPStatus.FORBIDDEN),
        (
            knock(secrets=("caf\udce9",)),
            POSTED,
            "s3cret-word",
            "",
            HTTPStatus.FORBIDDEN,
        ),
        (knock(secrets=("",)), POSTED, "s3cret-word", "", HTTPStatus.FORBIDDEN),
        (knock("GET"), POSTED, "s3cret-word", "", HTTPStatus.FORBIDDEN),
        (knock(secrets=("any",)), POSTED, None, "", None),
        (knock(), POSTED, None, "192.0.2.0/24", None),
        (knock(), POSTED, None, "198.51.100.1, 192.0.2.7", None),
        (knock(remote="::ffff:192.0.2.7"), POSTED, None, "192.0.2.0/24", None),
        (knock(), POSTED, None, "::ffff:192.0.2.0/120", None),
        (knock(remote="::ffff:192.0.2.7"), POSTED, None, "::ffff:192.0.2.7", None),
        (
            knock(remote="192.0.3.7"),
            POSTED,
            None,
            "::ffff:192.0.2.0/120",
            HTTPStatus.FORBIDDEN,
        ),
        (knock(remote="2001:db8::1"), POSTED, None, "2001:db8::/32", None),
        (knock(remote="::1"), POSTED, None, "0.0.0.0/0", HTTPStatus.FORBIDDEN),
        (knock(remote="192.0.3.7"), POSTED, None, "192.0.2.9/24", HTTPStatus.FORBIDDEN),
        (knock(remote=None), POSTED, None, "0.0.0.0/0", HTTPStatus.FORBIDDEN),
        (knock(remote="x"), POSTED, None, "0.0.0.0/0", HTTPStatus.FORBIDDEN),
        (knock(encoding="identity"), POSTED, None, "", None),
        (knock(encoding="gzip"), POSTED, None, "", HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
        (knock(length=str(LARGEST_BODY)), POSTED, None, "", None),
        (knock(length="x"), POSTED, None, "", None),
        (
            knock(length=str(LARGEST_BODY + 1)),
            POSTED,
            None,
            "",
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        ),
        (
            knock(length="9" * 10_000),
            POSTED,
            None,
            "",
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        ),
    ],
)
def test_a_request_is_let_in_or_told_why_not(
    request_: Knock,
    info: PushInfo,
    secret: str | None,
    networks: str,
    status: HTTPStatus | None,
) -> None:
    found = refusal(request_, info, secret=secret, networks=parse_networks(networks))
    assert found == status


@pytest.mark.parametrize(
    "text", ["here", "192.0.2.0/33", "192.0.2.0/24;198.51.100.1", ",", " , "]
)
def test_what_is_no_network_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_networks(text)
