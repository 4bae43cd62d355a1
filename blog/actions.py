"""Every change to posts, pages and their filing that is more than one field.

The caller has checked permission. Each action is one transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import Author, User
from blog.addresses import is_ours, leads_to, post_slugs, too_long
from blog.markup import (
    DRAWING_VERSION,
    clean_body,
    clean_inline,
    draw_body,
    links_in,
    summary_of,
)
from blog.models import (
    Byline,
    Category,
    Correction,
    Filing,
    Link,
    Mention,
    Page,
    Post,
    Redirect,
    SiteSettings,
    Tag,
)


class PublishError(Exception):
    """The post cannot go live; the message is for its author."""


# --- Posts -------------------------------------------------------------------


@transaction.atomic
def save_post(
    post: Post,
    *,
    authors: Sequence[Author] | None = None,
    categories: Iterable[Category] | None = None,
    tags: Iterable[str] | None = None,
) -> Post:
    """Clean, draw and save a post, new or changed, with its filing.

    None for ``authors``, ``categories`` or ``tags`` leaves them as they are. A post
    that was public under another address gets a redirect from there.
    """
    draw_post(post)
    before = Post.objects.filter(pk=post.pk).first() if post.pk else None
    if not post.slug and (post.title or post.status == Post.Status.PUBLISHED):
        post.slug = free_slug(post.title or "untitled", besides=post.pk)
    if post.status == Post.Status.PUBLISHED and post.published_at is None:
        post.published_at = timezone.now()
    post.published_month = month_of(post.published_at)
    post.updated_at = timezone.now()
    if before is None:
        post.save()
    else:
        post.save(update_fields=Post.written_fields())
        _keep_old_address(before, post)
    if authors is not None:
        set_byline(post, authors)
    if categories is not None:
        _set_categories(post, categories)
    if tags is not None:
        post.tags.set(_known_tags(list(tags)))
    refile(post)
    relink(post)
    return post


def draw_post(post: Post) -> None:
    """Clean the body and draw what pages show of it; nothing is saved."""
    post.body = clean_body(post.body)
    post.body_html = draw_body(post.body, is_ours=is_ours)
    post.summary = summary_of(post.body)
    post.drawn_with = DRAWING_VERSION


def month_of(moment: datetime | None) -> date | None:
    """The first day of the month of ``moment`` in the site's time zone."""
    return None if moment is None else timezone.localtime(moment).date().replace(day=1)


def free_slug(title: str, *, besides: int | None = None) -> str:
    """An address made from ``title`` that no post but ``besides`` has."""
    base = slugify(title, allow_unicode=True)[:200] or "untitled"
    while too_long(base):
        base = base[:-1]
    if not leads_to(f"/2000/01/{base}/", "blog:post"):
        base = f"post-{base}"
    taken = set(
        Post.objects.filter(slug__startswith=base)
        .exclude(pk=besides or 0)
        .values_list("slug", flat=True)
    )
    candidate, count = base, 1
    while candidate in taken:
        count += 1
        candidate = f"{base}-{count}"
    return candidate


def _keep_old_address(before: Post, post: Post) -> None:
    """Redirect from where a published post was, and free where it is now."""
    if post.status == Post.Status.PUBLISHED:
        Redirect.objects.filter(old_path=post.get_absolute_url()).delete()
    if before.status != Post.Status.PUBLISHED:
        return
    if before.get_absolute_url() != post.get_absolute_url():
        lead_on(before.get_absolute_url(), post)


def lead_on(old: str, thing: Post | Page | Category | Tag | Author) -> None:
    """Redirect from the address ``old`` to ``thing``, and no longer from its own."""
    Redirect.objects.filter(old_path=thing.get_absolute_url()).delete()
    if len(old) > Redirect.LONGEST_PATH:
        return
    target = {type(thing).__name__.lower(): thing}
    Redirect.objects.update_or_create(
        old_path=old, defaults=dict.fromkeys(Redirect.TARGETS) | target
    )


def set_byline(post: Post, authors: Sequence[Author]) -> None:
    """Make ``authors``, in this order, the byline."""
    post.bylines.exclude(author__in=authors).delete()
    for position, author in enumerate(authors):
        Byline.objects.update_or_create(
            post=post, author=author, defaults={"position": position}
        )


def _set_categories(post: Post, categories: Iterable[Category]) -> None:
    wanted = {category.pk for category in categories}
    post.filings.exclude(category__in=wanted).delete()
    for pk in wanted:
        Filing.objects.update_or_create(
            post=post, category_id=pk, defaults={"direct": True}
        )


def _known_tags(names: list[str]) -> list[Tag | str]:
    """The tags of these names; a name stays where a tag is still to be made.

    SQLite takes "Ä" and "ä" for two letters: the address, made in lower case, tells.
    """
    slugs = {slugify(name, allow_unicode=True) for name in names}
    known = {tag.name.casefold(): tag for tag in Tag.objects.filter(slug__in=slugs)}
    return [known.get(name.casefold(), name) for name in names]


@transaction.atomic
def refile(post: Post) -> None:
    """Bring what lists the post into line with it.

    A post in a category is listed in the ancestors of that category too, and each row
    that lists it carries its publication date while it is published.
    """
    direct = set(post.filings.filter(direct=True).values_list("category", flat=True))
    implied = _ancestors(direct) - direct
    post.filings.filter(direct=False).exclude(category__in=implied).delete()
    Filing.objects.bulk_create(
        [Filing(post=post, category_id=pk, direct=False) for pk in sorted(implied)],
        ignore_conflicts=True,
    )
    published = post.status == Post.Status.PUBLISHED
    listed_at = post.published_at if published else None
    for rows in (post.filings, post.taggings, post.bylines):
        rows.update(listed_at=listed_at)


