"""One invented case as a document: the same parts that a real one has, 800 to 1,500 words in each language."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.conf import settings

from partnerships.models import Theme

from ...document import Authored, CaseDocument, Facts, Part, PlanRecords, Thread, Written, plan_values
from ...document.about import (
    city_as_it_is,
    organisations_as_they_are,
    programme_as_it_is,
    themes_as_they_are,
)
from ...models import KINDS, digest
from .words import COMMON, LANGUAGES, RARE, dice, name, sentences, subject, uid, vocabulary
from .world import IN_PARTNERSHIP, PREFIX, Pair, World

SHORTEST, LONGEST = 800, 1_500
"""Words of a case in one language."""
LESSONS = (3, 8)
IN_LANGUAGES = (30, 35, 15, 20)
"""Of a hundred cases, how many are in one language, in two, three and four."""
WRITTEN_IN = {"en": 40, "es": 20, "fr": 15, "pt": 25}
FIRST_DAY, DAYS = datetime(2012, 1, 2, 9, tzinfo=UTC), 5_000
"""Editions are dated over these days, whatever today is: a seed gives the same library next year."""
ON_THEME = 8
"""Of so many words, one is of the case's theme."""


@dataclass(frozen=True)
class Told:
    """A case ready to be kept."""

    uid: UUID
    slug: str
    pair: Pair
    document: CaseDocument
    languages: list[str]
    published_at: datetime


def slug_of(seed: int, number: int) -> str:
    return f"{PREFIX}{seed}-case-{number}"


def tell(world: World, number: int, pair: Pair) -> Told:
    """The case of a number; `pair` is the partnership that it is about."""
    random = dice(world.seed, "case", number)
    themes = _some(random, world.themes, (1, 3))
    languages = _languages(random)
    parts = list(_Telling(random, number, pair, themes, languages).parts())
    authored = Authored(
        language=languages[0],
        themes=tuple(sorted(theme.slug for theme in themes)),
        sdgs=tuple(sorted(random.sample(range(1, 18), random.randint(1, 4)))),
        parts=tuple(parts),
        threads=_threads(random, parts),
    )
    slug = slug_of(world.seed, number)
    published_at = FIRST_DAY + timedelta(days=random.randrange(DAYS), seconds=random.randrange(30_000))
    document = CaseDocument(authored, _about(slug, world, pair, authored))
    return Told(uid(random), slug, pair, document, languages, published_at)


def partnership_of(number: int) -> int:
    return number // IN_PARTNERSHIP


