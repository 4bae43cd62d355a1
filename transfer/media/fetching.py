"""Uploads fetched from the site that is left, politely."""

from __future__ import annotations

import http.client
import re
import socket
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import IO, NamedTuple, NoReturn
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings
from django.core.files.base import File

from transfer.records import AttachmentRecord

from .public_addresses import (
    Connect,
    PublicConnection,
    PublicTLSConnection,
    Resolve,
    resolve,
)
from .sources import MediaError, check_size, file_name

# Between two requests: the old site has readers too.
SECONDS_BETWEEN = 0.5
# Of one file, whatever its size.
SECONDS_FOR_A_FILE = 900
LONGEST_WAIT = 60
MOST_REDIRECTS = 5
MOST_ATTEMPTS = 3
# A host that failed for so many files is gone: it isn't asked again.
MOST_FAILURES = 5
BYTES_AT_ONCE = 64 * 1024
REDIRECTS = frozenset({301, 302, 303, 307, 308})
BUSY = frozenset({429, 500, 502, 503, 504})
# A name, or an address of either kind.
_HOST = re.compile(r"[a-z0-9._:-]+")
PORTS = {"http": http.client.HTTP_PORT, "https": http.client.HTTPS_PORT}


class Target(NamedTuple):
    """An address, and the parts of it that a request is made of."""

    url: str
    scheme: str
    host: str
    port: int
    path: str

    @classmethod
    def of(cls, address: str, *, base: str = "") -> Target:
        """MediaError if it is none of the web; ``base`` is what it may be relative to."""
        try:
            url = urljoin(base, address)
            parts = urlsplit(url)
            host = (parts.hostname or "").encode("idna").decode()
            port = parts.port or PORTS.get(parts.scheme, 0)
        except ValueError as error:
            raise MediaError("has an address that is none") from error
        is_host = _HOST.fullmatch(host) and "@" not in parts.netloc
        if parts.scheme not in PORTS or not is_host:
            raise MediaError("has no address on the web")
        path = quote(parts.path, safe="/%:@!$&'()*+,;=~") or "/"
        query = quote(parts.query, safe="/%:@!$&'()*+,;=~?")
        path = f"{path}?{query}" if query else path
        return cls(url, parts.scheme, host, port, path)


class BusyError(Exception):
    """Try again after so many seconds."""

    def __init__(self, reason: str, seconds: float) -> None:
        super().__init__(reason)
        self.seconds = seconds


def connect(address: tuple[str, int], seconds: float) -> socket.socket:
    """A connection to just this address."""
    return socket.create_connection(address, timeout=seconds)


class Fetcher:
    """The old site: one request at a time, with a pause, to public addresses only."""

    def __init__(
        self,
        *,
        resolve: Resolve = resolve,
        connect: Connect = connect,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._resolve = resolve
        self._connect = connect
        self._sleep = sleep
        self._failures: Counter[str] = Counter()
        self._headers = {
            "User-Agent": f"Masthead (moving its media; +{settings.SITE_URL})",
            "Accept-Encoding": "identity",
            "Connection": "close",
        }

    @contextmanager
    def open(self, record: AttachmentRecord) -> Iterator[File[bytes]]:
        """The upload in a file that is gone afterwards."""
        with tempfile.TemporaryFile() as file:
            self._fetch(record.url, file, name=file_name(record))
            file.seek(0)
            yield File(file, name=file_name(record))

    def _fetch(self, url: str, file: IO[bytes], *, name: str) -> None:
        """Follow redirects to the file; each hop is looked at like the first."""
        target = Target.of(url)
        for _ in range(MOST_REDIRECTS + 1):
            onto = self._patiently(target, file, name)
            if not onto:
                return
            target = Target.of(onto, base=target.url)
        raise MediaError(f"is redirected more than {MOST_REDIRECTS} times")

    def _patiently(self, target: Target, file: IO[bytes], name: str) -> str:
        """Ask a few times if need be; where it is redirected to, or nothing."""
        reason = f"{target.host} does not answer: it is not asked again"
        for attempt in range(MOST_ATTEMPTS):
            if self._failures[target.host] >= MOST_FAILURES:
                break
            file.seek(0)
            file.truncate()
            try:
                onto = self._ask(target, file, name)
            except BusyError as error:
                reason = str(error)
                self._sleep(min(error.seconds * 2**attempt, LONGEST_WAIT))
            else:
                self._failures[target.host] = 0
                return onto
        self._failures[target.host] += 1
        raise MediaError(reason)

    def _ask(self, target: Target, file: IO[bytes], name: str) -> str:
        kind = PublicTLSConnection if target.scheme == "https" else PublicConnection
        connection = kind(
            target.host, target.port, resolve=self._resolve, connect=self._connect
        )
        try:
            with closing(connection):
                connection.request("GET", target.path, headers=self._headers)
                return _take(connection.getresponse(), file, name)
        except (OSError, http.client.HTTPException) as error:
            reason = str(error) or type(error).__name__
            raise BusyError(f"{target.host} does not answer: {reason}", 1) from error
        finally:
            self._sleep(SECONDS_BETWEEN)


class Unfetched:
    """The old site in a dry run: nobody asks it for what is not to be kept."""

    def open(self, record: AttachmentRecord) -> NoReturn:
        """Always a MediaError."""
        raise MediaError("a dry run fetches nothing")


def _take(response: http.client.HTTPResponse, file: IO[bytes], name: str) -> str:
    """Write the file that was asked for; where it is redirected to, or nothing."""
    status = response.status
    if status in REDIRECTS and (onto := response.getheader("Location")):
        # Headers come as Latin-1, but most servers mean UTF-8.
        return onto.encode("latin-1").decode(errors="replace")
    if status in BUSY:
        said = response.getheader("Retry-After", "")
        seconds = float(said) if said.isascii() and said.isdecimal() else 1.0
        raise BusyError(f"the old site answers {status}", min(seconds, LONGEST_WAIT))
    if status != http.client.OK:
        raise MediaError(f"the old site answers {status}")
    if response.getheader("Content-Type", "").startswith("text/html"):
        raise MediaError("the old site sends a web page in its place")
    check_size(name, response.length or 0)
    _write(response, file, name)
    return ""


def _write(response: http.client.HTTPResponse, file: IO[bytes], name: str) -> None:
    until = time.monotonic() + SECONDS_FOR_A_FILE
    size = 0
    while chunk := response.read(BYTES_AT_ONCE):
        size += len(chunk)
        check_size(name, size)
        if time.monotonic() > until:
            raise MediaError("the old site sends it too slowly")
        file.write(chunk)
    if response.length:
        raise http.client.IncompleteRead(b"", response.length)
