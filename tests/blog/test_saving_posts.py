"""What happens to a post when it is saved."""

import pytest
from django.core.exceptions import ValidationError

from blog.models import Post, Redirect
from tests.factories import (
    CategoryFactory,
    PageFactory,
    PostFactory,
    public_comment,
)

pytestmark = pytest.mark.django_db


def test_a_post_in_a_category_is_listed_in_its_ancestors_too():
    law = CategoryFactory(name="Law", slug="law")
    courts = CategoryFactory(name="Courts", slug="courts", parent=law)
    post = PostFactory(categories=[courts])

    filed = {filing.category.path: filing.direct for filing in post.filings.all()}

    assert filed == {"law/courts": True, "law": False}


def test_a_changed_slug_leaves_a_redirect():
    from blog.actions import save_post

    post = PostFactory(slug="old")
    old = post.get_absolute_url()
    post.slug = "new"
    save_post(post)

    assert Redirect.objects.find(old) == post.get_absolute_url()


def test_a_comment_that_comes_while_an_author_writes_is_still_counted():
    from blog.actions import save_post

    post = PostFactory()
    opened = Post.objects.get(pk=post.pk)
    public_comment(post)

    opened.title = "Another title"
    save_post(opened)

    post.refresh_from_db()
    assert (post.title, post.comment_count) == ("Another title", 1)
    assert post.last_comment_number == 1


def test_a_link_stays_when_the_post_it_leads_to_is_deleted():
    target = PostFactory()
    post = PostFactory(body=f'<p><a href="{target.get_absolute_url()}">there</a></p>')

    target.delete()

    assert [link.target for link in post.links.all()] == [None]


def test_a_slug_that_is_a_day_is_refused_with_a_sentence(client):
    post = PostFactory(slug="piece")
    post.slug = "23"

    with pytest.raises(ValidationError, match="A day's posts have this address"):
        post.full_clean()


def test_a_title_that_is_a_day_makes_an_address_that_leads_to_the_post(client):
    post = PostFactory(title="23", slug="")

    assert client.get(post.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    "path", ["archive", "2026", "2026/11/23", "page/2", "admin/blog", "feed/atom"]
)
def test_a_page_where_the_site_has_something_is_refused(path):
    page = PageFactory.build(path=path)

    with pytest.raises(ValidationError, match="The site itself uses the address"):
        page.full_clean()


@pytest.mark.parametrize("path", ["about", "about/staff", "/slashes/", "23", "überuns"])
def test_a_page_anywhere_else_is_accepted(path):
    PageFactory.build(path=path).full_clean()
