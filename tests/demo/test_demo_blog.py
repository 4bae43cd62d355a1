"""What the demo blog shows, and that it leaves everything else alone."""

from __future__ import annotations

import re

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone

from accounts.models import Author, User
from blog.models import Category, Correction, Link, Page, Post, Series, SiteSettings
from comments.models import Comment, ModerationDecision
from demo import staff
from demo.documents import CONTENT
from images.models import Image
from tests.demo.running import run

pytestmark = pytest.mark.django_db

KINDS = (
    ModerationDecision,
    User,
    Author,
    Category,
    Series,
    Post,
    Correction,
    Link,
    Page,
    Image,
    Comment,
)


@pytest.fixture(scope="module")
def media(tmp_path_factory):
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, media):
    """What the command printed: it runs once for this file, and is taken back."""
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=media),
        transaction.atomic(),
    ):
        yield run()
        transaction.set_rollback(True)


@pytest.fixture
def published(demo):
    return Post.objects.published()


def state_of_everything():
    return {
        model.__name__: list(model._default_manager.order_by("pk").values())
        for model in (*KINDS, SiteSettings)
    }


def test_thirty_posts_by_six_authors_are_public(published):
    assert published.count() == 30
    assert Author.objects.filter(posts__in=published).distinct().count() == 6
    assert published.exclude(dek="").count() == 30


def test_every_status_is_there(demo):
    assert Post.objects.filter(status="draft").count() == 1
    assert Post.objects.filter(status="in_review").count() == 1
    assert Post.objects.filter(status="withdrawn").count() == 1
    assert Post.objects.scheduled().count() == 1
    assert Post.objects.sticky().count() == 1
    policies = set(Post.objects.values_list("comment_policy", flat=True))
    assert policies == {"open", "members", "held", "closed"}


def test_bodies_keep_what_the_files_say(published):
    """Cleaning and drawing lose none of the marks that the content is written in."""
    bodies = "".join(published.values_list("body_html", flat=True))
    for tag in ("figure", "figcaption", "cite", "table", "pre", "dl", "q", "dfn"):
        written = sum(
            len(re.findall(f"<{tag}[ >]", path.read_text(encoding="utf-8")))
            for path in (CONTENT / "posts").glob("*.html")
        )
        assert len(re.findall(f"<{tag}[ >]", bodies)) == written > 0, tag
    assert bodies.count('role="doc-noteref"') >= 20
    assert bodies.count('loading="lazy"') == bodies.count("<img ") >= 10
    assert "{post:" not in bodies
    assert "{picture:" not in bodies


def test_quotes_name_their_source(published):
    bodies = "".join(published.values_list("body_html", flat=True))
    assert len(re.findall(r"<footer><cite>[^<]+</cite></footer>", bodies)) >= 20


def test_series_run_from_part_one_without_a_gap(demo):
    lengths = []
    for series in Series.objects.all():
        parts = [post.part for post in Post.objects.in_series(series)]
        assert parts == list(range(1, len(parts) + 1))
        lengths.append(len(parts))
    assert sorted(lengths) == [3, 3, 4]


def test_posts_link_to_each_other_and_are_corrected(demo):
    assert Link.objects.filter(target__isnull=False).count() >= 25
    assert Correction.objects.filter(kind="correction").count() >= 4
    assert Correction.objects.filter(kind="update").count() >= 4
    assert Correction.objects.filter(noted_at__gt=timezone.now()).count() == 0


def test_long_thread_shows_what_a_thread_can_hold(published):
    post = published.order_by("-comment_count").first()
    thread = Comment.objects.on_post(post)
    assert 130 <= post.comment_count <= 150
    assert max(comment.depth for comment in thread) >= 6
    removed = thread.filter(state="removed", replies__state="public").exclude(
        removal_note=""
    )
    assert removed.exists()
    assert thread.filter(state="held").count() == 3
    assert thread.filter(state="spam").count() == 2
    assert thread.exclude(featured_at=None).get().reaction_count == 4
    assert thread.exclude(frozen_at=None).count() == 1


def test_writers_name_quote_and_answer_each_other(published):
    post = published.order_by("-comment_count").first()
    thread = Comment.objects.on_post(post).visible()
    authors = [author.user for author in post.authors.all()]
    assert thread.filter(author__in=authors).count() >= 10
    assert thread.filter(body_html__regex=r'<a href="/comments/\d+/[^>]*>#\d+').exists()
    assert thread.filter(body_html__contains="<blockquote>").exists()
    assert thread.filter(body_html__regex=r">@[A-Z][^<]+</a>").count() >= 5


def test_comments_answer_in_the_order_of_time(demo):
    late = Comment.objects.filter(posted_at__gt=timezone.now())
    assert not late.exists()
    for comment in Comment.objects.select_related("in_reply_to", "post"):
        answered = comment.in_reply_to
        since = answered.posted_at if answered else comment.post.published_at
        assert since is not None
        assert comment.posted_at > since


def test_counters_agree_with_the_rows(demo):
    for post in Post.objects.all():
        assert post.comment_count == Comment.objects.on_post(post).visible().count()
    assert Post.objects.published().filter(comment_count=0).count() >= 5


def test_every_link_within_the_site_leads_somewhere(demo, client):
    pages = [*Post.objects.published(), *Page.objects.published()]
    html = "".join(page.body_html for page in pages)
    html += "".join(Comment.objects.visible().values_list("body_html", flat=True))
    html += "".join(Correction.objects.values_list("text", flat=True))
    addresses = set(re.findall(r'href="(/[^"]*)"', html))
    assert len(addresses) > 25
    for address in addresses:
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, address


def test_pictures_are_files_with_words(demo, media):
    images = Image.objects.filter(import_ref__startswith="demo:")
    assert images.count() >= 20
    for image in images:
        assert image.alt
        assert (media / image.file.name).stat().st_size > 0


def test_no_post_shows_one_picture_twice(published):
    for post in published.filter(lead_image__isnull=False):
        assert post.lead_image.file.url not in post.body_html, post.slug


def test_menu_and_name_are_the_demos(demo):
    site = SiteSettings.load()
    assert site.title == "The Ferry Lane Review"
    assert [title for title, _ in site.menu] == ["About", "Comments"]


def test_second_run_changes_nothing_and_says_so(demo):
    before = state_of_everything()
    assert "nothing was changed" in run()
    assert state_of_everything() == before


@pytest.mark.parametrize(("role", "email"), staff.LOGINS)
def test_printed_logins_work(demo, role, email):
    assert f"{email}\n" in demo
    assert Client().login(username=email, password=staff.PASSWORD)
    user = User.objects.get(email=email)
    assert user.is_staff == (role != "Member")
    if user.is_staff:
        assert [group.name for group in user.groups.all()] == [role]


def test_logins_alone_are_printed_and_nothing_is_added(demo):
    posts = Post.objects.count()
    output = run("--logins")
    assert "never for a live site" in output
    assert output.count("@demo.example.org") == len(staff.LOGINS)
    assert "posts" not in output
    assert Post.objects.count() == posts
