"""How django-allauth behaves here: accounts are by invitation only, and words are plain."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .models import User

WAYS = {
    "reauthenticate": _("My password"),
    "mfa_reauthenticate": _("A code"),
    "mfa_reauthenticate:webauthn": _("A passkey"),
}
"""How one shows that it is oneself, by django-allauth's names."""


class InvitedOnly(DefaultAccountAdapter):
    """Closes the sign-up page; people come by an invitation to their association."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("This e-mail address and this password don't go together."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes and try again."),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        ways = super().get_reauthentication_methods(user)
        return [{**way, "description": WAYS[way["id"]]} for way in ways]

    def send_notification_mail(
        self, template_prefix: str, user: User, context: Any = None, email: str | None = None
    ) -> None:
        """To the address of the account: there are no others, and no list of verified ones."""
        super().send_notification_mail(
            template_prefix, user, {"user": user, **(context or {})}, email or user.email
        )


class SecondFactors(DefaultMFAAdapter):
    """Names what people see in their apps and in the questions of their browsers."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right, or not right any more. Take the next one."),
    }

    def _get_site_name(self) -> str:
        return "Peerlearn"

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}
