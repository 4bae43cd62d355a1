"""Asks for pages and takes note of what that costs."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import asdict, astuple, dataclass
from http.client import HTTPConnection
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from accounts import roles
from accounts.models import User
from blog.models import Post
from comments.models import Comment

from .addresses import Address, addresses
from .processes import HOST, Server, database_cpu_seconds, serving

# More comments than any thread has: all of them on one page.
WHOLE_THREAD = 100_000
# Each page in each round is asked for a few times before anything is measured.
ROUNDS, WARMING = 10, 2
MODERATOR = "moderator@example.org"
# So many turns of an empty loop are the yardstick.
YARDSTICK_TURNS = 100_000


@dataclass(frozen=True)
class Figures:
    """What one page costs; CPU in milliseconds per request, user and system time."""

    name: str
    path: str
    queries: int
    cpu_ms: float
    database_cpu_ms: float
    bytes: int

    @property
    def total_ms(self) -> float:
        """CPU of the web server and the database together."""
        return self.cpu_ms + self.database_cpu_ms


@dataclass(frozen=True)
class Measured:
    """All figures of a site; megabytes are the server's at their peak."""

    posts: int
    comments: int
    database: str
    peak_mb: float
    peak_mb_whole_threads: float
    # What a fixed piece of work took meanwhile: figures of two runs compare as far as
    # their yardsticks do. A machine with other work to do has a longer one.
    yardstick_ms: float
    pages: list[Figures]

    @classmethod
    def read(cls, path: Path) -> Measured:
        """What an earlier run wrote."""
        found = json.loads(path.read_text())
        return cls(**found | {"pages": [Figures(**page) for page in found["pages"]]})

    def write(self, path: Path) -> None:
        """As JSON."""
        path.write_text(json.dumps(asdict(self), indent=1) + "\n")


def take_figures(*, port: int, requests: int) -> Measured:
    """Measure each main page of the site; ``requests`` of each."""
    wanted = addresses()
    queries = query_counts(wanted)
    costs, peaks = measure(wanted, port=port, requests=requests)
    pages = [
        Figures(page.name, page.path, queries[page], *astuple(costs[page]))
        for page in wanted
    ]
    return Measured(
        posts=Post.objects.count(),
        comments=Comment.objects.visible().count(),
        database=_database(),
        peak_mb=peaks[0],
        peak_mb_whole_threads=peaks[1],
        yardstick_ms=min(yardstick_ms() for _ in range(100)),
        pages=pages,
    )


def _database() -> str:
    version = connection.get_database_version()
    return f"{connection.display_name} {'.'.join(map(str, version))}"


def query_counts(pages: Iterable[Address]) -> dict[Address, int]:
    """How often each page asks the database; in this process, not in the server."""
    counts = {}
    reader, moderator = Client(SERVER_NAME=HOST), moderators_client()
    for address in pages:
        client = moderator if address.for_moderators else reader
        size = {"MASTHEAD_COMMENTS_PER_PAGE": WHOLE_THREAD} if address.whole else {}
        with override_settings(**size):
            client.get(address.path)  # looks up what is looked up once
            with CaptureQueriesContext(connection) as asked:
                client.get(address.path)
        counts[address] = len(asked)
    return counts


def moderators_client() -> Client:
    """Where somebody is signed in who moderates all threads."""
    user, made = User.objects.get_or_create(email=MODERATOR, is_staff=True)
    if made:
        user.groups.add(Group.objects.get(name=roles.MODERATOR))
    client = Client(SERVER_NAME=HOST)
    client.force_login(user)
    return client


def measure(
    pages: Sequence[Address], *, port: int, requests: int
) -> tuple[dict[Address, Cost], list[float]]:
    """The cost of each page, and the peak of memory: of the server that shows threads
    page by page, and of the one that shows whole threads.
    """
    split = [page for page in pages if not page.whole]
    whole = [page for page in pages if page.whole]
    with serving(port) as server:
        costs = _costs(server, split, requests)
        peaks = [server.peak_megabytes()]
    with serving(port, MASTHEAD_COMMENTS_PER_PAGE=str(WHOLE_THREAD)) as server:
        costs |= _costs(server, whole, requests)
        return costs, [*peaks, server.peak_megabytes()]


@dataclass(frozen=True)
class Cost:
    """Of one request: CPU milliseconds of server and database, bytes of the answer."""

    cpu_ms: float
    database_cpu_ms: float
    bytes: int


def _costs(
    server: Server, pages: Sequence[Address], requests: int
) -> dict[Address, Cost]:
    rounds: dict[Address, list[Cost]] = defaultdict(list)
    with closing(Asking(HOST, server.port, timeout=60)) as asking:
        session = moderators_client().cookies[settings.SESSION_COOKIE_NAME]
        asking.cookie = f"{session.key}={session.value}"
        # In rounds, so that what else the machine does falls on all pages alike.
        for _ in range(ROUNDS):
            for page in pages:
                for _ in range(WARMING):
                    _get(asking, page)
                cost = _cost(server, asking, page, requests // ROUNDS)
                rounds[page].append(cost)
    return {page: _least_disturbed(found) for page, found in rounds.items()}


class Asking(HTTPConnection):
    """One connection for all pages, with the cookie for those of a moderator."""

    cookie: str


def _cost(server: Server, asking: Asking, address: Address, requests: int) -> Cost:
    before = server.cpu_seconds(), database_cpu_seconds()
    for _ in range(requests):
        size = _get(asking, address)
    after = server.cpu_seconds(), database_cpu_seconds()
    web, database = (
        1000 * (end - begin) / requests
        for begin, end in zip(before, after, strict=True)
    )
    return Cost(web, database, size)


def _least_disturbed(costs: Sequence[Cost]) -> Cost:
    """The cheapest round: what else the machine does only ever adds to a cost."""
    return min(costs, key=lambda cost: cost.cpu_ms + cost.database_cpu_ms)


def yardstick_ms() -> float:
    """What a fixed piece of work takes just now."""
    begun = time.process_time()
    for _ in range(YARDSTICK_TURNS):
        pass
    return 1000 * (time.process_time() - begun)


def _get(asking: Asking, address: Address) -> int:
    """The bytes of the answer, which is what it should be or a RuntimeError."""
    headers = {"Cookie": asking.cookie} if address.for_moderators else {}
    asking.request("GET", address.path, headers=headers)
    answer = asking.getresponse()
    size = len(answer.read())
    if answer.status != address.status:
        raise RuntimeError(f"{address.path} answers {answer.status}.")
    return size
