"""A case document in one language, as page and PDF read it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import ngettext
from django_countries import countries

from partnerships.models import ProgrammePartner
from partnerships.sdgs import sdg_name
from peerlearn.editing.prose import clean_rich
from peerlearn.editing.translated import in_language

from ..document import CaseDocument, Part, published_document, published_documents
from ..models import KINDS, Edition, Link, digest
from .licences import Licence, licence_of
from .measured import Result
from .planned import Exchange, PresentedMilestone, PresentedPlan
from .values import COLOURS, NOTHING, Mark, Named, PresentedCity, PresentedItem, Words

NAMED = 3
"""Cities of a pair that are named where there is little room."""


class PresentedCase:
    """A case in one language. Sections that hold nothing are empty, never missing."""

    def __init__(
        self,
        document: CaseDocument,
        language: str,
        *,
        languages: Iterable[str] | None = None,
        edition: Edition | None = None,
    ) -> None:
        authored = document.authored
        self.document = document
        self.edition = edition
        self.number = edition.number if edition else None
        self.published_at: datetime | None = edition.published_at if edition else None
        self.slug: str = document.about["slug"]
        self.original_language = authored.language
        self.languages = sorted(languages or {authored.language})
        self.asked_language = language
        self.language = language if language in self.languages else authored.language
        self.is_fallback = self.language != language
        self.licence = authored.licence

    def words(self, part: Part, name: str) -> Words:
        """The text of a part in the case's language, else in the language it was written in."""
        rich = next(prose.rich for prose in KINDS[part.kind].prose if prose.name == name)
        source = part.text(name, self.original_language)
        shown, language = part.text(name, self.language), self.language
        if shown is None:
            shown, language = source, self.original_language
        if shown is None:
            return NOTHING
        stale = bool(
            language != self.original_language
            and source
            and shown.made_from
            and shown.made_from != digest(source.value)
        )
        html = clean_rich(shown.value) if rich else escape(shown.value)
        return Words(mark_safe(html), language, language != self.asked_language, stale)

    # Who and where

    @cached_property
    def all_cities(self) -> dict[str, PresentedCity]:
        return {city["slug"]: self._city(city) for city in self.document.about["cities"]}

    @cached_property
    def cities(self) -> tuple[PresentedCity, ...]:
        """The cities that take part, in the order of their colours."""
        return tuple(city for city in self.all_cities.values() if city.colour)

    @property
    def unplaced(self) -> list[str]:
        """The names of cities that are missing on its map; none where there is no map."""
        missing = [city.name for city in self.cities if not city.place]
        return missing if len(missing) < len(self.cities) else []

    def _city(self, city: Mapping[str, Any]) -> PresentedCity:
        facts = {name: city[name] for name in PresentedCity.__dataclass_fields__ if name in city}
        colour = (city["position"] - 1) % COLOURS + 1 if city["position"] else 0
        name = in_language(city["name"], self.asked_language)
        country_name = str(countries.name(city["country"]))
        return PresentedCity(**{**facts, "name": name, "colour": colour, "country_name": country_name})

    @cached_property
    def themes(self) -> tuple[Named, ...]:
        return self._themes(self.document.authored.themes)

    def _themes(self, slugs: Iterable[str]) -> tuple[Named, ...]:
        known = {theme["slug"]: theme["name"] for theme in self.document.about["themes"]}
        return tuple(
            Named(slug, in_language(known[slug], self.asked_language)) for slug in slugs if slug in known
        )

    @cached_property
    def sdgs(self) -> tuple[Named, ...]:
        return tuple(
            Named(str(goal), sdg_name(goal, self.asked_language)) for goal in self.document.authored.sdgs
        )

    def organisation(self, slug: str) -> Named:
        known = self.document.about["organisations"].get(slug, {"name": {"en": slug}})
        logo = Mark(**known["logo"]) if known.get("logo") else None
        return Named(slug, in_language(known["name"], self.asked_language), logo)

    @cached_property
    def owner(self) -> Named:
        return self.organisation(self.document.about["owner"])

    @cached_property
    def programme(self) -> Named | None:
        programme = self.document.about["programme"]
        return (
            Named(programme["slug"], in_language(programme["name"], self.asked_language))
            if programme
            else None
        )

    @cached_property
    def partners(self) -> list[tuple[str, list[Named]]]:
        """The programme's partners by role, in the order of the roles."""
        by_role: dict[str, list[Named]] = {}
        for partner in (self.document.about["programme"] or {}).get("partners", ()):
            by_role.setdefault(partner["role"], []).append(self.organisation(partner["organisation"]))
        roles = ProgrammePartner.Role
        return [(str(role.label), by_role[role.value]) for role in roles if role.value in by_role]

    @property
    def publishers(self) -> list[Named]:
        return [self.owner]

    @cached_property
    def photographers(self) -> list[str]:
        """Whom to thank for the pictures that are shown, each once."""
        known = self.document.about["pictures"]
        shown = [item.facts["picture"] for item in self.illustrations]
        shown += [item.facts["portrait"] for item in self.voices if item.facts.get("portrait")]
        return list(
            dict.fromkeys(known[uid]["credit"] for uid in shown if uid in known and known[uid]["credit"])
        )

    @cached_property
    def terms(self) -> Licence:
        return licence_of(self.licence)

    @property
    def starts(self) -> str:
        return str(self.document.about["partnership"]["starts"])

    @property
    def ends(self) -> str:
        return str(self.document.about["partnership"]["ends"])

    @property
    def partnership_slug(self) -> str:
        return str(self.document.about["partnership"]["slug"])

    # What is told

    @cached_property
    def items(self) -> dict[UUID, PresentedItem]:
        items = {part.uid: self._item(part) for part in self.document.authored.parts}
        for thread in self.document.authored.threads:
            attribute = {Link.Kind.ANSWERS: "answers", Link.Kind.SHOWN_BY: "shown_by"}.get(
                Link.Kind(thread.kind), "serves"
            )
            getattr(items[thread.item], attribute).append(items[thread.to])
        for side in [item for item in items.values() if item.kind == "side"]:
            items[UUID(side.facts["tool"])].sides.append(side)
        return items

    def _item(self, part: Part) -> PresentedItem:
        facts = part.facts
        known = self.all_cities
        return PresentedItem(
            uid=part.uid,
            kind=part.kind,
            texts={name: self.words(part, name) for name in part.texts},
            cities=_in_order(known[slug] for slug in facts.get("cities", ()) if slug in known),
            city=known.get(facts.get("city") or ""),
            organisations=tuple(self.organisation(slug) for slug in facts.get("organisations", ())),
            themes=self._themes(facts.get("themes", ())),
            facts=facts,
            result=self.plan.result(facts.get("indicator")),
        )

    def _of_kind(self, kind: str) -> list[PresentedItem]:
        return [item for item in self.items.values() if item.kind == kind and _has_something(item)]

    @cached_property
    def narrative(self) -> PresentedItem | None:
        return next((item for item in self.items.values() if item.kind == "narrative"), None)

    @property
    def title(self) -> Words:
        return self.narrative.title if self.narrative else NOTHING

    @property
    def summary(self) -> Words:
        return self.narrative.summary if self.narrative else NOTHING

    @property
    def future(self) -> Words:
        return self.narrative.future if self.narrative else NOTHING

    @cached_property
    def contexts(self) -> list[PresentedItem]:
        return sorted(self._of_kind("context"), key=lambda item: item.city.colour if item.city else 9)

    @cached_property
    def objectives(self) -> list[PresentedItem]:
        return self._of_kind("objective")

    @cached_property
    def challenges(self) -> list[PresentedItem]:
        return self._of_kind("challenge")

    @cached_property
    def outcomes(self) -> list[PresentedItem]:
        return self._of_kind("outcome")

    @cached_property
    def lessons(self) -> list[PresentedItem]:
        return self._of_kind("lesson")

    @cached_property
    def voices(self) -> list[PresentedItem]:
        return [item for item in self._of_kind("voice") if item.facts.get("consent_on")]

    @cached_property
    def comparisons(self) -> list[PresentedItem]:
        return self._of_kind("comparison")

    @cached_property
    def illustrations(self) -> list[PresentedItem]:
        return self._of_kind("illustration")

    @cached_property
    def sources(self) -> list[PresentedItem]:
        return self._of_kind("source")

    # What was planned and measured

    @cached_property
    def plan(self) -> PresentedPlan:
        """The work plan as it was when the edition appeared."""
        on = self.published_at or timezone.now()
        return PresentedPlan(
            self.document.about["plan"],
            cities=self.all_cities,
            language=self.asked_language,
            on=timezone.localdate(on),
        )

    @property
    def steps(self) -> list[Exchange | PresentedMilestone]:
        return self.plan.steps

    @cached_property
    def results(self) -> list[Result]:
        """What was measured and is not told by an outcome."""
        told = {outcome.facts.get("indicator") for outcome in self.outcomes}
        return [result for result in self.plan.results if result.uid not in told]

    @property
    def is_stale(self) -> bool:
        """Some text shown is a translation of words that have changed since."""
        return any(words.stale for item in self.items.values() for words in item.texts.values())

    @property
    def pair(self) -> str:
        """The cities' names, as a title: "Guarulhos – Nampula"."""
        return " – ".join(city.name for city in self.cities)

    @property
    def pair_in_short(self) -> str:
        """The same for a narrow place: of many cities the first, and how many more."""
        if len(self.cities) <= NAMED:
            return self.pair
        more = len(self.cities) - 1
        words = ngettext("%(city)s and %(more)d more", "%(city)s and %(more)d more", more)
        return words % {"city": self.cities[0].name, "more": more}


def present(edition: Edition, language: str) -> PresentedCase:
    """An edition as anyone may see it, in `language` where the edition has it."""
    return PresentedCase(published_document(edition), language, languages=edition.languages, edition=edition)


def present_all(editions: Sequence[Edition], language: str) -> list[PresentedCase]:
    """Many editions as anyone may see them, in their order."""
    return [
        PresentedCase(document, language, languages=edition.languages, edition=edition)
        for edition, document in zip(editions, published_documents(editions), strict=True)
    ]


def present_draft(document: CaseDocument, language: str) -> PresentedCase:
    """A working copy as its writers preview it, in any language that has words."""
    return PresentedCase(
        document, language, languages=document.authored.languages() | {document.authored.language}
    )


def _in_order(cities: Iterable[PresentedCity]) -> tuple[PresentedCity, ...]:
    """Cities as everywhere: in the order of their colours, then those that take no part."""
    return tuple(sorted(cities, key=lambda city: city.colour or COLOURS + 1))


def _has_something(item: PresentedItem) -> bool:
    return bool(item.kind in ("source", "illustration") or item.sides or any(item.texts.values()))
