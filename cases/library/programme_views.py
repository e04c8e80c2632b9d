"""Partnerships and programmes: who learns with whom, and in which frame."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from partnerships.models import Partnership, Programme

from .frames import PartnershipPage, ProgrammePage
from .maps import map_of_arcs
from .pairs import arcs_of, pair_cards


@login_not_required
@require_safe
def partnerships(request: HttpRequest) -> HttpResponse:
    cards = pair_cards(Partnership.objects.public())
    return render(request, "library/partnerships.html", {"cards": cards, "map": map_of_arcs(arcs_of(cards))})


@login_not_required
@require_safe
def partnership(request: HttpRequest, slug: str) -> HttpResponse:
    partnership = get_object_or_404(Partnership.objects.public().with_cities(), slug=slug)
    return render(request, "library/partnership.html", {"page": PartnershipPage(partnership)})


@login_not_required
@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    rows = Programme.objects.public().prefetch_related("cities", "partnerships")
    return render(request, "library/programmes.html", {"programmes": rows})


@login_not_required
@require_safe
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    programme = get_object_or_404(Programme.objects.public().select_related("predecessor"), slug=slug)
    return render(request, "library/programme.html", {"page": ProgrammePage(programme)})
