"""Categories, tags and series in the admin."""

from __future__ import annotations

import pytest

from accounts import roles
from blog.models import Category, Redirect, Series, Tag
from tests.accounts.people import somebody
from tests.blog.complaints import said
from tests.factories import CategoryFactory, PostFactory, SeriesFactory, UserFactory

pytestmark = pytest.mark.django_db

CATEGORIES, TAGS, SERIES = (
    f"/admin/blog/{kind}/" for kind in ("category", "tag", "series")
)


def change(row):
    return f"/admin/blog/{row._meta.model_name}/{row.pk}/change/"


def test_a_category_gets_its_address_from_its_name_and_place(client, editor):
    law = CategoryFactory(name="Law", slug="law")

    client.post(CATEGORIES + "add/", {"name": "High Courts", "parent": law.pk})

    assert Category.objects.get(name="High Courts").path == "law/high-courts"


def test_moving_a_branch_moves_what_is_in_it(client, editor):
    law, town = (CategoryFactory(name=n, slug=n.lower()) for n in ("Law", "Town"))
    courts = CategoryFactory(name="Courts", slug="courts", parent=law)
    post = PostFactory(categories=[courts])

    client.post(change(courts), {"name": "Courts", "slug": "courts", "parent": town.pk})

    assert post.title in client.get("/category/town/").content.decode()
    assert client.get("/category/law/courts/")["Location"] == "/category/town/courts/"
    assert post.title not in client.get("/category/law/").content.decode()


def test_a_category_cannot_lie_inside_what_lies_inside_it(client, editor):
    law = CategoryFactory(name="Law", slug="law")
    courts = CategoryFactory(name="Courts", slug="courts", parent=law)

    response = client.post(
        change(law), {"name": "Law", "slug": "law", "parent": courts.pk}
    )

    assert "not one of the available choices" in said(response)


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        ({"name": "Law"}, "There is a category at /category/law/ already."),
        ({"name": "LAW", "slug": "law"}, "There is a category at /category/law/"),
        ({"name": ""}, "This field is required."),
        ({"name": "???"}, "Give the category an address."),
        ({"name": "x" * 201}, "at most 200 characters"),
        ({"name": "A", "slug": "a/b"}, "valid “slug”"),
    ],
)
def test_what_is_wrong_with_a_category_is_said(data, complaint, client, editor):
    CategoryFactory(name="Law", slug="law")

    response = client.post(CATEGORIES + "add/", data)

    assert complaint in said(response)
    assert Category.objects.count() == 1


def test_an_address_that_the_site_uses_is_refused(client, editor):
    law = CategoryFactory(name="Law", slug="law")

    response = client.post(CATEGORIES + "add/", {"name": "Feed", "parent": law.pk})

    assert "The site itself uses “feed”" in said(response)


def test_a_category_that_holds_something_is_not_deleted(client, editor):
    law = CategoryFactory(name="Law", slug="law")
    CategoryFactory(name="Courts", slug="courts", parent=law)
    PostFactory(categories=[law])
    address = f"{CATEGORIES}{law.pk}/delete/"

    page = client.get(address).content.decode()
    client.post(address, {"post": "yes"})

    assert "Law: 1 posts, 1 categories inside it" in page
    assert Category.objects.filter(pk=law.pk).exists()


def test_an_empty_category_is_deleted(client, editor):
    law = CategoryFactory()

    client.post(f"{CATEGORIES}{law.pk}/delete/", {"post": "yes"})

    assert not Category.objects.exists()


def test_a_renamed_tag_leads_on_from_its_old_address(client, editor):
    PostFactory(tags=["boats"])
    tag = Tag.objects.get()
    old = tag.get_absolute_url()

    client.post(change(tag), {"name": "Ships", "slug": "ships"})

    assert client.get(old)["Location"] == "/tag/ships/"
    assert "Ships" in client.get("/tag/ships/").content.decode()


def test_back_to_an_old_name_leaves_no_circle(client, editor):
    tag = Tag.objects.create(name="Boats", slug="boats")

    for name in ("ships", "boats"):
        client.post(change(tag), {"name": name, "slug": name})

    assert list(Redirect.objects.values_list("old_path", flat=True)) == ["/tag/ships/"]


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        ({"name": "BOATS"}, "There is a tag “Boats” already."),
        ({"name": "Other", "slug": "boats"}, "Another tag has the address /tag/boats/"),
        ({"name": "!!!"}, "Give the tag an address."),
    ],
)
def test_what_is_wrong_with_a_tag_is_said(data, complaint, client, editor):
    Tag.objects.create(name="Boats", slug="boats")

    response = client.post(TAGS + "add/", data)

    assert complaint in said(response)


def test_a_series_shows_its_parts_and_keeps_its_address(client, editor):
    series = SeriesFactory(title="Papers", slug="papers")
    post = PostFactory(series=series, part=1)

    page = client.get(change(series)).content.decode()
    client.post(change(series), {"title": "New papers", "slug": "other"})

    series.refresh_from_db()
    assert f">{post.title}</a> (part 1, published)" in page
    assert (series.title, series.slug) == ("New papers", "papers")


def test_the_lists_count_what_is_filed(client, editor):
    law = CategoryFactory(name="Law")
    for _ in range(3):
        PostFactory(categories=[law], tags=["boats"], series=SeriesFactory())

    for address, total in ((CATEGORIES, 3), (TAGS, 3), (SERIES, 1)):
        page = client.get(address).content.decode()
        assert f'<td class="field-post_count">{total}</td>' in page


@pytest.mark.parametrize("rows", [1, 20])
@pytest.mark.parametrize(
    ("address", "make"),
    [
        (CATEGORIES, CategoryFactory),
        (SERIES, SeriesFactory),
        (TAGS, lambda: PostFactory(tags=[f"tag {Tag.objects.count()}"])),
    ],
)
@pytest.mark.usefixtures("editor")
def test_the_lists_take_seven_queries(
    rows, address, make, client, django_assert_num_queries
):
    for _ in range(rows):
        make()

    # Session, user, permissions (2), count, rows, the site's title.
    with django_assert_num_queries(7):
        client.get(address)


@pytest.mark.parametrize("address", [CATEGORIES, TAGS, SERIES])
@pytest.mark.parametrize("role", [roles.CONTRIBUTOR, roles.MODERATOR, None])
def test_who_is_no_editor_changes_no_filing(role, address, client):
    client.force_login(somebody(role) if role else UserFactory())
    tag = Tag.objects.create(name="Boats", slug="boats")
    law, series = CategoryFactory(name="Law"), SeriesFactory(title="Papers")

    for row in (tag, law, series):
        data = {"name": "X", "title": "X", "slug": "x"}
        assert client.post(change(row), data).status_code in {302, 403}
        row.refresh_from_db()

    assert (tag.name, law.name, series.title) == ("Boats", "Law", "Papers")
    assert client.post(CATEGORIES + "add/", {"name": "X"}).status_code in {302, 403}
    assert Category.objects.count() == Series.objects.count() == 1


@pytest.mark.parametrize("role", sorted(roles.ROLES))
def test_each_role_opens_what_it_may_look_at(role, client):
    client.force_login(user := somebody(role))
    PostFactory(
        categories=[CategoryFactory()], tags=["Ferries"], series=SeriesFactory()
    )
    rows = [*Category.objects.all(), *Tag.objects.all(), *Series.objects.all()]
    for row in rows:
        may_look = user.has_perm(f"blog.view_{row._meta.model_name}")
        answer = client.get(change(row))
        assert (answer.status_code == 200) == may_look, row
