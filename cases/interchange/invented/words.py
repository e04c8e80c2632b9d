"""Made-up words with real endings and real function words, as often as words are in real prose.

Stemmers and lists of stop words find what they expect; a reader sees at once that nothing is said.
The vocabularies are always the same, whatever the seed, so that a measurement can name its words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from random import Random
from uuid import UUID

COMMON = "velorimba"
"""Stands in about half of the cases, in all their languages."""
RARE = {"quibasolto": (17,), "zanferutma": (17, 100, 183), "dovrimelka": tuple(range(17, 1000, 83))}
"""Words that stand in one, three and twelve cases (their numbers), however many cases there are."""

STEMS = 12_000
"""Content words of a language, each in several forms: about the vocabulary of a shelf of reports."""
GRAMMAR = 0.45
"""The share of function words in running text."""


@dataclass(frozen=True)
class Sounds:
    """How the words of a language are built: function words by frequency, syllables, endings by kind of word."""

    functions: str
    onsets: str
    vowels: str
    codas: str
    endings: tuple[str, ...]


LANGUAGES = {
    "en": Sounds(
        "the of and to in a is that for it was as with be by on not this are at from or have an they which"
        " one we were all their has more been will can who its would there had our if when but other",
        "b br c cl d dr f fl g gr h l m n p pl pr r s sh sl st t th tr v w",
        "a e i o u ea oo ai",
        "n r l m t s nd st rk",
        (" s", " s ed ing", "ation ations ational", "er ers", "ly", "ness", "ment ments", "al ally"),
    ),
    "es": Sounds(
        "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me"
        " si sin sobre este ya entre cuando todo esta ser son dos también fue había era muy hasta desde",
        "b br c ch d dr f g gr j l ll m n p pl pr qu r s t tr v",
        "a e i o u ie ue",
        "n r l s",
        (
            "o os",
            "a as",
            "o os a as",
            "ción ciones",
            "dad dades",
            "ar aba aron ando",
            "mente",
            "ado ados ada adas",
        ),
    ),
    "fr": Sounds(
        "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont la"
        " avec son aux elle ou cette leur ces être comme fait nous mais même été deux sans entre ont",
        "b br c ch d dr f fl g gr j l m n p pl pr qu r s t tr v",
        "a e i o u ou ai eu é",
        "n r l s t",
        (
            " s",
            "e es",
            "é és ée ées",
            "tion tions",
            "té tés",
            "er aient ant",
            "ment",
            "eur eurs",
            "if ive ifs ives",
        ),
    ),
    "pt": Sounds(
        "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele das à seu"
        " sua ou quando muito nos já também só pelo pela até isso ela entre depois sem mesmo aos ser",
        "b br c ch d dr f g gr j l lh m n nh p pl pr qu r s t tr v",
        "a e i o u ei ou",
        "n r l s",
        (
            "o os",
            "a as",
            "o os a as",
            "ção ções",
            "dade dades",
            "ar ava aram ando",
            "mente",
            "ado ados ada adas",
        ),
    ),
}
_FORMS = (8, 4, 2, 1)
"""How often the forms of a word stand against each other."""


@dataclass(frozen=True)
class Vocabulary:
    """Words with their frequencies, added up one after the other."""

    words: tuple[str, ...]
    frequencies: tuple[float, ...]

    def draw(self, random: Random, count: int) -> list[str]:
        return random.choices(self.words, cum_weights=self.frequencies, k=count)


@cache
def vocabulary(language: str) -> Vocabulary:
    """All words of a language: function words first, then content words by Zipf's law."""
    functions = LANGUAGES[language].functions.split()
    grammar = [(word, 1 / (rank + 2)) for rank, word in enumerate(functions)]
    return _weighed(_scaled(grammar, GRAMMAR) + _scaled(_content(_stems(language)), 1 - GRAMMAR))


@cache
def subject(language: str, theme: str) -> Vocabulary:
    """The words that cases of a theme use more than others."""
    return _weighed(_content(dice(language, theme).sample(_stems(language), 150)))


def dice(*names: object) -> Random:
    """Chance that falls the same way whenever it has the same names."""
    return Random(" ".join(map(str, names)))  # noqa: S311 - nothing here is a secret


def uid(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128), version=4)


def name(random: Random) -> str:
    """A name of four or five syllables, as no place and no person has it."""
    return "".join(
        _syllable(LANGUAGES["pt"], random) for _syllables in range(random.randint(4, 5))
    ).capitalize()


def sentences(words: Sequence[str], random: Random) -> str:
    """The words as sentences."""
    said, at = [], 0
    while at < len(words):
        end = at + random.randint(8, 24)
        end = end if len(words) - end > 4 else len(words)
        first, *rest = words[at:end]
        if len(rest) > 12:
            rest[6] += ","
        said.append(" ".join([first.capitalize(), *rest]) + ".")
        at = end
    return " ".join(said)


@cache
def _stems(language: str) -> list[tuple[str, ...]]:
    """Content words, each as its forms, the commonest word first; common ones are short."""
    sounds, random = LANGUAGES[language], dice("words", language)
    stems: dict[str, tuple[str, ...]] = {}
    while len(stems) < STEMS:
        syllables = 2 if len(stems) < 1_000 else random.randint(2, 3)
        stem = "".join(_syllable(sounds, random) for _syllables in range(syllables))
        stem += random.choice(sounds.codas.split())
        endings = random.choice(sounds.endings).split(" ")
        stems.setdefault(stem, tuple(stem + ending for ending in endings))
    return list(stems.values())


def _syllable(sounds: Sounds, random: Random) -> str:
    return random.choice(sounds.onsets.split()) + random.choice(sounds.vowels.split())


def _content(stems: Sequence[tuple[str, ...]]) -> list[tuple[str, float]]:
    weights = [(forms, 1 / (rank + 2.7) ** 1.05) for rank, forms in enumerate(stems)]
    return [
        (form, weight * share)
        for forms, weight in weights
        for form, share in zip(forms, _FORMS, strict=False)
    ]


def _scaled(words: list[tuple[str, float]], share: float) -> list[tuple[str, float]]:
    total = sum(weight for _word, weight in words)
    return [(word, weight * share / total) for word, weight in words]


def _weighed(words: list[tuple[str, float]]) -> Vocabulary:
    return Vocabulary(
        tuple(word for word, _weight in words), tuple(accumulate(weight for _word, weight in words))
    )
