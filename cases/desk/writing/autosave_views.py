"""What the script of a section's form asks for while somebody writes."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET, require_POST

from peerlearn.accounts.staff import StaffRequest
from peerlearn.editing.answers import answer
from peerlearn.editing.presence import be_here

from ..access import case_to_write, content_language, section_or_404
from .autosaving import save_fields


@require_POST
def autosave(request: StaffRequest, uid: UUID, name: str) -> JsonResponse:
    """Saves some fields; answers per item what is stored now, its marks, and what could not be written and why."""
    case = case_to_write(request.user, uid)
    section, language = section_or_404(name), content_language(request, case)
    return answer(save_fields(case, section, language, posted=request.POST, by=request.user))


@require_POST
def presence(request: StaffRequest, uid: UUID, name: str) -> JsonResponse:
    """Says that somebody has this form open; answers the names of the others."""
    case = case_to_write(request.user, uid)
    section, language = section_or_404(name), content_language(request, case)
    place = f"{case.uid}/{section.name}/{language}"
    others = be_here(place, request.user, now=timezone.now())
    return JsonResponse({"others": [str(other) for other in others]})


@require_GET
@ensure_csrf_cookie
def logged_in_again(request: HttpRequest) -> HttpResponse:
    """The end of a log-in that was renewed in a window of its own; its script tells the form and closes it."""
    return render(request, "desk/writing/logged_in_again.html")
