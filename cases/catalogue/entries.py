"""The rows of a listing, made from an edition: its facets, its words as they are shown and as they are searched."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from peerlearn.editing.prose import plain
from peerlearn.editing.translated import sort_key

from ..completeness import completeness
from ..document import CaseDocument, Part, cover_of
from ..models import (
    Edition,
    Link,
    Listing,
    ListingChallenge,
    ListingLesson,
    ListingLessonText,
    ListingLessonWords,
    ListingText,
    ListingWords,
)
from .periods import periods
from .sizes import band
from .spelling import keep_words
from .vectors import search_vector


@dataclass(frozen=True)
class Entry:
    """The rows of one listing, not yet in the database."""

    listing: Listing
    texts: list[ListingText]
    words: list[ListingWords]
    lessons: list[ListingLesson]
    lesson_texts: list[ListingLessonText]
    lesson_words: list[ListingLessonWords]
    challenges: list[ListingChallenge]
    told: frozenset[str]
    """All its texts but those of the body: their words are remembered as they are spelt."""


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
        **_facets(document, edition.published_at.year),
    )
    texts = {language: _words(document, language) for language in edition.languages}
    parts = document.authored.of_kind("lesson")
    lessons = [_lesson(listing, document, part, position) for position, part in enumerate(parts)]
    lesson_texts = [
        (_lesson_text(row, document, part, language), part.facts["themes"])
        for row, part in zip(lessons, parts, strict=True)
        for language in edition.languages
    ]
    return Entry(
        listing,
        [_text(listing, language, words) for language, words in texts.items()],
        [_searched(listing, language, words) for language, words in texts.items()],
        lessons,
        [text for text, _themes in lesson_texts],
        [_lesson_searched(text, document, themes) for text, themes in lesson_texts],
        _open_challenges(listing, document),
        frozenset(
            words[name]
            for words in texts.values()
            for name in ("title", "cities", "themes", "lessons", "summary")
        ),
    )


def write_entries(entries: Sequence[Entry]) -> None:
    """Keeps the rows of cases that have no listing yet: of one that is published, or of thousands."""
    Listing.objects.bulk_create(entry.listing for entry in entries)
    ListingText.objects.bulk_create(row for entry in entries for row in entry.texts)
    ListingWords.objects.bulk_create(row for entry in entries for row in entry.words)
    ListingLesson.objects.bulk_create(row for entry in entries for row in entry.lessons)
    ListingLessonText.objects.bulk_create(row for entry in entries for row in entry.lesson_texts)
    ListingLessonWords.objects.bulk_create(row for entry in entries for row in entry.lesson_words)
    ListingChallenge.objects.bulk_create(row for entry in entries for row in entry.challenges)


def remember_words(entries: Sequence[Entry]) -> None:
    """Keeps the words of entries as they are spelt; while changes are held, or two writers could wait for
    each other."""
    keep_words(text for entry in entries for text in entry.told)


def _facets(document: CaseDocument, until: int) -> dict[str, Any]:
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
        "sizes": _sizes(cities),
        "organisations": sorted(about["organisations"]),
        "programme": (about["programme"] or {}).get("slug", ""),
        "partnership": about["partnership"]["slug"],
        "lesson_kinds": sorted({lesson.facts["lesson_kind"] for lesson in lessons}),
        "periods": periods(about["partnership"]["starts"], about["partnership"]["ends"], until),
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


def _sizes(cities: Iterable[Mapping[str, Any]]) -> list[str]:
    return sorted({size for city in cities if (size := band(city["population"]))})


def with_broader(document: CaseDocument, themes: Iterable[str]) -> list[str]:
    """`themes` and the broader theme of each, so that a broad theme finds its narrower ones' cases."""
    broader = {theme["slug"]: theme["parent"] for theme in document.about["themes"]}
    return sorted({*themes, *(parent for theme in themes if (parent := broader.get(theme)))})


def _text(listing: Listing, language: str, words: dict[str, str]) -> ListingText:
    title = words["title"]
    return ListingText(
        listing=listing,
        language=language,
        title=title,
        summary=words["summary"],
        sort_key=sort_key(title)[:400],
    )


