"""The reading list: what its address carries, in order; searching for more; its citations in one file."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ...catalogue.finding import CASES, LESSONS, Found
from ...presenting import Words
from ..answering import published
from ..cards import CardCity, case_cards, lesson_cards
from ..citing.citation_views import cited
from .reading_list import CASE, LESSON, MOST, TAKEN, Entry, ReadingList, arranged, known

OFFERED = 6
"""Cases, and lessons, that a search offers to add."""


@dataclass(frozen=True)
class Offer:
    """Something found that may be added: `add` is the address of the list with it, "" when it is there already."""

    href_name: str
    name: str
    title: Words
    cities: tuple[CardCity, ...]
    add: str


@login_not_required
@require_safe
@published()
def reading_list(request: HttpRequest) -> HttpResponse:
    wanted = ReadingList.read(request.META.get("QUERY_STRING", ""))
    readable, entries = arranged(known(wanted, get_language()))
    cases = list(dict.fromkeys(each.case.slug for each in entries))  # those of the lessons, too
    query = QueryDict(mutable=True)
    query["q"] = request.GET.get("q", "")
    found = Found(CASES, query, get_language())
    words = found.asked.words
    context = {
        "entries": entries,
        "list": readable,
        "cases": cases,
        "taken": TAKEN,
        "address": settings.PEERLEARN_ADDRESS + readable.address(),
        "left_out": wanted.left_out + len(wanted.entries) - len(entries),
        "most": MOST,
        "words": words,
        "offered": offered(readable, found, query) if words else [],
    }
    return render(request, "library/collecting/reading_list.html", context)


def offered(readable: ReadingList, found: Found, query: QueryDict) -> list[Offer]:
    """The best cases and lessons that have the words, each with the way to add it."""
    lessons = Found(LESSONS, query, found.language)
    words = found.asked.words
    cases = [
        Offer("library:case", card.slug, card.title, card.cities, _add(readable, CASE, card.slug, words))
        for card in case_cards(found.rows[:OFFERED], found.language)
    ]
    rows = lessons.rows.select_related("listing")[:OFFERED]
    return cases + [
        Offer(
            "library:lesson",
            str(card.uid),
            card.title,
            card.cities,
            _add(readable, LESSON, str(card.uid), words),
        )
        for card in lesson_cards(rows, found.language)
    ]


def _add(readable: ReadingList, kind: str, name: str, words: str) -> str:
    entry = Entry(kind, name)
    if entry in readable.entries or readable.is_full:
        return ""
    return readable.added(entry).address(words=words)


@login_not_required
@require_safe
@published()
def cite(request: HttpRequest, form: str) -> HttpResponse:
    """All citations of the list in its order. Raises Http404 when there are none."""
    wanted = ReadingList.read(request.META.get("QUERY_STRING", ""))
    citations = [each.citation for each in known(wanted, get_language())]
    if not citations:
        raise Http404
    return cited(citations, form, "reading-list")
