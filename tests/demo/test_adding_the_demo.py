"""What the command does to a site that is not empty, and to one that stays so."""

from __future__ import annotations

import pytest
from django.core.management import CommandError

from accounts.models import User
from blog.models import Page, Post, SiteSettings
from demo import discussion
from demo.documents import ContentError
from demo.writing import filled
from tests.demo.running import run
from tests.factories import PostFactory

pytestmark = pytest.mark.django_db


def test_logins_of_a_site_without_demo_are_none():
    assert run("--logins") == ""


def test_site_with_posts_of_its_own_is_refused():
    PostFactory()
    with pytest.raises(CommandError, match="has posts of its own"):
        run()
    assert Post.objects.count() == 1
    assert not User.objects.exists()


def test_anyway_leaves_what_was_there_as_it_was():
    own = PostFactory(slug="open-court", title="Ours")
    page = Page.objects.create(title="Our own", path="about", status="published")
    SiteSettings(pk=1, title="Our site").save()
    before = Post.objects.filter(pk=own.pk).values().get()
    run("--anyway")
    assert Post.objects.filter(pk=own.pk).values().get() == before
    assert Page.objects.get(path="about") == page
    assert SiteSettings.load().title == "Our site"
    assert Post.objects.published().count() == 31


def test_fault_in_the_content_adds_nothing_and_is_said(monkeypatch):
    def fail(*, now):
        raise ContentError("people.txt: a cell is missing.")

    monkeypatch.setattr(discussion, "add_threads", fail)
    with pytest.raises(CommandError, match=r"people\.txt: a cell is missing"):
        run()
    assert not Post.objects.exists()
    assert not User.objects.exists()


def test_link_to_a_post_that_is_not_there_is_refused():
    with pytest.raises(ContentError, match="nowhere"):
        filled('<a href="{post:nowhere}">…</a>')
    with pytest.raises(ContentError, match="no picture “nothing”"):
        filled("{picture:nothing}")
