"""The page that the link of an invitation leads to; the only one here that needs no log-in."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from peerlearn.accounts.entering import log_in_new, may_try
from peerlearn.accounts.limits import too_many_requests
from peerlearn.accounts.models import User

from ..invitations import (
    LogInFirst,
    NoInvitation,
    OtherAccount,
    Refused,
    Used,
    accept,
    check_person,
    invitation_of,
)
from ..models import Invitation
from .forms import AcceptForm

ATTEMPTS = "20/m/ip"


@login_not_required
@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Who invites, to what; a form for a new account, or one button for somebody who is logged in."""
    if not may_try(request, "accept_invitation", rate=ATTEMPTS):
        return too_many_requests(request)
    answer = _answer(request, token)
    # the address opens an account: no link on the page passes it on
    answer["Referrer-Policy"] = "strict-origin"
    return answer


def _answer(request: HttpRequest, token: str) -> HttpResponse:
    user = request.user if isinstance(request.user, User) else None
    invitation = None
    try:
        invitation = invitation_of(token)
        check_person(invitation, user)
        if user:
            return _with_account(request, token, invitation, user)
        return _without_account(request, token, invitation)
    except Refused as refusal:
        return _refused(request, refusal, invitation)


def _with_account(request: HttpRequest, token: str, invitation: Invitation, user: User) -> HttpResponse:
    if request.method != "POST":
        return _page(request, invitation=invitation)
    accept(token, user=user)
    return redirect("desk:home")


def _without_account(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    form = AcceptForm(
        invitation.email,
        request.POST if request.method == "POST" else None,
        initial={"email": invitation.email},
    )
    if not form.is_bound or not form.is_valid():
        return _page(request, invitation=invitation, form=form, status=422 if form.is_bound else 200)
    language = get_language()
    try:
        user = accept(
            token,
            name=form.cleaned_data["name"],
            password=form.cleaned_data["password1"],
            language=language if language in settings.INTERFACE_LANGUAGES else "en",
        )
    except IntegrityError:  # the account was made a moment ago, by another invitation of this person
        return redirect("invitation:accept", token)
    return log_in_new(request, user, to=reverse("desk:home"))


def _refused(request: HttpRequest, refusal: Refused, invitation: Invitation | None) -> HttpResponse:
    outcomes = ((OtherAccount, "other_account", 403), (LogInFirst, "log_in", 200), (Used, "used", 410))
    for kind, outcome, status in (*outcomes, (NoInvitation, "ended", 410)):
        if isinstance(refusal, kind):
            return _page(request, invitation=invitation, refusal=refusal, outcome=outcome, status=status)
    return _page(request, invitation=invitation, refusal=refusal, outcome="closed", status=403)


def _page(request: HttpRequest, *, status: int = 200, **context: object) -> HttpResponse:
    return render(request, "partnerships/invitation.html", context, status=status)
