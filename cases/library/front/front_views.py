"""What has no language: the way to the reader's own, what robots ask for, pictures and documents."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language_from_request, override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from peerlearn.editing.documents import give_document
from peerlearn.editing.pictures import CROP_WIDTHS, SHAPES, TYPES, WIDTHS, rendition
from peerlearn.editing.pictures import crop as cropped

from ..answering import published
from ..exploring.shelves import documents
from ..pictures import shown_picture
from .sitemap import part as pages_of_part
from .sitemap import parts, public_pages

XML = "application/xml; charset=utf-8"
ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /*/desk/
Disallow: /*/accounts/
Disallow: /*.csv
Disallow: /*.xlsx
Disallow: /*/reading-list/
Disallow: /*/cases/compare/
Disallow: /*/suggest/
Disallow: /*.json?
Disallow: /*/cities/like-mine/?
Disallow: /*?*&
Disallow: /*?*q=
Disallow: /*?*sort=
Disallow: /*?*view=
Sitemap: %(site)s/sitemap.xml
"""
"""Robots may read every page, and searches for one value; not what can be put together without end."""


@login_not_required
@require_safe
def front_door(request: HttpRequest) -> HttpResponse:
    """To the home page in the language that the reader's browser asks for."""
    with override(get_language_from_request(request)):
        return HttpResponseRedirect(reverse("library:home"))


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    text = ROBOTS % {"site": settings.PEERLEARN_ADDRESS}
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def sitemap(request: HttpRequest) -> HttpResponse:
    """All public pages, or the files that name them."""
    pages = public_pages()
    if pages is None:
        files = [
            settings.PEERLEARN_ADDRESS + reverse("sitemap_part", args=[name, number])
            for name, number in parts()
        ]
        return render(request, "library/front/sitemap_index.xml", {"files": files}, content_type=XML)
    return render(request, "library/front/sitemap.xml", {"pages": pages}, content_type=XML)


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def sitemap_part(request: HttpRequest, part: str, number: int) -> HttpResponse:
    pages = pages_of_part(part, number)
    if not pages:
        raise Http404
    return render(request, "library/front/sitemap.xml", {"pages": pages}, content_type=XML)


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def picture(request: HttpRequest, uid: UUID, width: int, kind: str) -> HttpResponse:
    found = shown_picture(uid) if width in WIDTHS and kind in TYPES else None
    if found is None:
        raise Http404
    return HttpResponse(rendition(found, width, kind), content_type=f"image/{kind}")


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def crop(request: HttpRequest, uid: UUID, shape: str, x: int, y: int, width: int, kind: str) -> HttpResponse:
    """A picture cut around its focal point, as lists show it."""
    is_known = shape in SHAPES and width in CROP_WIDTHS and kind in TYPES
    found = shown_picture(uid, (x, y)) if is_known else None
    if found is None:
        raise Http404
    return HttpResponse(cropped(found, shape, (x, y), width, kind), content_type=f"image/{kind}")


@login_not_required
@require_safe
@published()
def document(request: HttpRequest, uid: UUID, kind: str) -> HttpResponseBase:
    """The file of a document that readers may see."""
    found = documents().filter(uid=uid).exclude(file="").first()
    if found is None or kind != (found.file_type or "file"):
        raise Http404
    return give_document(found.file, found.title)
