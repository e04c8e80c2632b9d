"""Which cases an address of the library leads to: a search, a reading list, a theme, a programme, a single case."""

from collections.abc import Iterable
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

from django.conf import settings
from django.http import QueryDict
from django.http.request import validate_host
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import get_language, get_language_from_path, gettext_lazy, override
from django.utils.translation import gettext as _

from ...catalogue.catalogues import PARTNERSHIP
from ...catalogue.facets import CITY, ORGANISATION, PROGRAMME, THEME
from ...catalogue.finding import CASES, LESSONS, Found
from ...catalogue.index import current
from ...gathering import MOST
from ...models import Listing, ListingLesson

PAGES = {
    "library:theme": THEME.name,
    "library:city": CITY.name,
    "library:programme": PROGRAMME.name,
    "library:organisation": ORGANISATION.name,
    "library:partnership": PARTNERSHIP,
}
"""Pages of one value: their cases are those that have it."""
LISTS = {"library:cases": CASES, "library:lessons": LESSONS}
ONE = ("library:case", "library:edition")
LONGEST = 6_000
_NO_ADDRESS = gettext_lazy("This is no address of a page of this library.")


class NothingThere(Exception):
    """The address leads to no cases; the message says why, to people."""


def cases_at(address: str) -> list[int]:
    """The public cases (ids) that an address of the library finds, in its order. Raises NothingThere."""
    try:
        parts = urlsplit(address.strip()[:LONGEST])
    except ValueError as error:
        raise NothingThere(_NO_ADDRESS) from error
    if parts.hostname and not validate_host(parts.hostname, settings.ALLOWED_HOSTS):
        raise NothingThere(_NO_ADDRESS)
    language = get_language_from_path(parts.path) or get_language() or ""
    with override(language):
        try:
            match = resolve(parts.path)
        except Resolver404 as error:
            raise NothingThere(_NO_ADDRESS) from error
        cases = _found(match, parts.query, language)
    if not cases:
        raise NothingThere(_("No case is found there."))
    return cases


def cases_having(facet: str, value: str) -> list[int]:
    """The cases (ids) of a theme, a programme, ...; the newest first."""
    cases = current().cases
    return _cases_of(cases.newest(cases.having(facet, [value]), MOST))


def _found(match: ResolverMatch, query: str, language: str) -> list[int]:
    if match.view_name in PAGES:
        return cases_having(PAGES[match.view_name], match.kwargs["slug"])
    if match.view_name in LISTS:
        found = Found(LISTS[match.view_name], QueryDict(query), language)
        rows = found.page(0, min(len(found.ids), MOST))
        return _cases_of(rows) if found.catalogue is CASES else _cases_of_lessons(rows)
    if match.view_name in ONE:
        return _named([match.kwargs["slug"]])
    if match.view_name == "library:reading_list":
        return _listed(query)
    raise NothingThere(
        _("This page is no list of cases. Take a search, a reading list, a theme, a programme or a case.")
    )


def _cases_of(listings: Iterable[int]) -> list[int]:
    listings = list(listings)
    known = dict(Listing.objects.filter(pk__in=listings).values_list("pk", "case"))
    return [known[row] for row in listings if row in known]


def _cases_of_lessons(lessons: Iterable[int]) -> list[int]:
    lessons = list(lessons)
    known = dict(ListingLesson.objects.filter(pk__in=lessons).values_list("pk", "listing__case"))
    return list(dict.fromkeys(known[row] for row in lessons if row in known))


def _named(slugs: Iterable[str]) -> list[int]:
    slugs = list(slugs)
    known = dict(Listing.objects.filter(slug__in=slugs).values_list("slug", "case"))
    return [known[slug] for slug in slugs if slug in known]


def _listed(query: str) -> list[int]:
    """The cases of a reading list, and those that its lessons come from."""
    given = [(kind, name.replace("\0", "")) for kind, name in parse_qsl(query, errors="replace")]
    uids = [uid for kind, name in given if kind == "lesson" and (uid := _uid(name))]
    lessons = dict(ListingLesson.objects.filter(uid__in=uids).values_list("uid", "listing__slug"))
    slug_of = {str(uid): slug for uid, slug in lessons.items()}
    named = [name if kind == "case" else slug_of.get(name, "") for kind, name in given]
    return list(dict.fromkeys(_named(named)))[:MOST]


def _uid(name: str) -> UUID | None:
    try:
        return UUID(name)
    except ValueError:
        return None
