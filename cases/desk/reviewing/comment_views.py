"""The buttons of comments: write, answer, resolve. Each leads back to the comments of its section."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ...models import Case, Comment
from ..access import StaffRequest, case_to_write, section_or_404
from ..uids import uid_of
from .commenting import answer_comment, set_resolved, write_comment


@require_POST
def write(request: StaffRequest, uid: UUID, name: str) -> HttpResponse:
    case, section = case_to_write(request.user, uid), section_or_404(name)
    if text := _text(request):
        write_comment(case, section, text, by=request.user, item=uid_of(request.POST.get("about", "")))
    return _back(case, section.name)


@require_POST
def answer(request: StaffRequest, uid: UUID, comment: UUID) -> HttpResponse:
    case = case_to_write(request.user, uid)
    answered = get_object_or_404(Comment.objects.exclude(section=""), case=case, uid=comment, parent=None)
    if text := _text(request):
        answer_comment(answered, text, by=request.user)
    return _back(case, answered.section)


@require_POST
def resolve(request: StaffRequest, uid: UUID, comment: UUID) -> HttpResponse:
    """Resolves a comment, or opens it again."""
    case = case_to_write(request.user, uid)
    settled = get_object_or_404(Comment.objects.exclude(section=""), case=case, uid=comment, parent=None)
    set_resolved(settled, resolved="resolved" in request.POST, by=request.user)
    return _back(case, settled.section)


def _text(request: StaffRequest) -> str:
    text = request.POST.get("text", "").replace("\x00", "").strip()
    if not text:
        messages.error(request, _("The comment was empty: nothing was kept."))
    return text


def _back(case: Case, section: str) -> HttpResponse:
    return redirect(reverse("desk:section", args=[case.uid, section]) + "#comments")
