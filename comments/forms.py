"""The comment form: the package's, made to lose nothing."""

from __future__ import annotations

import copy
import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.encoding import punycode
from django_comments_xtd.forms import XtdCommentForm

from accounts.forms import TAKEN_BY_MEMBER, checked_name
from accounts.models import User
from blog.models import Post
from comments.actions import followed_by
from comments.drafts import FOLLOWS_CHOICES, Draft, Follows
from comments.models import Comment, ReportReason
from comments.texts import tidy_name, tidy_text

NAME_LENGTH = 150
EMAIL_LENGTH = 254

EXPIRED = (
    "This form had been open for a long time, so we ask you to send it again. "
    "Your text is still here."
)
CONFIRMED_ONCE = " The first time, we send a link there to follow."


class CommentText(forms.CharField):
    """What somebody has to say, of a length that the site allows."""

    widget = forms.Textarea(attrs={"rows": 10})
    default_error_messages = {"required": "Write something first."}

    def to_python(self, value: str | None) -> str:
        """Line ends count once; what would disturb others or the database is gone."""
        return super().to_python(tidy_text(value or ""))

    def validate(self, value: str) -> None:
        """ValidationError that says by how much it is too long."""
        super().validate(value)
        longest = settings.MASTHEAD_COMMENT_MAX_LENGTH
        if len(value) > longest:
            raise forms.ValidationError(
                f"This is {len(value) - longest} characters too long: "
                f"{longest} are the most."
            )


class PersonName(forms.CharField):
    """A name that can be seen, and turns nothing round that stands beside it."""

    def to_python(self, value: str | None) -> str:
        return super().to_python(tidy_name(value or ""))


class EditForm(forms.Form):
    """The text of a comment, for its writer to change."""

    comment = CommentText(label="Comment")


class CommentForm(XtdCommentForm):
    """A comment or a reply. A signed-in user's name and e-mail are the account's."""

    name = PersonName(
        label="Name",
        max_length=NAME_LENGTH,
        error_messages={"required": "Tell readers what to call you."},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label="E-mail address",
        help_text="Never shown. Moderators can see it.",
        error_messages={
            "required": "Give an address; it is never shown.",
            "invalid": "This is no e-mail address.",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    url = forms.URLField(
        label="Website",
        required=False,
        assume_scheme="https",
        help_text="Your name will link to it.",
        error_messages={"invalid": "This is no web address."},
        widget=forms.URLInput(attrs={"autocomplete": "url"}),
    )
    comment = CommentText(label="Comment")
    followup = forms.ChoiceField(
        label="Tell me by mail of", choices=FOLLOWS_CHOICES, required=False
    )
    submission_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self,
        post: Post,
        *args: Any,
        user: User | AnonymousUser | None = None,
        parent: Comment | None = None,
        **kwargs: Any,
    ) -> None:
        self.user = user if isinstance(user, User) else None
        self.parent = parent
        kwargs["initial"] = {
            "reply_to": parent.pk if parent else 0,
            "submission_key": uuid.uuid4(),
            **kwargs.get("initial", {}),
        }
        super().__init__(post, *args, **kwargs)  # type: ignore[no-untyped-call]
        # The package's constructor gives the fields other words and widgets.
        # No maxlength: a browser would cut the end off a pasted text and say nothing.
        for name in ("name", "email", "url", "comment", "followup"):
            self.fields[name] = copy.deepcopy(self.base_fields[name])
        if settings.MASTHEAD_CONFIRM_GUESTS:
            self.fields["email"].help_text += CONFIRMED_ONCE
        # A guest is asked where the address is proved to be theirs.
        unasked = ("followup",) if self.user is None else ("name", "email", "url")
        for name in unasked:
            del self.fields[name]
        if self.user is not None and not self.is_bound:
            self.initial["followup"] = followed_by(post, self.user.email)

    def clean_name(self) -> str:
        """A guest's name, if it is nobody else's and can be read."""
        return checked_name(self.cleaned_data["name"], taken=TAKEN_BY_MEMBER)

    def clean_email(self) -> str:
        """The address in one spelling, as its mail server is asked for."""
        name, _, domain = self.cleaned_data["email"].rpartition("@")
        try:
            email = f"{name}@{punycode(domain).lower()}"
            email.encode("ascii")
        except UnicodeError as error:
            raise forms.ValidationError("This is no e-mail address.") from error
        if len(email) > EMAIL_LENGTH:
            raise forms.ValidationError("This address is too long to be one.")
        return email

    def clean_comment(self) -> str:
        """As its field made it: the package would look for a list of bad words."""
        text: str = self.cleaned_data["comment"]
        return text

    def clean_timestamp(self) -> int:
        """The package's check, in words for the writer."""
        try:
            stamp: int = super().clean_timestamp()  # type: ignore[no-untyped-call]
        except (forms.ValidationError, OverflowError) as error:
            raise forms.ValidationError(EXPIRED) from error
        return stamp

    def clean_reply_to(self) -> int:
        """The comment that is answered must be the one that the page showed."""
        reply_to: int = self.cleaned_data["reply_to"]
        if reply_to != (self.parent.pk if self.parent else 0):
            raise forms.ValidationError(
                "The comment that you answer is no longer here."
            )
        return reply_to

    def draft(self, ip_address: str | None) -> Draft:
        """What was written; call it on a valid form."""
        cleaned = self.cleaned_data
        if self.user is not None:
            return Draft.by_user(
                self.user,
                cleaned["comment"],
                ip_address=ip_address,
                submission_key=cleaned["submission_key"],
                follows=Follows(cleaned["followup"]),
            )
        return Draft(
            text=cleaned["comment"],
            name=cleaned["name"],
            email=cleaned["email"],
            url=cleaned["url"],
            ip_address=ip_address,
            submission_key=cleaned["submission_key"],
        )

    def with_fresh_security(self, *, tells: bool = True) -> CommentForm:
        """The same form with everything typed and a new time stamp and hash.

        ``tells``: it says what is wrong, of more than the text.
        """
        fresh = self.generate_security_data()  # type: ignore[no-untyped-call]
        data = {name: self.data.get(name, "") for name in self.data} | fresh
        again = type(self)(self.target_object, data, user=self.user, parent=self.parent)
        # What is wrong was said about the first; it is shown on the second.
        errors = copy.copy(self.errors)
        for name in () if tells else [name for name in errors if name != "comment"]:
            del errors[name]
        vars(again)["_errors"] = errors
        return again


class ReportForm(forms.Form):
    """What a reader finds wrong with a comment."""

    kind = forms.ChoiceField(
        label="What is wrong with it?",
        choices=ReportReason.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is wrong with it."},
    )
    text = forms.CharField(
        label="In a few words",
        required=False,
        max_length=300,
        error_messages={"max_length": "That is too long: 300 characters are the most."},
        help_text="Moderators alone read it.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        nothing_said = "text" in cleaned and not cleaned["text"]
        if cleaned.get("kind") == ReportReason.Kind.OTHER and nothing_said:
            self.add_error("text", "Say in a few words what it is.")
        return cleaned
