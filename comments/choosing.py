"""What mails a member gets, and may choose among."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from accounts.models import Author, User
from blog.models import Post
from comments.audience import PACE_OF_HELD, PACE_OF_OWN_POSTS
from comments.permissions import moderates
from comments.topics import REPLIES, kind_of, of_held, of_own_posts
from mail.models import Subscription

Pace = Subscription.Pace

# Nobody follows more threads at a time; older ones end with the link in their mails.
SHOWN_AT_MOST = 100


@dataclass(frozen=True)
class Choice:
    """One kind of mail, as it stands; ``post`` is that of a thread."""

    topic: str
    pace: str
    label: str = ""
    post: Post | None = None

    @property
    def field(self) -> str:
        """Its name in a form."""
        return f"pace-{self.topic}"

    @property
    def is_on(self) -> bool:
        return self.pace != Pace.NEVER


def choices_of(user: User) -> list[Choice]:
    """All that ``user`` may choose, staff's first. At most four queries, and two more
    for the permissions."""
    kept = Subscription.objects.of(user.email)[:SHOWN_AT_MOST]
    rows = {row.topic: row.pace for row in kept}
    return [*_of_staff(user, rows), *_of_reader(rows)]


def _of_staff(user: User, rows: dict[str, str]) -> Iterator[Choice]:
    own, held = of_own_posts(user.pk), of_held(user.pk)
    if Author.objects.filter(user=user).exists():
        pace = rows.get(own, PACE_OF_OWN_POSTS)
        yield Choice(own, pace, "New comments on your posts")
    if user.is_staff and moderates(user):
        pace = rows.get(held, PACE_OF_HELD)
        yield Choice(held, pace, "Comments that wait for a moderator")


def _of_reader(rows: dict[str, str]) -> Iterator[Choice]:
    yield Choice(REPLIES, rows.get(REPLIES, Pace.NEVER), "Replies to your comments")
    threads = {
        topic.partition(":")[2]: topic for topic in rows if kind_of(topic) == "thread"
    }
    posts = Post.objects.for_title().in_bulk([int(pk) for pk in threads])
    for pk, topic in threads.items():
        post = posts.get(int(pk))
        if post is not None:
            yield Choice(topic, rows[topic], post.title or "Untitled", post)
