"""The list of publications, and the page of a compendium: its newest edition, an older one, its citation."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ..answering import FRESH_EDITION, published
from ..citing.citation_views import cited
from ..paging import pages_of
from .pages import Withdrawn, compendium_page
from .shelf import everything, shelved

PER_PAGE = 40


@login_not_required
@require_safe
@published()
def publications(request: HttpRequest) -> HttpResponse:
    pages = pages_of(everything(), request, PER_PAGE)
    context = {"pages": pages, "shelf": shelved(pages.rows, get_language())}
    return render(request, "library/gathered/publications.html", context)


@login_not_required
@require_safe
@published()
def compendium(request: HttpRequest, slug: str) -> HttpResponse:
    return show(request, slug)


@login_not_required
@require_safe
@published(fresh=FRESH_EDITION)
def compendium_edition(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    return show(request, slug, number)


@login_not_required
@require_safe
@published()
def cite(request: HttpRequest, slug: str, form: str, number: int | None = None) -> HttpResponse:
    try:
        page = compendium_page(slug, number)
    except Withdrawn:
        return withdrawn(request)
    return cited([page.citation], form)


def show(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    try:
        page = compendium_page(slug, number)
    except Withdrawn:
        return withdrawn(request)
    return render(request, "library/gathered/compendium.html", {"page": page})


def withdrawn(request: HttpRequest) -> HttpResponse:
    return render(request, "publications/compendia/withdrawn.html", status=410)
