"""Finding cases and lessons: pages of results beside their facets, and the same as JSON."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ..catalogue.finding import CASES, LESSONS, Found
from ..catalogue.snapshot import one_snapshot
from .cards import case_cards, lesson_cards
from .paging import page_of
from .results import Results, answer

CASES_PER_PAGE = 24
LESSONS_PER_PAGE = 30


@login_not_required
@require_safe
@one_snapshot()
def cases(request: HttpRequest) -> HttpResponse:
    found = Found(CASES, request.GET, get_language())
    page = page_of(found.rows, request, CASES_PER_PAGE)
    cards = case_cards(page.object_list, found.language)
    return render(request, "library/cases.html", {"results": Results(request, found, page), "cards": cards})


@login_not_required
@require_safe
@one_snapshot()
def cases_json(request: HttpRequest) -> JsonResponse:
    found = Found(CASES, request.GET, get_language())
    page = page_of(found.rows.select_related("edition"), request, CASES_PER_PAGE)
    return JsonResponse(answer(request, found, page))


@login_not_required
@require_safe
@one_snapshot()
def lessons(request: HttpRequest) -> HttpResponse:
    found = Found(LESSONS, request.GET, get_language())
    page = page_of(found.rows.select_related("listing"), request, LESSONS_PER_PAGE)
    cards = lesson_cards(page.object_list, found.language)
    return render(request, "library/lessons.html", {"results": Results(request, found, page), "cards": cards})
