"""The form of one section: shown, saved, and its buttons."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from peerlearn.accounts.staff import StaffRequest
from peerlearn.editing.arranging import MOVES, tell_place
from peerlearn.editing.languages import content_languages, own_name
from peerlearn.editing.uids import uid_of

from ...completeness import SECTIONS, Section
from ...models import Case
from ..access import case_to_write, content_language, section_or_404
from ..drafts import open_draft
from ..past.bin import remove_item, restore_item
from ..reviewing.commenting import threads_of
from ..tending.offers import keep_ours, taken_over
from ..translating.progress import progress_in
from .picture_adding import add_posted_pictures
from .saving import move_item, save_section
from .sections import SectionForm


@require_http_methods(["GET", "POST"])
def section(request: StaffRequest, uid: UUID, name: str) -> HttpResponse:
    case = case_to_write(request.user, uid)
    chosen = section_or_404(name)
    language = content_language(request, case)
    if request.method == "POST":
        return _post(request, case, chosen, language)
    asked = {"blank": uid_of(request.GET.get("new", "")), "opened": uid_of(request.GET.get("open", ""))}
    form = SectionForm(open_draft(case), chosen, language, **asked)
    if form.is_repeated and not form.items and not form.takes_pictures:
        form = SectionForm(form.draft, chosen, language, blank=uuid4())
    if asked["blank"]:
        form.begin_at(asked["blank"])
    return _page(request, form)


def _post(request: StaffRequest, case: Case, section: Section, language: str) -> HttpResponse:
    """Saves what was typed, whatever button was pressed; then does what the button says."""
    command, target, seen = (*request.POST.get("do", "save").split(":"), "", "")[:3]
    uid, posted = uid_of(target), request.POST
    if command == "take" and uid:
        posted = taken_over(case, uid, seen, posted) or posted
    if command == "restore" and uid:
        restore_item(case, uid, by=request.user)
    without = uid if command == "remove" else None
    refused = []
    if "illustration" in section.kinds:
        refused = add_posted_pictures(case, posted=request.POST, files=request.FILES, by=request.user)
    form = save_section(
        case, section, language, posted=posted, files=request.FILES, by=request.user, without=without
    )
    form.refused = refused
    if not form.is_settled:
        return _page(request, form, status=422 if form.has_errors else 409)
    emptied = [item.uid for item in form.items if item.is_emptied] if command in ("save", "next") else []
    for each in emptied:
        remove_item(case, each, by=request.user)
    if command in ("take", "keep") and uid:
        return _figure_settled(request, _Address(case, section, language), command, uid, seen, posted)
    answer = _carried_out(request, case, section, language, command, uid)
    return answer if request.accepts("text/html") else HttpResponse(status=204)


def _carried_out(
    request: StaffRequest, case: Case, section: Section, language: str, command: str, uid: UUID | None
) -> HttpResponse:
    here = _Address(case, section, language)
    if command == "add":
        new = uuid4()
        return here.go("", new=str(new))
    if command in MOVES and uid:
        place, total = move_item(case, uid, by=MOVES[command])
        return _stay_at(request, here, uid, command, place, total)
    if command == "remove" and uid:
        return here.go("", removed=str(uid)) if remove_item(case, uid, by=request.user) else here.go("")
    if command == "restore" and uid:
        return here.go(f"item-{uid}", open=str(uid))
    if command == "order":
        return here.go("")
    messages.success(request, _("Saved."))
    if command == "next":
        return _next(case, section, language)
    return here.go("")


def _figure_settled(
    request: StaffRequest, here: "_Address", command: str, uid: UUID, seen: str, posted: Any
) -> HttpResponse:
    """Says what became of the plan's figure, and goes back to the outcome."""
    if command == "keep":
        keep_ours(here.case, uid, seen)
        said = _("Yours stays, until the work plan has another figure.")
    elif posted is request.POST:
        said = _("The work plan has another figure by now. Look again.")
    else:
        said = _("The figure of the work plan is in your case now.")
    messages.success(request, said)
    return here.go(f"item-{uid}", open=str(uid))


def _stay_at(
    request: StaffRequest, here: "_Address", uid: UUID, command: str, place: int, total: int
) -> HttpResponse:
    """Back to the button that was pressed, or to its neighbour at the end of the list."""
    button = tell_place(request, command, place, total)
    return here.go(f"{button}-{uid}", open=str(uid))


def _next(case: Case, section: Section, language: str) -> HttpResponse:
    """The next section; of a translation, the next text to translate, wherever it is."""
    if language != case.language:
        place = progress_in(open_draft(case), language).next_after(section)
        if place:
            return _Address(case, place.section, language).go(place.anchor)
        return redirect("desk:case", case.uid)
    following = _following(section)
    return _Address(case, following, language).go("") if following else redirect("desk:case", case.uid)


class _Address:
    """The address of a section's form in one language."""

    def __init__(self, case: Case, section: Section, language: str) -> None:
        self.case, self.path = case, reverse("desk:section", args=[case.uid, section.name])
        self.query = {"language": language} if language != case.language else {}

    def go(self, fragment: str, **query: str) -> HttpResponse:
        asked = urlencode(self.query | query)
        return HttpResponseRedirect(
            self.path + (f"?{asked}" if asked else "") + (f"#{fragment}" if fragment else "")
        )


def _following(section: Section) -> Section | None:
    place = SECTIONS.index(section) + 1
    return SECTIONS[place] if place < len(SECTIONS) else None


def _page(request: StaffRequest, form: SectionForm, status: int = 200) -> HttpResponse:
    draft = form.draft
    progress = progress_in(draft, form.language) if form.is_translation else None
    context = {
        "form": form,
        "draft": draft,
        "case": draft.case,
        "section": form.section,
        "sections": draft.completeness.sections,
        "completeness": draft.completeness,
        "state": next(each for each in draft.completeness.sections if each.section == form.section),
        "following": _following(form.section),
        "progress": progress,
        "next_text": progress.next_from(form.section) if progress else None,
        "language": form.language,
        "language_name": own_name(form.language),
        "original_name": own_name(draft.case.language),
        "languages": sorted(content_languages(), key=lambda pair: pair[0] != draft.case.language),
        "threads": threads_of(
            draft.case, form.section, {item.uid: item.heading for item in form.items}, draft.authored
        ),
        "removed": uid_of(request.GET.get("removed", "")),
        "bin": reverse("desk:removed", args=[draft.case.uid]),
    }
    return render(request, "desk/writing/section.html", context, status=status)
