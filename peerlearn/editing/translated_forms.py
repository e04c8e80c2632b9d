"""Words by language in a form: one input for each content language."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _


def language_name(code: str) -> str:
    """The language's name in the language being shown."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


class TranslatedWidget(forms.MultiWidget):
    """An input, or a text area, below the name of each language."""

    template_name = "admin/widgets/translated.html"

    def __init__(self, *, is_long: bool = False, attrs: Any = None) -> None:
        self.languages = list(settings.CONTENT_LANGUAGES)
        super().__init__({code: _input(code, is_long=is_long) for code in self.languages}, attrs)

    def decompress(self, value: dict[str, str] | None) -> list[str]:
        return [(value or {}).get(code, "") for code in self.languages]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for code, shown in zip(self.languages, context["widget"]["subwidgets"], strict=True):
            shown["language"] = language_name(code)
        return context

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else id_


def _input(code: str, *, is_long: bool) -> forms.Widget:
    attrs = {"lang": code, "class": "vLargeTextField" if is_long else "vTextField"}
    return forms.Textarea({**attrs, "rows": 3}) if is_long else forms.TextInput(attrs)


class TranslatedFormField(forms.MultiValueField):
    """Gives `{"en": "Cadastre", "pt": "Cadastro"}`; empty languages are left out, one must be there if required."""

    widget = TranslatedWidget
    default_error_messages = {"required": _("Write it in one language at least.")}

    def __init__(self, *, is_long: bool = False, required: bool = True, **options: Any) -> None:
        for of_json in ("encoder", "decoder"):
            options.pop(of_json, None)
        options["widget"] = TranslatedWidget(is_long=is_long)
        fields = [
            forms.CharField(required=False, label=language_name(code)) for code in settings.CONTENT_LANGUAGES
        ]
        options.pop("max_length", None)
        super().__init__(fields, required=required, require_all_fields=False, **options)

    def compress(self, texts: list[str]) -> dict[str, str]:
        return {code: text for code, text in zip(settings.CONTENT_LANGUAGES, texts, strict=False) if text}

    def clean(self, value: Any) -> dict[str, str]:
        words: dict[str, str] = super().clean(value) or {}
        if self.required and not words:  # blanks in every language
            raise ValidationError(self.error_messages["required"], code="required")
        return words

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = {code: text for code, text in (initial or {}).items() if text}
        return before != self.compress(list(data or []))
