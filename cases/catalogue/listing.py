"""Writing the catalogue: a case's listing made anew from its current edition."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchVectorField
from django.db import models, transaction
from django.db.models import F, Func
from django.db.models.expressions import RawSQL
from django.utils import timezone

from peerlearn.editing.pictures import ask_for_crops
from peerlearn.editing.prose import plain
from peerlearn.editing.translated import sort_key

from ..completeness import completeness
from ..document import CaseDocument, Part, cover_of, published_document
from ..models import (
    CatalogueVersion,
    Edition,
    Link,
    Listing,
    ListingChallenge,
    ListingLesson,
    ListingLessonText,
    ListingText,
    Withdrawal,
)
from .languages import regconfig
from .sizes import band

_NO_BREAK = re.compile("[\u00a0\u202f]")
"""PostgreSQL may take them for letters of the word beside them."""


@transaction.atomic
def rebuild_listing(case: int) -> None:
    """Makes the listing of a case (its id) anew from its highest edition; none when withdrawn.

    Part of every transaction that changes what the public sees, and counted in the catalogue version.
    """
    Listing.objects.filter(case=case).delete()
    edition = Edition.objects.filter(case=case).with_document().order_by("-number").first()
    if edition and not Withdrawal.objects.filter(case=case).exists():
        first = Edition.objects.filter(case=case).order_by("number").first() or edition
        document = published_document(edition)
        write_entries([entry_of(edition, document, first_published_at=first.published_at)])
        if cover := cover_of(document):
            transaction.on_commit(partial(ask_for_crops, UUID(cover.picture), cover.focus))
    count_change()


def count_change() -> None:
    """Says that the catalogue is another one now; the last thing in a transaction, others wait for it."""
    CatalogueVersion.objects.get_or_create(pk=1)
    CatalogueVersion.objects.filter(pk=1).update(number=F("number") + 1, changed_at=timezone.now())


def rebuild_catalogue() -> int:
    """Makes all listings anew from the editions; returns how many cases are listed."""
    for case in Edition.objects.order_by("case").values_list("case", flat=True).distinct():
        rebuild_listing(case)
    return Listing.objects.count()


@dataclass(frozen=True)
class Entry:
    """The rows of one listing, not yet in the database."""

    listing: Listing
    texts: list[ListingText]
    lessons: list[ListingLesson]
    lesson_texts: list[ListingLessonText]
    challenges: list[ListingChallenge]


def entry_of(edition: Edition, document: CaseDocument, *, first_published_at: datetime) -> Entry:
    """What the catalogue knows of an edition, from what may be seen of it."""
    listing = Listing(
        case_id=edition.case_id,
        edition=edition,
        language=document.authored.language,
        languages=edition.languages,
        completeness=completeness(document).share,
        first_published_at=first_published_at,
        published_at=edition.published_at,
        **_facets(document),
    )
    lessons = [
        (_lesson(listing, document, part, position), part)
        for position, part in enumerate(document.authored.of_kind("lesson"))
    ]
    return Entry(
        listing,
        [_text(listing, document, language) for language in edition.languages],
        [row for row, _part in lessons],
        [
            _lesson_text(row, document, part, language)
            for row, part in lessons
            for language in edition.languages
        ],
        _open_challenges(listing, document),
    )


def write_entries(entries: Sequence[Entry]) -> None:
    """Keeps the rows of cases that have no listing yet: of one that is published, or of thousands."""
    Listing.objects.bulk_create(entry.listing for entry in entries)
    ListingText.objects.bulk_create(row for entry in entries for row in entry.texts)
    ListingLesson.objects.bulk_create(row for entry in entries for row in entry.lessons)
    ListingLessonText.objects.bulk_create(row for entry in entries for row in entry.lesson_texts)
    ListingChallenge.objects.bulk_create(row for entry in entries for row in entry.challenges)


def _facets(document: CaseDocument) -> dict[str, Any]:
    about, authored = document.about, document.authored
    cities = [city for city in about["cities"] if city["position"]]
    lessons = authored.of_kind("lesson")
    themes = {*authored.themes, *(theme for lesson in lessons for theme in lesson.facts["themes"])}
    return {
        "slug": about["slug"],
        "themes": with_broader(document, themes),
        "sdgs": list(authored.sdgs),
        "countries": sorted({city["country"] for city in cities}),
        "cities": [city["slug"] for city in cities],
        "sizes": sorted({size for city in cities if (size := band(city["population"]))}),
        "organisations": sorted(about["organisations"]),
        "programme": (about["programme"] or {}).get("slug", ""),
        "partnership": about["partnership"]["slug"],
        "lesson_kinds": sorted({lesson.facts["lesson_kind"] for lesson in lessons}),
        "starts": about["partnership"]["starts"],
        "ends": about["partnership"]["ends"],
        "card": {
            "cities": [
                {key: city[key] for key in ("slug", "name", "country", "latitude", "longitude")}
                for city in cities
            ],
            "lessons": len(lessons),
            "picture": cover.named if (cover := cover_of(document)) else None,
        },
    }


def with_broader(document: CaseDocument, themes: Iterable[str]) -> list[str]:
    """`themes` and the broader theme of each, so that a broad theme finds its narrower ones' cases."""
    broader = {theme["slug"]: theme["parent"] for theme in document.about["themes"]}
    return sorted({*themes, *(parent for theme in themes if (parent := broader.get(theme)))})


