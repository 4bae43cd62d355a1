"""The demo's threads: posted in the order of time, then moderated."""

from __future__ import annotations

import re
from datetime import datetime

from accounts.models import User
from blog.models import Post
from comments import actions
from comments.drafts import Draft
from comments.models import Comment
from demo.documents import CONTENT, ContentError
from demo.shelf import ref_of
from demo.staff import MODERATOR_EMAIL, Speaker, speakers
from demo.threads import CommentRecord, moments, read_thread
from demo.writing import filled

_REFERENCE = re.compile(r"\{#(\w+)\}")
# Addresses that are kept for documentation: nobody's.
NETWORK = "203.0.113"


def add_threads(*, now: datetime) -> None:
    """Every thread of the content files, under its post."""
    known = speakers()
    moderator = User.objects.get(email=MODERATOR_EMAIL)
    for path in sorted((CONTENT / "threads").glob("*.txt")):
        post = Post.objects.filter(import_ref=ref_of("post", path.stem)).first()
        if post is None or post.published_at is None:
            raise ContentError(f"{path.name}: there is no such post to discuss.")
        records = read_thread(path)
        times = moments(records, start=post.published_at, end=now)
        posted = _post_all(
            post, records, times=times, speakers=known, moderator=moderator
        )
        _agree(records, posted, speakers=known)
        _moderate(records, posted, moderator=moderator)


def _post_all(
    post: Post,
    records: list[CommentRecord],
    *,
    times: list[datetime],
    speakers: dict[str, Speaker],
    moderator: User,
) -> dict[int, Comment]:
    """The comments by their index; all are public, as if each was approved at once."""
    addresses = {key: f"{NETWORK}.{n}" for n, key in enumerate(speakers, 1)}
    posted: dict[int, Comment] = {}
    named: dict[str, Comment] = {}
    for index in sorted(range(len(records)), key=times.__getitem__):
        record = records[index]
        if record.speaker not in speakers:
            raise ContentError(f"“{record.speaker}” is not in people.txt.")
        comment = actions.post_comment(
            post,
            _draft(
                speakers[record.speaker],
                filled(_with_numbers(record.text, named)),
                ip_address=addresses[record.speaker],
            ),
            in_reply_to=None if record.parent is None else posted[record.parent],
            posted_at=times[index],
        )
        if record.state not in {"held", "spam"}:
            actions.approve(comment, by=moderator)
        posted[index] = comment
        if record.name:
            named[record.name] = comment
    return posted


def _draft(speaker: Speaker, text: str, *, ip_address: str) -> Draft:
    if speaker.user is not None:
        return Draft.by_user(speaker.user, text, ip_address=ip_address)
    return Draft(
        text=text,
        name=speaker.name,
        email=speaker.email,
        url=speaker.url,
        ip_address=ip_address,
    )


def _with_numbers(text: str, named: dict[str, Comment]) -> str:
    """``text`` with ``{#name}`` as the number of the comment of that name."""

    def number(found: re.Match[str]) -> str:
        if found[1] not in named:
            raise ContentError(f"{found[0]} names no earlier comment: give it “after”.")
        return f"#{named[found[1]].number}"

    return _REFERENCE.sub(number, text)


def _agree(
    records: list[CommentRecord],
    posted: dict[int, Comment],
    *,
    speakers: dict[str, Speaker],
) -> None:
    for index, comment in posted.items():
        for key in records[index].agreed:
            member = speakers[key].user
            if member is None:
                raise ContentError(f"“{key}” is a guest, and only members agree.")
            actions.react(comment, by=member)


def _moderate(
    records: list[CommentRecord], posted: dict[int, Comment], *, moderator: User
) -> None:
    """Do what the thread says that a moderator did, with a record of each."""
    for index, comment in posted.items():
        record = records[index]
        if record.state == "held":
            actions.hold(comment, by=moderator)
        elif record.state == "spam":
            actions.mark_spam(comment, by=moderator)
        elif record.state == "removed":
            actions.remove(comment, by=moderator, reason=record.reason)
        if record.mark == "featured":
            actions.feature(comment, by=moderator)
        elif record.mark == "frozen":
            actions.freeze(comment, by=moderator, reason=record.reason)
