"""What a comment's #12 and @Name lead to."""

from __future__ import annotations

from django.urls import reverse

from blog.models import Post
from comments import markup
from comments.models import Comment


def draw_on(post: Post, text: str) -> str:
    """Safe HTML of ``text`` as a comment on this post, its #12 and @Name linked."""
    return markup.draw_comment(text, references_in(post, text))


def references_in(post: Post, text: str) -> markup.References:
    """What #12 and @Name in ``text`` lead to on this post."""
    named: dict[str, str] = {}
    numbered: dict[int, str] = {}
    thread = Comment.objects.filter(post=post).visible()
    if numbers := markup.numbers_in(text):
        for row in thread.filter(number__in=numbers).only("number"):
            if row.number is not None:
                numbered[row.number] = row.get_absolute_url()
    if "@" in text:
        for name, pk in thread.order_by("pk").values_list("author_name", "pk"):
            named[name] = reverse("comments:comment", args=[pk])
    return markup.References(numbers=numbered, names=named)
