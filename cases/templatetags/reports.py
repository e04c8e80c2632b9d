"""What reports show and ask: sums by currency, sources by number, and the form that asks for a report."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django_countries import countries

from partnerships.following.parts import Given
from peerlearn.editing.languages import own_name

from .presenting import language_name
from .site import interface_language

register = template.Library()


@register.filter
def amounts_in(given: Given, currencies: Iterable[str]) -> list[Decimal | None]:
    """The money in each of the currencies; None where there is none."""
    money = dict(given.money)
    return [money.get(currency) for currency in currencies]


@register.filter
def country_name(code: str) -> str:
    """A country in the language being read."""
    return str(countries.name(code))


@register.simple_tag
def source_link(number: int) -> SafeString:
    """The number of a source as a link to where it stands; empty text for none."""
    if not number:
        return SafeString("")
    words = _("Source %(number)d") % {"number": number}
    return format_html('<a class="source-link" href="#source-{}">{}</a>', number, words)


@register.simple_tag
def noted_in(language: str) -> SafeString:
    """In which language something was written, where it isn't the reader's; empty text where it is."""
    if not language or language == interface_language():
        return SafeString("")
    words = _("Noted in %(spoken)s") % {"spoken": language_name(language)}
    return format_html('<span class="noted">{}</span>', words)


@register.inclusion_tag("publications/reports/_form.html")
def report_form(slug: str, asked: Mapping[str, str], language: str = "") -> dict[str, Any]:
    """The form that asks for the report of a programme; `asked` is the period to begin with, as its address has it."""
    return {
        "slug": slug,
        "starts": asked.get("from", ""),
        "ends": asked.get("to", ""),
        "languages": [(code, own_name(code)) for code in settings.INTERFACE_LANGUAGES],
        "language": language or interface_language(),
    }
