"""Shelves of the library: themes with how much stands on them, and publications that exist elsewhere."""

from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from partnerships.models import Document, Theme

from ...catalogue.facets import THEME
from ...catalogue.index import current


@dataclass
class ThemeShelf:
    """A theme, the number of cases on it or on its narrower themes, and these."""

    theme: Theme
    cases: int
    narrower: list["ThemeShelf"] = field(default_factory=list)


def theme_shelves() -> list[ThemeShelf]:
    """The broad themes in their order, each with its narrower ones."""
    cases = current().cases
    counted = cases.counts(THEME.name, cases.everything)
    shelves = {
        theme.pk: ThemeShelf(theme, counted.get(theme.slug, 0))
        for theme in Theme.objects.order_by("position", "sort_key")
    }
    for shelf in shelves.values():
        if shelf.theme.parent_id:
            shelves[shelf.theme.parent_id].narrower.append(shelf)
    return [shelf for shelf in shelves.values() if not shelf.theme.parent_id]


def documents() -> QuerySet[Document]:
    """Publications and other documents that the public may see, newest first."""
    public = Q(programme__is_public=True) | Q(partnership__is_public=True)
    return (
        Document.objects.public()
        .filter(public)
        .select_related("programme", "partnership")
        .prefetch_related("partnership__participations__city")
        .order_by("-published", "title")
    )
