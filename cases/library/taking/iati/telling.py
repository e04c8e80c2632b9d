"""What a programme and each of its partnerships tell IATI, from what was gathered of them."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from urllib.parse import urljoin

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from partnerships.models import City, Document, Organisation, Partnership, Programme
from peerlearn.editing.dates import first_day, last_day
from peerlearn.editing.translated import in_language

from ..lists import address_of
from . import codes
from .changes import as_of
from .gathering import Gathered
from .languages import in_one, said_in, words_of
from .measures import measured
from .shares import years_of
from .values import Budget, Lifetime, Linked, Named, Reporting, Taking, Told, Words


def reporting(organisation: Organisation) -> Reporting:
    name = words_of(organisation.name, organisation.slug)
    return Reporting(organisation.iati_identifier, name, codes.organisation_type(organisation))


def identifier(organisation: Organisation, told: Programme | Partnership) -> str:
    """What IATI calls a programme or partnership, for good. No slug has a stop: the two can't be mistaken."""
    own = told.slug if isinstance(told, Programme) else f"partnership.{told.slug}"
    return f"{organisation.iati_identifier}-{own}"


def tell_programme(known: Gathered, changed: datetime, *, today: date) -> Told:
    """The programme itself: its budget, what all did together, and the activities below it."""
    programme = known.programme
    title = words_of(programme.name, programme.slug)
    lifetime = _lifetime(known.begins, programme.ends)
    return Told(
        identifier=identifier(known.reporter, programme),
        hierarchy=1,
        changed=as_of(changed, lifetime, today=today),
        title=title,
        description=words_of(programme.summary) or _description(title, known.cities),
        objectives=_objectives(known, None),
        takings=_unrepeated(_of_programme(known)),
        lifetime=lifetime,
        cities=tuple(known.cities),
        sectors=codes.sectors(known.themes(), known.broader_themes),
        goals=tuple(map(str, known.goals())),
        links=(_page("programme", programme.slug, title), *_links(known.documents[None])),
        related=tuple(_around(known)),
        results=_results(title),
        measured=measured(known.indicators[None], lifetime),
        currency=programme.currency,
        budgets=_budgets(programme),
    )


def tell_partnership(known: Gathered, pair: Partnership, changed: datetime, *, today: date) -> Told:
    """One of its partnerships; what is not known of it is taken from the programme."""
    cities = [place.city for place in pair.participations.all()]
    title = _names(cities, words_of(known.programme.name)) or (("", pair.slug),)
    starts = pair.starts or known.first_activities.get(pair.pk) or known.begins
    lifetime = _lifetime(starts, pair.ends)
    return Told(
        identifier=identifier(known.reporter, pair),
        hierarchy=2,
        changed=as_of(changed, lifetime, today=today),
        title=title,
        description=_description(title, cities, known.programme),
        objectives=_objectives(known, pair.pk),
        takings=_unrepeated(_of_partnership(known, pair)),
        lifetime=lifetime,
        cities=tuple(cities),
        sectors=codes.sectors(known.themes(pair), known.broader_themes),
        goals=tuple(map(str, known.goals(pair))),
        links=(_page("partnership", pair.slug, title), *_links(known.documents[pair.pk])),
        related=((identifier(known.reporter, known.programme), codes.PARENT),),
        results=_results(title),
        measured=measured(known.indicators[pair.pk], lifetime),
        currency=known.programme.currency,
    )


# -- words


def _names(cities: Iterable[City], like: Words) -> Words:
    """The cities in a row, in each language of the programme."""
    cities = list(cities)
    languages = [language for language, _text in like if language] or ["en"]
    return tuple((code, _row(cities, code)) for code in languages) if cities else ()


def _row(cities: Iterable[City], language: str) -> str:
    return " – ".join(in_language(city.name, language) or city.slug for city in cities)


def _description(title: Words, cities: Iterable[City], programme: Programme | None = None) -> Words:
    """What a programme without a summary, or a partnership, is about: IATI asks for it."""

    def say(language: str) -> str:
        names = ", ".join(in_language(city.name, language) or city.slug for city in cities)
        if not names:
            return _("Cities learn from each other.")
        if programme is None:
            return _("Cities learn from each other: %(cities)s.") % {"cities": names}
        within = {"cities": names, "programme": in_language(programme.name, language)}
        return _("Cities learn from each other in the programme “%(programme)s”: %(cities)s.") % within

    return said_in((language for language, _text in title), say)


