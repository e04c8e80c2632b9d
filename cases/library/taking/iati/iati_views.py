"""A programme as IATI data, for the registry of IATI and whoever else reads it."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from partnerships.models import Programme

from ...answering import published
from .files import iati_file


@login_not_required
@require_safe
@published()
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """The same file in every language of the address: it says of each text which language it is in."""
    found = get_object_or_404(Programme.objects.public().select_related("iati_reporter"), slug=slug)
    file = iati_file(found, today=localdate())
    if file is None:
        raise Http404
    answer = HttpResponse(file, content_type="application/xml; charset=utf-8")
    answer["Access-Control-Allow-Origin"] = "*"
    answer["X-Robots-Tag"] = "noindex"
    return answer
