"""What stands on the page of publications: compendia, and documents of partnerships and programmes, as one list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, Max, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, TruncDate

from partnerships.models import Document
from peerlearn.editing.translated import in_language

from ...models import Compendium, CompendiumChapter, CompendiumEdition
from ...presenting import Words, words_in
from ..exploring.shelves import documents

COMPENDIUM, DOCUMENT = "compendium", "document"


@dataclass(frozen=True)
class ShelvedCompendium:
    """A compendium as a list shows it: its newest edition."""

    slug: str
    title: Words
    published: str
    number: int
    chapters: int
    languages: list[str]
    owner: str
    programme: Any


@dataclass(frozen=True)
class Shelved:
    """One of the list: a compendium or a document."""

    compendium: ShelvedCompendium | None = None
    document: Document | None = None


def everything() -> QuerySet[Any, dict[str, Any]]:
    """Thin rows (kind, id) of all that is on the shelf, newest first, for a page of them to be read by `shelved`."""
    day = Cast(TruncDate(Max("editions__published_at")), CharField())
    compendia = (
        Compendium.objects.public().values("pk").annotate(kind=Value(COMPENDIUM), at=day, name=Value(""))
    )
    files = (
        documents()
        .order_by()
        .values("pk")
        .annotate(kind=Value(DOCUMENT), at=Cast("published", CharField()), name=Cast("title", CharField()))
    )
    rows: Any = compendia.union(files, all=True)
    thin: QuerySet[Any, dict[str, Any]] = rows.order_by("-at", "name", "kind", "-pk")
    return thin


def shelved(rows: Iterable[Mapping[str, Any]], language: str) -> list[Shelved]:
    """The rows of a page in full; the number of queries follows the kinds on it."""
    rows = list(rows)
    ids = {kind: [row["pk"] for row in rows if row["kind"] == kind] for kind in (COMPENDIUM, DOCUMENT)}
    files = {each.pk: each for each in documents().filter(pk__in=ids[DOCUMENT])} if ids[DOCUMENT] else {}
    gathered = (
        Compendium.objects.filter(pk__in=ids[COMPENDIUM]) if ids[COMPENDIUM] else Compendium.objects.none()
    )
    books = shelved_compendia(gathered, language)
    known = {
        **{(DOCUMENT, pk): Shelved(document=each) for pk, each in files.items()},
        **{(COMPENDIUM, pk): Shelved(compendium=each) for pk, each in books.items()},
    }
    return [known[row["kind"], row["pk"]] for row in rows if (row["kind"], row["pk"]) in known]


def shelved_compendia(compendia: QuerySet[Compendium], language: str) -> dict[int, ShelvedCompendium]:
    """Public compendia by id, the newest first; two queries however many there are."""
    newest = CompendiumEdition.objects.filter(compendium=OuterRef("compendium")).order_by("-number")
    editions = list(
        CompendiumEdition.objects.filter(
            compendium__in=compendia.filter(is_public=True), number=Subquery(newest.values("number")[:1])
        )
        .select_related("compendium__owner", "compendium__programme")
        .order_by("-published_at", "-pk")
    )
    chapters = CompendiumChapter.objects.readable().filter(compendium_edition__in=editions).order_by()
    counted = dict(chapters.values_list("compendium_edition").annotate(Count("pk")))
    return {each.compendium_id: _shelved(each, counted.get(each.pk, 0), language) for each in editions}


def _shelved(edition: CompendiumEdition, chapters: int, language: str) -> ShelvedCompendium:
    compendium, programme = edition.compendium, edition.compendium.programme
    return ShelvedCompendium(
        slug=compendium.slug,
        title=words_in(edition.title, language),
        published=edition.published_at.date().isoformat(),
        number=edition.number,
        chapters=chapters,
        languages=edition.languages,
        owner=in_language(compendium.owner.name, language),
        programme=programme if programme and programme.is_public else None,
    )
