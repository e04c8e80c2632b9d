"""The plans that a person keeps, the page of one of them, its bin and its pictures."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from peerlearn.accounts.staff import StaffRequest
from peerlearn.editing.documents import give_document
from peerlearn.editing.languages import content_languages
from peerlearn.editing.pictures import TYPES, WIDTHS, rendition
from peerlearn.editing.uids import uid_of

from ...models import Document, Partnership, Programme, ProgressUpdate
from .access import (
    indicator_or_404,
    partnership_to_plan,
    partnership_to_review,
    plan_to_keep,
    section_or_404,
)
from .bin import removed_records
from .lists import with_signs_of_life
from .overviews import Overview
from .plans import Plan
from .saving import restore_record
from .sections import FIGURES
from .visibility import set_visibility

PLANS_ON_A_PAGE = 20


@require_GET
def plans(request: StaffRequest) -> HttpResponse:
    """The partnerships whose plan the reader keeps, the last touched first."""
    mine = with_signs_of_life(Partnership.objects.writable_by(request.user).with_cities(), request.user)
    page = Paginator(mine, PLANS_ON_A_PAGE).get_page(request.GET.get("page"))
    joint = Programme.objects.writable_by(request.user)[:PLANS_ON_A_PAGE]
    return render(request, "partnerships/planning/plans.html", {"page": page, "joint": joint})


@require_http_methods(["GET", "POST"])
def plan(request: StaffRequest, slug: str) -> HttpResponse:
    """What is there, what is missing, what waits. What is posted is the language it is written in."""
    plan = plan_to_keep(request, slug)
    if request.method == "POST":
        return _write_in(plan, request.POST.get("language", ""))
    overview = Overview(plan, request.user, today=timezone.localdate().isoformat())
    context = {
        "plan": plan,
        "overview": overview,
        "languages": content_languages(),
        "partnership": plan.owner.partnership,
    }
    return render(request, "partnerships/planning/plan.html", context)


def _write_in(plan: Plan, language: str) -> HttpResponse:
    if language not in settings.CONTENT_LANGUAGES:
        raise Http404
    begun = plan.begun()
    begun.language = language
    begun.save(update_fields=["language"])
    return redirect(plan.owner.address("plan"))


@require_POST
def visibility(request: StaffRequest, slug: str) -> HttpResponse:
    """An editor shows the partnership to readers, or hides it."""
    partnership = partnership_to_review(request.user, slug)
    if request.POST.get("readers") not in ("yes", "no"):
        raise Http404
    is_public = request.POST["readers"] == "yes"
    set_visibility(partnership, is_public=is_public)
    messages.success(request, _("Readers see it now.") if is_public else _("Readers don’t see it any more."))
    return redirect("planning:plan", slug)


@require_http_methods(["GET", "POST"])
def removed(request: StaffRequest, slug: str) -> HttpResponse:
    """The bin of a plan; what is posted comes back."""
    plan = plan_to_keep(request, slug)
    if request.method == "POST":
        return _bring_back(request, plan)
    context = {"plan": plan, "items": removed_records(plan, now=timezone.now())}
    return render(request, "partnerships/planning/removed.html", context)


def _bring_back(request: StaffRequest, plan: Plan) -> HttpResponse:
    uid, indicator = uid_of(request.POST.get("item", "")), uid_of(request.POST.get("indicator", ""))
    section = FIGURES if indicator else section_or_404(plan, request.POST.get("section", ""))
    if indicator:
        plan.indicator = indicator_or_404(plan, indicator)
    if uid is None or not restore_record(plan, section, uid):
        raise Http404
    messages.success(request, _("It is back where it was."))
    return redirect(plan.owner.address("removed"))


@require_GET
def picture(request: StaffRequest, slug: str, picture: UUID, width: int, kind: str) -> HttpResponse:
    """A picture of an update, for those who keep the plan."""
    partnership = partnership_to_plan(request.user, slug)
    held = ProgressUpdate.objects.filter(partnership=partnership, picture__uid=picture)
    update = held.select_related("picture").first()
    if update is None or update.picture is None or width not in WIDTHS or kind not in TYPES:
        raise Http404
    return HttpResponse(rendition(update.picture, width, kind), content_type=f"image/{kind}")


@require_GET
def document(request: StaffRequest, slug: str, uid: UUID) -> HttpResponseBase:
    """The file of a document, for those who keep the plan."""
    plan = plan_to_keep(request, slug)
    found = get_object_or_404(plan.all_records(Document).present().exclude(file=""), uid=uid)
    return give_document(found.file, found.title)
