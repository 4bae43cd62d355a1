"""What a comment's #12 and @Name lead to."""

from __future__ import annotations

from html import unescape

from django.db.models import CharField, Value
from django.urls import reverse

from blog.models import Post
from comments import markup
from comments.models import Comment, FormerPlace


def draw_on(post: Post, text: str) -> str:
    """Safe HTML of ``text`` as a comment on this post, its #12 and @Name linked."""
    return markup.draw_comment(text, references_in(post, text))


def references_in(post: Post, text: str) -> markup.References:
    """What #12 and @Name in ``text`` lead to on this post."""
    named: dict[str, str] = {}
    numbered: dict[int, str] = {}
    thread = Comment.objects.filter(post=post).visible()
    numbers = markup.numbers_in(text)
    # One query: for a name all who wrote here, of whom the last one is meant.
    rows = thread if "@" in text else thread.filter(number__in=numbers)
    found = rows.values_list("pk", "number", "author_name")
    if numbers:
        # What was moved to another post is found there under its number of then.
        left = FormerPlace.objects.filter(post=post, number__in=numbers)
        no_name = Value("", CharField())
        found = found.union(left.values_list("comment", "number", no_name), all=True)
    if not numbers and "@" not in text:
        return markup.References()
    by_name: dict[str, int] = {}
    for pk, number, name in found.order_by("pk"):
        if number in numbers:
            numbered[number] = reverse("comments:comment", args=[pk])
        by_name[name] = pk
    # An address for each of hundreds of writers costs more than all else.
    read = unescape(text.replace("\\", "")).casefold()
    for name, pk in by_name.items():
        if name and f"@{name.casefold()}" in read:
            named[name] = reverse("comments:comment", args=[pk])
    return markup.References(numbers=numbered, names=named)


def written_on(comment: Comment) -> Post:
    """The post whose numbers the text of ``comment`` means: where it was written."""
    if not markup.numbers_in(comment.comment):
        return comment.post
    left = comment.former_places.filter(was_written_here=True)
    first = left.select_related("post").first()
    return first.post if first else comment.post
