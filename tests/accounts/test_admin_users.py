"""Accounts and groups in the admin, and that nobody gives more than they have."""

import pytest
from django.contrib.auth.models import Group, Permission

from accounts import roles
from accounts.models import User
from tests.accounts.people import somebody
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

LIST = "/admin/accounts/user/"
PASSWORD = "a long enough phrase"


@pytest.fixture
def administrator(client):
    user = somebody(roles.ADMINISTRATOR)
    client.force_login(user)
    return user


def owner(client):
    """Somebody who may do everything, signed in."""
    user = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


def change(user):
    return f"{LIST}{user.pk}/change/"


def typed(user, **fields):
    data = {
        "email": user.email,
        "name": user.name,
        "is_active": "on",
        "is_staff": "on" if user.is_staff else "",
        "groups": [group.pk for group in user.groups.all()],
        **fields,
    }
    return {name: value for name, value in data.items() if value != ""}


def faults(response):
    form = response.context["adminform"].form
    return {name: list(said) for name, said in form.errors.items()}


def permission(label):
    app, name = label.split(".")
    return Permission.objects.get(content_type__app_label=app, codename=name)


# --- Making and changing accounts --------------------------------------------


def test_an_account_is_made_with_a_password_and_a_role(client, administrator):
    group = Group.objects.get(name=roles.EDITOR)

    client.post(
        f"{LIST}add/",
        {
            "email": "New@Example.ORG",
            "name": "Ida",
            "password1": PASSWORD,
            "password2": PASSWORD,
            "is_staff": "on",
            "groups": [group.pk],
        },
    )

    user = User.objects.get(email="New@example.org")
    assert user.check_password(PASSWORD)
    assert (user.name, user.is_staff, list(user.groups.all())) == ("Ida", True, [group])


def test_without_a_password_none_works(client, administrator):
    client.post(f"{LIST}add/", {"email": "new@example.org"})

    user = User.objects.get(email="new@example.org")
    assert not user.has_usable_password()
    assert not user.check_password("")


@pytest.mark.parametrize(
    ("passwords", "field", "fault"),
    [
        ((PASSWORD, "another"), "password2", "The two passwords are not the same."),
        ((PASSWORD, ""), "password2", "The two passwords are not the same."),
        (("12345678",) * 2, "password1", "This password is too common."),
        (("new@example.org",) * 2, "password1", "The password is too similar"),
    ],
)
def test_a_password_that_will_not_do_is_told(
    passwords, field, fault, client, administrator
):
    first, second = passwords
    data = {"email": "new@example.org", "password1": first, "password2": second}

    response = client.post(f"{LIST}add/", data)

    assert fault in " ".join(faults(response)[field])
    assert not User.objects.filter(email="new@example.org").exists()


@pytest.mark.parametrize("email", ["taken@example.org", "TAKEN@example.ORG"])
def test_an_address_is_taken_whatever_its_case(email, client, administrator):
    UserFactory(email="Taken@example.org")
    other = UserFactory()
    fault = {"email": ["Somebody already uses this e-mail address."]}

    assert faults(client.post(f"{LIST}add/", {"email": email})) == fault
    assert faults(client.post(change(other), typed(other, email=email))) == fault


def test_an_account_keeps_its_own_address(client, administrator):
    user = UserFactory(email="Ann@example.org")

    client.post(change(user), typed(user, email="ann@example.org", name="Ann"))

    user.refresh_from_db()
    assert (user.email, user.name) == ("ann@example.org", "Ann")


def test_no_page_shows_a_hash(client):
    user = UserFactory()
    user.set_password(PASSWORD)
    user.save()
    owner(client)

    for address in (LIST, change(user), f"{LIST}{user.pk}/password/"):
        html = client.get(address).content.decode()
        assert user.password not in html
        assert "pbkdf2" not in html
        assert user.password.split("$")[-1][:6] not in html
    assert client.get(LIST, {"password__startswith": "p"}).status_code == 400


def test_a_password_is_set_on_its_own_page(client, administrator):
    user = User.objects.create_user("ann@example.org")
    assert "None: nobody can sign in with one." in (
        client.get(change(user)).content.decode()
    )

    client.post(
        f"{LIST}{user.pk}/password/",
        {"password1": PASSWORD, "password2": PASSWORD, "set-password": "Set"},
    )

    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_a_search_finds_names_and_addresses(client, administrator):
    user = UserFactory(name="Ida Lind", email="i@example.org")

    for sought in ("lind", "I@EXAMPLE"):
        response = client.get(LIST, {"q": sought})
        assert list(response.context["cl"].result_list) == [user]


@pytest.mark.parametrize("many", [1, 9])
def test_the_list_takes_as_many_queries_at_any_size(
    many, client, administrator, django_assert_num_queries
):
    for _ in range(many):
        somebody(roles.EDITOR)

    # session, user, two of permissions, settings, groups to filter by, count, rows,
    # their groups
    with django_assert_num_queries(9):
        client.get(LIST)


# --- Nobody gives more than they have ----------------------------------------


@pytest.mark.parametrize("role", sorted(roles.ROLES))
def test_an_administrator_gives_every_role(role, client, administrator):
    user = UserFactory()
    group = Group.objects.get(name=role)

    client.post(change(user), typed(user, is_staff="on", groups=[group.pk]))

    assert list(user.groups.all()) == [group]


