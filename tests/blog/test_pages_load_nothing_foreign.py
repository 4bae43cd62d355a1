"""No page of any kind asks another host or carries code of its own, errors included."""

import pytest
from django.test import Client
from django.urls import include, path
from lxml.html import fromstring

from blog.models import SiteSettings
from comments.models import Comment
from tests.factories import (
    AuthorFactory,
    CategoryFactory,
    PageFactory,
    PostFactory,
    SeriesFactory,
    UserFactory,
    moment,
    public_comment,
    write_comment,
)

pytestmark = pytest.mark.django_db

BODY = """
<p style="color: red" onclick="x()">Text <img src="https://other.example.org/a.png"
alt="A"></p><script>x()</script><style>p { color: red }</style>
<iframe src="https://other.example.org/film"></iframe>
<blockquote cite="javascript:x()"><p>Quite.</p></blockquote>
<a href="javascript:x()">x</a><svg onload="x()"></svg><form action="//o.example.org">
"""
PUBLIC = [
    "/",
    "/page/2/",
    "/2026/11/piece/",
    "/2026/11/piece/comment-page-2/",
    "/2026/",
    "/2026/11/",
    "/2026/11/23/",
    "/about/",
    "/category/law/",
    "/category/law/courts/",
    "/tag/law/",
    "/author/ann/",
    "/authors/",
    "/series/case/",
    "/archive/",
]
# What each of them loads on its own, and where a form is sent.
LOADED = (
    "//@src | //@srcset | //@poster | //link[not(@rel='canonical')]/@href | //@action"
)
DATA = {"application/ld+json", "application/json"}


def broken(request):
    raise RuntimeError


urlpatterns = [path("broken/", broken), path("", include("config.urls"))]
handler403 = "config.errors.permission_denied"
handler404 = "config.errors.page_not_found"
handler500 = "config.errors.server_error"


@pytest.fixture
def site(settings):
    """A site on which every kind of page is there; pages are one entry long."""
    settings.MASTHEAD_POSTS_PER_PAGE = settings.MASTHEAD_COMMENTS_PER_PAGE = 1
    SiteSettings(pk=1, title="Blog", about="<img src=x onerror=y()>").save()
    PageFactory(path="about", body=BODY, menu_position=1)
    law = CategoryFactory(slug="law")
    filing = {
        "authors": [AuthorFactory(slug="ann", bio=BODY)],
        "categories": [CategoryFactory(slug="courts", parent=law)],
        "tags": ["Law"],
        "series": SeriesFactory(slug="case"),
        "body": BODY,
    }
    at = moment("2026-11-23 12:00")
    post = PostFactory(slug="piece", published_at=at, **filing)
    PostFactory(slug="other", published_at=at, **filing)
    public_comment(post, BODY)
    public_comment(post, BODY, url="https://regular.example.org/")
    return post


@pytest.fixture
def member(client):
    member = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(member)
    return member


def assert_harmless(response):
    """Strict policy; no inline code; nothing loaded from elsewhere."""
    directives = response["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "script-src 'self'", "style-src 'self'"} <= {
        *directives
    }
    assert "unsafe" not in response["Content-Security-Policy"]
    page = fromstring(response.content.decode())
    assert page.xpath("//@style | //@*[starts-with(name(), 'on')] | //style") == []
    assert page.xpath("//iframe | //object | //embed | //base | //svg") == []
    assert all(
        script.get("src") or script.get("type") in DATA
        for script in page.iter("script")
    )
    foreign = [
        address
        for address in page.xpath(LOADED)
        if not address.startswith("/") or address.startswith("//")
    ]
    assert foreign == []
    assert not page.xpath("//@href[starts-with(., 'javascript:')]")


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page_is_harmless(address, site, client):
    response = client.get(address)

    assert response.status_code == 200
    assert not response.cookies
    assert_harmless(response)


def test_the_pages_for_writing_a_comment_are_harmless(site, client):
    public = Comment.objects.earliest("pk")
    for address in (f"/comments/post/?post={site.pk}", f"/comments/reply/{public.pk}/"):
        assert_harmless(client.get(address))
        assert_harmless(client.post(address, {"object_pk": site.pk, "comment": BODY}))
    assert_harmless(client.post("/comments/reply/0/", {"comment": BODY}))
    assert_harmless(client.get("/accounts/login/"))


def test_the_pages_of_a_member_are_harmless(site, client, member):
    public = Comment.objects.earliest("pk")
    own = write_comment(site, BODY, user=member)
    draft = PostFactory(body=BODY, published=False)
    for address in (
        f"/comments/{own.pk}/sent/",
        f"/comments/{public.pk}/react/",
        f"/comments/report/{public.pk}/",
        f"/drafts/{draft.pk}/",
        "/accounts/",
        "/accounts/2fa/",
    ):
        response = client.get(address)
        assert response.status_code == 200
        assert_harmless(response)
    assert_harmless(client.post(f"/comments/report/{public.pk}/"))


@pytest.mark.urls(__name__)
def test_error_pages_are_harmless_and_set_no_cookie(site):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    answers = {
        404: client.get("/nowhere/"),
        500: client.get("/broken/"),
        403: client.post("/comments/post/", {"comment": BODY}),
    }

    for status, response in answers.items():
        assert response.status_code == status
        assert not response.cookies
        assert_harmless(response)
