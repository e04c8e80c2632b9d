"""Asking for a report: what the address wants, and the row that is made once for all who want the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.core.files.storage import storages
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from partnerships.following import Period, period_asked
from partnerships.models import Programme

from ...models import Publication
from ..asking import wanted
from .report import Report

FORMAT = "report"
KEPT = timedelta(days=30)
"""After this long a report is thrown away: it can be made again, of what the plans hold by then."""
AT_ONCE = timedelta(0)


@dataclass(frozen=True)
class Wish:
    """What an address asks for; `said` names what of it could not be read."""

    period: Period
    language: str
    said: list[str]


def wish_of(query: Mapping[str, str], *, language: str, today: date) -> Wish:
    """The period and the language that a query asks for; without a language the one given, the reader's."""
    period, said = period_asked(query, today=today)
    asked = query.get("language", "") or language
    if asked not in settings.INTERFACE_LANGUAGES:
        said.append(_("Reports are made in the languages below. Choose one of them."))
        asked = settings.INTERFACE_LANGUAGES[0]
    return Wish(period, asked, said)


def ask_for_report(programme: Programme, period: Period, *, language: str, today: date) -> Publication:
    """The report, with its making queued if it is new; after a failure asking again tries again."""
    with override(language):
        key = Report(programme, period, language=language, today=today).key
    return wanted(
        key,
        patience=AT_ONCE,
        programme=programme,
        format=FORMAT,
        language=language,
        starts=period.starts,
        ends=period.ends,
        as_of=today,
    )


def period_of(publication: Publication) -> Period:
    """The period that a report tells of."""
    if publication.starts is None or publication.ends is None:
        raise ValueError(f"{publication} is no report")
    return Period(publication.starts, publication.ends)


def forget_reports() -> None:
    """Throws away the reports that were made a while ago, their files first: a row without one is asked for again."""
    storage = storages["publications"]
    for report in Publication.objects.filter(format=FORMAT, wanted_at__lt=timezone.now() - KEPT):
        if report.file.name:
            storage.delete(report.file.name)
        report.delete()