def test_an_administrator_makes_nobody_a_superuser(client, administrator):
    user = UserFactory()

    client.post(f"{LIST}add/", {"email": "n@example.org", "is_superuser": "on"})
    client.post(change(user), typed(user, is_superuser="on"))
    client.post(change(administrator), typed(administrator, is_superuser="on"))

    assert User.objects.filter(email="n@example.org").exists()
    assert not User.objects.filter(is_superuser=True).exists()
    assert "is_superuser" not in client.get(change(user)).content.decode()


def test_a_superuser_makes_a_superuser(client):
    owner(client)
    user = UserFactory()

    client.post(change(user), typed(user, is_superuser="on"))

    user.refresh_from_db()
    assert user.is_superuser


def powerful():
    """Accounts with more rights than an administrator."""
    beyond = permission("sessions.delete_session")
    group = Group.objects.create(name="Beyond")
    group.permissions.add(beyond)
    by_itself, by_group, asleep = UserFactory(), UserFactory(), UserFactory()
    by_itself.user_permissions.add(beyond)
    by_group.groups.add(group)
    asleep.groups.add(group)
    asleep.is_active = False
    asleep.save()
    return {
        "superuser": UserFactory(is_superuser=True),
        "by itself": by_itself,
        "by group": by_group,
        "asleep": asleep,
        "sleeping superuser": UserFactory(is_superuser=True, is_active=False),
    }


@pytest.mark.parametrize(
    "who", ["superuser", "by itself", "by group", "asleep", "sleeping superuser"]
)
def test_an_administrator_leaves_the_more_powerful_alone(who, client, administrator):
    user = powerful()[who]
    before = (user.email, user.password, user.is_active)

    assert client.get(change(user)).status_code == 200  # to be read
    data = typed(user, email="mine@example.org")
    assert client.post(change(user), data).status_code == 403
    password = {"password1": PASSWORD, "password2": PASSWORD, "set-password": "Set"}
    assert client.post(f"{LIST}{user.pk}/password/", password).status_code == 403
    assert client.post(f"{LIST}{user.pk}/delete/", {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": user.pk, "post": "yes"}
    client.post(LIST, chosen)

    user.refresh_from_db()
    assert (user.email, user.password, user.is_active) == before


def test_an_administrator_gives_no_right_that_they_lack(client, administrator):
    beyond = permission("sessions.delete_session")
    group = Group.objects.create(name="Beyond")
    group.permissions.add(beyond)
    user = UserFactory()

    by_group = client.post(change(user), typed(user, groups=[group.pk]))
    single = client.post(change(user), typed(user, user_permissions=[beyond.pk]))
    own = client.post(
        change(administrator), typed(administrator, user_permissions=[beyond.pk])
    )

    assert "groups" in faults(by_group)
    assert "user_permissions" in faults(single)
    assert "user_permissions" in faults(own)
    assert not user.groups.exists()
    assert not administrator.has_perm("sessions.delete_session")


def test_an_administrator_widens_no_group_beyond_themselves(client, administrator):
    mine = Group.objects.get(name=roles.ADMINISTRATOR)
    beyond = permission("sessions.delete_session")
    wide = Group.objects.create(name="Beyond")
    wide.permissions.add(beyond)

    def post(path, **fields):
        return client.post(f"/admin/auth/group/{path}", fields)

    widened = post(f"{mine.pk}/change/", name=mine.name, permissions=[beyond.pk])
    added = post("add/", name="New", permissions=[beyond.pk])

    assert "permissions" in faults(widened)
    assert "permissions" in faults(added)
    assert post(f"{wide.pk}/change/", name="Mine").status_code == 403
    assert post(f"{wide.pk}/delete/", post="yes").status_code == 403
    assert not mine.permissions.filter(pk=beyond.pk).exists()
    assert Group.objects.filter(name="Beyond").exists()


def test_a_single_right_that_one_has_is_given(client, administrator):
    user, right = UserFactory(), permission("comments.moderate_comment")

    client.post(change(user), typed(user, user_permissions=[right.pk]))

    assert user.has_perm("comments.moderate_comment")


def test_permissions_are_offered_by_kind_in_plain_words(client):
    owner(client)
    group = Group.objects.get(name=roles.MODERATOR)

    html = client.get(f"/admin/auth/group/{group.pk}/change/").content.decode()

    assert "Moderate all threads" in html
    assert "Delete session" not in html
    assert "Add byline" not in html


def test_saving_a_group_keeps_what_no_box_shows(client):
    owner(client)
    group = Group.objects.create(name="Tidy")
    hidden, shown = (
        permission(label) for label in ("sessions.delete_session", "blog.view_post")
    )
    group.permissions.set([hidden, shown])

    client.post(f"/admin/auth/group/{group.pk}/change/", {"name": "Tidier"})

    assert list(group.permissions.all()) == [hidden]


@pytest.mark.parametrize(
    "role", [roles.CONTRIBUTOR, roles.AUTHOR, roles.EDITOR, roles.MODERATOR, None]
)
def test_others_see_no_accounts(role, client):
    client.force_login(somebody(role) if role else UserFactory(is_staff=True))
    user = UserFactory(email="a@example.org")

    for address in (LIST, f"{LIST}add/", change(user), "/admin/auth/group/"):
        assert client.get(address).status_code == 403
        assert client.post(address, typed(user, is_staff="on")).status_code == 403
    user.refresh_from_db()
    assert not user.is_staff
