"""The first page of the desk."""

from django.core.paginator import Paginator
from django.db.models import Max
from django.db.models.functions import Coalesce, Greatest
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from partnerships.models import Partnership
from peerlearn.accounts.staff import StaffRequest

from ..models import Case
from .reviewing.queue import cases_to_review, reviews_of
from .standing import standings
from .tending.ready import ready_to_write
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
        mine_to_tell = Partnership.objects.writable_by(request.user).with_cities()
        context["ready"] = ready_to_write(mine_to_tell, today=timezone.localdate())
    return render(request, "desk/home.html", context)
