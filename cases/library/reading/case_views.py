"""A case as the public reads it: its current edition, an older one, or what is left of a withdrawn one."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..answering import FRESH_EDITION, published
from .editions import Withdrawn, edition_piece, similar_cases


@login_not_required
@require_safe
@published()
def case(request: HttpRequest, slug: str) -> HttpResponse:
    return show(request, slug)


@login_not_required
@require_safe
@published(fresh=FRESH_EDITION)
def edition(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    return show(request, slug, number)


def show(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    try:
        piece = edition_piece(slug, number)
    except Withdrawn as gone:
        return render(request, "library/reading/withdrawn.html", {"withdrawal": gone.withdrawal}, status=410)
    return render(request, "library/reading/case.html", {"piece": piece, "similar": similar_cases(slug)})
