"""A report as a finished page for print, in the look of the publications, and as a PDF."""

import secrets
from typing import Any
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from peerlearn.editing.models import Picture
from peerlearn.editing.pictures import rendition

from ...models import Publication
from ..designs import store_logo
from ..engine.errors import EngineError
from ..engine.writing import Made, write_pdf
from ..single.rendering import PICTURES, contents
from .asking import period_of
from .report import Report
from .shown import WIDTH


def render_report(publication: Publication) -> Made:
    """The PDF of a report; raises EngineError.

    What changed since it was asked for is told as it is now. Its key is then nobody's, so that it is never taken
    for what the old one says.
    """
    if publication.programme is None or publication.as_of is None:
        raise EngineError("This is no report.")
    with translation.override(publication.language):
        report = Report(
            publication.programme,
            period_of(publication),
            language=publication.language,
            today=publication.as_of,
        )
        if report.key != publication.key:
            publication.key = secrets.token_hex(32)
            publication.save(update_fields=["key"])
        store_pictures(report)
        store_logo(report.look)
        html = report_html(report)
        address = address_of(report)
    return write_pdf(html, address=address, identifier=publication.key)


def report_html(report: Report) -> str:
    """The finished HTML; the language of the report must be active."""
    context: dict[str, Any] = {
        "report": report,
        "look": report.look,
        "asked": report.period.query,
        "media": PICTURES,
        "width": WIDTH,
        "site": settings.PEERLEARN_ADDRESS,
        "address": address_of(report),
    }
    body = render_to_string("publications/reports/_body.html", context)
    context |= {"body": body, "contents": contents(body)}
    return render_to_string("publications/reports/report.html", context)


def address_of(report: Report) -> str:
    """The address of the programme at the desk, whoever may read it."""
    return settings.PEERLEARN_ADDRESS + reverse("desk:programme", args=[report.progress.slug])


def store_pictures(report: Report) -> None:
    """Sees to it that the pictures lie in the storage as the pages show them: the engine reads no others."""
    printed: list[UUID] = [
        shown.update.picture
        for section in report.telling
        for shown in section.updates
        if shown.update.picture and shown.has_picture
    ]
    for picture in Picture.objects.filter(uid__in=printed):
        rendition(picture, WIDTH, "jpeg")
