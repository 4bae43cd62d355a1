"""How a page shows a picture."""

from __future__ import annotations

import pytest
from django.template import Context, Template

from images import actions, renditions
from images.models import Image
from tests.images.drawing import jpeg, upload

pytestmark = pytest.mark.django_db


def drawn(image: Image, arguments: str = "") -> str:
    template = Template("{% load image_tags %}{% picture image " + arguments + " %}")
    return template.render(Context({"image": image}))


def test_the_browser_may_choose_a_format_and_a_width():
    image = actions.add_image(upload(jpeg(size=(700, 350))), alt='A "wall"')
    renditions.make_renditions(image)

    html = drawn(image, 'sizes="50vw" loading="eager"')

    assert html.index("image/avif") < html.index("image/webp") < html.index("<img")
    for row in image.renditions.all():
        assert f"{row.file.url} {row.width}w" in html
    assert 'sizes="50vw"' in html
    assert 'loading="eager"' in html
    assert 'width="700"' in html
    assert 'height="350"' in html
    assert 'alt="A &quot;wall&quot;"' in html


def test_a_picture_without_renditions_is_shown_as_it_is():
    image = actions.add_image(upload(jpeg()), alt="")

    html = drawn(image)

    assert "<source" not in html
    assert f'src="{image.file.url}"' in html


def test_prefetched_renditions_cost_no_query(django_assert_num_queries):
    renditions.make_renditions(actions.add_image(upload(jpeg()), alt=""))
    image = Image.objects.prefetch_related("renditions").get()

    with django_assert_num_queries(0):
        drawn(image)
