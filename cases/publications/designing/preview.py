"""What the desk shows of a design: the cover, one page and the imprint of a published case, as they would be."""

import base64
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils import timezone, translation

from partnerships.models import Organisation, ProgrammePartner
from peerlearn.editing.models import Picture

from ...models import Design, Edition
from ...presenting import PresentedCase, present, present_draft
from ..designs import LOGO_WIDTH, Logo, Look, logo_of, look_set
from ..engine.papers import OFFICE
from ..single.rendering import address_of, cover_map
from .made_up import made_up

LARGEST = 2_000_000
"""Bytes of a file that a page without script shows before it is kept: the picture is written into it."""


def preview_of(
    design: Design, language: str, *, file: UploadedFile | None = None, is_chosen: bool = False
) -> dict[str, Any]:
    """The context of the preview in a language. `file` is a logo that is not kept yet; `is_chosen` says that the
    page has one, which it puts in by itself."""
    with translation.override(language):
        edition = sample_of(design.organisation)
        case = present(edition, language) if edition else _as_published(present_draft(made_up(), language))
        look = look_set(design, language)
        look = replace(look, logo=_logo(design.organisation, look, language, file, is_chosen))
        return {
            "case": case,
            "look": look,
            "palette": look.palette,
            "map": cover_map(case, look, OFFICE.across("cover")),
            "address": address_of(edition, language) if edition else "",
            "media": reverse("designs:design", args=[design.organisation.slug]) + "logos/",
            "logo_file": f"{LOGO_WIDTH}.jpeg",
            "on_paper": True,
            "language": language,
        }


def sample_of(organisation: Organisation) -> Edition | None:
    """The newest edition of a case that this organisation owns, else of a programme it coordinates, else of any."""
    coordinated = ProgrammePartner.objects.filter(
        programme=OuterRef("case__partnership__programme"),
        organisation=organisation,
        role=ProgrammePartner.Role.COORDINATOR,
    )
    near = Case(
        When(case__owner=organisation, then=Value(0)),
        When(Q(Exists(coordinated)), then=Value(1)),
        default=Value(2),
    )
    public = Edition.objects.with_document().filter(case__withdrawal__isnull=True)
    return public.order_by(near, "-published_at", "-pk").first()


def _as_published(case: PresentedCase) -> PresentedCase:
    case.number, case.published_at = 1, timezone.now()
    return case


def _logo(
    organisation: Organisation, look: Look, language: str, file: UploadedFile | None, is_chosen: bool
) -> Logo | None:
    """The logo as a browser gets it: from the desk, from the page itself, or within the answer."""
    if is_chosen or file:
        name = str(organisation)
        return Logo("", name, 0, 0, _written_out(file) if file else "")
    logo = logo_of(organisation, language)
    return replace(logo, src=address_of_logo(organisation, logo.uid)) if logo else None


def address_of_logo(organisation: Organisation, uid: str) -> str:
    return reverse("designs:logo", args=[organisation.slug, uid, LOGO_WIDTH, "jpeg"])


def logo_shown(organisation: Organisation, uid: UUID) -> Picture | None:
    """The logo of this organisation, or one that the case in its preview prints."""
    if organisation.logo and organisation.logo.uid == uid:
        return organisation.logo
    edition = sample_of(organisation)
    known = edition.revision.about["organisations"].values() if edition else ()
    if str(uid) not in [each["logo"]["uid"] for each in known if each.get("logo")]:
        return None
    return Picture.objects.filter(uid=uid).first()


def _written_out(file: UploadedFile) -> str:
    if not file.size or file.size > LARGEST:
        return ""
    file.seek(0)
    return f"data:{file.content_type or 'image/png'};base64,{base64.b64encode(file.read()).decode()}"
