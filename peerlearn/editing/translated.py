"""The few translated words of reference data: one JSON object, language code to text."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .translated_forms import TranslatedFormField


def in_language(words: Mapping[str, str], language: str | None = None) -> str:
    """The text in `language` (default: the one being shown), else in English, else in any other."""
    return words.get(language_found(words, language or get_language() or settings.LANGUAGE_CODE), "")


def language_found(words: Mapping[str, str], language: str) -> str:
    """The language of the text that stands for `language`: itself, else English, else any other; empty without one."""
    for code in (language, "en", *words):
        if words.get(code):
            return code
    return ""


def sort_key(text: str) -> str:
    """A key that sorts names as a reader expects: "Évora" beside "Evora", capitals aside."""
    if text.isascii():
        return text.casefold()
    return _BEYOND_ASCII.sub(_base, unicodedata.normalize("NFKD", text)).casefold()


_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def _base(sign: re.Match[str]) -> str:
    return "" if unicodedata.combining(sign[0]) else sign[0]


def check_translated(words: Any) -> None:
    """Raises ValidationError unless `words` maps content languages to texts, at least one not empty."""
    if not isinstance(words, dict) or not all(isinstance(text, str) for text in words.values()):
        raise ValidationError(_("Give the words by language."))
    unknown = set(words) - set(settings.CONTENT_LANGUAGES)
    if unknown:
        raise ValidationError(_("Unknown language: %(codes)s"), params={"codes": ", ".join(sorted(unknown))})


class TranslatedField(models.JSONField):
    """Words by language, for instance `{"en": "Cadastre", "pt": "Cadastro"}`."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("default", dict)
        options["validators"] = [check_translated]
        super().__init__(*args, **options)

    def formfield(self, **options: Any) -> Any:
        """One input for each language; `is_long` makes them text areas."""
        own = {"form_class": TranslatedFormField, "show_hidden_initial": False}
        return super().formfield(**{**own, **options})

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        options.pop("validators", None)
        return name, path, args, options
