"""What a reader's connection must carry for a post."""

import gzip
import re

import pytest
from django.conf import settings as site
from django.contrib.staticfiles.storage import staticfiles_storage
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


def imported(name, seen):
    """The compressed bytes of a script and of all that it imports, each once."""
    if name in seen:
        return 0
    seen.add(name)
    with staticfiles_storage.open(staticfiles_storage.stored_name(name)) as file:
        script = file.read()
    inner = re.findall(rb"""(?:from|import\() ?["']\./(\w+)\.""", script)
    return len(gzip.compress(script, 9)) + sum(
        imported(f"js/{found.decode()}.js", seen) for found in inner
    )


@pytest.mark.usefixtures("_collected")
def test_all_scripts_of_a_post_weigh_at_most_fifteen_kilobytes_compressed():
    seen: set[str] = set()

    weight = imported("js/thread.js", seen)

    assert {"js/reading.js", "js/writing.js", "js/me.js"} <= seen
    assert weight <= 15 * KILOBYTE
