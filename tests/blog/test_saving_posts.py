"""What happens to a post when it is saved."""

import pytest

from blog.models import Redirect
from tests.factories import CategoryFactory, PostFactory

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


def test_a_link_stays_when_the_post_it_leads_to_is_deleted():
    target = PostFactory()
    post = PostFactory(body=f'<p><a href="{target.get_absolute_url()}">there</a></p>')

    target.delete()

    assert [link.target for link in post.links.all()] == [None]
