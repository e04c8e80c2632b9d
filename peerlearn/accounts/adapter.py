"""How django-allauth behaves here: accounts are by invitation only."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitedOnly(DefaultAccountAdapter):
    """Closes the sign-up page; people come by an invitation to their association."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
