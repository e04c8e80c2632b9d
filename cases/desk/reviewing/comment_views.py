"""The buttons of comments: write, answer, resolve. Each leads back to where it was pressed."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from peerlearn.accounts.staff import StaffRequest
from peerlearn.editing.uids import uid_of

from ...completeness import Section
from ...document import kept_document
from ...models import Case, Comment
from ..access import case_to_write, content_language, section_or_404
from ..drafts import open_draft
from .commenting import answer_comment, set_resolved, write_comment
from .passages import Passage, find_passage, one_line


@require_POST
def write(request: StaffRequest, uid: UUID, name: str) -> HttpResponse:
    """A comment from the form of a section."""
    case, section = case_to_write(request.user, uid), section_or_404(name)
    language = content_language(request, case)
    if not (text := _text(request)):
        return _back(case, section.name, language)
    about, passage = uid_of(request.POST.get("about", "")), _passage(request, case, language)
    comment = write_comment(case, section, text, by=request.user, item=about, passage=passage)
    return _back(case, section.name, language, comment)


@require_POST
def write_while_reading(request: StaffRequest, uid: UUID) -> HttpResponse:
    """A comment from the preview: on words, wherever they stand, or on the section that is named."""
    case = case_to_write(request.user, uid)
    language = content_language(request, case)
    passage = _passage(request, case, language)
    section = passage.section if passage and passage.section else _section(request)
    comment = None
    if text := _text(request):
        comment = write_comment(case, section, text, by=request.user, passage=passage)
    of = {"of": "submitted"} if request.GET.get("of") == "submitted" else {}
    preview = reverse("desk:preview", args=[case.uid], query={**of, "language": language})
    # the script that names the language of the words also finds them again, for the reader to go on there
    place = "words" if request.POST.get("passage_language") else "comment"
    return redirect(preview + (f"#{place}-{comment.uid}" if comment else "#comments"))


def _section(request: StaffRequest) -> Section:
    return section_or_404(request.POST.get("section", ""))


def _passage(request: StaffRequest, case: Case, language: str) -> Passage | None:
    """The words that are named, where they stand now, else where they stood when the case was submitted."""
    if not (quote := one_line(request.POST.get("quote", ""))):
        return None
    documents = [open_draft(case).authored]
    if case.submitted:
        documents.append(kept_document(case.submitted).authored)
    asked = request.POST.get("passage_language") or language
    return find_passage(
        documents,
        quote,
        asked if asked in {case.language, *settings.CONTENT_LANGUAGES} else language,
        item=uid_of(request.POST.get("passage_item", "") or request.POST.get("about", "")),
        field=request.POST.get("passage_field", ""),
        anchor=request.POST.get("passage_anchor", ""),
    )


@require_POST
def answer(request: StaffRequest, uid: UUID, comment: UUID) -> HttpResponse:
    case = case_to_write(request.user, uid)
    answered = get_object_or_404(Comment.objects.exclude(section=""), case=case, uid=comment, parent=None)
    if text := _text(request):
        answer_comment(answered, text, by=request.user)
    return _back(case, answered.section, content_language(request, case), answered)


@require_POST
def resolve(request: StaffRequest, uid: UUID, comment: UUID) -> HttpResponse:
    """Resolves a comment, or opens it again."""
    case = case_to_write(request.user, uid)
    settled = get_object_or_404(Comment.objects.exclude(section=""), case=case, uid=comment, parent=None)
    set_resolved(settled, resolved="resolved" in request.POST, by=request.user)
    return _back(case, settled.section, content_language(request, case), settled)


def _text(request: StaffRequest) -> str:
    text = request.POST.get("text", "").replace("\x00", "").strip()
    if not text:
        messages.error(request, _("The comment was empty: nothing was kept."))
    return text


def _back(case: Case, section: str, language: str, comment: Comment | None = None) -> HttpResponse:
    query = {"language": language} if language != case.language else None
    fragment = f"#comment-{comment.uid}" if comment else "#comments"
    return redirect(reverse("desk:section", args=[case.uid, section], query=query) + fragment)
