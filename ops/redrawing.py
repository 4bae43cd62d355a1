"""Stored HTML that was drawn by an older version of the drawing is drawn again."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from accounts.models import Author
from blog import actions
from blog.markup import DRAWING_VERSION
from blog.models import Page, Post
from comments.actions import redraw
from comments.markup import DRAWING_VERSION as COMMENT_DRAWING_VERSION
from comments.models import Comment
from ops.batches import in_batches


def outdated_posts() -> QuerySet[Post]:
    """Posts whose HTML an older version drew."""
    return Post.objects.filter(drawn_with__lt=DRAWING_VERSION)


def outdated_pages() -> QuerySet[Page]:
    """Pages whose HTML an older version drew."""
    return Page.objects.filter(drawn_with__lt=DRAWING_VERSION)


def outdated_authors() -> QuerySet[Author]:
    """Authors whose bio an older version drew."""
    return Author.objects.filter(drawn_with__lt=DRAWING_VERSION)


def outdated_comments() -> QuerySet[Comment]:
    """Comments whose HTML an older version drew."""
    return Comment.objects.filter(drawn_with__lt=COMMENT_DRAWING_VERSION)


def redraw_posts() -> Iterator[Post | Page | Author]:
    """Draw posts, pages and bios again; each row, when it is done.

    One that somebody saves meanwhile is drawn by that and left alone here.
    """
    for batch in in_batches(outdated_posts()):
        for post in batch:
            unchanged = Post.objects.filter(pk=post.pk, updated_at=post.updated_at)
            actions.draw_post(post)
            unchanged.update(
                body=post.body,
                body_html=post.body_html,
                summary=post.summary,
                drawn_with=post.drawn_with,
            )
            yield post
    for pages in in_batches(outdated_pages()):
        for page in pages:
            still = Page.objects.filter(pk=page.pk, updated_at=page.updated_at)
            actions.draw_page(page)
            still.update(
                body=page.body, body_html=page.body_html, drawn_with=page.drawn_with
            )
            yield page
    for authors in in_batches(outdated_authors()):
        for author in authors:
            actions.save_author(author)
            yield author


def redraw_comments() -> Iterator[Comment]:
    """Draw comments again; each, when it is done."""
    for batch in in_batches(outdated_comments().select_related("post")):
        for comment in batch:
            redraw(comment)
            yield comment
