"""Entering by a link that a mail brought: logging in after it, and a limit on trying."""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.core.internal.ratelimit import consume
from django.http import HttpRequest, HttpResponse

from .models import User


def log_in_new(request: HttpRequest, user: User, *, to: str) -> HttpResponse:
    """Logs in somebody who just chose a password, as the log-in page would; leads on to an address."""
    response: HttpResponse = perform_password_login(
        request, {"email": user.email}, Login(user=user, redirect_url=to)
    )
    return response


def may_try(request: HttpRequest, action: str, *, rate: str, looking: bool = False) -> bool:
    """Counts an attempt; false when there were too many. `rate` as in django-allauth: "10/m/ip".

    Looking at a page counts for nothing unless `looking` says that it costs something.
    """
    config = {action: rate}
    used = consume(request, app="peerlearn.accounts", action=action, config=config, limit_get=looking)
    return used is not None
