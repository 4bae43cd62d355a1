"""Authors in the admin: what is typed, what is refused, and to whom."""

import pytest

from accounts import roles
from accounts.models import Author
from tests.accounts.people import somebody, writer
from tests.factories import AuthorFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db

LIST = "/admin/accounts/author/"


def change(author):
    return f"{LIST}{author.pk}/change/"


def faults(response):
    form = response.context["adminform"].form
    return {name: list(said) for name, said in form.errors.items()}


def test_an_author_is_made_with_an_address_links_and_a_clean_bio(client, editor):
    client.post(
        f"{LIST}add/",
        {
            "name": "Inês Sá",
            "bio": "<p>Writes.</p><script>go()</script>",
            "links": "Mastodon https://social.example/@ines\n\n"
            " My  own site http://example.org/ ",
        },
    )

    author = Author.objects.get()
    assert author.slug == "inês-sá"
    assert author.bio_html == "<p>Writes.</p>"
    assert author.links == [
        ["Mastodon", "https://social.example/@ines"],
        ["My own site", "http://example.org/"],
    ]


def test_links_reach_readers(client, editor):
    author = AuthorFactory()
    PostFactory(authors=[author])

    data = {"name": author.name, "links": "<b>X</b> https://example.org/?a=1&b=2"}
    client.post(change(author), data)

    html = client.get(author.get_absolute_url()).content.decode()
    assert "&lt;b&gt;X&lt;/b&gt;" in html
    assert 'href="https://example.org/?a=1&amp;b=2"' in html


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("https://example.org/", "Say what “https://example.org/” is called"),
        ("Site javascript:alert(1)", "does not end in an address"),
        ("Site data:text/html,x", "does not end in an address"),
        ("Site ftp://example.org/", "does not end in an address"),
        ("Site example.org", "does not end in an address"),
        (f"{'Site' * 20} https://example.org/", "has too long a name"),
    ],
)
def test_a_line_that_is_no_link_is_told_and_kept(line, fault, client, editor):
    response = client.post(f"{LIST}add/", {"name": "Ann", "links": line})

    assert fault in faults(response)["links"][0]
    assert line in response.context["adminform"].form["links"].value()
    assert not Author.objects.exists()


def test_a_form_that_is_saved_as_it_is_changes_nothing(client, editor):
    author = AuthorFactory(
        name="Ann", links=[["Site", "https://example.org/"]], user=UserFactory()
    )
    form = client.get(change(author)).context["adminform"].form
    data = {name: form[name].value() or "" for name in form.fields}

    client.post(change(author), data)

    again = Author.objects.get()
    assert (again.links, again.slug) == (author.links, author.slug)
    assert again.user == author.user


def test_an_authors_old_address_leads_on(client, editor):
    author = AuthorFactory(slug="ann")

    client.post(change(author), {"name": "Ann Lee", "slug": "ann-lee"})

    assert client.get("/author/ann/")["Location"] == "/author/ann-lee/"


def test_an_address_that_is_taken_is_told(client, editor):
    AuthorFactory(slug="ann")

    response = client.post(f"{LIST}add/", {"name": "Ann", "slug": "ann"})

    assert faults(response) == {"slug": ["Author with this Slug already exists."]}


def test_an_administrator_chooses_the_account(client):
    client.force_login(somebody(roles.ADMINISTRATOR))
    author, user = AuthorFactory(), UserFactory(name="Ida Lind")

    client.post(change(author), {"name": author.name, "user": user.pk})

    author.refresh_from_db()
    assert author.user == user
    found = client.get(
        "/admin/autocomplete/",
        {
            "term": "lind",
            "app_label": "accounts",
            "model_name": "author",
            "field_name": "user",
        },
    )
    assert found.json()["results"] == [{"id": str(user.pk), "text": "Ida Lind"}]


def test_an_editor_leaves_the_account_as_it_is(client, editor):
    author = AuthorFactory()

    client.post(change(author), {"name": "New name", "user": editor.pk})

    author.refresh_from_db()
    assert (author.name, author.user) == ("New name", None)


@pytest.mark.parametrize("role", [roles.CONTRIBUTOR, roles.AUTHOR, roles.MODERATOR])
def test_others_change_no_author(role, client):
    user, author = writer(role)
    client.force_login(user)

    response = client.post(change(author), {"name": "New name"})

    author.refresh_from_db()
    assert response.status_code == 403
    assert author.name != "New name"
