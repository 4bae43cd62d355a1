"""What a comment's #12 and @Name lead to."""

from __future__ import annotations

from django.urls import reverse

from blog.models import Post
from comments import markup
from comments.models import Comment, FormerPlace


def draw_on(post: Post, text: str) -> str:
    """Safe HTML of ``text`` as a comment on this post, its #12 and @Name linked."""
    return markup.draw_comment(text, references_in(post, text))


def references_in(post: Post, text: str) -> markup.References:
    """What #12 and @Name in ``text`` lead to on this post."""
    numbers = markup.numbers_in(text)
    thread = Comment.objects.filter(post=post).visible()
    if "@" not in text:
        thread = thread.filter(number__in=numbers)
    named: dict[str, str] = {}
    numbered: dict[int, str] = {}
    if numbers or "@" in text:
        rows = thread.order_by("pk").values_list("pk", "author_name", "number")
        for pk, name, number in rows:
            named[name] = numbered[number or 0] = reverse("comments:comment", args=[pk])
    if left := set(numbers) - numbered.keys():
        # What was moved to another post is found there under its number of then.
        moved = FormerPlace.objects.filter(post=post, number__in=left)
        for number, pk in moved.values_list("number", "comment"):
            numbered[number] = reverse("comments:comment", args=[pk])
    return markup.References(numbers=numbered, names=named)


def written_on(comment: Comment) -> Post:
    """The post whose numbers the text of ``comment`` means: where it was written."""
    left = comment.former_places.filter(was_written_here=True)
    first = left.select_related("post").first()
    return first.post if first else comment.post
