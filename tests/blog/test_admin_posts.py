"""Writing and publishing in the admin, and who is refused there."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts import roles
from blog.models import Correction, Post, Redirect, Tag
from tests.accounts.people import somebody, writer
from tests.blog.complaints import said
from tests.factories import (
    AuthorFactory,
    CategoryFactory,
    PostFactory,
    UserFactory,
    moment,
)

pytestmark = pytest.mark.django_db

LIST = "/admin/blog/post/"
ADD = "/admin/blog/post/add/"


def change(post):
    return f"/admin/blog/post/{post.pk}/change/"


def typed(post=None, *, bylines=(), corrections=(), **fields):
    """What the form sends; ``bylines`` are authors, ``corrections`` texts."""
    known = list(post.bylines.all()) if post else []
    data = {
        "title": post.title if post else "On ferries",
        "dek": post.dek if post else "",
        "slug": post.slug if post else "",
        "body": post.body if post else "<p>They are slow.</p>",
        "status": post.status if post else "draft",
        "comment_policy": "open",
        "initial-comment_policy": "open",
        "published_at_0": "",
        "published_at_1": "",
        "sticky_until_0": "",
        "sticky_until_1": "",
        "bylines-TOTAL_FORMS": len(known) + len(bylines),
        "bylines-INITIAL_FORMS": len(known),
        "corrections-TOTAL_FORMS": len(corrections),
        "corrections-INITIAL_FORMS": 0,
    }
    if post and post.published_at:
        data["published_at_0"] = f"{post.published_at:%Y-%m-%d}"
        data["published_at_1"] = f"{post.published_at:%H:%M:%S}"
    for index, row in enumerate(known):
        data |= {
            f"bylines-{index}-id": row.pk,
            f"bylines-{index}-post": row.post_id,
            f"bylines-{index}-author": row.author_id,
            f"bylines-{index}-position": row.position,
        }
    for index, author in enumerate(bylines, len(known)):
        data[f"bylines-{index}-author"] = author.pk
        data[f"bylines-{index}-position"] = index
    for index, text in enumerate(corrections):
        data |= {
            f"corrections-{index}-kind": "correction",
            f"corrections-{index}-text": text,
            f"corrections-{index}-noted_at_0": "2026-11-20",
            f"corrections-{index}-noted_at_1": "10:00:00",
        }
    return data | fields


# --- What writers do ---------------------------------------------------------


def test_an_author_writes_files_and_publishes(client):
    user, author = writer()
    law = CategoryFactory(name="Law", slug="law")
    courts = CategoryFactory(name="Courts", parent=law)
    client.force_login(user)

    client.post(
        ADD,
        typed(
            status="published",
            filed_under=[courts.pk],
            tags='"Ferry lines", slowness',
            body="<p>They are slow.</p><script>alert(1)</script>",
        ),
    )

    post = Post.objects.published().get()
    page = client.get(post.get_absolute_url()).content.decode()
    assert post.slug == "on-ferries"
    assert list(post.authors.all()) == [author]
    assert sorted(post.tags.names()) == ["Ferry lines", "slowness"]
    assert post.body == "<p>They are slow.</p>"
    assert "They are slow." in page
    assert "On ferries" in client.get("/category/law/").content.decode()
    assert "On ferries" in client.get(author.get_absolute_url()).content.decode()


def test_a_changed_address_leads_on_from_the_old_one(client, editor):
    post = PostFactory(slug="old")
    old = post.get_absolute_url()

    client.post(change(post), typed(post, slug="new"))

    post.refresh_from_db()
    assert Redirect.objects.get(old_path=old).get_absolute_url().endswith("/new/")
    assert client.get(old).status_code == 301


def test_a_date_to_come_schedules(client, editor):
    data = typed(
        status="published",
        published_at_0="2999-01-01",
        published_at_1="06:00:00",
        bylines=[AuthorFactory()],
    )

    client.post(ADD, data)

    post = Post.objects.get()
    assert post.published_at == moment("2999-01-01 06:00")
    assert not Post.objects.published().exists()
    assert "Scheduled" in client.get(LIST).content.decode()


def test_unticking_a_category_takes_the_post_out_of_it(client, editor):
    town, law = CategoryFactory(name="Town"), CategoryFactory(name="Law")
    post = PostFactory(categories=[town, law], tags=["a", "b"])

    client.post(change(post), typed(post, filed_under=[law.pk], tags="b"))

    assert [row.category for row in post.filings.all()] == [law]
    assert list(post.tags.names()) == ["b"]


def test_the_form_shows_what_a_post_is_filed_under(client, editor):
    parent = CategoryFactory(name="Law")
    child = CategoryFactory(name="Courts", parent=parent)
    post = PostFactory(categories=[child], tags=["Ferry lines"])

    form = client.get(change(post)).context["adminform"].form

    assert form.initial["filed_under"] == [child.pk]
    assert 'value="Ferry lines"' in str(form["tags"])


# --- What is said to mistakes ------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"title": ""}, "Give the post a title before you publish it."),
        ({"title": "  "}, "Give the post a title before you publish it."),
        ({"body": ""}, "Write something in the post before you publish it."),
        ({"body": "<script>x</script>"}, "Write something in the post"),
        ({}, "Say who wrote the post before you publish it."),
        ({"slug": "not a slug"}, "Enter a valid"),
        ({"part": "2"}, "Choose the series that this is a part of."),
        ({"part": "-1"}, "greater than or equal to 0"),
        ({"title": "x" * 301}, "at most 300 characters"),
        ({"published_at_0": "soon"}, "Enter a valid date"),
        ({"filed_under": ["999999"]}, "not one of the available choices"),
        ({"tags": '"broken, quote'}, ""),
    ],
)
def test_a_mistake_is_told_and_nothing_typed_is_lost(fields, complaint, client, editor):
    data = typed(status="published", body="<p>Kept words.</p>") | fields

    response = client.post(ADD, data)

    assert response.status_code == 200
    assert complaint in said(response)
    assert not Post.objects.exists()
    if "body" not in fields:
        assert "Kept words." in response.content.decode()


def test_the_second_of_two_editors_does_not_save_over_the_first(client, editor):
    post = PostFactory()
    opened = client.get(change(post)).context["adminform"].form.initial["seen"]
    client.post(change(post), typed(post, title="Hers", seen=opened))

    late = client.post(change(post), typed(post, title="Mine", seen=opened))

    post.refresh_from_db()
    assert post.title == "Hers"
    complaint = late.context["adminform"].form.non_field_errors()[0]
    assert complaint.startswith("Somebody saved this post at")
    assert 'value="Mine"' in late.content.decode()


def test_a_post_is_viewed_on_this_site(client, editor):
    post = PostFactory()

    page = client.get(change(post)).content.decode()

    assert f'<a href="{post.get_absolute_url()}" class="viewsitelink">' in page


def test_an_address_that_is_taken_is_told_with_a_free_one(client, editor):
    PostFactory(title="Of boats", slug="boats")

    response = client.post(ADD, typed(slug="boats"))

    assert "“Of boats” has this address already" in said(response)
    assert "boats-2" in said(response)


def test_a_post_with_comments_is_not_deleted(client, editor):
    from tests.factories import public_comment

    comment = public_comment(PostFactory())

    address = f"/admin/blog/post/{comment.post_id}/delete/"
    client.post(address, {"post": "yes"})

    assert Post.objects.filter(pk=comment.post_id).exists()
    assert "Withdraw such a post instead" in client.get(address).content.decode()


def test_nor_is_one_with_a_comment_that_is_held(client, editor):
    from tests.factories import write_comment

    comment = write_comment(PostFactory())
    chosen = {"action": "delete_selected", "_selected_action": comment.post_id}

    asked = client.post(LIST, chosen)
    client.post(LIST, chosen | {"post": "yes"})

    assert Post.objects.filter(pk=comment.post_id).exists()
    assert "Withdraw such a post instead" in asked.content.decode()


# --- Who is refused ----------------------------------------------------------


def test_a_contributor_submits_but_cannot_publish(client):
    user, author = writer(roles.CONTRIBUTOR)
    client.force_login(user)

    refused = client.post(ADD, typed(status="published"))
    client.post(ADD, typed(status="in_review"))

    assert "not one of the available choices" in said(refused)
    post = Post.objects.get()
    assert (post.status, list(post.authors.all())) == ("in_review", [author])


def test_a_contributor_does_not_change_a_published_post(client):
    user, author = writer(roles.CONTRIBUTOR)
    post = PostFactory(authors=[author], title="As it was")
    client.force_login(user)

    shown = client.get(change(post)).content.decode()
    response = client.post(change(post), typed(post, title="Changed"))

    post.refresh_from_db()
    assert post.body in shown
    assert (response.status_code, post.title) == (403, "As it was")


def test_an_author_does_not_find_the_posts_of_others(client):
    user, _ = writer()
    post = PostFactory(title="Hers")
    client.force_login(user)

    assert "Hers" not in client.get(LIST).content.decode()
    client.post(change(post), typed(post, title="Mine"))
    post.refresh_from_db()
    assert post.title == "Hers"


def test_an_author_does_not_choose_the_byline_or_what_is_sticky(client):
    user, author = writer()
    post = PostFactory(authors=[author])
    client.force_login(user)

    data = typed(post, bylines=[AuthorFactory(name="Somebody else")])
    client.post(
        change(post),
        data | {"sticky_until_0": "2999-01-01", "sticky_until_1": "00:00:00"},
    )

    post.refresh_from_db()
    assert list(post.authors.all()) == [author]
    assert post.sticky_until is None


def test_an_author_without_corrections_permission_adds_none(client):
    user, author = writer()
    post = PostFactory(authors=[author])
    client.force_login(user)

    client.post(change(post), typed(post, corrections=["Never mind"]))

    assert not Correction.objects.exists()


@pytest.mark.parametrize("role", [None, roles.MODERATOR])
def test_others_write_nothing(role, client):
    client.force_login(somebody(role) if role else UserFactory())

    response = client.post(ADD, typed())

    assert response.status_code in {302, 403}
    assert not Post.objects.exists()


def test_tags_are_suggested_to_writers_alone(client):
    for name in ["law courts", "courts", "ferry"]:
        Tag.objects.create(name=name, slug=name.replace(" ", "-"))
    address = reverse("admin:blog_post_tags") + "?term=Court"
    client.force_login(somebody(roles.CONTRIBUTOR))

    rows = client.get(address).json()["results"]

    assert [row["text"] for row in rows] == ["courts", "law courts"]
    client.force_login(somebody(roles.MODERATOR))
    assert client.get(address).status_code == 403


# --- How much it asks of the database ----------------------------------------


@pytest.fixture
def many(request):
    return [
        PostFactory(
            authors=[AuthorFactory(), AuthorFactory()],
            categories=[CategoryFactory()],
            tags=[f"tag {n}"],
        )
        for n in range(request.param)
    ]


@pytest.mark.parametrize("many", [1, 20], indirect=True)
def test_the_list_takes_eleven_queries(many, client, editor, django_assert_num_queries):
    # Session, user, permissions (2), categories and authors to filter by, count, posts,
    # bylines, authors, the site's title.
    with django_assert_num_queries(11):
        client.get(LIST)


@pytest.mark.parametrize("many", [1, 20], indirect=True)
def test_the_form_takes_fifteen_queries(
    many, client, editor, django_assert_num_queries
):
    # Session, user, permissions (2), post, tags, filing, the user's author, byline,
    # corrections, the site's title, categories, series, each author of the byline (2).
    with django_assert_num_queries(15):
        client.get(change(many[0]))
