"""One case at the desk: how it stands, its preview, and the steps to the public."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ..document import case_document
from ..presenting import present_draft
from ..workflow import TRANSITIONS, WorkflowError
from .access import StaffRequest, case_to_review, case_to_write, content_language
from .overview import overview_of
from .steps import take_step
from .translations import set_ready


@require_GET
def overview(request: StaffRequest, uid: UUID) -> HttpResponse:
    case = case_to_write(request.user, uid)
    return render(request, "desk/case.html", {"overview": overview_of(case, request.user)})


@require_GET
def preview(request: StaffRequest, uid: UUID) -> HttpResponse:
    """The case as its page would show it, from the same partial templates."""
    case = case_to_write(request.user, uid)
    presented = present_draft(case_document(case), content_language(request, case))
    return render(request, "desk/preview.html", {"case": presented, "draft": case})


@require_POST
def step(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Submit, request changes, approve, publish or withdraw."""
    case = case_to_write(request.user, uid)
    name = request.POST.get("step", "")
    if name not in TRANSITIONS and name != "withdraw":
        raise Http404
    try:
        messages.success(request, take_step(case, name, by=request.user, note=request.POST.get("note", "")))
    except WorkflowError as error:
        messages.error(request, str(error) or _("This is not possible now."))
    return redirect("desk:case", case.uid)


@require_POST
def ready(request: StaffRequest, uid: UUID) -> HttpResponse:
    """An editor marks a translation ready for the next edition, or takes the mark back."""
    case = case_to_review(request.user, uid)
    language = content_language(request, case)
    set_ready(case, language, ready="ready" in request.POST, by=request.user)
    return redirect("desk:case", case.uid)
