"""One case at the desk: how it stands, its preview, and the steps to the public."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from peerlearn.accounts.staff import StaffRequest
from peerlearn.editing.languages import content_languages
from peerlearn.editing.models import Picture
from peerlearn.editing.pictures import TYPES, WIDTHS, rendition

from ..completeness import SECTIONS
from ..document import case_document, kept_document
from ..presenting import RICHEST, UNTITLED, Brochure, present_draft
from ..workflow import TRANSITIONS, WorkflowError
from .access import case_to_review, case_to_write, content_language, pictures_of
from .drafts import open_draft
from .overview import overview_of
from .reviewing.commenting import open_threads
from .reviewing.steps import take_step
from .translating.progress import progress_in, set_ready


@require_GET
def overview(request: StaffRequest, uid: UUID) -> HttpResponse:
    case = case_to_write(request.user, uid)
    return render(request, "desk/case.html", {"overview": overview_of(case, request.user)})


@require_GET
def preview(request: StaffRequest, uid: UUID) -> HttpResponse:
    """The case as its page would show it, from the same partial templates: now, or as it was submitted."""
    case = case_to_write(request.user, uid)
    is_submitted = request.GET.get("of") == "submitted" and case.submitted is not None
    document = kept_document(case.submitted) if is_submitted and case.submitted else case_document(case)
    threads = open_threads(case, document.authored)
    shown = present_draft(document, content_language(request, case))
    context = {
        "case": shown,
        "left_out": Brochure(shown, RICHEST).left_out,
        "may_be_left_out": Brochure(shown).left_out,
        "draft": case,
        "is_submitted": is_submitted,
        "languages": content_languages(),
        "untitled": UNTITLED,
        "media": pictures_of(case),
        "threads": threads,
        "passages": [
            each.place.marked(each.comment) for each in threads if each.place and each.place.is_there
        ],
        "sections": SECTIONS,
    }
    return render(request, "desk/preview.html", context)


@require_GET
def picture(request: StaffRequest, uid: UUID, picture: UUID, width: int, kind: str) -> HttpResponse:
    """A picture of a working copy, for those who write it."""
    case = case_to_write(request.user, uid)
    of_case = Q(illustrations__case=case) | Q(portraits__case=case)
    held = Picture.objects.filter(of_case, uid=picture).first()
    if held is None or width not in WIDTHS or kind not in TYPES:
        raise Http404
    return HttpResponse(rendition(held, width, kind), content_type=f"image/{kind}")


@require_POST
def step(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Submit, request changes, approve, publish now or later, withdraw."""
    case = case_to_write(request.user, uid)
    name = request.POST.get("step", "")
    if name not in TRANSITIONS and name not in ("schedule", "withdraw"):
        raise Http404
    note, at = request.POST.get("note", ""), request.POST.get("at", "")
    try:
        messages.success(request, take_step(case, name, by=request.user, note=note, at=at))
    except WorkflowError as error:
        messages.error(request, str(error) or _("This is not possible now."))
    if request.POST.get("back") == "review":
        return redirect("desk:review")
    return redirect("desk:case", case.uid)


@require_http_methods(["GET", "POST"])
def ready(request: StaffRequest, uid: UUID) -> HttpResponse:
    """An editor marks a translation ready for the next edition, or takes the mark back.

    Where something is missing or stale the page says what, and asks. Looking at its address again, in another
    language or after a reload, asks again.
    """
    case = case_to_review(request.user, uid)
    language = content_language(request, case)
    is_ready, is_asked = "ready" in request.POST, request.method == "GET"
    if is_asked or (is_ready and "sure" not in request.POST):
        draft = open_draft(case)
        progress = progress_in(draft, language)
        if not progress.is_whole:
            return render(
                request, "desk/translating/ready.html", {"draft": draft, "case": case, "progress": progress}
            )
    if not is_asked:
        set_ready(case, language, ready=is_ready, by=request.user)
    return redirect("desk:case", case.uid)
