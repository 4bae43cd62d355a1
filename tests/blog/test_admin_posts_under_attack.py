"""What a made-up or odd form meets in the admin of posts: a sentence, never a crash."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType

from accounts import roles
from blog.actions import save_correction
from blog.models import Correction, Post, Redirect
from tests.accounts.people import somebody, writer
from tests.blog.test_admin_posts import ADD, change, said, typed
from tests.factories import AuthorFactory, PostFactory, UserFactory, moment

pytestmark = pytest.mark.django_db

HUGE = "9" * 30
ODD_KEYS = [HUGE, "-1", "x", "\0", "²"]
NO_CHOICE = ["Select a valid choice", "Null characters are not allowed"]


@pytest.fixture(autouse=True)
def editor(client):
    user = somebody(roles.EDITOR)
    client.force_login(user)
    AuthorFactory(user=user)
    return user


def a_correction(text="It was 1987.", on="2026-11-20"):
    return typed(corrections=[text]) | {"corrections-0-noted_at_0": on}


# --- Keys that are none ------------------------------------------------------


@pytest.mark.parametrize("key", ODD_KEYS)
@pytest.mark.parametrize("field", ["filed_under", "series", "lead_image"])
def test_a_choice_that_is_none_is_told(field, key, client):
    response = client.post(ADD, typed(body="<p>Kept words.</p>") | {field: [key]})

    assert response.status_code == 200
    assert any(words in said(response) for words in NO_CHOICE)
    assert "Kept words." in response.content.decode()
    assert not Post.objects.exists()


@pytest.mark.parametrize("key", ODD_KEYS)
def test_an_author_who_is_none_is_told(key, client):
    one = {"bylines-TOTAL_FORMS": 1, "bylines-0-author": key, "bylines-0-position": 0}

    response = client.post(ADD, typed() | one)

    assert any(words in said(response) for words in NO_CHOICE)
    assert not Post.objects.exists()


# --- Dates -------------------------------------------------------------------


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/New_York"])
@pytest.mark.parametrize("day", ["0001-01-01", "0999-12-31", "9999-12-31"])
@pytest.mark.parametrize("field", ["published_at", "sticky_until"])
def test_a_date_at_the_edge_of_the_calendar_is_told(field, day, zone, client, settings):
    settings.TIME_ZONE = zone
    data = typed(status="published") | {f"{field}_0": day, f"{field}_1": "23:59:59"}

    response = client.post(ADD, data)

    assert "Enter a year from 1900 to 2999." in said(response)
    assert f'value="{day}"' in response.content.decode()


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_correction_is_dated_in_our_time(day, client, settings):
    settings.TIME_ZONE = "Asia/Tokyo"

    response = client.post(ADD, a_correction(on=day))

    assert "Enter a year from 1900 to 2999." in said(response)


def test_a_correction_of_which_nothing_would_be_seen_is_told(client):
    response = client.post(ADD, a_correction("<script>x</script>"))

    assert "Write what was wrong" in said(response)
    assert not Correction.objects.exists()


# --- Tags --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tags", "names"),
    [
        ("law courts", ["law courts"]),
        ('"Paris, Texas", ferries', ["Paris, Texas", "ferries"]),
        ('"open, quote', ["open, quote"]),
        ("a\r\n  b", ["a b"]),
        (",, ,", []),
        ("Foo, foo, FOO", ["FOO"]),
        ("Äpfel, äpfel", ["äpfel"]),
        ("🙂, !!!, C, C++", ["!!!", "C", "C++", "🙂"]),
        ("ж" * 100, ["ж" * 100]),
        ("<script>alert(1)</script>", ["<script>alert(1)</script>"]),
    ],
)
def test_odd_tags_are_kept_and_lead_somewhere(tags, names, client):
    client.post(ADD, typed(status="published", tags=tags))

    post = Post.objects.get()
    assert sorted(post.tags.names()) == names
    assert client.get(post.get_absolute_url()).status_code == 200
    for tag in post.tags.all():
        page = client.get(tag.get_absolute_url())
        assert post.title in page.content.decode()


@pytest.mark.parametrize("again", ["Äpfel", "äpfel", "ÄPFEL"])
def test_a_tag_that_is_there_is_taken_in_whatever_case(again, client):
    PostFactory(tags=["Äpfel"])

    client.post(ADD, typed(tags=again))

    assert list(Post.objects.get(title="On ferries").tags.names()) == ["Äpfel"]


def test_a_tag_that_is_too_long_is_told(client):
    response = client.post(ADD, typed(tags=f"fine, {'x' * 101}"))

    assert "A tag has at most 100 characters." in said(response)
    assert "x" * 101 in response.content.decode()
    assert not Post.objects.exists()


def test_tags_that_stay_are_no_change(client):
    post = PostFactory(tags=["Ferry lines", "a, b"])

    form = client.get(change(post)).context["adminform"].form
    shown = form["tags"].field.widget.format_value(form["tags"].value())
    client.post(change(post), typed(post, tags=shown, seen=form.initial["seen"]))

    assert sorted(post.tags.names()) == ["Ferry lines", "a, b"]
    assert LogEntry.objects.get().get_change_message() == "No fields changed."


# --- Addresses ---------------------------------------------------------------


def test_a_long_cyrillic_title_gets_an_address_that_a_redirect_holds(client):
    client.post(ADD, typed(status="published", title="ж" * 300))
    post = Post.objects.get()
    old = post.get_absolute_url()

    client.post(change(post), typed(post, slug="short"))

    assert Redirect.objects.get(old_path=old).post == post
    assert client.get(old).status_code == 301


def test_an_address_that_is_too_long_is_told(client):
    response = client.post(ADD, typed(slug="ж" * 255))

    assert "This address is too long. Shorten it." in said(response)


def test_a_missing_title_is_one_complaint(client):
    response = client.post(ADD, typed(status="published", title=""))

    assert said(response) == "Give the post a title before you publish it."


# --- Crafted by one of the staff ---------------------------------------------


@pytest.fixture
def author_role(client):
    user, author = writer()
    client.force_login(user)
    return author


@pytest.fixture
def contributor(client):
    user, author = writer(roles.CONTRIBUTOR)
    client.force_login(user)
    return author


def test_an_author_does_not_rewrite_a_byline_that_is_there(client, author_role):
    other = AuthorFactory()
    post = PostFactory(authors=[author_role, other])
    crafted = {"bylines-1-author": AuthorFactory().pk, "bylines-0-DELETE": "on"}

    client.post(change(post), typed(post) | crafted)

    assert list(post.authors.order_by("bylines__position")) == [author_role, other]


def test_an_author_does_not_take_a_byline_row_of_another_post(client, author_role):
    post, hers = PostFactory(authors=[author_role]), PostFactory()
    row = hers.bylines.get()
    crafted = {"bylines-0-id": row.pk, "bylines-0-post": post.pk}

    client.post(change(post), typed(post) | crafted)

    row.refresh_from_db()
    assert row.post == hers
    assert list(post.authors.all()) == [author_role]


def test_an_editor_does_not_take_a_byline_row_of_another_post(client):
    post, hers = PostFactory(), PostFactory()
    row = hers.bylines.get()

    client.post(change(post), typed(post) | {"bylines-0-id": row.pk})

    row.refresh_from_db()
    assert row.post == hers


def test_the_same_byline_row_sent_twice_names_whom_it_says(client):
    post, other = PostFactory(), AuthorFactory()
    row = post.bylines.get()
    data = typed(post) | {
        "bylines-TOTAL_FORMS": 2,
        "bylines-INITIAL_FORMS": 2,
        "bylines-1-id": row.pk,
        "bylines-1-post": post.pk,
        "bylines-1-author": other.pk,
        "bylines-1-position": 1,
    }

    client.post(change(post), data)

    assert [byline.author for byline in post.bylines.all()] == [row.author, other]


def test_an_author_changes_and_deletes_no_correction(client, author_role):
    post = PostFactory(authors=[author_role])
    note = save_correction(Correction(post=post, text="It was 1987."))
    data = typed(post, corrections=["Never mind"]) | {
        "corrections-INITIAL_FORMS": 1,
        "corrections-0-id": note.pk,
        "corrections-0-DELETE": "on",
    }

    client.post(change(post), data)

    note.refresh_from_db()
    assert note.text == "It was 1987."


@pytest.mark.parametrize("status", ["published", "withdrawn"])
def test_a_contributor_decides_about_no_status_but_drafts(status, client, contributor):
    post = PostFactory(authors=[contributor], published=False)

    response = client.post(change(post), typed(post, status=status))

    assert "not one of the available choices" in said(response)


def test_a_contributor_sets_no_date(client, contributor):
    post = PostFactory(authors=[contributor], published=False)
    date = {"published_at_0": "2020-01-01", "published_at_1": "00:00:00"}

    client.post(change(post), typed(post) | date)

    post.refresh_from_db()
    assert post.published_at is None


@pytest.mark.parametrize("role", [roles.CONTRIBUTOR, roles.AUTHOR, roles.MODERATOR])
def test_no_post_is_deleted_by_those_who_are_no_editors(role, client):
    user, author = writer(role)
    post = PostFactory(authors=[author])
    client.force_login(user)

    client.post(f"/admin/blog/post/{post.pk}/delete/", {"post": "yes"})
    chosen = {"action": "delete_selected", "_selected_action": post.pk, "post": "yes"}
    client.post("/admin/blog/post/", chosen)

    assert Post.objects.filter(pk=post.pk).exists()


# --- What is not told --------------------------------------------------------


def shortcut(thing):
    kind = ContentType.objects.get_for_model(thing)
    return f"/admin/r/{kind.pk}/{thing.pk}/"


@pytest.mark.parametrize("role", [roles.CONTRIBUTOR, roles.AUTHOR, roles.MODERATOR])
def test_the_address_of_a_post_to_come_is_told_to_its_readers_in_the_admin(
    role, client
):
    user, author = writer(role)
    hers = PostFactory(published_at=moment("2999-01-01 00:00"))
    public = PostFactory(authors=[author])
    client.force_login(user)

    assert client.get(shortcut(hers)).status_code == 404
    assert client.get(shortcut(public)).url == public.get_absolute_url()


def test_the_shortcut_to_a_page_stays_on_this_site_and_needs_the_staff(client):
    author = AuthorFactory()

    assert client.get(shortcut(author)).url == author.get_absolute_url()
    for address in ["/admin/r/999999/1/", "/admin/r/x/1/", f"{shortcut(author)}x/"]:
        assert client.get(address).status_code == 404
    client.force_login(UserFactory())
    assert client.get(shortcut(author)).url.startswith("/admin/login/")


def test_an_authors_mail_address_is_for_those_who_may_change_it(client):
    hers = AuthorFactory(email="ann@example.org")
    page = f"/admin/accounts/author/{hers.pk}/change/"
    guess = "/admin/accounts/author/?email__startswith=a"
    assert "ann@example.org" in client.get(page).content.decode()
    assert client.get(guess).status_code == 200

    client.force_login(writer()[0])

    assert "ann@example.org" not in client.get(page).content.decode()
    assert client.get(guess).status_code == 400


def test_autocompletion_finds_no_post_of_others(client, author_role):
    PostFactory(title="Hers", published=False)
    address = "/admin/autocomplete/?app_label=blog&model_name=redirect&field_name=post"

    assert client.get(f"{address}&term=Hers").json()["results"] == []


def test_a_link_fills_in_nothing(client):
    page = client.get(f"{ADD}?title=Planted&published_at=x&lead_image={HUGE}")

    assert page.status_code == 200
    assert "Planted" not in page.content.decode()
