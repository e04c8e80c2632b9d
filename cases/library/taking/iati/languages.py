"""Texts in the languages that IATI gets them in: those of the record, each said to be what it is."""

from collections.abc import Callable, Iterable, Mapping

from django.conf import settings
from django.utils.translation import override

from peerlearn.editing.translated import in_language

from .elements import legible
from .values import Words


def words_of(words: Mapping[str, str], otherwise: str = "") -> Words:
    """A text by language in the order of the content languages; `otherwise` in none of them where it has none."""
    given = [(code, text) for code in settings.CONTENT_LANGUAGES if (text := written(words.get(code, "")))]
    spare = written(in_language(dict(words))) or otherwise
    return tuple(given) or ((("", spare),) if spare else ())


def written(text: str) -> str:
    """A text without what XML can't hold and the blanks around it; "" when nothing is left."""
    return legible(text).strip()


def in_one(text: str, language: str) -> Words:
    """A text that was written in one language."""
    known = language if language in settings.CONTENT_LANGUAGES else ""
    return ((known, said),) if (said := written(text)) else ()


def said_in(languages: Iterable[str], say: Callable[[str], str]) -> Words:
    """A sentence of ours in those of the languages that the site speaks, else in English."""
    spoken = dict(settings.LANGUAGES)
    found = []
    for code in [each for each in languages if each in spoken] or ["en"]:
        with override(code):
            found.append((code, say(code)))
    return tuple(found)
