"""The home page, and the pages about the library itself."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..answering import published
from .newest import overview


@login_not_required
@require_safe
@published()
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "library/front/home.html", {"overview": overview()})


@login_not_required
@require_safe
@published()
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "library/front/about.html")


@login_not_required
@require_safe
@published()
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "library/front/accessibility.html")


@login_not_required
@require_safe
@published()
def opensearch(request: HttpRequest) -> HttpResponse:
    """How a browser searches here from its own field."""
    kind = "application/opensearchdescription+xml; charset=utf-8"
    return render(
        request, "library/front/opensearch.xml", {"site": settings.PEERLEARN_ADDRESS}, content_type=kind
    )
