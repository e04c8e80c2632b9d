"""The people of an organisation: who they are, who is invited; inviting, taking back, removing."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from peerlearn.accounts.entering import may_try
from peerlearn.accounts.limits import too_many_requests
from peerlearn.accounts.staff import StaffRequest

from ..invitations import Refused, invite, remove_member, take_back
from ..models import Organisation
from ..roles import organisations_kept_by, roles_to_give
from .forms import InviteForm

MAILS = "60/h/user"


@require_GET
def home(request: StaffRequest) -> HttpResponse:
    """My organisations, or the one that there is; for administrators those with people come first."""
    kept = organisations_kept_by(request.user).annotate(
        people=Count("memberships__user", distinct=True),
        invited=Count("invitations", distinct=True, filter=Q(invitations__accepted_by=None)),
    )
    organisations = list(kept.order_by("sort_key"))
    if not organisations:
        raise Http404
    if len(organisations) == 1:
        return redirect("people:organisation", organisations[0].slug)
    peopled = [one for one in organisations if one.people or one.invited]
    empty = [one for one in organisations if one not in peopled]
    return render(request, "partnerships/home.html", {"peopled": peopled, "empty": empty})


@require_http_methods(["GET", "POST"])
def organisation(request: StaffRequest, slug: str) -> HttpResponse:
    """The page of an organisation; what is posted to it is an invitation."""
    kept = _kept(request, slug)
    roles = roles_to_give(request.user, kept)
    form = InviteForm(roles, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if not may_try(request, "invite", rate=MAILS):
            return too_many_requests(request)
        try:
            invitation = invite(**form.cleaned_data, organisation=kept, by=request.user)
        except Refused as refusal:
            form.add_error("email", str(refusal))
        else:
            said = _("A mail to %(email)s is on its way.") % {"email": invitation.email}
            messages.success(request, said)
            return redirect("people:organisation", slug)
    members = kept.memberships.select_related("user").order_by("user__name", "user__email", "role")
    invitations = kept.invitations.filter(accepted_by=None).select_related("invited_by")
    context = {
        "organisation": kept,
        "form": form,
        "roles": roles,
        "members": members,
        "invitations": invitations.order_by("-ends_at", "pk"),
        "now": timezone.now(),
        "has_more": organisations_kept_by(request.user).exclude(pk=kept.pk).exists(),
    }
    return render(request, "partnerships/people.html", context, status=422 if form.is_bound else 200)


@require_POST
def no_invitation(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    """Takes an invitation back."""
    kept = _kept(request, slug)
    invitation = kept.invitations.filter(uid=uid).first()
    try:
        if invitation:  # else it was taken back a moment ago
            take_back(invitation, by=request.user)
        messages.success(request, _("Taken back. The link in the mail no longer works."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("people:organisation", slug)


@require_POST
def no_member(request: StaffRequest, slug: str, membership: int) -> HttpResponse:
    """Takes a role from somebody."""
    kept = _kept(request, slug)
    found = kept.memberships.select_related("user", "organisation").filter(pk=membership).first()
    try:
        if found:
            remove_member(found, by=request.user)
        messages.success(request, _("Removed. What was written stays, and keeps its author."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    if not organisations_kept_by(request.user).filter(pk=kept.pk).exists():
        return redirect("desk:home")
    return redirect("people:organisation", slug)


def _kept(request: StaffRequest, slug: str) -> Organisation:
    return get_object_or_404(organisations_kept_by(request.user), slug=slug)
