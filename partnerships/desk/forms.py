"""The forms about people: whom to invite, and what an invited person says."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from peerlearn.accounts.models import User

from ..models.people import Role


class InviteForm(forms.Form):
    """Whom to invite, to which role, and in which language to write to them."""

    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    role = forms.ChoiceField(label=_("Role in the organisation"))
    language = forms.ChoiceField(label=_("Language of the mail"))

    def __init__(self, roles: list[Role], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        names = dict(settings.LANGUAGES)
        own = {"role": [(role.value, role.label) for role in roles]}
        own["language"] = [(code, names[code]) for code in settings.INTERFACE_LANGUAGES]
        for name, choices in own.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.fields["language"].initial = get_language()


class AcceptForm(forms.Form):
    """A name and a password for a new account."""

    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,  # it stands in the invitation; here it is for managers of passwords
        widget=forms.EmailInput(attrs={"readonly": True, "autocomplete": "username"}),
    )
    name = forms.CharField(
        label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password1 = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=1000,
        help_text=password_validators_help_text_html(),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("The same again"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, email: str, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.invited = email

    def clean_email(self) -> str:
        return self.invited

    def clean(self) -> dict[str, Any]:
        words = self.cleaned_data
        password, again = words.get("password1"), words.get("password2")
        if password and again and password != again:
            self.add_error("password2", _("The two passwords are not the same."))
        elif password:
            self._check_strength(password)
        return words

    def _check_strength(self, password: str) -> None:
        person = User(email=self.invited, name=self.cleaned_data.get("name", ""))
        try:
            validate_password(password, person)
        except ValidationError as error:
            self.add_error("password1", error)
