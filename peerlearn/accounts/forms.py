"""The forms of the account pages: labels above the fields, nothing written twice."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms
from django.utils.translation import gettext_lazy as _

EMAIL = _("E-mail address")


class Quiet(forms.Form):
    """Leaves out what the labels say already."""

    labels: dict[str, Any] = {}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            autocomplete = field.widget.attrs.get("autocomplete")
            if autocomplete == "one-time-code":
                field.widget.attrs["inputmode"] = "numeric"
            if autocomplete == "current-password":
                field.help_text = ""  # the pages have a better place for the link to a new one


class LogIn(Quiet, account.LoginForm):
    labels = {"login": EMAIL, "remember": _("Stay logged in on this device")}


class AskForPassword(Quiet, account.ResetPasswordForm):
    labels = {"email": EMAIL}


class ChoosePassword(Quiet, account.ResetPasswordKeyForm):
    labels = {"password1": _("New password"), "password2": _("The same again")}


class SetPassword(Quiet, account.SetPasswordForm):
    labels = ChoosePassword.labels


class ChangePassword(Quiet, account.ChangePasswordForm):
    labels = {"oldpassword": _("Password until now"), **ChoosePassword.labels}


class AskAgain(Quiet, account.ReauthenticateForm):
    pass


class AskCode(Quiet, mfa.AuthenticateForm):
    pass


class AskCodeAgain(Quiet, mfa.ReauthenticateForm):
    pass


class SetUpApp(Quiet, totp.ActivateTOTPForm):
    labels = {"code": _("Code")}
