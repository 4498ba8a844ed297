"""Which addresses are taken, and which are inside the house."""

import pytest

from custom_components.message_gateways.base_url import (
    BaseUrlError,
    check_base_url,
    is_local,
    is_plain_and_foreign,
)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("https://api.provider.example", "https://api.provider.example"),
        ("  https://api.provider.example/ \n", "https://api.provider.example"),
        ("HTTPS://API.Provider.Example/Rest/", "https://api.provider.example/Rest"),
        (
            "https://api.provider.example:443/rest//",
            "https://api.provider.example/rest",
        ),
        ("http://192.168.1.5:8080/restapi", "http://192.168.1.5:8080/restapi"),
        ("http://[fd12::1]:8080/", "http://[fd12::1]:8080"),
        ("http://gateway", "http://gateway"),
        ("https://bücher.example", "https://xn--bcher-kva.example"),
    ],
)
def test_an_address_is_stored_in_one_form(typed: str, stored: str) -> None:
    assert check_base_url(typed) == stored
    assert check_base_url(stored) == stored


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("", "address_not_http"),
        ("api.provider.example", "address_not_http"),
        ("localhost:8080", "address_not_http"),
        ("ftp://api.provider.example", "address_not_http"),
        ("file:///etc/passwd", "address_not_http"),
        ("https://", "address_not_valid"),
        ("https:///rest", "address_not_valid"),
        ("https://api provider.example", "address_not_valid"),
        ("https://api.provider.example\\@elsewhere.example", "address_not_valid"),
        ("https://api.provider.example\x00", "address_not_valid"),
        ("https://api.provider.example:99999", "address_not_valid"),
        ("https://[::1", "address_not_valid"),
        ("https://[fe80:]", "address_not_valid"),
        ("https://provider%2eexample", "address_not_valid"),
        ("https://bücher.-provider.example", "address_not_valid"),
        ("https://provider-.example", "address_not_valid"),
        (f"https://{'provider.' * 28}example", "address_not_valid"),
        ("https://demo:secret@api.provider.example", "address_with_credentials"),
        ("https://demo@api.provider.example", "address_with_credentials"),
        ("https://api.provider.example/rest?user=demo", "address_with_query"),
        ("https://api.provider.example/rest?", "address_with_query"),
        ("https://api.provider.example/#rest", "address_with_query"),
        ("http://169.254.169.254/latest/meta-data", "address_not_allowed"),
        ("http://2852039166/", "address_not_allowed"),
        ("http://0xa9fea9fe/", "address_not_allowed"),
        ("http://0251.0376.0251.0376/", "address_not_allowed"),
        ("http://[::ffff:169.254.169.254]/", "address_not_allowed"),
        ("http://[fe80::1]/", "address_not_allowed"),
        ("http://[fe80::1%25eth0]/", "address_not_allowed"),
        ("http://0.0.0.0:8123", "address_not_allowed"),
        ("http://224.0.0.251", "address_not_allowed"),
    ],
)
def test_an_address_that_leads_nowhere_is_refused(typed: str, key: str) -> None:
    with pytest.raises(BaseUrlError) as caught:
        check_base_url(typed)
    assert caught.value.key == key


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("http://127.0.0.1:8080", True),
        ("http://127.1", True),
        ("http://[::1]", True),
        ("http://[::ffff:192.168.1.5]", True),
        ("http://10.0.0.1", True),
        ("http://172.16.0.1", True),
        ("http://192.168.1.5/restapi", True),
        ("http://[fd12::1]", True),
        ("http://localhost", True),
        ("http://gateway:8080", True),
        ("http://gateway.local", True),
        ("http://gateway.local.", True),
        ("http://gateway.home.arpa", True),
        ("http://api.provider.example", False),
        ("http://local.provider.example", False),
        ("http://notlocal.example", False),
        ("http://8.8.8.8", False),
        ("http://172.32.0.1", False),
        ("http://[2001:4860:4860::8888]", False),
    ],
)
def test_the_house_ends_at_its_router(url: str, *, local: bool) -> None:
    assert is_local(url) is local
    assert is_plain_and_foreign(url) is not local
    assert not is_plain_and_foreign(url.replace("http://", "https://"))
