"""The frame of every page: where the reader is, and the same page in the other languages."""

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from peerlearn.editing.languages import own_name

register = template.Library()

PLACES: tuple[tuple[str, Promise | str], ...] = (
    ("cases", _("Cases")),
    ("lessons", _("Lessons")),
    ("themes", _("Themes")),
    ("partnerships", _("Partnerships")),
    ("publications", _("Publications")),
    ("about", _("About")),
)


@dataclass(frozen=True)
class Place:
    """A part of the library; `current` is "page" on its own page and "true" on those below it."""

    name: Promise | str
    href: str
    current: str


@dataclass(frozen=True)
class Version:
    """The page being read in one of the languages."""

    code: str
    name: str
    href: str
    current: bool


@register.simple_tag
def interface_language() -> str:
    """The language of the interface: a content language without one of its own has English."""
    language = get_language() or settings.LANGUAGE_CODE
    return language if language in settings.INTERFACE_LANGUAGES else "en"


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> list[Place]:
    path = _path(context.get("request"))
    return [Place(name, href := reverse(f"library:{place}"), _current(path, href)) for place, name in PLACES]


@register.simple_tag(takes_context=True)
def same_page(context: Context) -> list[Version]:
    """This page with its query in every language; the homes where the address has no language."""
    request: HttpRequest | None = context.get("request")
    current = get_language()
    return [
        Version(code, own_name(code), _in_language(request, code), code == current)
        for code, _name in settings.LANGUAGES
    ]


def _path(request: HttpRequest | None) -> str:
    return request.path_info if request else ""


def _current(path: str, href: str) -> str:
    if path == href:
        return "page"
    return "true" if path.startswith(href) else ""


def _in_language(request: HttpRequest | None, code: str) -> str:
    with override(code):
        home = reverse("library:home")
    _empty, _slash, rest = _path(request).removeprefix("/").partition("/")
    if request is None or _empty not in dict(settings.LANGUAGES) or request.method != "GET":
        return home
    query = request.META.get("QUERY_STRING", "")
    return f"{home}{rest}?{query}" if query else f"{home}{rest}"
