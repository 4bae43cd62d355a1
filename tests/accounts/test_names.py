"""Names that look alike, names that cannot be read, and whose a name is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.forms import TAKEN, TAKEN_BY_MEMBER
from accounts.models import Author, User
from accounts.names import KEY_LENGTH, fault_in, key_of, keys_of
from comments.models import Comment
from tests.factories import AuthorFactory, PostFactory, UserFactory

PASSWORD = "quite a long one"


# --- Alike --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Ann Lee", "ann lee"),
        ("Ann Lee", "Ann  Lee"),
        ("Ann Lee", "AnnLee"),
        ("Ann Lee", "Ann-Lee."),
        ("Ann Lee", "Ann\u00a0Lee"),
        ("Ann Lee", "A\u200bnn\u2060 Lee\u00ad"),
        ("Ann Lee", "Ánn Lèe"),
        ("Ann Lee", "A\u0336nn Lee"),
        ("Ann Lee", "Αnn Lee"),  # Greek
        ("Ann Lee", "Аnn Lее"),  # Cyrillic
        ("Ann Lee", "Ann Iee"),
        ("Ann Lee", "Ann |ee"),
        ("Ann Lee", "4nn L33"),
        ("Ann Lee", "@nn Lee"),
        ("Ann Lee", "Ａｎｎ Ｌｅｅ"),
        ("Ann Lee", "𝓐𝓷𝓷 𝐋𝐞𝐞"),
        ("Ann Lee", "🅰nn Lee"),
        ("Ann Lee", "ⓐnn ᴌee".replace("ᴌ", "ʟ")),
        ("Nick", "Νick"),  # Greek, and only its large letter looks like it
        ("Hanna", "Нanna"),  # Cyrillic
        ("Zoe Hall", "Ꮓoe Hall"),  # Cherokee
        ("Zoe Hall", "ꓜoe ꓧall"),  # Lisu
        ("Zoe Hall", "Ⲍⲟe Hall"),  # Coptic
        ("Zoe Hall", "Z०e Hall"),  # a Devanagari zero
        ("Zoe Hall", "2oє Haǀ∣"),
        ("Maria", "rnaria"),
        ("Bob", "B0b"),
        ("Søren", "Soren"),
        ("Straße", "STRASSE"),
        ("ΝΙΚΟΣ", "νικος"),
        ("Анна", "АННА"),
        ("山田", "山 田"),
        ("🙂", "🙂 "),
    ],
)
def test_these_names_could_be_taken_for_each_other(name, other):
    assert key_of(name) in keys_of(other)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Ann Lee", "Ann Lea"),
        ("Ann", "Anne"),
        ("Member 1", "Member 2"),
        ("山田", "田山"),
        ("🙂", "🙃"),
        ("Анна", "Инна"),
    ],
)
def test_these_names_are_two(name, other):
    assert key_of(name) not in keys_of(other)


@given(st.text(max_size=200))
def test_any_text_has_a_key_and_the_key_of_itself(name):
    assert len(key_of(name)) <= KEY_LENGTH
    assert key_of(name) == "" or key_of(name) in keys_of(name)
    fault_in(name)


# --- Readable -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("\u200b\u200b", "can be seen"),
        ("\u3164", "can be seen"),
        ("\u2800 \u00ad", "can be seen"),
        ("\u202eeeL nnA", "turn the text"),
        ("Ann \u2066Lee", "turn the text"),
        ("A" + "\u0336\u0337\u0338\u0335" + "nn", "too many marks"),
        ("Ann\nLee", "one line"),
        ("Ann\u2028Lee", "one line"),
    ],
)
def test_a_name_that_cannot_be_read_is_refused_with_a_sentence(name, fault):
    assert fault in str(fault_in(name))


@pytest.mark.parametrize(
    "name",
    [
        "Ann Lee",
        "Nguyễn Thị Minh",
        "עִבְרִית",
        "สุริโยทัย",
        "علي",
        "👩‍🚀",
        "山田",
        "O’Hara",
        "?!",
    ],
)
def test_names_of_all_languages_are_welcome(name):
    assert fault_in(name) is None


# --- Whose --------------------------------------------------------------------


def comment_as(client, name):
    post = PostFactory()
    page = client.get(f"/comments/post/?post={post.pk}")
    data = page.context["form"].initial | {
        "object_pk": post.pk,
        "content_type": "blog.post",
        "name": name,
        "email": "guest@example.org",
        "comment": "I see it differently.",
        **page.context["form"].generate_security_data(),
    }
    return client.post("/comments/post/", data)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["Ann Lee", "аnn  1ее"])
@pytest.mark.parametrize("owner", [UserFactory, AuthorFactory])
def test_a_guest_cannot_take_the_name_of_a_member_or_an_author(owner, name, client):
    owner(name="Ann Lee")

    answer = comment_as(client, name)

    assert answer.status_code == 422
    assert TAKEN_BY_MEMBER in answer.content.decode()
    assert "I see it differently." in answer.content.decode()
    assert not Comment.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["Member {}", "mеmber-{}.", "rnember{}"])
def test_a_guest_cannot_be_the_member_that_has_no_name(name, client):
    nobody = UserFactory(name="")

    assert comment_as(client, name.format(nobody.pk)).status_code == 422
    assert comment_as(client, name.format(nobody.pk + 1)).status_code == 303


@pytest.mark.django_db
def test_a_guest_may_be_called_like_no_member(client):
    UserFactory(name="Ann Lee")

    assert comment_as(client, "Ann Lea").status_code == 303
    comment_as(client, "\u202eAnna")
    assert Comment.objects.latest("pk").author_name == "Anna"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "fault"),
    [("Ann Lee", TAKEN), ("Аnn Lее", TAKEN), ("\u3164", "can be seen")],
)
def test_nobody_signs_up_under_such_a_name(name, fault, client):
    UserFactory(name="Ann Lee")
    entry = {"name": name, "email": "new@example.org", "password1": PASSWORD}

    page = client.post("/accounts/signup/", entry)

    assert fault in page.content.decode()
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_two_of_one_name_may_come_from_elsewhere():
    AuthorFactory(name="Ann Lee")
    Author.objects.bulk_create([Author(name="Ann Lee", slug="ann-lee")])
    UserFactory(name="Ann Lee")

    assert {row.name_key for row in Author.objects.all()} == {"annlee"}


@pytest.mark.django_db
def test_a_name_is_looked_up_with_one_query_and_an_index(django_assert_num_queries):
    from django.db import connection

    from accounts.permissions import is_name_taken

    UserFactory(name="Ann Lee")
    with django_assert_num_queries(1) as asked:
        assert is_name_taken("Ann Lee")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {asked[0]['sql']}")
            plan = str(cursor.fetchall())
            assert "accounts_user_name_key" in plan
            assert "accounts_author_name_key" in plan