def _ancestors(category_ids: set[int]) -> set[int]:
    parents = dict(Category.objects.values_list("pk", "parent"))
    found: set[int] = set()
    for pk in category_ids:
        parent = parents.get(pk)
        while parent is not None and parent not in found:
            found.add(parent)
            parent = parents.get(parent)
    return found


def relink(post: Post) -> None:
    """Note the body's links, and which of our posts they lead to."""
    addresses = links_in(post.body_html)
    slugs = post_slugs(addresses)
    targets = dict(
        Post.objects.filter(slug__in=set(slugs.values()))
        .exclude(pk=post.pk)
        .values_list("slug", "pk")
    )
    post.links.all().delete()
    Link.objects.bulk_create(
        Link(post=post, url=address, target_id=targets.get(slugs.get(address, "")))
        for address in addresses
    )


@transaction.atomic
def publish_post(post: Post, *, by: User, at: datetime | None = None) -> Post:
    """Make public from ``at`` (aware; None: now). PublishError if something misses."""
    if not post.title.strip():
        raise PublishError("Give the post a title before you publish it.")
    if not clean_body(post.body):
        raise PublishError("Write something in the post before you publish it.")
    if not post.bylines.exists():
        if (author := Author.objects.filter(user=by).first()) is None:
            raise PublishError("Say who wrote the post before you publish it.")
        set_byline(post, [author])
    post.status = Post.Status.PUBLISHED
    post.published_at = at or post.published_at or timezone.now()
    return save_post(post)


@transaction.atomic
def withdraw_post(post: Post) -> Post:
    """Take a post off the site; it stays in the admin, with its comments."""
    post.status = Post.Status.WITHDRAWN
    return save_post(post)


def save_correction(correction: Correction, *, by: User | None = None) -> Correction:
    """Clean and save a dated note on a post."""
    correction.text = clean_inline(correction.text)
    correction.noted_by = correction.noted_by or by
    correction.save()
    return correction


# --- Pages -------------------------------------------------------------------


@transaction.atomic
def save_page(page: Page) -> Page:
    """Clean, draw and save a page; the menu and an old address follow it."""
    before = Page.objects.filter(pk=page.pk).first() if page.pk else None
    draw_page(page)
    page.path = page.path.strip("/")
    page.updated_at = timezone.now()
    page.save()
    if before is not None and before.path != page.path:
        lead_on(before.get_absolute_url(), page)
    redraw_menu()
    return page


def draw_page(page: Page) -> None:
    """Clean the body and draw what the page shows of it; nothing is saved."""
    page.body = clean_body(page.body)
    page.body_html = draw_body(page.body, is_ours=is_ours)
    page.drawn_with = DRAWING_VERSION


@transaction.atomic
def delete_page(page: Page) -> None:
    """Delete a page and its place in the menu."""
    page.delete()
    redraw_menu()


def redraw_menu() -> None:
    """Keep the menu in the site's settings, so that no page has to look it up."""
    site = SiteSettings.load()
    site.menu = [
        [page.menu_title or page.title, page.get_absolute_url()]
        for page in Page.objects.in_menu()
    ]
    site.save()


# --- Categories --------------------------------------------------------------


@transaction.atomic
def save_category(category: Category) -> Category:
    """Save a category; paths below it, redirects and listings follow a move."""
    before = Category.objects.filter(pk=category.pk).first() if category.pk else None
    category.slug = category.slug or slugify(category.name, allow_unicode=True)
    parent = category.parent
    category.path = f"{parent.path}/{category.slug}" if parent else category.slug
    category.save()
    if before is not None and before.path != category.path:
        _move_category(before, category)
    return category


def _move_category(before: Category, category: Category) -> None:
    for row in Category.objects.filter(path__startswith=f"{before.path}/"):
        old = row.get_absolute_url()
        row.path = category.path + row.path.removeprefix(before.path)
        row.save(update_fields=["path"])
        lead_on(old, row)
    lead_on(before.get_absolute_url(), category)
    if before.parent_id != category.parent_id:
        for post in Post.objects.filter(filings__category=category).iterator():
            refile(post)


def save_tag(tag: Tag) -> Tag:
    """Save a tag; its old address leads on to the new one."""
    before = Tag.objects.filter(pk=tag.pk).first() if tag.pk else None
    tag.slug = tag.slug or slugify(tag.name, allow_unicode=True)
    tag.save()  # type: ignore[no-untyped-call]  # taggit's own
    if before is not None and before.slug != tag.slug:
        lead_on(before.get_absolute_url(), tag)
    return tag


# --- Mentions ----------------------------------------------------------------


def decide_mentions(mentions: QuerySet[Mention], state: Mention.State) -> int:
    """Let mentions be seen or take them away; how many changed."""
    return mentions.exclude(state=state).update(state=state)


# --- Authors -----------------------------------------------------------------


def save_author(author: Author) -> Author:
    """Clean, draw and save an author; a free address is made from the name."""
    before = Author.objects.filter(pk=author.pk).first() if author.pk else None
    author.slug = author.slug or free_author_slug(author.name)
    author.bio = clean_body(author.bio)
    author.bio_html = draw_body(author.bio, is_ours=is_ours)
    author.drawn_with = DRAWING_VERSION
    author.save()
    if before is not None and before.slug != author.slug:
        lead_on(before.get_absolute_url(), author)
    return author


def free_author_slug(name: str) -> str:
    """An address made from ``name`` that no author has."""
    base = slugify(name, allow_unicode=True)[:140] or "author"
    taken = set(
        Author.objects.filter(slug__startswith=base).values_list("slug", flat=True)
    )
    candidate, count = base, 1
    while candidate in taken:
        count += 1
        candidate = f"{base}-{count}"
    return candidate
