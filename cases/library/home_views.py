"""The home page, and the pages about the library itself."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .newest import overview
from .shelves import documents


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "library/home.html", {"overview": overview()})


@login_not_required
@require_safe
def publications(request: HttpRequest) -> HttpResponse:
    return render(request, "library/publications.html", {"documents": documents()})


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "library/about.html")


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "library/accessibility.html")
