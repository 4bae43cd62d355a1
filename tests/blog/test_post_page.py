"""The page that says it all: what a post's page shows, in its order."""

from datetime import timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.utils import timezone
from lxml.html import fromstring

from blog.actions import save_correction, save_post
from blog.models import Correction
from tests.factories import (
    AuthorFactory,
    CategoryFactory,
    PostFactory,
    SeriesFactory,
    UserFactory,
    moment,
    public_comment,
)

pytestmark = pytest.mark.django_db


def page_of(post, client):
    return client.get(post.get_absolute_url()).content.decode()


def links_of(post, client, heading):
    """Text and address of the links that stand under a heading at the post's foot."""
    page = fromstring(page_of(post, client))
    links = page.xpath(f"//h2[.='{heading}']/following-sibling::ul//a")
    return {link.text_content(): link.get("href") for link in links}


def test_everything_stands_in_its_order(client):
    series = SeriesFactory(title="The long case")
    post = PostFactory(
        title="The court decides",
        dek="It took nine years.",
        body='<p>At last.<small class="footnote">Or so.</small></p>',
        published_at=moment("2026-11-23 12:00"),
        authors=[
            AuthorFactory(name="Ann Lee", tagline="Sits in court."),
            AuthorFactory(name="Bo Vik"),
        ],
        categories=[CategoryFactory(name="Courts")],
        tags=["Appeals"],
        series=series,
        part=2,
    )
    save_correction(Correction(post=post, kind="update", text="It is over."))
    PostFactory(
        title="Before it", published_at=moment("2026-11-22 12:00"), tags=["Appeals"]
    )
    PostFactory(
        title="After it",
        published_at=moment("2026-11-23 13:00"),
        body=f'<p><a href="{post.get_absolute_url()}">There</a></p>',
        series=series,
        part=3,
    )
    public_comment(post, "At long last.", name="Kim")

    html = page_of(post, client)

    inside = html[html.index("<main") :]
    parts = [
        'class="kicker"',
        "The court decides",
        "It took nine years.",
        "Ann Lee",
        "Bo Vik",
        "23 November 2026",
        "1 comment",
        "Part 2 of 2",
        "At last.",
        "Or so.",
        "Update",
        "It is over.",
        "Filed under",
        "Appeals",
        "Share",
        "Follow by RSS",
        "About the authors",
        "Sits in court.",
        "Mentioned in",
        "Related posts",
        "Next part",
        "Previous post",
        "Before it",
        "Next post",
        "After it",
        'id="comments"',
        "At long last.",
        "Write a comment",
    ]
    places, start = [], 0
    for part in parts:
        start = inside.find(part, start)
        places.append(start)
    assert -1 not in places, parts[places.index(-1)]


def test_neighbours_are_public_posts_only(client):
    now = timezone.now()
    oldest = PostFactory(title="Oldest", published_at=now - timedelta(days=3))
    PostFactory(title="A draft", published=False)
    PostFactory(
        title="Withdrawn", status="withdrawn", published_at=now - timedelta(days=2)
    )
    newest = PostFactory(title="Newest", published_at=now - timedelta(days=1))
    PostFactory(title="Scheduled", published_at=now + timedelta(days=1))

    assert "Newest" in page_of(oldest, client)
    assert "Oldest" in page_of(newest, client)
    for post in (oldest, newest):
        html = page_of(post, client)
        assert not any(title in html for title in ("A draft", "Withdrawn", "Scheduled"))


def test_posts_of_the_same_moment_are_neighbours_in_their_order(client):
    at = moment("2026-11-23 12:00")
    first, second, third = (PostFactory(published_at=at) for _ in range(3))
    html = page_of(second, client)

    assert html.index(f">{first}<") < html.index("Next post") < html.index(f">{third}<")


