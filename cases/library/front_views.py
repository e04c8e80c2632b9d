"""What has no language: the way to the reader's own, the rules for robots, pictures."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language_from_request, override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from peerlearn.editing.pictures import TYPES, WIDTHS, rendition

from .pictures import shown_picture

ROBOTS = "User-agent: *\nDisallow: /admin/\nDisallow: /*/desk/\nDisallow: /*/accounts/\n"


@login_not_required
@require_safe
def front_door(request: HttpRequest) -> HttpResponse:
    """To the home page in the language that the reader's browser asks for."""
    with override(get_language_from_request(request)):
        return HttpResponseRedirect(reverse("library:home"))


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def picture(request: HttpRequest, uid: UUID, width: int, kind: str) -> HttpResponse:
    found = shown_picture(uid) if width in WIDTHS and kind in TYPES else None
    if found is None:
        raise Http404
    return HttpResponse(rendition(found, width, kind), content_type=f"image/{kind}")
