"""The passage of each result that has the words searched for, where its title doesn't say them already.

What a card shows is looked at first, then the lessons in the language it is shown in and the themes, then the whole
edition in every language; each step only for the results that the one before left without a word. Editions are read as
the public sees them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from peerlearn.editing.prose import plain

from ...catalogue.facets import THEME
from ...catalogue.finding import Found
from ...document import Part, published_documents
from ...models import Edition, ListingLessonText
from ...presenting import NOTHING, Words
from ..cards import CaseCard, LessonCard
from .marking import Marker, Told

MOST_OPENED = 6
"""Editions of a page that are read through, which takes a ms each: the first ones that nothing else says why
they are there."""
_PLACES = {
    "narrative": _("In the summary"),
    "context": _("In the context of a city"),
    "objective": _("In an objective"),
    "challenge": _("In a challenge"),
    "outcome": _("In an outcome"),
    "lesson": _("In a lesson:"),
    "voice": _("In a quote"),
    "comparison": _("In a comparison of tools"),
    "side": _("In a comparison of tools"),
    "illustration": _("Beside a picture"),
    "source": _("In a source"),
}
_FUTURE = _("In what comes next")


@dataclass(frozen=True)
class Passage:
    """A passage with its words marked; where it stands, when that is not on the card ("" otherwise), its address,
    and the title of what it stands in."""

    words: Words
    place: Promise | str = ""
    href: str = ""
    title: Words = NOTHING
    is_name: bool = False
    """Whether it is but a name, which stands beside what a card says and not in its place."""


@dataclass(frozen=True)
class _Piece:
    """A text of a result, with markup if it is rich; what its place is called, and where it is: a kind of page,
    which one of them, a place on it."""

    language: str
    text: str
    place: Promise | str = ""
    at: tuple[str, object, str] | None = None
    title: str = ""
    is_rich: bool = False
    is_name: bool = False

    @property
    def words(self) -> str:
        return plain(self.text) if self.is_rich else self.text


def passages_of_cases(found: Found, cards: Sequence[CaseCard]) -> dict[int, Passage]:
    """By the id of its listing: the passage of a case. Six queries at most, however many there are."""
    if not found.search:
        return {}
    by_id = {card.listing.pk: card for card in cards}
    search = _Search(found, {row: _on_the_card(card) for row, card in by_id.items()})
    search.look_at({row: [_Piece(c.summary.language, c.summary.plain)] for row, c in by_id.items()})
    if search.left:
        pieces = _of_lessons([by_id[row] for row in search.left])
        search.look_at(
            {row: [*pieces[row], *_of_themes(found, by_id[row].listing.themes)] for row in search.left}
        )
    if search.left:
        search.look_at(_of_editions([by_id[row] for row in search.left], found.language))
    return search.passages


def passages_of_lessons(found: Found, cards: Sequence[LessonCard]) -> dict[int, Passage]:
    """By the id of its row: the passage of a lesson. Three queries at most, however many there are."""
    if not found.search:
        return {}
    search = _Search(found, {card.lesson.pk: [_told(card.title)] for card in cards})
    search.look_at(
        {c.lesson.pk: [_Piece(*_told(c.text)), *_of_themes(found, c.lesson.themes)] for c in cards}
    )
    if search.left:
        search.look_at(_of_other_languages(search.left))
    return search.passages


class _Search:
    """The passages found so far, and the results (ids) of which neither title nor any text had a word."""

    def __init__(self, found: Found, titles: Mapping[int, Sequence[Told]]) -> None:
        assert found.search
        self._marker = Marker(found.search.texts)
        self._language = found.language
        self._titles = titles
        self.passages: dict[int, Passage] = {}
        self.left = list(titles)

    def look_at(self, pieces: Mapping[int, Sequence[_Piece]]) -> None:
        """Takes the best passage of each result that is left from its pieces, the first among equals."""
        told = [(piece.language, piece.text) for each in pieces.values() for piece in each]
        self._marker.learn([*told, *(title for row in self.left for title in self._titles[row])])
        left = []
        for row in self.left:
            said = frozenset[str]().union(*(self._marker.stems_in(*title) for title in self._titles[row]))
            if passage := self._best(pieces.get(row, ()), said):
                self.passages[row] = passage
            elif not said:
                left.append(row)
        self.left = left

    def _best(self, pieces: Iterable[_Piece], said: frozenset[str]) -> Passage | None:
        best, most = None, 0
        for piece in pieces:
            if (own := len(self._marker.stems_in(piece.language, piece.text) - said)) > most:
                best, most = piece, own
        marked = best and self._marker.best(best.language, best.words, said)
        return _passage(best, marked.html, self._language) if best and marked else None


def _passage(piece: _Piece, html: SafeString, language: str) -> Passage:
    foreign = piece.language != language
    title = (
        Words(
            mark_safe(escape(plain(piece.title) if piece.is_rich else piece.title)), piece.language, foreign
        )
        if piece.title
        else NOTHING
    )
    return Passage(Words(html, piece.language, foreign), piece.place, _address(piece), title, piece.is_name)


def _address(piece: _Piece) -> str:
    if not piece.at:
        return ""
    name, which, anchor = piece.at
    return reverse(f"library:{name}", args=[which]) + anchor


def _told(words: Words) -> Told:
    return words.language, words.plain


def _on_the_card(card: CaseCard) -> list[Told]:
    """What a card says in any case: its title and its cities."""
    return [_told(card.title), *((card.title.language, city.name) for city in card.cities)]


def _of_lessons(cards: Iterable[CaseCard]) -> dict[int, list[_Piece]]:
    """The lessons of cases, in the language that each case is shown in."""
    shown = {card.listing.pk: card.title.language for card in cards}
    rows = ListingLessonText.objects.filter(lesson__listing__in=shown, language__in=set(shown.values()))
    rows = rows.order_by("lesson__listing", "lesson__position")
    pieces: dict[int, list[_Piece]] = defaultdict(list)
    for row in rows.values_list("lesson__listing", "lesson__uid", "language", "title", "text"):
        listing, uid, code, title, text = row
        if code == shown[listing]:
            pieces[listing] += _of_lesson(uid, code, title, text)
    return pieces


def _of_themes(found: Found, themes: Iterable[str]) -> list[_Piece]:
    """The names of themes, narrower ones first: of two that say the same the one that says more is shown."""
    labels = found.asked.labels[THEME.name]
    known = sorted((slug for slug in themes if slug in labels), key=lambda slug: not labels[slug].parent)
    return [
        _Piece(found.language, labels[slug].words, _("Theme:"), ("theme", slug, ""), is_name=True)
        for slug in known
    ]


def _of_lesson(uid: object, language: str, title: str, text: str) -> list[_Piece]:
    """The text of a lesson before its title, which stands beside the passage anyway."""
    place, at = _PLACES["lesson"], ("lesson", uid, "")
    return [_Piece(language, text, place, at, title), _Piece(language, title, place, at)]


def _of_other_languages(lessons: Sequence[int]) -> dict[int, list[_Piece]]:
    pieces: dict[int, list[_Piece]] = defaultdict(list)
    rows = ListingLessonText.objects.filter(lesson__in=lessons)
    for lesson, language, title, text in rows.values_list("lesson", "language", "title", "text"):
        pieces[lesson] += [_Piece(language, text), _Piece(language, title)]
    return pieces


def _of_editions(cards: Iterable[CaseCard], language: str) -> dict[int, list[_Piece]]:
    """Everything in the editions of the first cases, in the language being read before the original and others."""
    by_edition = {card.listing.edition_id: card for card in cards}
    opened = list(by_edition)[:MOST_OPENED]
    editions = list(Edition.objects.with_document().filter(pk__in=opened))
    pieces: dict[int, list[_Piece]] = {}
    for edition, document in zip(editions, published_documents(editions), strict=True):
        card = by_edition[edition.pk]
        original = document.authored.language
        languages = sorted(edition.languages, key=lambda code: (code != language, code != original, code))
        parts = document.authored.parts
        pieces[card.listing.pk] = [
            piece for code in languages for part in parts for piece in _of_part(part, code, card.slug)
        ]
    return pieces


def _of_part(part: Part, language: str, slug: str) -> list[_Piece]:
    texts = {name: words.value for name in part.texts if (words := part.text(name, language))}
    if part.kind == "lesson":
        pieces = _of_lesson(part.uid, language, texts.get("title", ""), texts.get("text", ""))
        return [replace(piece, is_rich=True) for piece in pieces]
    at, place = ("case", slug, _anchor(part)), _PLACES[part.kind]
    return [
        _Piece(language, text, _FUTURE if name == "future" else place, at, is_rich=True)
        for name, text in texts.items()
    ]


def _anchor(part: Part) -> str:
    """The fragment that leads to a part on its page; a side of a comparison stands in that."""
    if part.kind == "narrative":
        return ""
    kind, uid = ("comparison", part.facts["tool"]) if part.kind == "side" else (part.kind, part.uid)
    return f"#{kind}-{str(uid)[:8]}"