def _objectives(known: Gathered, owner: int | None) -> tuple[Words, ...]:
    return tuple(in_one(each.text, each.plan.language) for each in known.objectives[owner])


def _results(title: Words) -> Words:
    return said_in((language for language, _text in title), lambda _language: _("Results of the work plan"))


# -- who takes part


def _of_programme(known: Gathered) -> Iterator[Taking]:
    for partner in known.partners:
        yield _taking(partner.organisation, codes.ROLES[partner.role])  # type: ignore[index]
    if known.reporter.pk not in {partner.organisation_id for partner in known.partners}:
        yield _taking(known.reporter, codes.ACCOUNTABLE)
    for city in known.cities:
        yield _city(known, city)


def _of_partnership(known: Gathered, pair: Partnership) -> Iterator[Taking]:
    for organisation in known.givers[pair.pk]:
        yield _taking(organisation, codes.FUNDING)
    for partner in known.partners:
        if codes.ROLES[partner.role] == codes.ACCOUNTABLE:  # type: ignore[index]
            yield _taking(partner.organisation, codes.ACCOUNTABLE)
    for place in pair.participations.all():
        yield _city(known, place.city)
        if place.organisation and place.organisation.city_id != place.city_id:
            yield _taking(place.organisation, codes.IMPLEMENTING)
    for organisation in pair.supporters.all():
        yield _taking(organisation, codes.IMPLEMENTING)


def _taking(organisation: Organisation, role: str) -> Taking:
    who = reporting(organisation)
    return Taking(who.name, role, who.type, who.identifier)


def _city(known: Gathered, city: City) -> Taking:
    """A city takes part by its administration, by its own name where that is not on record."""
    if own := known.administrations.get(city.pk):
        return _taking(own, codes.IMPLEMENTING)
    return Taking(words_of(city.name, city.slug), codes.IMPLEMENTING, codes.LOCAL_GOVERNMENT)


def _unrepeated(takings: Iterable[Taking]) -> tuple[Taking, ...]:
    return tuple(sorted(dict.fromkeys(takings), key=lambda taking: taking.role))


# -- when, how much, what belongs to it


def _lifetime(starts: str, ends: str) -> Lifetime:
    """A start that was taken from elsewhere may lie after the end: then nothing is known but that it had begun."""
    first, last = first_day(starts), last_day(ends) if ends else None
    if last and first > last:
        return Lifetime(last, last, ends, ends)
    return Lifetime(first, last, starts, ends)


def _budgets(programme: Programme) -> tuple[Budget, ...]:
    """The budget by year, when it is known over which time."""
    if programme.amount is None or not programme.starts or not programme.ends:
        return ()
    return tuple(years_of(programme.amount, first_day(programme.starts), last_day(programme.ends)))


def _around(known: Gathered) -> Iterator[Named]:
    """The partnerships below it, and the programmes before and after it."""
    for pair in known.pairs:
        yield identifier(known.reporter, pair), codes.CHILD
    for programme, reporter in known.around:
        yield identifier(reporter, programme), codes.SIBLING


def _page(name: str, slug: str, title: Words) -> Linked:
    """The page of the library, in the first language of the title that the site speaks."""
    spoken = dict(settings.LANGUAGES)
    language = next((code for code, _text in title if code in spoken), "en")
    with override(language):
        address = address_of(name, slug)
    return Linked(address, title, codes.PAGE, codes.WEB_PAGE, language)


def _links(documents: Iterable[Document]) -> Iterator[Linked]:
    for document in documents:
        address = urljoin(settings.PEERLEARN_ADDRESS, document.address)
        title = in_one(document.title, document.language)
        if title and address.startswith(("http://", "https://")):
            yield Linked(
                address,
                title,
                codes.media_type(address),
                codes.CATEGORIES[document.kind],  # type: ignore[index]
                title[0][0],
                document.published,
                words_of(document.note),
            )
