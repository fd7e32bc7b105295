"""Which addresses a webhook may reach: the public internet, and what was allowed by name.

`ipaddress.is_global` alone lets NAT64, 6to4, mapped and other addresses through that lead home.
"""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

PUBLIC_IPV6 = IPv6Network("2000::/3")
NEVER: tuple[Network, ...] = tuple(
    ip_network(text)
    for text in ("192.0.0.0/24", "2001::/23", "2001:db8::/32", "2002::/16", "64:ff9b::/96")
)


def may_be_called(address: Address, allowed: Sequence[Network] = ()) -> bool:
    """Whether a webhook may go to `address`; `allowed` are private networks that may be reached."""
    address = getattr(address, "ipv4_mapped", None) or address
    if any(address in network for network in allowed):
        return True
    if isinstance(address, IPv6Address) and address not in PUBLIC_IPV6:
        return False
    if any(address in network for network in NEVER):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved
