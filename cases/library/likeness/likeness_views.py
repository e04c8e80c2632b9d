"""Pages that set cities and cases beside each other: cities like mine, two cases side by side."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..answering import published
from .comparing import Comparison
from .like_mine import LikeMine


@login_not_required
@require_safe
@published()
def like_mine(request: HttpRequest) -> HttpResponse:
    return render(request, "library/likeness/like_mine.html", {"asked": LikeMine(request.GET)})


@login_not_required
@require_safe
@published()
def compare(request: HttpRequest) -> HttpResponse:
    comparison = Comparison(request.GET)
    template = (
        "library/likeness/compare.html" if comparison.is_whole else "library/likeness/compare_choice.html"
    )
    return render(request, template, {"comparison": comparison})
