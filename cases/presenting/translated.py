"""Words that come by language (`{"en": "Cadastre"}`) as they are shown: those of a compendium, of a design."""

from collections.abc import Callable, Mapping

from django.utils.html import escape, linebreaks
from django.utils.safestring import SafeString

from peerlearn.editing.translated import language_found

from .values import NOTHING, Words


def words_in(texts: Mapping[str, str], language: str, *, as_html: Callable[[str], str] = escape) -> Words:
    """The text in `language`, else in English, else in any other; it knows which. `as_html` makes it safe."""
    code = language_found(texts, language)
    return Words(SafeString(as_html(texts[code])), code, code != language) if code else NOTHING


def in_paragraphs(text: str) -> str:
    """Safe HTML of a text whose empty lines part paragraphs."""
    return linebreaks(text, autoescape=True)
