"""Partnerships and programmes: who learns with whom, and in which frame."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partnerships.models import Partnership, Programme

from ..answering import published
from ..maps import MOST_ARCS, map_of_arcs
from ..paging import pages_of
from .frames import PartnershipPage, ProgrammePage
from .pairs import arcs_of, pair_cards
from .times import timeline_of

PAIRS_PER_PAGE = 48
PROGRAMMES_PER_PAGE = 30


@login_not_required
@require_safe
@published()
def partnerships(request: HttpRequest) -> HttpResponse:
    public = Partnership.objects.public()
    pages = pages_of(public, request, PAIRS_PER_PAGE)
    mapped = map_of_arcs(arcs_of(pair_cards(public[:MOST_ARCS]))) if pages.number == 1 else ""
    context = {"pages": pages, "cards": pair_cards(pages.rows), "map": mapped}
    return render(request, "library/exploring/partnerships.html", context)


@login_not_required
@require_safe
@published()
def partnership(request: HttpRequest, slug: str) -> HttpResponse:
    partnership = get_object_or_404(Partnership.objects.public().with_cities(), slug=slug)
    return render(request, "library/exploring/partnership.html", {"page": PartnershipPage(partnership)})


@login_not_required
@require_safe
@published()
def programmes(request: HttpRequest) -> HttpResponse:
    pages = pages_of(Programme.objects.public(), request, PROGRAMMES_PER_PAGE)
    entries = [(str(programme), programme) for programme in pages.rows]
    drawn = timeline_of([(_("Programmes"), (0,), entries)], today=localdate())
    return render(request, "library/exploring/programmes.html", {"pages": pages, "timeline": drawn})


@login_not_required
@require_safe
@published()
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    public = Count("partnerships", filter=Q(partnerships__is_public=True))
    rows = Programme.objects.public().select_related("predecessor").annotate(pairs=public)
    programme = get_object_or_404(rows, slug=slug)
    page = ProgrammePage(programme, programme.pairs, request)  # type: ignore[attr-defined]
    return render(request, "library/exploring/programme.html", {"page": page})