@dataclass(frozen=True)
class _Telling:
    """Everything that the parts of one case are made of."""

    random: Random
    number: int
    pair: Pair
    themes: list[Theme]
    languages: list[str]

    def parts(self) -> Iterator[Part]:
        """The parts in the order of a document, with words in every language of the case."""
        plan = [(kind, facts, uid(self.random)) for kind, facts in self._plan()]
        lengths = self._lengths([kind for kind, _facts, _uid in plan])
        tools = [str(own) for kind, _facts, own in plan if kind == "comparison"]
        for (kind, facts, own), counts in zip(plan, lengths, strict=True):
            facts = facts | {"tool": tools[0]} if kind == "side" else facts
            texts = {field: self._texts(kind, field, count) for field, count in counts.items()}
            yield Part(own, kind, facts, texts)

    def _plan(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """The parts that there are, with their facts."""
        random, cities = self.random, [city.slug for city in self.pair.cities]
        yield "narrative", {}
        yield from (("context", {"city": city}) for city in cities)
        yield from (("objective", {"plan_objective": None}) for _each in range(random.randint(1, 3)))
        for _each in range(random.randint(1, 3)):
            yield "challenge", {"themes": self._of_themes()}
        for _each in range(random.randint(1, 3)):
            value = str(random.randint(3, 20_000)) if random.random() < 0.5 else None
            yield "outcome", {"value": value, "indicator": None, "activities": ()}
        yield from (("lesson", self._lesson_facts(cities)) for _each in range(random.randint(*LESSONS)))
        if random.random() < 0.5:
            yield "voice", self._voice_facts(cities)
        if random.random() < 0.4:
            yield "comparison", {}
            yield from (("side", {"city": city}) for city in cities[:2])
        source = {"title": f"{name(random)} (invented)", "language": self.languages[0], "read_on": None}
        yield "source", {**source, "address": ""}  # an address would be asked for at night

    def _lesson_facts(self, cities: list[str]) -> dict[str, Any]:
        random = self.random
        associations = sorted({p.organisation.slug for p in self.pair.participations if p.organisation})
        return {
            "lesson_kind": random.choices(("worked", "did_not_work", "condition"), (5, 2, 3))[0],
            "themes": self._of_themes(),
            "cities": tuple(sorted(random.sample(cities, random.randint(1, len(cities))))),
            "organisations": tuple(associations[:1]) if random.random() < 0.2 else (),
            "said_by": random.choice(("", "leader", "professional", "community")),
        }

    def _voice_facts(self, cities: list[str]) -> dict[str, Any]:
        random = self.random
        return {
            "group": random.choice(("leader", "professional", "community")),
            "person": f"{name(random)} {name(random)} (invented)",
            "city": random.choice(cities),
            "consent_on": "2011-12-01",
            "consent_note": "",
        }

    def _of_themes(self) -> tuple[str, ...]:
        slugs = [theme.slug for theme in self.themes]
        return tuple(sorted(self.random.sample(slugs, self.random.randint(1, min(2, len(slugs))))))

    def _lengths(self, kinds: list[str]) -> list[dict[str, int]]:
        """How many words each text has: as its kind declares, stretched to the length of the case."""
        wanted = self.random.randint(SHORTEST + 50, LONGEST - 50)
        declared = [{prose.name: prose.words for prose in KINDS[kind].prose} for kind in kinds]
        for kind, counts in zip(kinds, declared, strict=True):
            if kind == "outcome":
                del counts["unit"]
        short = sum(n for counts in declared for n in counts.values() if n <= 14)
        long = sum(n for counts in declared for n in counts.values() if n > 14)
        stretch = (wanted - short) / long
        return [
            {
                field: n if n <= 14 else max(round(n * stretch), 3)
                for field, n in sorted(counts.items(), key=_as_kept)
            }
            for counts in declared
        ]

    def _texts(self, kind: str, field: str, count: int) -> dict[str, Written]:
        rich = next(prose.rich for prose in KINDS[kind].prose if prose.name == field)
        values = {code: self._prose(code, kind, count, rich=rich) for code in sorted(self.languages)}
        source = digest(values[self.languages[0]])
        return {
            code: Written(value, "" if code == self.languages[0] else source)
            for code, value in values.items()
        }

    def _prose(self, language: str, kind: str, count: int, *, rich: bool) -> str:
        words = vocabulary(language).draw(self.random, count)
        own = subject(language, self.themes[0].slug)
        words[3::ON_THEME] = own.draw(self.random, len(words[3::ON_THEME]))
        if not rich:
            return " ".join(words).capitalize()
        if kind == "narrative":  # its summary and its future
            words[5:5] = self._known()
        half = len(words) // 2 if count > 80 else len(words)
        paragraphs = [words[:half], words[half:]]
        return "".join(f"<p>{sentences(part, self.random)}</p>" for part in paragraphs if part)

    def _known(self) -> list[str]:
        """The words that a measurement can name, where this case has them."""
        common = [COMMON] if dice(self.number, "common").random() < 0.5 else []
        return common + [word for word, numbers in RARE.items() if self.number in numbers]


def _as_kept(field: tuple[str, int]) -> tuple[int, str]:
    """The order in which PostgreSQL gives back what an object holds: words keep their places in search."""
    return len(field[0]), field[0]


def _languages(random: Random) -> list[str]:
    """The language a case is written in, then its translations."""
    known = [code for code in LANGUAGES if code in settings.CONTENT_LANGUAGES]
    first = random.choices(known, [WRITTEN_IN[code] for code in known])[0]
    others = [code for code in known if code != first]
    count = random.choices(range(len(known)), IN_LANGUAGES[: len(known)])[0]
    return [first, *sorted(random.sample(others, count))]


def _some(random: Random, themes: list[Theme], count: tuple[int, int]) -> list[Theme]:
    """Some of the themes, the first ones more often."""
    drawn = [themes[int(len(themes) * random.random() ** 1.7)] for _each in range(random.randint(*count))]
    return list(dict.fromkeys(drawn))


def _threads(random: Random, parts: list[Part]) -> tuple[Thread, ...]:
    """Each lesson answers a challenge, most are shown by an outcome."""
    of = {
        kind: [part.uid for part in parts if part.kind == kind] for kind in ("challenge", "outcome", "lesson")
    }
    threads = [Thread(lesson, random.choice(of["challenge"]), "answers") for lesson in of["lesson"]]
    threads += [Thread(lesson, random.choice(of["outcome"]), "shown_by") for lesson in of["lesson"][1:]]
    return tuple(sorted(threads, key=lambda t: (str(t.item), str(t.to), t.kind)))


def _about(slug: str, world: World, pair: Pair, authored: Authored) -> Facts:
    """The snapshot that `document.about` makes of rows, made of what is in memory."""
    partnership = pair.partnership
    named = {theme for part in authored.parts for theme in part.facts.get("themes", ())} | {*authored.themes}
    partners = world.partners_of(partnership.programme)
    organisations = [
        pair.owner,
        *(p.organisation for p in pair.participations),
        *(p.organisation for p in partners),
    ]
    return {
        "slug": slug,
        "owner": pair.owner.slug,
        "partnership": {"slug": partnership.slug, "starts": partnership.starts, "ends": partnership.ends},
        "cities": [city_as_it_is(p.city, p.position) for p in pair.participations],
        "themes": themes_as_they_are(theme for theme in world.themes if theme.slug in named),
        "programme": programme_as_it_is(partnership.programme, partners) if partnership.programme else None,
        "organisations": organisations_as_they_are(o for o in organisations if o),
        "plan": plan_values(PlanRecords([], [], [], [], [], [])),
        "pictures": {},
    }
