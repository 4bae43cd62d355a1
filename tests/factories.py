"""Makes what a test needs, saved through the same actions as the site."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import factory
from django.utils import timezone

from accounts.models import Author, User
from blog import actions
from blog.models import Category, Page, Post, Series
from comments.actions import change_state, post_comment
from comments.drafts import Draft
from comments.models import Comment


class UserFactory(factory.django.DjangoModelFactory[User]):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"member{n}@example.org")
    name = factory.Sequence(lambda n: f"Member {n}")


class AuthorFactory(factory.django.DjangoModelFactory[Author]):
    class Meta:
        model = Author

    name = factory.Sequence(lambda n: f"Author {n}")
    slug = factory.Sequence(lambda n: f"author-{n}")


class CategoryFactory(factory.Factory[Category]):
    class Meta:
        model = Category

    name = factory.Sequence(lambda n: f"Category {n}")
    slug = factory.Sequence(lambda n: f"category-{n}")

    @classmethod
    def _create(cls, model: type[Category], **fields: Any) -> Category:
        return actions.save_category(model(**fields))


class SeriesFactory(factory.django.DjangoModelFactory[Series]):
    class Meta:
        model = Series

    title = factory.Sequence(lambda n: f"Series {n}")
    slug = factory.Sequence(lambda n: f"series-{n}")


class PostFactory(factory.Factory[Post]):
    """A post; ``published=True`` (the default) makes it public since a minute.

    ``authors``, ``categories`` and ``tags`` are lists; one author is made if none.
    """

    class Meta:
        model = Post

    title = factory.Sequence(lambda n: f"Post {n}")
    slug = factory.Sequence(lambda n: f"post-{n}")
    dek = "One sentence about it."
    body = "<p>Some text to read.</p>"

    @classmethod
    def _create(
        cls,
        model: type[Post],
        *,
        published: bool = True,
        authors: list[Author] | None = None,
        categories: list[Category] | None = None,
        tags: list[str] | None = None,
        **fields: Any,
    ) -> Post:
        if published and "status" not in fields:
            fields["status"] = Post.Status.PUBLISHED
            fields.setdefault("published_at", timezone.now() - timedelta(minutes=1))
        return actions.save_post(
            model(**fields),
            authors=[AuthorFactory()] if authors is None else authors,
            categories=categories or [],
            tags=tags or [],
        )


class PageFactory(factory.Factory[Page]):
    class Meta:
        model = Page

    title = factory.Sequence(lambda n: f"Page {n}")
    path = factory.Sequence(lambda n: f"page-{n}")
    body = "<p>About us.</p>"
    status = Page.Status.PUBLISHED

    @classmethod
    def _create(cls, model: type[Page], **fields: Any) -> Page:
        return actions.save_page(model(**fields))


def moment(text: str) -> datetime:
    """An aware UTC moment: ``moment("2026-11-23 10:00")``."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def write_comment(  # noqa: PLR0913 (a test names only what it is about)
    post: Post,
    text: str = "I see it differently.",
    *,
    user: User | None = None,
    email: str = "regular@example.org",
    name: str = "Regular",
    in_reply_to: Comment | None = None,
    posted_at: datetime | None = None,
    **fields: Any,
) -> Comment:
    """A comment as the rules let it through: a guest's first one is held."""
    if user is not None:
        draft = Draft.by_user(user, text, **fields)
    else:
        draft = Draft(text=text, name=name, email=email, **fields)
    return post_comment(post, draft, in_reply_to=in_reply_to, posted_at=posted_at)


def public_comment(post: Post, text: str = "Well said.", **fields: Any) -> Comment:
    """A comment that is public, whatever the rules think of it."""
    comment = write_comment(post, text, **fields)
    change_state(comment, Comment.State.PUBLIC, by=None)
    return comment
