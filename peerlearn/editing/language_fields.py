"""A text in a form of ours, one field for each content language: `title_en`, `title_pt`."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from .languages import content_languages
from .writing_fields import PlainText


def fields_by_language(name: str, kind: type[PlainText], *, max_length: int) -> dict[str, PlainText]:
    """The fields, each under the language's own name."""
    fields = {
        f"{name}_{code}": kind(label=label, max_length=max_length) for code, label in content_languages()
    }
    for field, code in zip(fields.values(), settings.CONTENT_LANGUAGES, strict=True):
        field.widget.attrs["lang"] = code
    return fields


def values_by_language(name: str, words: Mapping[str, str]) -> dict[str, str]:
    """What the fields hold of words by language."""
    return {f"{name}_{code}": words.get(code, "") for code in settings.CONTENT_LANGUAGES}


def words_by_language(name: str, values: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, str]:
    """`words` with what the fields hold now; what stands in languages without a field stays."""
    others = {code: text for code, text in words.items() if code not in settings.CONTENT_LANGUAGES}
    return others | {code: text for code in settings.CONTENT_LANGUAGES if (text := values[f"{name}_{code}"])}
