"""Connections to public addresses only.

An export names the addresses that are fetched, so whoever wrote it could send this
machine to its own network. A name is resolved once, each address is looked at, and
the connection is made to just these: a name that answers otherwise the next time
gains nothing.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable, Sequence

from .sources import MediaError

SECONDS_FOR_AN_ANSWER = 20

# Host and port to the addresses of the host.
Resolve = Callable[[str, int], Sequence[str]]
# Address and port, and the seconds that each step may take, to a connection.
Connect = Callable[[tuple[str, int], float], socket.socket]
# Addresses of IPv4 inside such of IPv6: a gateway would lead to them.
_GATEWAY = ipaddress.ip_network("64:ff9b::/96")

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


def resolve(host: str, port: int) -> list[str]:
    """The addresses that the system knows of a host."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Whether the whole internet reaches this address, and no private network does."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    ip = _inside(ip) or ip
    special = ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback
    is_local = ip.is_link_local or getattr(ip, "is_site_local", False)
    return ip.is_global and not (special or is_local)


def _inside(ip: IPAddress) -> IPAddress | None:
    """The address of IPv4 that is reached by an address of IPv6; None if there's none."""
    if isinstance(ip, ipaddress.IPv4Address):
        return None
    if ip in _GATEWAY:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour


class PublicConnection(http.client.HTTPConnection):
    """HTTP to the addresses that were looked at, under the name of the host."""

    def __init__(
        self, host: str, port: int, *, resolve: Resolve, connect: Connect
    ) -> None:
        super().__init__(host, port, timeout=SECONDS_FOR_AN_ANSWER)
        self._resolve = resolve
        self._connect = connect

    def connect(self) -> None:
        """Connect to the first address that answers; MediaError if any isn't public."""
        addresses = self._resolve(self.host, self.port)
        if not addresses or not all(is_public(address) for address in addresses):
            raise MediaError(f"{self.host} is no public address: it is not asked")
        for address in addresses[:-1]:
            try:
                self.sock = self._reach(address)
            except OSError:
                continue
            return
        self.sock = self._reach(addresses[-1])

    def _reach(self, address: str) -> socket.socket:
        return self._connect((address, self.port), SECONDS_FOR_AN_ANSWER)


class PublicTLSConnection(PublicConnection):
    """The same with TLS: the certificate must be that of the host."""

    default_port = http.client.HTTPS_PORT

    def _reach(self, address: str) -> socket.socket:
        context = ssl.create_default_context()
        return context.wrap_socket(super()._reach(address), server_hostname=self.host)
