"""Suggestions while a search is typed: for the fields of the library, and for those of browsers."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ...catalogue.suggesting import suggestions
from ..answering import published
from .suggested import for_a_browser, for_a_field, groups_of


@login_not_required
@require_safe
@published()
def suggest(request: HttpRequest) -> HttpResponse:
    typed, language = request.GET.get("q", ""), get_language()
    found = suggestions(typed, language)
    return _open_to_all(JsonResponse(for_a_field(typed, found, groups_of(found, language))))


@login_not_required
@require_safe
@published()
def complete(request: HttpRequest) -> HttpResponse:
    """The same for the search field of a browser, as the description of the search names it."""
    typed, language = request.GET.get("q", ""), get_language()
    rows = for_a_browser(typed, groups_of(suggestions(typed, language), language))
    kind = "application/x-suggestions+json"
    return _open_to_all(JsonResponse(rows, safe=False, content_type=kind))


def _open_to_all(answer: HttpResponse) -> HttpResponse:
    """Any page may read it, and no search engine lists it."""
    answer["Access-Control-Allow-Origin"] = "*"
    answer["X-Robots-Tag"] = "noindex"
    return answer
