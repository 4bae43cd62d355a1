"""What a reader's connection must carry for a post."""

import gzip
import re

import pytest
from django.conf import settings as site
from django.core.management import call_command
from lxml.html import fromstring

from tests.factories import CategoryFactory, PostFactory, public_comment

pytestmark = pytest.mark.django_db

KILOBYTE = 1024
# Six hundred words, and comments as long as those of the demo blog are on average.
BODY = f"<p>{'word ' * 100}</p>" * 6
COMMENT = "word " * 20


@pytest.fixture
def _collected(settings, tmp_path):
    """The style sheets as a running site serves them."""
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_FINDERS = [
        "django.contrib.staticfiles.finders.FileSystemFinder"
    ]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "config.storage.HashedStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)


def files_of(html):
    """What a page makes a browser fetch, as files that collectstatic has made."""
    page = fromstring(html)
    linked = page.xpath("//link[@rel='stylesheet' or @rel='icon']/@href")
    sources = page.xpath("//script/@src | //img/@src")
    return [
        site.STATIC_ROOT / address.removeprefix(site.STATIC_URL)
        for address in [*linked, *sources]
    ]


@pytest.mark.usefixtures("_collected")
def test_a_post_with_fifty_comments_weighs_at_most_sixty_kilobytes(client):
    post = PostFactory(
        body=BODY, categories=[CategoryFactory()], tags=["Boats", "Bridges"]
    )
    for number in range(50):
        email = f"r{number}@example.org"
        public_comment(post, COMMENT, name=f"Reader {number}", email=email)

    html = client.get(post.get_absolute_url()).content

    # Nothing of it compressed; on its way it is a quarter of that.
    weights = [len(html), *(file.stat().st_size for file in files_of(html))]
    assert len(weights) > 5
    assert all(weights)
    assert sum(weights) <= 60 * KILOBYTE, weights


def modules_of(name):
    """A module and all that it loads, sooner or later, as files that were collected."""
    loaded, waiting = {}, [name]
    while waiting:
        name = waiting.pop()
        if name in loaded:
            continue
        loaded[name] = source = (site.STATIC_ROOT / "js" / name).read_text("utf-8")
        waiting += re.findall(r'(?:from|import\()\s*"\./([\w.-]+)"', source)
    return loaded


@pytest.mark.usefixtures("_collected")
def test_all_the_scripts_of_a_thread_weigh_at_most_fifteen_kilobytes_compressed():
    modules = modules_of("thread.js")

    weights = {
        name: len(gzip.compress(text.encode())) for name, text in modules.items()
    }
    writing = ("completing", "composing", "page", "writing")
    assert len(weights) >= 7
    assert sum(weights.values()) <= 15 * KILOBYTE, weights
    # What is written with, apart: the rest is for reading.
    assert sum(weights[f"{name}.js"] for name in writing) <= 7 * KILOBYTE, weights


@pytest.mark.usefixtures("_collected")
def test_no_script_of_ours_carries_comments():
    source = (site.STATIC_ROOT / "js" / "thread.js").read_text("utf-8")

    assert "//" not in source
    assert "IntersectionObserver" in source
