"""An edition as data: what its page shows, in every language it was published in, and nothing else.

What stays behind: languages that were not ready, voices without consent and how consent was given,
pictures, logos, objectives and contributions of the plan that the page doesn't show, and whatever was redacted.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse

from peerlearn.editing.prose import clean_rich

from ..document import CaseDocument, Part, published_document
from ..models import KINDS, Edition

FORMAT = 1
"""Counts up when something that was there is called otherwise or gone."""
_NEVER = {"consent_on", "consent_note"}
_ACTIVITY = (
    "uid",
    "kind",
    "title",
    "text",
    "language",
    "host",
    "starts",
    "ends",
    "status",
    "people",
    "women",
    "methodology",
    "source",
)
_MILESTONE = ("title", "language", "due", "reached")
_CITY = (
    "slug",
    "name",
    "country",
    "latitude",
    "longitude",
    "population",
    "population_year",
    "population_source",
)
_PICTURE = ("type", "width", "height", "credit", "licence")


def edition_as_data(edition: Edition) -> dict[str, Any]:
    """JSON values; `edition` must have been fetched with its document."""
    document = published_document(edition)
    authored, about = document.authored, document.about
    parts = [part for part in authored.parts if part.kind != "voice" or part.facts.get("consent_on")]
    shown = {part.uid for part in parts}
    slug = about["slug"]
    return {
        "format": FORMAT,
        "slug": slug,
        "url": settings.PEERLEARN_ADDRESS + reverse("library:edition", args=[slug, edition.number]),
        "edition": edition.number,
        "published_at": edition.published_at.isoformat(),
        "language": authored.language,
        "languages": list(edition.languages),
        "licence": authored.licence,
        "owner": about["owner"],
        "partnership": about["partnership"],
        "programme": about["programme"],
        "cities": [_city(city) for city in about["cities"] if city["position"] or _named(city, parts)],
        "organisations": {
            slug: {name: value for name, value in known.items() if name != "logo"}
            for slug, known in about["organisations"].items()
        },
        "themes": list(authored.themes),
        "theme_names": {theme["slug"]: theme["name"] for theme in about["themes"]},
        "sdgs": list(authored.sdgs),
        **_plan(about["plan"]),
        "pictures": _pictures(document, parts),
        "items": [_item(part, edition.languages) for part in parts],
        "links": [
            {"item": str(thread.item), "to": str(thread.to), "kind": thread.kind}
            for thread in authored.threads
            if thread.item in shown and thread.to in shown
        ],
    }


def edition_json(edition: Edition) -> bytes:
    """The same as the site gives it at the edition's address, to the byte."""
    return json.dumps(edition_as_data(edition), cls=DjangoJSONEncoder).encode()


def _plan(plan: Mapping[str, Any]) -> dict[str, Any]:
    """What was planned, done and measured; editions of earlier versions of the site hold less of it."""
    return {
        "activities": [
            {**{name: each[name] for name in _ACTIVITY}, "cities": each.get("cities", [])}
            for each in plan["activities"]
        ],
        "milestones": [{name: each[name] for name in _MILESTONE} for each in plan.get("milestones", ())],
        "indicators": list(plan.get("indicators", ())),
        "stages": list(plan.get("stages", ())),
    }


def _item(part: Part, languages: Iterable[str]) -> dict[str, Any]:
    ready = set(languages)
    rich = {prose.name for prose in KINDS[part.kind].prose if prose.rich}
    texts = {
        name: {
            code: clean_rich(text.value) if name in rich else text.value
            for code, text in by_language.items()
            if code in ready
        }
        for name, by_language in part.texts.items()
    }
    facts = {name: value for name, value in part.facts.items() if name not in _NEVER}
    return {
        "uid": str(part.uid),
        "kind": part.kind,
        "facts": {name: list(value) if isinstance(value, tuple) else value for name, value in facts.items()},
        "texts": {name: by_language for name, by_language in texts.items() if by_language},
    }


def _city(city: Mapping[str, Any]) -> dict[str, Any]:
    return {**{name: city[name] for name in _CITY}, "takes_part": bool(city["position"])}


def _named(city: Mapping[str, Any], parts: Iterable[Part]) -> bool:
    """Whether an item that is shown names the city."""
    return any(city["slug"] in part.facts.get("cities", ()) for part in parts)


def _pictures(document: CaseDocument, parts: Iterable[Part]) -> dict[str, Any]:
    """The pictures that are shown, each with the address of its largest rendition."""
    known = document.about["pictures"]
    used = [part.facts[name] for part in parts for name in ("picture", "portrait") if part.facts.get(name)]
    return {
        uid: {
            **{name: known[uid][name] for name in _PICTURE},
            "url": f"{settings.PEERLEARN_ADDRESS}/media/{uid}/1280.jpeg",
        }
        for uid in used
        if uid in known
    }