def test_a_scheduled_post_mentions_nobody_yet(client):
    post = PostFactory()
    PostFactory(
        title="Soon",
        body=f'<p><a href="{post.get_absolute_url()}">x</a></p>',
        tags=["Law"],
        published_at=timezone.now() + timedelta(hours=1),
    )
    post.tags.add("Law")
    save_post(post)

    html = page_of(post, client)

    assert "Soon" not in html
    assert "Mentioned in" not in html
    assert "Related posts" not in html


def test_a_page_of_the_thread_has_an_address_of_its_own(client, settings):
    settings.MASTHEAD_COMMENTS_PER_PAGE = 2
    post = PostFactory(slug="piece", published_at=moment("2026-11-23 12:00"))
    for number in range(1, 4):
        public_comment(post, f"Remark {number}.", email=f"n{number}@example.org")

    second = client.get("/2026/11/piece/comment-page-2/")

    assert "Remark 3." in second.content.decode()
    assert "Remark 1." not in second.content.decode()
    assert client.get("/2026/11/piece/comment-page-3/").status_code == 404
    first = client.get("/2026/11/piece/comment-page-1/")
    assert (first.status_code, first["Location"]) == (301, "/2026/11/piece/")


def test_a_post_without_anything_around_it_shows_no_empty_boxes(client):
    html = page_of(PostFactory(dek="", authors=[]), client)

    for heading in (
        "Filed under",
        "About the author",
        "Mentioned in",
        "Related posts",
        "Previous post",
        "Corrections and updates",
        ">By",
    ):
        assert heading not in html


def test_a_post_is_shared_by_its_address_by_mail_and_by_plain_links(client, settings):
    settings.SITE_URL = "https://blog.example.org"
    post = PostFactory(
        title='Fines & "fees"? 5%',
        slug="piece",
        published_at=moment("2026-11-23 12:00"),
    )
    links = links_of(post, client, "Share")
    address = "https://blog.example.org/2026/11/piece/"

    assert links[address] == address
    mail = urlsplit(links["E-mail"])
    assert mail.scheme == "mailto"
    assert parse_qs(mail.query) == {
        "subject": ['Fines & "fees"? 5%'],
        "body": [address],
    }
    for service in ("Bluesky", "Facebook", "LinkedIn", "Mastodon", "WhatsApp", "X"):
        parts = urlsplit(links[service])
        assert parts.scheme == "https"
        assert address in unquote(parts.query + parts.fragment)


def test_a_post_leads_to_the_feeds_of_its_authors_and_of_its_comments(client):
    ann = AuthorFactory(name="Ann Lee", slug="ann")
    post = PostFactory(
        slug="piece", published_at=moment("2026-11-23 12:00"), authors=[ann]
    )
    links = links_of(post, client, "Follow by RSS")

    assert links == {
        "All posts": "/feed/",
        "Ann Lee": "/author/ann/feed/",
        "Comments on this post": "/2026/11/piece/feed/",
    }
    for address in links.values():
        assert client.get(address).status_code == 200


def test_a_draft_is_not_offered_for_sharing(client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    html = client.get(f"/drafts/{PostFactory(published=False).pk}/").content.decode()

    assert "About the author" in html
    assert "foot-links" not in html


def test_the_head_names_the_page_for_search_engines_and_previews(client, settings):
    settings.SITE_URL = "https://blog.example.org"
    post = PostFactory(slug="piece", published_at=moment("2026-11-23 12:00"))
    html = page_of(post, client)
    address = "https://blog.example.org/2026/11/piece/"

    assert f'<link rel="canonical" href="{address}">' in html
    assert f'<meta property="og:url" content="{address}">' in html
    assert '<meta name="description" content="One sentence about it.">' in html
    assert 'href="/2026/11/piece/feed/"' in html


def test_dates_are_for_machines_too_without_microseconds(client):
    post = PostFactory(published_at=moment("2026-11-23 12:00:05.123456"))

    assert 'datetime="2026-11-23T12:00:05+00:00"' in page_of(post, client)
