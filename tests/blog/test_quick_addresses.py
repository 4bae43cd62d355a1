"""The addresses that lists name by the hundred are those that Django would say."""

from datetime import date

import pytest
from django.urls import reverse

from blog.addresses import category_path, post_path


@pytest.mark.parametrize(
    "slug",
    ["a-ferry", "fähre-2", "渡船", "a_b~c", "50%", "a b", "a~~b", "rock'n'roll", "?"],
)
@pytest.mark.parametrize("day", [date(2026, 11, 3), date(802, 1, 31)])
def test_a_post_has_the_address_of_its_page(slug, day):
    parts = [f"{day.year:04}", f"{day.month:02}", slug]
    assert post_path(day, slug) == reverse("blog:post", args=parts)


@pytest.mark.parametrize(
    "path", ["law", "law/courts", "recht/gerichte-für-alle", "a b"]
)
def test_a_category_has_the_address_of_its_page(path):
    assert category_path(path) == reverse("blog:category", args=[path])
