"""What the page of a compendium shows: one of its editions, the chapters that can be read, its PDFs, how to cite it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override

from partnerships.models import Programme
from peerlearn.editing.languages import own_name

from ...models import CompendiumChapter, CompendiumEdition, Edition, Listing, Publication
from ...presenting import PresentedCity, Words, present_all, words_in
from ..cards import CardCity, listed_cases
from ..citing.citations import Citation
from ..maps import map_of_arcs


class Withdrawn(Exception):
    """The compendium was published once and is not any more."""


@dataclass(frozen=True)
class Chapter:
    """A case as it stands in the edition; `newer` when the case has a newer edition of its own."""

    href: str
    title: Words
    cities: tuple[CardCity, ...] | tuple[PresentedCity, ...]
    lessons: int
    number: int
    newer: bool


@dataclass(frozen=True)
class Download:
    """The PDF in one language; pages and size are known once it is made."""

    href: str
    language: str
    name: str
    pages: int | None
    size: int | None


class CompendiumPage:
    """One edition of a public compendium."""

    def __init__(self, editions: list[CompendiumEdition], edition: CompendiumEdition) -> None:
        self.editions = editions
        self.edition = edition
        self.compendium = edition.compendium
        self.language = get_language() or ""

    @property
    def is_old(self) -> bool:
        return self.edition.number != self.editions[0].number

    @property
    def title(self) -> Words:
        return words_in(self.edition.title, self.language)

    @property
    def foreword(self) -> Words:
        return words_in(self.edition.foreword, self.language)

    @property
    def programme(self) -> Programme | None:
        programme = self.compendium.programme
        return programme if programme and programme.is_public else None

    @cached_property
    def chapters(self) -> list[Chapter]:
        return chapters_of(self.edition, self.language)

    @cached_property
    def left_out(self) -> int:
        """Chapters that were withdrawn since."""
        return self.edition.chapters.count() - len(self.chapters)

    @cached_property
    def map(self) -> SafeString:
        groups = ((chapter.cities, chapter.href) for chapter in self.chapters)
        return map_of_arcs(groups, prefix="compendium")

    @cached_property
    def downloads(self) -> list[Download]:
        """None when no chapter is left."""
        made = _made(self.edition)
        return [self._download(code, made.get(code)) for code in self._languages] if self.chapters else []

    @property
    def _languages(self) -> list[str]:
        """Those that have pages of their own, the reader's first."""
        known = [code for code in self.edition.languages if code in dict(settings.LANGUAGES)]
        return sorted(known, key=lambda code: code != self.language)

    def _download(self, code: str, made: tuple[int | None, int | None] | None) -> Download:
        number = [self.edition.number] if self.is_old else []
        with override(code):
            href = reverse("publications:compendium", args=[self.compendium.slug, *number])
        pages, size = made or (None, None)
        return Download(href, code, own_name(code), pages, size)

    @cached_property
    def citation(self) -> Citation:
        return citation_of(self)


def compendium_page(slug: str, number: int | None = None) -> CompendiumPage:
    """The newest edition of a compendium or the one numbered so. Raises Http404, Withdrawn."""
    editions = list(
        CompendiumEdition.objects.filter(compendium__slug=slug).select_related(
            "compendium__owner", "compendium__programme"
        )
    )
    wanted = next((each for each in editions if number in (None, each.number)), None)
    if wanted is None:
        raise Http404
    if not wanted.compendium.is_public:
        raise Withdrawn
    return CompendiumPage(editions, wanted)


def chapters_of(edition: CompendiumEdition, language: str) -> list[Chapter]:
    """The chapters that can be read: from the catalogue where their edition is the newest, else from the edition."""
    rows = list(edition.chapters.readable().values_list("edition", flat=True))
    listed = dict(Listing.objects.filter(edition__in=rows).values_list("pk", "edition"))
    known: dict[int, Chapter] = {}
    for card in listed_cases(list(listed), language):
        known[listed[card.listing.pk]] = Chapter(
            href=reverse("library:case", args=[card.slug]),
            title=card.title,
            cities=card.cities,
            lessons=card.lessons,
            number=0,
            newer=False,
        )
    known |= _older([row for row in rows if row not in known], language)
    return [known[row] for row in rows if row in known]


def _older(editions: Iterable[int], language: str) -> dict[int, Chapter]:
    """Chapters whose case has a newer edition by now, each as it was published."""
    rows = list(Edition.objects.with_document().filter(pk__in=list(editions)))
    return {
        row.pk: Chapter(
            href=reverse("library:edition", args=[case.slug, row.number]),
            title=case.title,
            cities=case.cities,
            lessons=len(case.lessons),
            number=row.number,
            newer=True,
        )
        for row, case in zip(rows, present_all(rows, language), strict=True)
    }


def _made(edition: CompendiumEdition) -> dict[str, tuple[int | None, int | None]]:
    """Pages and bytes of the PDF made last in each language."""
    made = Publication.objects.filter(
        compendium_edition=edition,
        state=Publication.State.READY,
        paper=Publication.Paper.A4,
        purpose=Publication.Purpose.SCREEN,
    )
    return {
        language: (pages, size)
        for language, pages, size in made.order_by("made_at").values_list("language", "pages", "size")
    }


def citation_of(page: CompendiumPage) -> Citation:
    """The citation of an edition of a compendium."""
    slug, number = page.compendium.slug, page.edition.number
    address = reverse("library:compendium_edition", args=[slug, number])
    return Citation(
        key=f"{slug}-v{number}",
        title=page.title.plain,
        authors=(str(page.compendium.owner),),
        contributors=(),
        published=page.edition.published_at.date(),
        series=str(page.programme) if page.programme else "",
        within="",
        edition=number,
        language=page.title.language,
        rights=_licence(page.edition),
        abstract=page.foreword.plain,
        keywords=(),
        places=(),
        address=settings.PEERLEARN_ADDRESS + address,
        page=settings.PEERLEARN_ADDRESS + reverse("library:compendium", args=[slug]),
        pdf=settings.PEERLEARN_ADDRESS + address + "compendium.pdf",
    )


def _licence(edition: CompendiumEdition) -> str:
    """The licence of its cases where all have the same."""
    chapters = CompendiumChapter.objects.readable().filter(compendium_edition=edition)
    licences = set(chapters.values_list("edition__revision__authored__licence", flat=True))
    return licences.pop() if len(licences) == 1 else ""
