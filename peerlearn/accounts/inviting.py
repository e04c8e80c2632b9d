"""The mail with a link to choose a password, in the language of the person who gets it."""

from allauth.account.forms import default_token_generator
from allauth.account.internal.flows.password_reset import request_password_reset
from django.http import HttpRequest
from django.utils.translation import override

from .models import User


def send_password_link(request: HttpRequest, user: User) -> None:
    with override(user.language):
        request_password_reset(request, user.email, [user], default_token_generator)
