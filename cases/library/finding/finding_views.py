"""Finding cases and lessons: pages of results beside their facets."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ...catalogue.finding import CASES, LESSONS, Found
from ..answering import published
from ..cards import listed_cases, listed_lessons
from ..paging import page_of
from ..taking.lists import ways_to_take
from .mapping import Mapped
from .passages import passages_of_cases, passages_of_lessons
from .results import Results

CASES_PER_PAGE = 24
LESSONS_PER_PAGE = 30


@login_not_required
@require_safe
@published()
def cases(request: HttpRequest) -> HttpResponse:
    found = Found(CASES, request.GET, get_language())
    page = page_of(found.rows.ids, request, CASES_PER_PAGE)
    cards = listed_cases(list(page.object_list), found.language)
    results = Results(request, found, page)
    context = {"results": results, "cards": cards, "ways": ways_to_take(found)}
    context["mapped"] = Mapped(results, request.GET.get("at", ""))
    context["passages"] = {} if results.view else passages_of_cases(found, cards)
    return render(request, "library/finding/cases.html", context)


@login_not_required
@require_safe
@published()
def lessons(request: HttpRequest) -> HttpResponse:
    found = Found(LESSONS, request.GET, get_language())
    page = page_of(found.rows.ids, request, LESSONS_PER_PAGE)
    cards = listed_lessons(list(page.object_list), found.language)
    context = {"results": Results(request, found, page), "cards": cards, "ways": ways_to_take(found)}
    context["passages"] = passages_of_lessons(found, cards)
    return render(request, "library/finding/lessons.html", context)