def _text(listing: Listing, document: CaseDocument, language: str) -> ListingText:
    words = _words(document, language)
    return ListingText(
        listing=listing,
        language=language,
        title=words["title"],
        summary=words["summary"],
        sort_key=sort_key(words["title"])[:400],
        vector=search_vector(
            language,
            A=f"{words['title']} {words['names']}",
            B=words["lessons"],
            C=words["summary"],
            D=words["body"],
        ),
    )


def _words(document: CaseDocument, language: str) -> dict[str, str]:
    """The words of a case in one language, by what they weigh in a search."""
    narrative = next(iter(document.authored.of_kind("narrative")), None)
    title = shown(document, narrative, "title", language) if narrative else ""
    summary = shown(document, narrative, "summary", language) if narrative else ""
    lessons: list[str] = []
    body: list[str] = []
    for part in document.authored.parts:
        texts = [shown(document, part, name, language) for name in part.texts]
        if part.kind == "narrative":
            texts = [shown(document, part, "future", language)]
        (lessons if part.kind == "lesson" else body).extend(texts)
    names = [
        named["name"].get(language) or named["name"].get("en", "")
        for named in (*document.about["cities"], *document.about["themes"])
    ]
    return {
        "title": title,
        "summary": summary,
        "lessons": " ".join(lessons),
        "body": " ".join(body),
        "names": " ".join(names),
    }


def shown(document: CaseDocument, part: Part, name: str, language: str) -> str:
    """The plain words of a text as a reader of `language` gets them: the original where there are none."""
    text = part.text(name, language) or part.text(name, document.authored.language)
    return plain(text.value) if text else ""


def _lesson(listing: Listing, document: CaseDocument, lesson: Part, position: int) -> ListingLesson:
    places = {city["slug"]: city["country"] for city in document.about["cities"]}
    cities = list(lesson.facts["cities"])
    return ListingLesson(
        listing=listing,
        uid=UUID(str(lesson.uid)),
        position=position,
        kind=lesson.facts["lesson_kind"],
        said_by=lesson.facts["said_by"],
        themes=with_broader(document, lesson.facts["themes"]),
        cities=cities,
        countries=sorted({places[city] for city in cities if city in places}) or listing.countries,
        organisations=list(lesson.facts["organisations"]),
        published_at=listing.published_at,
    )


def _lesson_text(
    row: ListingLesson, document: CaseDocument, lesson: Part, language: str
) -> ListingLessonText:
    title, text = (shown(document, lesson, name, language) for name in ("title", "text"))
    return ListingLessonText(
        lesson=row,
        language=language,
        title=title,
        text=text,
        vector=search_vector(language, A=title, D=text),
    )


def _open_challenges(listing: Listing, document: CaseDocument) -> list[ListingChallenge]:
    """The challenges that no lesson answers; one without themes of its own is on those of its case."""
    authored = document.authored
    answered = {thread.to for thread in authored.threads if thread.kind == Link.Kind.ANSWERS}
    return [
        ListingChallenge(
            listing=listing,
            uid=part.uid,
            position=position,
            themes=with_broader(document, part.facts["themes"] or authored.themes),
            titles={code: shown(document, part, "title", code) for code in listing.languages},
            published_at=listing.published_at,
        )
        for position, part in enumerate(authored.of_kind("challenge"))
        if part.uid not in answered and part.text("title", authored.language)
    ]


def search_vector(language: str, **weighted: str) -> RawSQL:
    """A text search vector of texts by weight (A to D), stemmed as written and again without accents.

    Both forms are needed: stemmers know "educação" and "educações" only with their accents, readers
    often type none.
    """
    pieces: list[str] = []
    values: list[str] = []
    for weight, text in weighted.items():
        for form in ("%s", "unaccent(%s)"):
            pieces.append(f"setweight(to_tsvector(%s::regconfig, {form}::text), '{weight}')")
            values += [regconfig(language), _NO_BREAK.sub(" ", text)]
    # one expression instead of a tree of forty: taking that apart cost Python as much as PostgreSQL took
    return RawSQL(" || ".join(pieces), values, SearchVectorField())  # noqa: S611 - the texts are parameters


class Unaccent(Func):
    """The text without its accents (extension unaccent)."""

    function = "unaccent"
    output_field = models.TextField()
