"""What goes along inside a PDF for the archive: editions as data, of the edition's own date."""

import datetime
import io
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from weasyprint import Attachment

from ...models import Edition
from ...presenting.data import edition_json


@dataclass(frozen=True)
class Attached:
    """A file inside a PDF."""

    name: str
    content: bytes
    description: str
    at: datetime.datetime


def data_of(edition: Edition) -> Attached:
    """The edition as data, as its address gives it; fetched with its document. Its language must be active."""
    return Attached(
        name=f"{edition.case.slug}-v{edition.number}.json",
        content=edition_json(edition),
        description=_("This edition as data, in all its languages"),
        at=edition.published_at,
    )


def attachments(attached: Iterable[Attached]) -> list[Attachment]:
    """As the engine takes them, sorted by name, as a PDF wants it."""
    return [
        Attachment(
            file_obj=io.BytesIO(each.content),
            name=each.name,
            description=each.description,
            created=each.at.astimezone(datetime.UTC),
            modified=each.at.astimezone(datetime.UTC),
            relationship="Source",
        )
        for each in sorted(attached, key=lambda each: each.name)
    ]
