"""People: users who sign in, and authors who are named above posts."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from accounts.fields import NameKeyField


class UserManager(BaseUserManager["User"]):
    """Makes users and finds them by e-mail, whatever its case."""

    @transaction.atomic
    def create_user(
        self, email: str, password: str | None = None, **fields: Any
    ) -> User:
        """A saved user, whose address counts as confirmed: whoever calls this knows it.

        ValueError without an e-mail; no password: none works.
        """
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        EmailAddress.objects.create(
            user=user, email=user.email.lower(), verified=True, primary=True
        )
        return user

    def create_superuser(
        self, email: str, password: str | None = None, **fields: Any
    ) -> User:
        """A saved user who may do everything."""
        return self.create_user(
            email, password, is_staff=True, is_superuser=True, **fields
        )

    def get_by_natural_key(self, email: str | None) -> User:
        """The user with this e-mail in any case; User.DoesNotExist otherwise."""
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """Someone who can sign in: a member, or one of the staff."""

    email = models.EmailField(
        "e-mail address",
        unique=True,
        error_messages={"unique": "Somebody already uses this e-mail address."},
    )
    name = models.CharField(
        max_length=150, blank=True, help_text="Shown beside comments."
    )
    name_key = NameKeyField()
    # A small square, drawn again by us; empty: the initials stand for it.
    avatar = models.FileField(upload_to="avatars/", blank=True, editable=False)
    is_staff = models.BooleanField(
        "staff", default=False, help_text="May sign in to the admin."
    )
    is_active = models.BooleanField(
        "active", default=True, help_text="Untick instead of deleting an account."
    )
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        # Not unique: an import, or an administrator, may know two of one name.
        indexes = [models.Index(fields=["name_key"], name="accounts_user_name_key")]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_unique",
                violation_error_message="Somebody already uses this e-mail address.",
            )
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """The name shown to others; never the e-mail address."""
        return self.name or f"Member {self.pk}"

    def confirmed_addresses(self) -> list[str]:
        """The e-mail addresses that are proved to be theirs, in lower case. One query."""
        rows = EmailAddress.objects.filter(user=self, verified=True)
        return list(rows.values_list("email", flat=True))

    def get_short_name(self) -> str:
        """As get_full_name: a name is one piece of text."""
        return self.get_full_name()


class Author(models.Model):
    """A name above posts. An imported or guest author needs no user."""

    name = models.CharField(max_length=150)
    name_key = NameKeyField()
    slug = models.SlugField(max_length=150, unique=True, allow_unicode=True)
    tagline = models.CharField(
        max_length=200, blank=True, help_text="One line under the name."
    )
    bio = models.TextField(blank=True, help_text="Paragraphs; HTML is cleaned.")
    bio_html = models.TextField(blank=True, editable=False)
    drawn_with = models.PositiveSmallIntegerField(default=0, editable=False)
    email = models.EmailField(
        "e-mail address", blank=True, help_text="Never shown on the site."
    )
    photo = models.ForeignKey(
        "images.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    # [["Mastodon", "https://social.example/@ines"], …]: shown with rel="me".
    links = models.JSONField(default=list, blank=True)
    user = models.OneToOneField(
        "accounts.User",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="author",
        help_text="The account that writes under this name, if any.",
    )
    import_ref = models.CharField(max_length=255, blank=True, editable=False)
    import_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        ordering = ["name", "pk"]
        indexes = [
            models.Index(fields=["name", "id"], name="accounts_author_by_name"),
            models.Index(fields=["name_key"], name="accounts_author_name_key"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["import_ref"],
                condition=~Q(import_ref=""),
                name="accounts_author_import_ref_unique",
                violation_error_message="This author has been imported already.",
            ),
            models.CheckConstraint(
                condition=~Q(slug=""),
                name="accounts_author_has_slug",
                violation_error_message="An author needs an address (slug).",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("blog:author", args=[self.slug])
