"""Words of a compendium, which come as JSON by language."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import mark_safe

from ...presenting import NOTHING, Words


def words_in(texts: Mapping[str, str], language: str) -> Words:
    """The text in `language`, else in the first language that there is; it knows which."""
    order = (language, *settings.CONTENT_LANGUAGES)
    code = next((code for code in order if texts.get(code)), "")
    return Words(mark_safe(escape(texts[code])), code, code != language) if code else NOTHING
