"""Posts, and what stands above and below them, come in as readers knew them."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from accounts.models import Author
from blog.models import Category, Filing, Post, SiteSettings, Tag
from tests.factories import CategoryFactory, PostFactory
from tests.transfer.exports import author, category, filed, item, tag

NOTHING = "0000-00-00 00:00:00"


def test_a_post_comes_in_with_its_words_and_its_day(import_export):
    report = import_export(
        author("ines", "Inês Faria", "ines@example.org"),
        item(title="Tom &amp; the <em>boat</em>", excerpt="Short &amp; <b>sweet</b>."),
    )

    post = Post.objects.get()
    assert post.title == "Tom & the boat"
    assert post.dek == "Short & sweet."
    assert post.body == "<p>Two boats came in.</p>\n<p>One went out.</p>"
    assert post.html == post.body
    assert post.summary == "Two boats came in. One went out."
    assert post.published_at == datetime(2019, 5, 3, 10, tzinfo=UTC)
    assert post.published_month == date(2019, 5, 1)
    assert [line.author.name for line in post.bylines.all()] == ["Inês Faria"]
    assert "2 new: 1 author, 1 post." in report


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_every_version_of_the_format_is_read(import_export, version):
    import_export(item(), version=version)

    assert Post.objects.published().count() == 1


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"status": "publish"}, "published"),
        ({"status": "future", "post_date_gmt": "2999-01-01 00:00:00"}, "published"),
        ({"status": "draft"}, "draft"),
        ({"status": "auto-draft"}, "draft"),
        ({"status": "pending"}, "in_review"),
        ({"status": "private"}, "withdrawn"),
        ({"status": "trash"}, "withdrawn"),
        ({"status": "publish", "post_password": "secret"}, "withdrawn"),
        ({"status": "from-a-plugin"}, "draft"),
    ],
)
def test_every_status_has_its_place_here(import_export, said, status):
    report = import_export(item(**said))

    assert Post.objects.get().status == status
    assert ("withdrawn" in report) == (status == "withdrawn")


def test_a_scheduled_post_waits_for_its_hour(import_export):
    import_export(item(status="future", post_date_gmt="2031-01-01 08:00:00"))

    with time_machine.travel("2031-01-01 07:59:00+00:00"):
        assert not Post.objects.published().exists()
    with time_machine.travel("2031-01-01 08:01:00+00:00"):
        assert Post.objects.published().exists()


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"post_date_gmt": NOTHING}, datetime(2019, 5, 3, 11, tzinfo=UTC)),
        (
            {"post_date_gmt": NOTHING, "post_date": NOTHING},
            datetime(2019, 5, 3, 10, tzinfo=UTC),
        ),
        (
            {"post_date_gmt": "2019-02-31 00:00:00", "post_date": None},
            datetime(2019, 5, 3, 10, tzinfo=UTC),
        ),
    ],
)
def test_a_missing_date_is_taken_from_the_next_best(
    import_export, settings, said, expected
):
    settings.TIME_ZONE = "Europe/Lisbon"

    import_export(item(**said))

    assert Post.objects.get().published_at == expected


def test_a_published_post_without_any_date_becomes_a_draft_and_is_named(import_export):
    report = import_export(
        item(
            title="Timeless",
            post_date_gmt=NOTHING,
            post_date=NOTHING,
            pubDate="Mon, 30 Nov -0001 00:00:00 +0000",
        )
    )

    assert Post.objects.get().status == "draft"
    assert "1 post: had no usable date: now a draft (“Timeless”)." in report


def test_a_draft_without_dates_and_words_comes_in(import_export):
    import_export(
        item(
            status="draft",
            title="",
            content="",
            post_name="",
            link="https://old.example.org/?p=9",
            post_date=NOTHING,
            post_date_gmt=NOTHING,
            pubDate="",
            creator="",
        )
    )

    post = Post.objects.get()
    assert (post.title, post.slug, post.published_at) == ("", "", None)


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        ("plain-slug", "plain-slug"),
        ("%d0%bf%d1%80%d0%b8%d1%87%d0%b0%d0%bb", "причал"),
        ("%e0%a4%b9%e0%a4%bf%e0%a4%a8%e0%a5%8d%e0%a4%a6%e0%a5%80", "हिन्दी"),
        ("", "a-morning-at-the-quay"),
        ("a/b?c", "a-b-c"),
        ("07", "07-2"),
    ],
)
def test_a_slug_stays_what_it_was_where_it_can(import_export, slug, expected):
    import_export(item(post_name=slug))

    assert Post.objects.get().slug == expected


def test_a_post_with_neither_slug_nor_title_is_named_by_its_id(import_export):
    import_export(item(post_name="", title="", post_id=77))

    assert Post.objects.get().slug == "post-77"


def test_doubled_slugs_are_numbered(import_export):
    PostFactory(slug="tide")

    import_export(*(item(post_name="tide") for _ in range(3)))

    assert set(Post.objects.values_list("slug", flat=True)) == {
        "tide",
        "tide-2",
        "tide-3",
        "tide-4",
    }


def test_a_sticky_post_stays_on_top_and_a_closed_one_closed(import_export):
    import_export(item(is_sticky=1, comment_status="closed"))

    post = Post.objects.get()
    assert list(Post.objects.sticky()) == [post]
    assert post.comment_policy == "closed"


def test_a_creator_who_is_in_no_list_becomes_an_author(import_export):
    import_export(item(creator="old.hand"), item(creator="old.hand"))

    hand = Author.objects.get()
    assert (hand.name, hand.slug, hand.user) == ("old.hand", "old-hand", None)
    assert hand.bylines.count() == 2


def test_an_unusable_address_of_an_author_is_dropped(import_export):
    import_export(author("ines", "Inês", "not an address"), item())

    assert Author.objects.get().email == ""


def test_categories_keep_their_tree_whatever_their_order(import_export):
    import_export(
        category("courts", "Courts &amp; judges", parent="law"),
        category("law", "Law"),
        item(filed("courts", "Courts")),
    )

    courts = Category.objects.get(slug="courts")
    assert (courts.path, courts.name) == ("law/courts", "Courts & judges")
    post = Post.objects.get()
    filings = Filing.objects.order_by("category__path")
    assert [(f.category.path, f.direct, f.listed_at) for f in filings] == [
        ("law", False, post.published_at),
        ("law/courts", True, post.published_at),
    ]


def test_parents_are_found_by_name_as_in_the_oldest_exports(import_export):
    import_export(
        category("law", "Law and order"),
        category("courts", "Courts", parent="Law and order"),
        item(),
        version="1.0",
    )

    assert Category.objects.get(slug="courts").path == "law/courts"


def test_categories_in_a_circle_come_in_once(import_export):
    import_export(
        category("hen", "Hen", parent="egg"),
        category("egg", "Egg", parent="hen"),
        category("lost", "Lost", parent="nowhere"),
        item(),
    )

    paths = set(Category.objects.values_list("path", flat=True))
    assert paths == {"egg", "egg/hen", "lost"}


def test_terms_that_only_items_name_are_made(import_export):
    import_export(
        item(
            filed("sea", "Sea"),
            filed("sea", "Sea"),
            filed("tide", "Tide", domain="post_tag"),
            filed("dark", "Dark", domain="wp_theme"),
        ),
    )

    post = Post.objects.get()
    assert [c.path for c in post.categories.all()] == ["sea"]
    assert [t.slug for t in post.tags.all()] == ["tide"]


def test_the_oldest_exports_name_each_term_twice(import_export):
    import_export(
        item(
            "<category><![CDATA[Sea]]></category>",
            filed("sea", "Sea"),
            '<category domain="tag"><![CDATA[Tide]]></category>',
            filed("tide", "Tide", domain="tag"),
        ),
        version="1.0",
    )

    assert Category.objects.count() == Tag.objects.count() == 1


def test_a_category_or_tag_that_is_here_is_used_and_left_as_it_is(import_export):
    sea = CategoryFactory(name="The sea", slug="sea")
    tide = Tag.objects.create(name="Tide", slug="tide")

    import_export(
        category("sea", "Sea"),
        tag("high-tide", "TIDE"),
        item(filed("sea", "Sea"), filed("high-tide", "TIDE", domain="post_tag")),
    )

    post = Post.objects.get()
    assert list(post.categories.all()) == [sea]
    assert list(post.tags.all()) == [tide]
    sea.refresh_from_db()
    assert sea.name == "The sea"


def test_drafts_are_filed_but_not_listed(import_export):
    import_export(item(filed("sea", "Sea"), status="draft"))

    post = Post.objects.get()
    assert post.filings.get().listed_at is None
    assert post.bylines.get().listed_at is None


def test_the_site_is_called_what_it_was_called(import_export):
    import_export(item())

    site = SiteSettings.load()
    assert (site.title, site.tagline) == ("The Quay & Ledger", "Notes from the harbour")


def test_a_site_that_has_a_name_keeps_it(import_export):
    SiteSettings(pk=1, title="Our own name").save()

    import_export(item())

    assert SiteSettings.load().title == "Our own name"


def test_what_has_no_place_here_is_named_in_the_report(import_export):
    report = import_export(
        item(post_type="attachment", title="Harbour plan"),
        item(post_type="attachment", title="Crane"),
        item(post_type="recipe", title="Soup"),
    )

    assert "0 new." in report
    assert "Left out: 2 attachments (“Harbour plan”, “Crane”)." in report
    assert "1 item of type “recipe” (“Soup”): nothing here is of that kind." in report
    assert not Post.objects.exists()


def test_an_item_that_comes_twice_comes_in_once(import_export):
    import_export(item(post_id=5, title="First"), item(post_id=5, title="Second"))

    assert [post.title for post in Post.objects.all()] == ["First"]


def test_long_titles_and_names_are_cut_to_what_fits(import_export):
    import_export(
        author("l" * 300, "n" * 300, "e" * 300 + "@example.org"),
        category("c" * 300, "c" * 300),
        tag("t" * 300, "t" * 300),
        item(
            filed("c" * 300, "c" * 300),
            filed("t" * 300, "t" * 300, domain="post_tag"),
            title="x" * 400,
            post_name="s" * 400,
            creator="l" * 300,
            link=f"https://old.example.org/{'p' * 2000}/",
        ),
    )

    post = Post.objects.get()
    assert len(post.title) == 300
    assert post.categories.count() == post.tags.count() == 1
    assert Author.objects.count() == 1
