"""Where a webhook may go."""

from ipaddress import ip_address, ip_network

import pytest

from shared.domain.addresses import may_be_called


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:4700::6810:84e5"])
def test_public_addresses_may_be_called(address):
    assert may_be_called(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.1.1",
        "172.16.0.1",
        "169.254.169.254",
        "0.0.0.0",
        "100.64.0.1",
        "192.0.0.8",
        "224.0.0.1",
        "240.0.0.1",
        "::1",
        "fe80::1",
        "fc00::1",
        "fec0::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:db8::1",
        "2001::1",
        "ff02::1",
    ],
)
def test_addresses_that_lead_home_may_not(address):
    assert not may_be_called(ip_address(address))


def test_a_private_network_may_be_allowed_by_name():
    allowed = [ip_network("127.0.0.0/8")]

    assert may_be_called(ip_address("127.0.0.1"), allowed)
    assert may_be_called(ip_address("::ffff:127.0.0.1"), allowed)
    assert not may_be_called(ip_address("10.0.0.1"), allowed)