def _searched(listing: Listing, language: str, words: dict[str, str]) -> ListingWords:
    in_title = (words["title"], words["cities"])
    in_lessons = (*in_title, words["themes"], words["lessons"], words["summary"])
    return ListingWords(
        listing=listing,
        language=language,
        title=search_vector(language, *in_title),
        lessons=search_vector(language, *in_lessons),
        everything=search_vector(language, *in_lessons, words["body"]),
    )


def _words(document: CaseDocument, language: str) -> dict[str, str]:
    """The words of a case in one language, by where they stand."""
    narrative = next(iter(document.authored.of_kind("narrative")), None)
    title = shown(document, narrative, "title", language) if narrative else ""
    summary = shown(document, narrative, "summary", language) if narrative else ""
    lessons: list[str] = []
    body: list[str] = []
    for part in document.authored.parts:
        texts = [shown(document, part, name, language) for name in part.texts]
        if part.kind == "narrative":
            texts = [shown(document, part, "future", language)]
        if part.kind == "source":
            texts.append(part.facts["title"])
        (lessons if part.kind == "lesson" else body).extend(texts)
    body += [text for act in document.about["plan"]["activities"] for text in (act["title"], act["text"])]
    # by their own names, not by the broader ones: a case about climate is not about "Waste and environment"
    own, challenged = _themes_named(document)
    body.append(_names(_themes(document, challenged - own), language))
    return {
        "title": title,
        "summary": summary,
        "lessons": " ".join(lessons),
        "body": " ".join(body),
        "cities": _names(document.about["cities"], language),
        "themes": _names(_themes(document, own), language),
    }


def _themes_named(document: CaseDocument) -> tuple[set[str], set[str]]:
    """The themes that a case and its lessons are about, and those of its challenges."""
    lessons, challenges = document.authored.of_kind("lesson"), document.authored.of_kind("challenge")
    own = {*document.authored.themes, *(theme for lesson in lessons for theme in lesson.facts["themes"])}
    return own, {theme for challenge in challenges for theme in challenge.facts["themes"]}


def _themes(document: CaseDocument, among: Collection[str]) -> list[Mapping[str, Any]]:
    return [theme for theme in document.about["themes"] if theme["slug"] in among]


def _names(named: Iterable[Mapping[str, Any]], language: str) -> str:
    return " ".join(each["name"].get(language) or each["name"].get("en", "") for each in named)


def shown(document: CaseDocument, part: Part, name: str, language: str) -> str:
    """The plain words of a text as a reader of `language` gets them: the original where there are none."""
    text = part.text(name, language) or part.text(name, document.authored.language)
    return _plain(text.value) if text else ""


_plain = lru_cache(maxsize=1_000)(plain)
"""A text is asked for as one of its case and for itself."""


def _lesson(listing: Listing, document: CaseDocument, lesson: Part, position: int) -> ListingLesson:
    places = {city["slug"]: city for city in document.about["cities"]}
    cities = list(lesson.facts["cities"])
    learning = [places[city] for city in cities if city in places]
    return ListingLesson(
        listing=listing,
        uid=UUID(str(lesson.uid)),
        position=position,
        kind=lesson.facts["lesson_kind"],
        said_by=lesson.facts["said_by"],
        themes=with_broader(document, lesson.facts["themes"]),
        cities=cities,
        countries=sorted({city["country"] for city in learning}) or listing.countries,
        sdgs=listing.sdgs,
        sizes=_sizes(learning) if learning else listing.sizes,
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
    )


def _lesson_searched(
    text: ListingLessonText, document: CaseDocument, themes: Collection[str]
) -> ListingLessonWords:
    """A lesson is found by the names of its case's cities and of its own themes, too: people type them."""
    language = text.language
    named = [*document.about["cities"], *_themes(document, themes)]
    return ListingLessonWords(
        lesson=text.lesson,
        language=language,
        title=search_vector(language, text.title),
        everything=search_vector(language, text.title, text.text, _names(named, language)),
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
