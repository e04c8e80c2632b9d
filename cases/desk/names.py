"""What the keys in a document stand for, in words: a city by its name, a choice by its label."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from partnerships.models import Indicator
from partnerships.sdgs import sdg_name
from peerlearn.editing.languages import own_name
from peerlearn.editing.prose import plain
from peerlearn.editing.translated import in_language

from ..document import CaseDocument, Part
from ..models import KINDS, Link

LENGTH = 90
"""Characters of a heading."""


def fact_label(kind: str, name: str) -> str:
    """How a fact, or a kind of thread, is called."""
    if name in Link.Kind.values:
        return str(Link.Kind(name).label)
    return str(KINDS[kind]._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


class Names:
    """The names that some documents know, the last one first; of several values, each has its line."""

    def __init__(self, *documents: CaseDocument) -> None:
        self.original = documents[-1].authored.language
        self.parts = {part.uid: part for document in documents for part in document.authored.parts}
        abouts = [document.about for document in documents]
        cities = _named(abouts, "cities")
        self.by_fact: dict[str, Mapping[str, str]] = {
            "city": cities,
            "cities": cities,
            "themes": _named(abouts, "themes"),
            "organisations": {
                slug: in_language(each["name"])
                for about in abouts
                for slug, each in about["organisations"].items()
            },
            "plan_objective": {
                each["uid"]: each["text"] for about in abouts for each in about["plan"]["objectives"]
            },
            "activities": {
                each["uid"]: each["title"] for about in abouts for each in about["plan"]["activities"]
            },
            "indicator": self._indicators(),
        }

    def _indicators(self) -> dict[str, str]:
        """The snapshot does not hold them; without one in use nobody asks."""
        used = {part.facts["indicator"] for part in self.parts.values() if part.facts.get("indicator")}
        return {str(each.uid): str(each) for each in Indicator.objects.filter(uid__in=used)} if used else {}

    def of_case(self, name: str, value: Any) -> str:
        match name:
            case "language":
                return own_name(value)
            case "sdgs":
                return "\n".join(f"{goal}. {sdg_name(goal)}" for goal in value)
            case "themes":
                return self._listed(name, value)
        return str(value)

    def fact(self, kind: str, name: str, value: Any) -> str:
        """A fact of an item; "" when there is none."""
        if value is None:
            return ""
        if value is True:
            return _("yes")
        if name in Link.Kind.values:
            return "\n".join(self._part(uid) for uid in value)
        if isinstance(value, (list, tuple)):
            return self._listed(name, value)
        if name in ("picture", "portrait"):
            return _("picture %(name)s") % {"name": value[:8]}
        if name == "language":
            return own_name(value)
        choices = dict(KINDS[kind]._meta.get_field(name).flatchoices)  # type: ignore[union-attr]
        return str(choices.get(value) or self.by_fact.get(name, {}).get(value, value))

    def _listed(self, name: str, values: Iterable[str]) -> str:
        known = self.by_fact.get(name, {})
        return "\n".join(sorted(known.get(value, value) for value in values))

    def _part(self, uid: str) -> str:
        part = next((part for part in self.parts.values() if str(part.uid) == uid), None)
        return self.heading(part, self.original) if part else ""

    def heading(self, part: Part, language: str) -> str:
        """What names an item in a list: its city, its person, or the beginning of its words."""
        city = self.by_fact["city"].get(part.facts.get("city") or "", "")
        match part.kind:
            case "context":
                return city
            case "side":
                tool = next(
                    (each for each in self.parts.values() if str(each.uid) == part.facts["tool"]), None
                )
                return " – ".join(filter(None, (self._words(tool, language) if tool else "", city)))
            case "voice":
                return str(part.facts.get("person") or "")
            case "source":
                return str(part.facts.get("title") or "")
        return self._words(part, language)

    def _words(self, part: Part, language: str) -> str:
        for code in (language, self.original):
            for prose in KINDS[part.kind].prose:
                if written := part.text(prose.name, code):
                    return Truncator(plain(written.value)).chars(LENGTH)
        return ""


def _named(abouts: list[Mapping[str, Any]], key: str) -> dict[str, str]:
    return {each["slug"]: in_language(each["name"]) for about in abouts for each in about[key]}
