"""What members type about themselves: allauth's forms, in this site's words."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from accounts.forms import checked_name
from accounts.models import User
from images.pictures import ImageError, Picture, read_portrait

LABELS = {
    "code": "Code",
    "email": "E-mail address",
    "login": "E-mail address",
    "oldpassword": "Your password now",
    "password": "Password",
    "password1": "New password",
    "password2": "New password again",
    "passwordless": "Sign in with this passkey alone, without a password",
}
MISSING = {
    "code": "Type the code.",
    "email": "Give your e-mail address.",
    "login": "Give your e-mail address.",
    "oldpassword": "Type the password that you have now.",
    "password": "Type your password.",
    "password1": "Choose a password.",
    "password2": "Type the new password once more.",
}
# What AUTH_PASSWORD_VALIDATORS ask for.
ASKED_OF_PASSWORDS = (
    "At least eight characters, not numbers alone, nothing that many people use or that "
    "says who you are."
)
NAME_LENGTH = 150
# Sharp on a screen with three dots to a pixel.
AVATAR_SIDE = 84
AVATAR_MOST_BYTES = 5 * 1024 * 1024


class InOurWords:
    """Labels above the fields, and nothing grey inside them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            if name in MISSING:
                field.error_messages["required"] = MISSING[name]
            if isinstance(field, forms.EmailField):
                field.error_messages["invalid"] = "This is no e-mail address."
            # allauth's links stand in our templates.
            if isinstance(field, account.PasswordField):
                field.help_text = ASKED_OF_PASSWORDS if name == "password1" else ""
            field.widget.attrs.pop("placeholder", None)
            # A browser would cut a pasted text short and say nothing.
            field.widget.attrs.pop("maxlength", None)


class SignInForm(InOurWords, account.LoginForm):
    """E-mail address and password."""


class SignUpForm(InOurWords, account.SignupForm):
    """A new account; its name stands beside its comments."""

    name = forms.CharField(
        label="Name",
        max_length=NAME_LENGTH,
        help_text="Shown beside your comments.",
        error_messages={"required": "Tell readers what to call you."},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email", "password1"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = "Password"
        self.fields["email"].help_text = "Never shown. We send a link there to follow."

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "name" in cleaned:
            owner = self._begun_before(cleaned.get("email", ""))
            try:
                cleaned["name"] = checked_name(cleaned["name"], owner=owner)
            except forms.ValidationError as error:
                self.add_error("name", error)
        return cleaned

    def _begun_before(self, email: str) -> User | None:
        """The account of who presses the button again, before it is confirmed.

        Not a confirmed one: whoever tried addresses with a member's name would learn
        which is theirs.
        """
        same = User.objects.filter(email__iexact=email)
        return same.exclude(emailaddress__verified=True).first()

    def try_save(self, request: HttpRequest) -> Any:
        """Save the account; who has one already is answered alike, as quickly."""
        if not self.account_already_exists:
            try:
                with transaction.atomic():
                    return super().try_save(request)
            except IntegrityError:
                # The button was pressed twice, or the address differs in its case.
                self.account_already_exists = True
        else:
            # A hash takes long enough to be noticed when it is missing.
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class ChangeEmailForm(InOurWords, account.AddEmailForm):
    """Another e-mail address, which counts when it is confirmed."""


class ChangePasswordForm(InOurWords, account.ChangePasswordForm):
    """Another password; the old one is asked for."""


class SetPasswordForm(InOurWords, account.SetPasswordForm):
    """A password for an account that has none."""


class ForgottenPasswordForm(InOurWords, account.ResetPasswordForm):
    """Where to send the link by which a new password is chosen."""


class NewPasswordForm(InOurWords, account.ResetPasswordKeyForm):
    """The new password, for whoever followed that link."""


class PasswordAgainForm(InOurWords, account.ReauthenticateForm):
    """The password, before something that could lock its owner out."""


class SecondStepForm(InOurWords, second_step.AuthenticateForm):
    """The code of the app, or a recovery code."""


class SecondStepAgainForm(InOurWords, second_step.ReauthenticateForm):
    """The same, before something that could lock its owner out."""


class AuthenticatorForm(InOurWords, ActivateTOTPForm):
    """The first code of an app that is set up."""


class PasskeyForm(InOurWords, passkeys.AddWebAuthnForm):
    """A new passkey and what its owner calls it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[
            "passwordless"
        ].help_text = "The device then asks for your finger, your face or its PIN."


class PasskeyNameForm(InOurWords, passkeys.EditWebAuthnForm):
    """What its owner calls a passkey."""


class ProfileForm(forms.Form):
    """What others see of a member: a name, and a picture or the initials."""

    name = SignUpForm.base_fields["name"]
    picture = forms.FileField(
        required=False,
        help_text="A photo or drawing of at most 5 MB; the middle is shown, very small.",
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        error_messages={"empty": "This file is empty."},
    )
    removes = forms.BooleanField(
        label="Show my initials instead of the picture", required=False
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, initial={"name": user.name}, **kwargs)
        if not user.avatar:
            del self.fields["removes"]

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        # Whoever has come in with a name that another has too may keep it.
        return name if name == self.user.name else checked_name(name, owner=self.user)

    def clean_picture(self) -> Picture | None:
        """The picture as it will be kept."""
        upload = self.cleaned_data["picture"]
        if upload is None:
            return None
        if upload.size > AVATAR_MOST_BYTES:
            raise forms.ValidationError("The picture has more than 5 MB.")
        try:
            return read_portrait(upload, side=AVATAR_SIDE)
        except ImageError as error:
            raise forms.ValidationError(str(error)) from error
