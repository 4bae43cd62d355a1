"""Where a request comes from, in one spelling: bans, rules and limits compare it."""

import pytest
from django.test import RequestFactory

from accounts.visitors import client_address


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:DB8:0:0::5", "2001:db8::5"),
        ("fe80::1%eth0", "fe80::1"),
        ("", None),
        ("unknown", None),
        ("192.0.2.1, 192.0.2.2", None),
    ],
)
def test_an_address_has_one_spelling(written, address):
    assert client_address(RequestFactory().get("/", REMOTE_ADDR=written)) == address
