"""Old addresses lead on, and none of them to what is not public."""

import pytest

from blog.models import Post, Redirect, Tag
from tests.transfer.exports import author, category, comment, filed, item, meta, tag


@pytest.mark.parametrize(
    ("old", "requested"),
    [
        ("https://old.example.org/2019/05/03/a-morning/", "/2019/05/03/a-morning/"),
        ("https://old.example.org/archives/12", "/archives/12?utm_source=mail"),
        (
            "https://old.example.org/%d0%bf%d1%80%d0%b8/",
            "/%D0%BF%D1%80%D0%B8/",
        ),
        ("https://old.example.org/?p=12", "/?p=12"),
        ("https://old.example.org/?p=12", "/?utm_source=mail&p=12"),
    ],
)
def test_the_old_address_leads_to_the_post(import_export, old, requested):
    import_export(item(link=old, post_id=12))

    assert Redirect.objects.find(requested) == Post.objects.get().get_absolute_url()


def test_an_address_that_stays_needs_no_redirect(import_export):
    import_export(
        item(link="https://old.example.org/2019/05/tide/", post_name="tide", post_id=3)
    )

    assert [row.old_path for row in Redirect.objects.all()] == ["/?p=3"]


@pytest.mark.parametrize(
    "requested",
    [
        "/archives/причал/",
        "/archives/%d0%bf%d1%80%d0%b8%d1%87%d0%b0%d0%bb/",
        "/?p=12",
        "/?p=12&utm_source=mail",
    ],
)
def test_the_visitor_of_an_old_address_is_sent_on(import_export, client, requested):
    old = "https://old.example.org/archives/%d0%bf%d1%80%d0%b8%d1%87%d0%b0%d0%bb/"
    import_export(item(link=old, post_id=12))

    response = client.get(requested)

    assert response.status_code == 301
    assert response["Location"] == Post.objects.get().get_absolute_url()


def test_a_short_address_of_nothing_is_the_front_page(import_export, client):
    import_export(item(post_id=12))

    assert client.get("/?p=13").status_code == 200


def test_categories_tags_and_authors_are_found_by_number_and_name(
    import_export, client
):
    Tag.objects.create(name="Tide", slug="tides")
    import_export(
        author("ines.v", "Inês", key=7),
        category("law", "Law", key=3),
        category("courts", "Courts", parent="law", key=4),
        tag("tide", "Tide"),
        item(filed("courts", "Courts"), filed("tide", "Tide", domain="post_tag")),
    )

    for old, new in {
        "/?cat=4": "/category/law/courts/",
        "/?author=7": "/author/ines-v/",
        "/?tag=tide": "/tag/tides/",
        "/tag/tide/": "/tag/tides/",
    }.items():
        assert client.get(old)["Location"] == new


def test_other_bases_of_categories_and_tags_lead_on(import_export, client):
    import_export.options |= {"category_base": "/topics/", "tag_base": "archives/tag"}

    import_export(
        category("law", "Law"),
        category("courts", "Courts", parent="law"),
        tag("tide", "Tide"),
        item(),
    )

    for old, new in {
        "/topics/law/courts/": "/category/law/courts/",
        "/topics/law/feed/": "/category/law/feed/",
        "/archives/tag/tide/": "/tag/tide/",
    }.items():
        assert client.get(old)["Location"] == new


def test_a_blog_in_a_folder_is_found_below_it_and_at_the_top(import_export, client):
    there = "https://old.example.org/blog"
    import_export(
        category("law", "Law", key=3),
        item(post_id=12, post_name="quay", link=f"{there}/2019/05/quay/"),
        url=there,
    )

    for old, new in {
        "/blog/2019/05/quay/": "/2019/05/quay/",
        "/blog/?p=12": "/2019/05/quay/",
        "/?p=12": "/2019/05/quay/",
        "/blog/category/law/": "/category/law/",
        "/blog/?cat=3": "/category/law/",
    }.items():
        assert client.get(old)["Location"] == new


def test_what_a_post_was_called_before_leads_to_it(import_export, client):
    import_export(
        item(
            meta("_wp_old_slug", "first-name"),
            meta("_wp_old_slug", "second-name"),
            link="https://old.example.org/archives/quay/",
            post_name="quay",
        )
    )

    for old in ("/archives/first-name/", "/archives/second-name/", "/archives/quay/"):
        assert client.get(old)["Location"] == "/2019/05/quay/"


@pytest.mark.parametrize("status", ["private", "draft", "trash", "pending"])
@pytest.mark.parametrize("kind", ["post", "page"])
@pytest.mark.parametrize("password", ["", "secret"])
def test_what_was_not_public_there_is_nowhere_public_here(
    import_export, client, status, kind, password
):
    hidden = {
        "post_type": kind,
        "title": "Clandestine minutes",
        "post_name": "clandestine",
    }
    import_export(
        author("ines", "Inês", key=7),
        category("law", "Law", key=3),
        item(title="Seen", post_name="seen", content='<a href="/?p=66">there</a>'),
        item(
            filed("law", "Law"),
            filed("tide", "Tide", domain="post_tag"),
            comment(1, "Clandestine words", user_id=7),
            meta("_wp_old_slug", "clandestine-before"),
            post_id=66,
            status="publish" if password else status,
            post_password=password,
            link="https://old.example.org/archives/clandestine/",
            is_sticky=1,
            **hidden,
        ),
        item(
            filed("main", "Main", domain="nav_menu"),
            meta("_menu_item_type", "post_type"),
            meta("_menu_item_object", kind),
            meta("_menu_item_object_id", 66),
            post_type="nav_menu_item",
            title="Clandestine minutes",
        ),
    )

    for address in PUBLIC:
        response = client.get(address)
        said = response.content.decode() + response.get("Location", "")
        assert "clandestine" not in said.lower()
    for address in ("/2019/05/clandestine/", "/clandestine/", "/archives/clandestine/"):
        assert client.get(address).status_code == 404


PUBLIC = [
    *("/", "/2019/", "/2019/05/", "/2019/05/03/", "/2019/05/seen/", "/archive/"),
    *("/category/law/", "/tag/tide/", "/author/ines/", "/authors/"),
    *("/feed/", "/feed/atom/", "/feed.json", "/comments/feed/", "/sitemap.xml"),
    *("/sitemap-site.xml", "/sitemap-2019-05.xml", "/category/law/feed/"),
    *(
        "/2019/05/clandestine/feed/",
        "/?p=66",
        "/?page_id=66",
        "/archives/clandestine-before/",
    ),
    *(
        "/2019/05/clandestine/2/",
        "/archives/clandestine/amp/",
        "/?p=66&feed=rss2",
        "/robots.txt",
    ),
]
