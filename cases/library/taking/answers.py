"""Searches as JSON: a page of results with all facets, or the whole list as it comes."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.core.paginator import Page
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest
from django.urls import reverse

from ...catalogue.finding import Found
from ..cards import CaseCard, LessonCard
from .lists import batches, cards

type Absolute = Callable[[str], str]


def answer(request: HttpRequest, found: Found, page: Page[Any]) -> dict[str, Any]:
    """The results of a page and all facets, as JSON values."""
    return {
        "count": page.paginator.count,
        "results": [_result(card, request.build_absolute_uri) for card in cards(found, page.object_list)],
        "facets": {
            facet.name: [{"value": c.value, "label": c.label, "count": c.count} for c in values]
            for facet, values in found.choices(at_length=True)
        },
    }


def neighbours(request: HttpRequest, found: Found, page: Page[Any]) -> str:
    """The pages before and after, as the header `Link` names them; "" when there is one page only."""
    around = {"prev": page.number - 1} if page.has_previous() else {}
    if page.has_next():
        around["next"] = page.number + 1
    links = []
    for rel, number in around.items():
        query = found.understood
        query["page"] = str(number)
        links.append(f'<{request.build_absolute_uri(f"{request.path}?{query.urlencode()}")}>; rel="{rel}"')
    return ", ".join(links)


def whole_answer(request: HttpRequest, found: Found, ids: list[int]) -> Iterator[str]:
    """All results, piece by piece; no facets, as who has everything counts for themselves."""
    yield f'{{"count": {len(ids)}, "results": ['
    between = ""
    for batch in batches(found, ids):
        for card in batch:
            result = _result(card, request.build_absolute_uri)
            yield between + json.dumps(result, cls=DjangoJSONEncoder, ensure_ascii=False)
            between = ",\n"
    yield "]}\n"


def _result(card: CaseCard | LessonCard, absolute: Absolute) -> dict[str, Any]:
    return _case(card, absolute) if isinstance(card, CaseCard) else _lesson(card, absolute)


def _case(card: CaseCard, absolute: Absolute) -> dict[str, Any]:
    listing = card.listing
    return {
        "slug": card.slug,
        "title": card.title.plain,
        "language": listing.language,
        "languages": listing.languages,
        "themes": listing.themes,
        "countries": listing.countries,
        "cities": listing.cities,
        "sdgs": listing.sdgs,
        "edition": listing.edition.number,
        "url": absolute(reverse("library:case", args=[card.slug])),
    }


def _lesson(card: LessonCard, absolute: Absolute) -> dict[str, Any]:
    lesson = card.lesson
    return {
        "uid": lesson.uid,
        "title": card.title.plain,
        "text": card.text.plain,
        "kind": lesson.kind,
        "said_by": lesson.said_by or None,
        "language": card.case.listing.language,
        "themes": lesson.themes,
        "countries": lesson.countries,
        "cities": lesson.cities,
        "organisations": lesson.organisations,
        "case": card.case.slug,
        "edition": card.case.listing.edition.number,
        "url": absolute(reverse("library:lesson", args=[card.uid])),
    }
