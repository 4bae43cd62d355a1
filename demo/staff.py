"""The demo's people: who signs in, who writes, who comments."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from accounts import roles
from accounts.actions import vouch_for_email
from accounts.models import Author, User
from blog.actions import save_author
from demo.documents import Document
from demo.records import read_authors, read_people
from demo.shelf import ref_of, shelved_image

# Printed for everybody to see: good for a demonstration and for nothing else.
PASSWORD = "demo-password"  # noqa: S105 (a secret that is none)
ADMINISTRATOR_EMAIL = "administrator@demo.example.org"
MODERATOR_EMAIL = "moderator@demo.example.org"
MEMBER_EMAIL = "member@demo.example.org"

# Role and e-mail of the accounts that are shown to whoever starts the demo.
LOGINS = (
    (roles.ADMINISTRATOR, ADMINISTRATOR_EMAIL),
    (roles.EDITOR, "editor@demo.example.org"),
    (roles.AUTHOR, "author@demo.example.org"),
    (roles.CONTRIBUTOR, "contributor@demo.example.org"),
    (roles.MODERATOR, MODERATOR_EMAIL),
    ("Member", MEMBER_EMAIL),
)


@dataclass(frozen=True, kw_only=True)
class Speaker:
    """Somebody who comments; ``user`` None: a guest."""

    name: str
    email: str
    url: str = ""
    user: User | None = None


def logins() -> list[tuple[str, User]]:
    """Role and account of each demo login that is there."""
    users = User.objects.in_bulk([email for _, email in LOGINS], field_name="email")
    return [(role, users[email]) for role, email in LOGINS if email in users]


def add_staff() -> None:
    """Accounts for the administrator and for everybody with a role; the authors."""
    password = make_password(PASSWORD)
    _add_user(ADMINISTRATOR_EMAIL, "Ada Brightwell", password, role=roles.ADMINISTRATOR)
    for person in read_people():
        if person.kind == "member":
            role = roles.MODERATOR if person.email == MODERATOR_EMAIL else ""
            _add_user(person.email, person.name, password, role=role)
    for document in read_authors():
        name = document.one("name")
        role = document.one("role")
        _add_author(
            document, _add_user(document.one("email"), name, password, role=role)
        )


def _add_user(email: str, name: str, password: str, *, role: str) -> User:
    """An account; the one that is there already stays as it is."""
    user, made = User.objects.get_or_create(
        email=email, defaults={"name": name, "password": password}
    )
    if made:
        vouch_for_email(user)
    if made and role:
        user.groups.add(Group.objects.get(name=role))
        user.is_staff = True
        user.is_superuser = role == roles.ADMINISTRATOR
        user.save(update_fields=["is_staff", "is_superuser"])
    return user


def _add_author(document: Document, user: User) -> None:
    ref = ref_of("author", document.key)
    if Author.objects.filter(import_ref=ref).exists():
        return
    taken = Author.objects.filter(slug=document.key).exists()
    save_author(
        Author(
            name=document.one("name"),
            slug="" if taken else document.key,
            tagline=document.one("tagline"),
            bio=document.body,
            email=document.one("email"),
            photo=shelved_image(document.one("photo")),
            links=[
                [part.strip() for part in link.split("|")]
                for link in document.every("link")
            ],
            user=user,
            import_ref=ref,
        )
    )


def speakers() -> dict[str, Speaker]:
    """Everybody who may speak in a thread, by the key that thread files use."""
    users = User.objects.in_bulk(field_name="email")
    found = {
        person.key: Speaker(
            name=person.name,
            email=person.email,
            url=person.url,
            user=users[person.email] if person.kind == "member" else None,
        )
        for person in read_people()
    }
    for document in read_authors():
        email = document.one("email")
        found[document.key] = Speaker(
            name=document.one("name"), email=email, user=users[email]
        )
    return found
