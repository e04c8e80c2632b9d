"""The first page of the desk, and the start of a new case."""

from django.core.paginator import Paginator
from django.db.models import Max
from django.db.models.functions import Coalesce, Greatest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from peerlearn.accounts.staff import StaffRequest

from ..models import Case
from .reviewing.queue import cases_to_review, reviews_of
from .standing import standings
from .starting import NewCaseForm, start_case
from .tending.staleness import what_became_stale

CASES_ON_A_PAGE = 20
FIRST_TO_REVIEW = 3


@require_GET
def home(request: StaffRequest) -> HttpResponse:
    """My cases, the latest touched first; above them the first of what waits for the reader as an editor."""
    queue = cases_to_review(request.user).filter(publish_at=None)
    first = list(queue[:FIRST_TO_REVIEW])
    mine = Case.objects.present().writable_by(request.user).select_related("partnership", "owner")
    mine = mine.exclude(pk__in=[case.pk for case in first])  # once on a page is enough
    edited = Greatest(Coalesce(Max("items__texts__saved_at"), "created_at"), "created_at")
    page = Paginator(mine.annotate(edited_at=edited).order_by("-edited_at", "pk"), CASES_ON_A_PAGE)
    shown = page.get_page(request.GET.get("page"))
    context = {
        "page": shown,
        "mine": standings(shown),
        "waiting": reviews_of(first) if shown.number == 1 else [],
        "waiting_number": queue.count() if len(first) == FIRST_TO_REVIEW else len(first),
    }
    if shown.number == 1:
        context["stale"] = what_became_stale(request.user, now=timezone.now())
    return render(request, "desk/home.html", context)


@require_http_methods(["GET", "POST"])
def new_case(request: StaffRequest) -> HttpResponse:
    form = NewCaseForm(request.user, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        case = start_case(by=request.user, **form.start)
        return redirect("desk:case", case.uid)
    status = 422 if form.is_bound else 200
    return render(request, "desk/new.html", {"form": form}, status=status)
