"""The bin at the desk: what was removed from a case, deleted cases, and deleting one."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from peerlearn.accounts.staff import StaffRequest
from peerlearn.editing.bin import days_left
from peerlearn.editing.uids import uid_of

from ...models import Case
from ...workflow import WorkflowError
from ..access import case_to_write
from ..drafts import open_draft
from ..standing import standings
from .bin import (
    delete_case,
    deleted_cases,
    is_public,
    removed_items,
    restore_case,
    restore_item,
)

CASES_ON_A_PAGE = 20


@require_http_methods(["GET", "POST"])
def removed(request: StaffRequest, uid: UUID) -> HttpResponse:
    """What was taken out of a case in the last thirty days; a button brings each back."""
    case = case_to_write(request.user, uid)
    if request.method == "POST":
        item = uid_of(request.POST.get("item", ""))
        if item and restore_item(case, item, by=request.user):
            messages.success(request, _("Restored. It is in its old place."))
        else:
            messages.error(request, _("This is not in the bin any more."))
        return redirect("desk:removed", case.uid)
    context = {
        "case": case,
        "title": open_draft(case).title,
        "items": removed_items(case, now=timezone.now()),
    }
    return render(request, "desk/past/removed.html", context)


@require_http_methods(["GET", "POST"])
def delete(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Says what deleting means, asks, and does it."""
    case = get_object_or_404(Case.objects.present().deletable_by(request.user), uid=uid)
    if request.method == "POST":
        try:
            delete_case(case, by=request.user)
        except WorkflowError as error:
            messages.error(request, str(error))
            return redirect("desk:delete", case.uid)
        messages.success(request, _("Deleted. The case lies in the bin for thirty days."))
        return redirect("desk:bin")
    standing = standings([case])[0]
    context = {"case": case, "standing": standing, "is_public": is_public(case)}
    return render(request, "desk/past/delete.html", context)


@require_http_methods(["GET", "POST"])
def bin_of_cases(request: StaffRequest) -> HttpResponse:
    """Deleted cases that the reader may bring back."""
    now = timezone.now()
    found = deleted_cases(request.user, now=now)
    if request.method == "POST":
        case = get_object_or_404(found, uid=uid_of(request.POST.get("case", "")))
        restore_case(case)
        messages.success(request, _("Restored. The case is as it was."))
        return redirect("desk:case", case.uid)
    page = Paginator(found, CASES_ON_A_PAGE).get_page(request.GET.get("page"))
    cases = [(each, days_left(each.case.removed_at, now=now)) for each in standings(page)]  # type: ignore[arg-type]
    return render(request, "desk/past/bin.html", {"page": page, "cases": cases})
