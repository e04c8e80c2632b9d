"""The form of one section of a plan: shown, saved by its buttons or by itself."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from peerlearn.accounts.staff import StaffRequest
from peerlearn.editing.answers import answer
from peerlearn.editing.arranging import MOVES, tell_place
from peerlearn.editing.presence import be_here
from peerlearn.editing.uids import uid_of

from .access import indicator_or_404, plan_to_keep, section_or_404
from .approving import figures_by_indicator, locked_figures
from .forms import PlanForm
from .places import Place
from .saving import move_record, remove_record, restore_record, save_section, take_away
from .sections import FIGURES, Section


def place_of(request: StaffRequest, slug: str, name: str, uid: UUID | None) -> Place:
    """The section that an address names; of an indicator (`uid`) its figures."""
    plan = plan_to_keep(request, slug)
    if uid is None:
        return Place(plan, section_or_404(plan, name))
    plan.indicator = indicator_or_404(plan, uid)
    return Place(plan, FIGURES)


@require_http_methods(["GET", "POST"])
def section(request: StaffRequest, slug: str, name: str = "", uid: UUID | None = None) -> HttpResponse:
    place = place_of(request, slug, name, uid)
    if request.method == "POST":
        return _post(request, place)
    asked = {"blank": uid_of(request.GET.get("new", "")), "opened": uid_of(request.GET.get("open", ""))}
    form = PlanForm(place.plan, place.section, **asked)
    if not form.items:
        form = PlanForm(place.plan, place.section, blank=uuid4())
    if asked["blank"]:
        form.begin_at(asked["blank"])
    return _page(request, place, form)


@require_POST
def autosave(request: StaffRequest, slug: str, name: str = "", uid: UUID | None = None) -> JsonResponse:
    """Saves some fields; answers per record what is stored now, its marks, and what could not be written and why."""
    place = place_of(request, slug, name, uid)
    form = save_section(
        place.plan, place.section, posted=request.POST, files=None, by=request.user, is_part=True
    )
    return answer(item for item in form.items if item.is_bound)


@require_POST
def presence(request: StaffRequest, slug: str, name: str = "", uid: UUID | None = None) -> JsonResponse:
    """Says that somebody has this form open; answers the names of the others."""
    place = place_of(request, slug, name, uid)
    others = be_here(place.name, request.user, now=timezone.now())
    return JsonResponse({"others": [str(other) for other in others]})


def _post(request: StaffRequest, place: Place) -> HttpResponse:
    """Saves what was typed, whatever button was pressed; then does what the button says."""
    command, _colon, target = request.POST.get("do", "save").partition(":")
    uid = uid_of(target)
    if command == "restore" and uid:
        restore_record(place.plan, place.section, uid)
    form = save_section(
        place.plan,
        place.section,
        posted=request.POST,
        files=request.FILES,
        by=request.user,
        without=uid if command == "remove" else None,
    )
    if not form.is_settled:
        return _page(request, place, form, status=422 if form.has_errors else 409)
    if command in ("save", "next"):
        for each in [item.uid for item in form.items if item.is_emptied]:
            remove_record(place.plan, place.section, each, by=request.user)
    done = _carried_out(request, place, command, uid)
    return done if request.accepts("text/html") else HttpResponse(status=204)


def _carried_out(request: StaffRequest, place: Place, command: str, uid: UUID | None) -> HttpResponse:
    if command == "add":
        return place.go(new=str(uuid4()))
    if command in MOVES and uid:
        return _stay_at(request, place, uid, command)
    if command == "remove" and uid:
        is_gone = remove_record(place.plan, place.section, uid, by=request.user)
        return place.go(removed=str(uid)) if is_gone else place.go()
    if command == "restore" and uid:
        return place.go(f"item-{uid}", open=str(uid))
    if command == "empty" and uid:
        take_away(place.plan, place.section, uid)
        messages.success(request, _("Taken away."))
        return place.go(f"item-{uid}", open=str(uid))
    if command == "order":
        return place.go()
    messages.success(request, _("Saved."))
    return _next(place) if command == "next" else place.go()


def _stay_at(request: StaffRequest, place: Place, uid: UUID, command: str) -> HttpResponse:
    """Back to the button that was pressed, or to its neighbour at the end of the list."""
    number, total = move_record(place.plan, place.section, uid, by=MOVES[command])
    button = tell_place(request, command, number, total)
    return place.go(f"{button}-{uid}", open=str(uid))


def _following(place: Place) -> Section | None:
    sections = place.plan.owner.sections
    number = sections.index(place.section) + 1 if place.section in sections else len(sections)
    return sections[number] if number < len(sections) else None


def _next(place: Place) -> HttpResponse:
    owner, following = place.plan.owner, _following(place)
    if place.section == FIGURES:
        return redirect(owner.address("section", "results"))
    return redirect(owner.address("section", following.name) if following else owner.address("plan"))


def _page(request: StaffRequest, place: Place, form: PlanForm, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "place": place,
        "plan": place.plan,
        "partnership": place.plan.owner.partnership,
        "section": place.section,
        "sections": place.plan.owner.sections,
        "current": "results" if place.section == FIGURES else place.section.name,
        "indicator": place.plan.indicator,
        "following": _following(place),
        "removed": uid_of(request.GET.get("removed", "")),
        "bin": place.plan.owner.address("removed"),
    }
    if place.section == FIGURES:
        context["locked"] = locked_figures(place.plan)
    if place.section.name == "results":
        figures = figures_by_indicator(place.plan)
        for item in form.items:
            item.figures = figures.get(item.uid, [])
    return render(request, "partnerships/planning/section.html", context, status=status)
