"""Signing in, and a password set by the link in a mail."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm

from secoffice.accounts.forms.fields import helper

LONG = "At least 15 characters. Four or five words make a good one."


class SignInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": "The e-mail address or the password is not right.",
        "inactive": "The e-mail address or the password is not right.",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "E-mail"
        self.fields["username"].widget = forms.EmailInput(
            attrs={"autocomplete": "username", "autofocus": True, "maxlength": 254}
        )


class AskResetForm(forms.Form):
    email = forms.EmailField(
        label="E-mail",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}),
    )


class NewPasswordForm(SetPasswordForm):
    """Used after a reset and for an invitation; the verb that saves is the view's."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name_fields(self)


class ChangePasswordForm(PasswordChangeForm):
    """The old password is asked, so that a screen left open is not enough (ASVS 6.2.3)."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name_fields(self)
        self.fields["old_password"].label = "Password until now"
        self.helper = helper(
            "old_password", "new_password1", "new_password2", save="Change password", cancel="../profile/"
        )


def name_fields(form):
    form.fields["new_password1"].label = "New password"
    form.fields["new_password1"].help_text = LONG
    form.fields["new_password2"].label = "New password once more"
    form.fields["new_password2"].help_text = ""
