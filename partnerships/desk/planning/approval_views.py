"""Deciding about a figure, and beginning its correction."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from peerlearn.accounts.staff import StaffRequest

from ...models import Measurement
from .access import figure_or_404, plan_to_keep, plan_to_review
from .approving import Refused, correct, decide
from .places import Place
from .sections import FIGURES


@require_POST
def decide_about(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    """An editor approves a figure or returns it."""
    plan = plan_to_review(request, slug)
    figure = figure_or_404(plan, uid)
    is_approved = request.POST.get("do") == "approve"
    try:
        decide(
            figure,
            is_approved=is_approved,
            seen=request.POST.get("seen", ""),
            reason=request.POST.get("reason", ""),
            by=request.user,
            now=timezone.now(),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Approved and locked.") if is_approved else _("Returned with your note."))
    return redirect(plan.owner.address("plan"))


@require_POST
def correct_it(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    """A new entry with the values of an approved one, to be changed."""
    plan = plan_to_keep(request, slug)
    figure = figure_or_404(plan, uid)
    if figure.state != Measurement.State.APPROVED:
        return redirect(plan.owner.address("figures", figure.indicator.uid))
    new = correct(figure)
    plan.indicator = figure.indicator
    return Place(plan, FIGURES).go(f"item-{new.uid}", open=str(new.uid))
