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
    named: dict[str, str] = {}
    numbered: dict[int, str] = {}
    thread = Comment.objects.filter(post=post).visible()
    if numbers := markup.numbers_in(text):
        here = thread.filter(number__in=numbers).values_list("number", "pk")
        # What was moved to another post is found there under its number of then.
        left = FormerPlace.objects.filter(post=post, number__in=numbers)
        for number, pk in here.union(left.values_list("number", "comment")):
            numbered[number or 0] = reverse("comments:comment", args=[pk])
    if "@" in text:
        for name, pk in thread.order_by("pk").values_list("author_name", "pk"):
            named[name] = reverse("comments:comment", args=[pk])
    return markup.References(numbers=numbered, names=named)


def written_on(comment: Comment) -> Post:
    """The post whose numbers the text of ``comment`` means: where it was written."""
    left = comment.former_places.filter(was_written_here=True)
    first = left.select_related("post").first()
    return first.post if first else comment.post
