"""Who reaches what at the desk. Fetching is the permission check: a stranger gets 404."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from peerlearn.accounts.models import User

from ..completeness import Section
from ..models import Case
from .writing.sections import section_named


def case_to_write(user: User, uid: UUID) -> Case:
    """A case that the user may write; reviewers may write what they review."""
    mine = (
        Case.objects.present()
        .writable_by(user)
        .select_related("partnership__programme", "owner", "submitted", "submitted_by", "approved_by")
    )
    return get_object_or_404(mine, uid=uid)


def case_to_review(user: User, uid: UUID) -> Case:
    return get_object_or_404(Case.objects.present().reviewable_by(user), uid=uid)


def pictures_of(case: Case) -> str:
    """Where the pictures of a working copy lie, for those who write it."""
    return reverse("desk:case", args=[case.uid]) + "pictures/"


def section_or_404(name: str) -> Section:
    section = section_named(name)
    if section is None:
        raise Http404
    return section


def content_language(request: HttpRequest, case: Case) -> str:
    """The language that is asked for with `?language=`; without one, that in which the case is written."""
    asked = request.GET.get("language") or case.language
    if asked != case.language and asked not in settings.CONTENT_LANGUAGES:
        raise Http404
    return asked
