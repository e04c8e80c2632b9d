"""The page of a design, for those who run its organisation, and what its preview shows."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.csp import CSP
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_GET, require_http_methods

from partnerships.models import Organisation
from partnerships.roles import organisations_kept_by
from peerlearn.accounts.staff import StaffRequest
from peerlearn.editing.languages import content_languages
from peerlearn.editing.pictures import TYPES, WIDTHS, rendition

from ...models.designs import COLOURS
from .forms import DesignForm
from .keeping import forget_design, save_design, take_logo_away
from .preview import logo_shown, preview_of

FRAMING: dict[str, Any] = {**settings.SECURE_CSP, "frame-src": [CSP.SELF]}
FRAMED: dict[str, Any] = {**settings.SECURE_CSP, "frame-ancestors": [CSP.SELF]}


@csp_override(FRAMING)
@require_http_methods(["GET", "POST"])
def design(request: StaffRequest, slug: str) -> HttpResponse:
    """The settings beside their preview. Nothing is saved unless all of it can be."""
    organisation = kept_or_404(request, slug)
    done = _take_back(request, organisation)
    if done:
        messages.success(request, done)
        return redirect("designs:design", slug)
    if request.method == "POST":
        form = save_design(organisation, data=request.POST, files=request.FILES)
        if form.is_settled:
            messages.success(
                request, _("Saved. Publications are made anew when somebody next asks for them.")
            )
            return redirect("designs:design", slug)
    else:
        form = DesignForm(organisation)
    context = {
        "organisation": organisation,
        "form": form,
        "languages": content_languages(),
        "language": _language(request),
        "logo_width": WIDTHS[0],
    }
    return render(
        request, "publications/designing/design.html", context, status=422 if form.is_bound else 200
    )


@xframe_options_sameorigin
@csp_override(FRAMED)
@require_http_methods(["GET", "POST"])
def preview(request: StaffRequest, slug: str) -> HttpResponse:
    """Three pages in the design that is stored, or in the one that is posted and not saved."""
    organisation = kept_or_404(request, slug)
    posted = request.method == "POST"
    data, files = (request.POST, request.FILES) if posted else (None, None)
    form = DesignForm(organisation, data=data, files=files)
    form.is_valid()
    context = preview_of(
        form.written(),
        _language(request),
        file=form.changes.get("logo"),
        is_chosen="chosen" in request.POST,
    )
    context["said"] = [(name, " ".join(map(str, form.errors.get(name, ())))) for name in COLOURS]
    with override(context["language"]):
        return render(request, "publications/designing/preview.html", context)


@require_GET
def logo(request: StaffRequest, slug: str, picture: UUID, width: int, kind: str) -> HttpResponse:
    """A logo that the page or its preview shows."""
    found = logo_shown(kept_or_404(request, slug), picture)
    if found is None or width not in WIDTHS or kind not in TYPES:
        raise Http404
    return HttpResponse(rendition(found, width, kind), content_type=f"image/{kind}")


def kept_or_404(request: StaffRequest, slug: str) -> Organisation:
    kept = organisations_kept_by(request.user).select_related("logo")
    return get_object_or_404(kept, slug=slug)


def _take_back(request: StaffRequest, organisation: Organisation) -> str:
    """Undoes what a button of the page names, and says so; empty when it names nothing."""
    match request.POST.get("do"):
        case "standard":
            forget_design(organisation)
            return _("Publications look as the site makes them again.")
        case "no_logo":
            take_logo_away(organisation)
            return _("The logo is gone from covers and imprints.")
    return ""


def _language(request: StaffRequest) -> str:
    """The language that the preview is shown in."""
    asked = (request.POST or request.GET).get("language", "")
    return asked if asked in settings.CONTENT_LANGUAGES else get_language() or settings.LANGUAGE_CODE
