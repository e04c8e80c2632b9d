"""What is new, as feeds: every search as Atom, the newest first, in pages that lead to each other (RFC 5005)."""

from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest, QueryDict
from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator

from ...catalogue.facets import THEME, Labels
from ...catalogue.finding import NEWEST, Catalogue, Found
from ..cards import CaseCard, LessonCard
from ..citing.citations import PUBLISHER
from ..saying import sentence
from .lists import address_of, cards

ENTRIES = 50


class Feed(Atom1Feed):
    """Atom whose entries name their language, and whose pages name their neighbours."""

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        for rel, href in self.feed["neighbours"].items():
            handler.addQuickElement("link", "", {"rel": rel, "href": href, "type": "application/atom+xml"})

    def item_attributes(self, item: dict[str, Any]) -> dict[str, Any]:
        return {"xml:lang": item["language"]}


def newest_first(catalogue: Catalogue, query: QueryDict, language: str) -> Found:
    """What a feed holds: the same search in the only order that suits it."""
    query = query.copy()
    query["sort"] = NEWEST
    return Found(catalogue, query, language)


def feed_of(request: HttpRequest, found: Found, page: Page[Any]) -> Feed:
    """A page of the feed of a search."""
    name = found.catalogue.name
    neighbours = {"first": _address(found, f"{name}_atom", 1)}
    if page.has_next():
        neighbours["next"] = _address(found, f"{name}_atom", page.number + 1)
    if page.has_previous():
        neighbours["previous"] = _address(found, f"{name}_atom", page.number - 1)
    feed = Feed(
        title=title_of(found),
        link=_address(found, name, 1),
        description="",
        language=found.language,
        author_name=PUBLISHER,
        author_link=address_of("home"),
        feed_url=_address(found, f"{name}_atom", page.number),
        feed_guid=_address(found, f"{name}_atom", 1),
        neighbours=neighbours,
    )
    themes = THEME.labels(None)
    for card in cards(found, page.object_list):
        feed.add_item(**(_case(card, themes) if isinstance(card, CaseCard) else _lesson(card, themes)))
    return feed


def title_of(found: Found) -> str:
    """What is in the feed, in words: "Peerlearn: Cases about waste in Brazil"."""
    return f"{PUBLISHER}: {sentence(found)}"


def _case(card: CaseCard, themes: Labels) -> dict[str, Any]:
    address = address_of("case", card.slug)
    return {
        "title": card.title.plain,
        "link": address,
        "unique_id": address,
        "description": str(card.summary) or None,
        "pubdate": card.listing.first_published_at,
        "updateddate": card.listing.published_at,
        "categories": [themes[theme].words for theme in card.listing.themes if theme in themes],
        "language": card.title.language,
    }


def _lesson(card: LessonCard, themes: Labels) -> dict[str, Any]:
    address = address_of("lesson", card.uid)
    return {
        "title": card.title.plain,
        "link": address,
        "unique_id": address,
        "description": str(card.text) or None,
        "updateddate": card.lesson.published_at,
        "categories": [themes[theme].words for theme in card.lesson.themes if theme in themes],
        "language": card.title.language,
    }


def _address(found: Found, name: str, number: int) -> str:
    query = found.understood
    query.pop("sort", None)
    if number > 1:
        query["page"] = str(number)
    return f"{address_of(name)}?{query.urlencode()}" if query else address_of(name)
