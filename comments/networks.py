"""IP addresses: ranges, in one spelling each for an index to find, and customers."""

from __future__ import annotations

import ipaddress

# Wider ones would shut out whole countries.
WIDEST = {4: 8, 6: 16}


def network_of(text: str) -> str:
    """``192.0.2.9/24`` is ``192.0.2.0/24``, ``192.0.2.9`` is ``192.0.2.9/32``.

    ValueError, its message fit to show, if it is no range or too wide a one.
    """
    try:
        network = ipaddress.ip_network(text.strip(), strict=False)
    except ValueError as error:
        raise ValueError(
            f"{text} is no IP address or range: 192.0.2.7, 192.0.2.0/24, 2001:db8::/48."
        ) from error
    widest = WIDEST[network.version]
    if network.prefixlen < widest:
        raise ValueError(f"This range is too wide: /{widest} at most.")
    mapped = getattr(network.network_address, "ipv4_mapped", None)
    if mapped is not None and network.prefixlen >= 96:
        return f"{mapped}/{network.prefixlen - 96}"
    return str(network)


def networks_around(ip_address: str | None) -> list[str]:
    """Every range that holds the address, as network_of spells them."""
    if not ip_address:
        return []
    address = ipaddress.ip_address(ip_address)
    address = getattr(address, "ipv4_mapped", None) or address
    widest, narrowest = WIDEST[address.version], address.max_prefixlen
    return [
        str(ipaddress.ip_network(f"{address}/{length}", strict=False))
        for length in range(widest, narrowest + 1)
    ]


def shown_network(network: str) -> str:
    """As moderators write it: a single address has no slash."""
    return network.removesuffix("/32" if "." in network else "/128")
