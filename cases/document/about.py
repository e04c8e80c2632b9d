"""What a case is about, as it is now: cities, organisations, themes, programme, plan, pictures.

A snapshot kept beside what was authored, so that an old edition can be shown as it was.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from partnerships.models import (
    City,
    Contribution,
    Organisation,
    Partnership,
    Programme,
    ProgrammePartner,
    Theme,
)
from peerlearn.editing.models import Picture

from ..models import Case, Challenge, Illustration, Lesson, Voice
from .plans import plan_as_it_is

_LOGO = ("sha256", "width", "height")


def about(case: Case) -> dict[str, Any]:
    """The snapshot, in JSON values."""
    partnership = (
        Partnership.objects.select_related("programme")
        .prefetch_related("participations__city", "participations__organisation", "supporters")
        .get(pk=case.partnership_id)
    )
    programme = partnership.programme
    return {
        "slug": case.slug,
        "owner": case.owner.slug,
        "partnership": {"slug": partnership.slug, "starts": partnership.starts, "ends": partnership.ends},
        "cities": _cities(case, partnership),
        "themes": _themes(case),
        "programme": (
            programme_as_it_is(programme, programme.partners.select_related("organisation"))
            if programme
            else None
        ),
        "organisations": _organisations(case, partnership),
        "plan": plan_as_it_is(partnership),
        "pictures": _pictures(case),
    }


def _cities(case: Case, partnership: Partnership) -> list[dict[str, Any]]:
    """The partnership's cities in their order, then those that only a lesson names."""
    taking_part = {p.city_id: p.position for p in partnership.participations.all()}
    named = Q(pk__in=taking_part) | Q(
        pk__in=Lesson.objects.filter(case=case, removed_at=None).values("cities")
    )
    rows = sorted(City.objects.filter(named), key=lambda city: (taking_part.get(city.pk, 99), city.sort_key))
    return [city_as_it_is(city, taking_part.get(city.pk)) for city in rows]


def city_as_it_is(city: City, position: int | None) -> dict[str, Any]:
    """The position is the city's place in the partnership; None when only a lesson names it."""
    return {
        "slug": city.slug,
        "name": city.name,
        "position": position,
        "country": str(city.country),
        "latitude": city.latitude,
        "longitude": city.longitude,
        "population": city.population,
        "population_year": city.population_year,
        "population_source": city.population_source,
    }


def _themes(case: Case) -> list[dict[str, Any]]:
    named = (
        Q(pk__in=case.themes.values("pk"))
        | Q(pk__in=Lesson.objects.filter(case=case, removed_at=None).values("themes"))
        | Q(pk__in=Challenge.objects.filter(case=case, removed_at=None).values("themes"))
    )
    return themes_as_they_are(Theme.objects.filter(named).select_related("parent"))


def themes_as_they_are(named: Iterable[Theme]) -> list[dict[str, Any]]:
    """The themes and the broader ones that they belong to."""
    themes = {theme.slug: theme for theme in named}
    themes |= {theme.parent.slug: theme.parent for theme in themes.values() if theme.parent}
    return [
        {"slug": theme.slug, "name": theme.name, "parent": theme.parent.slug if theme.parent else None}
        for theme in sorted(themes.values(), key=lambda theme: theme.slug)
    ]


def programme_as_it_is(programme: Programme, partners: Iterable[ProgrammePartner]) -> dict[str, Any]:
    return {
        "slug": programme.slug,
        "name": programme.name,
        "starts": programme.starts,
        "ends": programme.ends,
        "partners": [
            {"organisation": partner.organisation.slug, "role": partner.role} for partner in partners
        ],
    }


def _organisations(case: Case, partnership: Partnership) -> dict[str, Any]:
    named = (
        Q(pk=case.owner_id)
        | Q(pk__in=partnership.supporters.values("pk"))
        | Q(participations__partnership=partnership)
        | Q(pk__in=Lesson.objects.filter(case=case, removed_at=None).values("organisations"))
        | Q(pk__in=Contribution.objects.present().filter(partnership=partnership).values("organisation"))
    )
    if partnership.programme_id:  # "no programme" would match everybody without a role in any
        named |= Q(programme_roles__programme=partnership.programme_id)
    return organisations_as_they_are(Organisation.objects.filter(named).select_related("logo").distinct())


def organisations_as_they_are(organisations: Iterable[Organisation]) -> dict[str, Any]:
    return {
        organisation.slug: {
            "name": organisation.name,
            "short_name": organisation.short_name,
            "kind": organisation.kind,
            "website": organisation.website,
            **_logo(organisation),
        }
        for organisation in organisations
    }


def _logo(organisation: Organisation) -> dict[str, Any]:
    """An edition names the file itself: whoever gets another logo keeps the old one in what was printed before."""
    if organisation.logo is None:
        return {}
    logo = organisation.logo
    return {"logo": {"uid": str(logo.uid), **{name: getattr(logo, name) for name in _LOGO}}}


def _pictures(case: Case) -> dict[str, Any]:
    shown = Illustration.objects.filter(case=case, removed_at__isnull=True).values("picture")
    portraits = Voice.objects.filter(case=case, removed_at__isnull=True, portrait__isnull=False)
    columns = ("sha256", "type", "width", "height", "focal_x", "focal_y", "credit", "licence")
    return {
        str(picture.uid): {name: getattr(picture, name) for name in columns}
        for picture in Picture.objects.filter(Q(pk__in=shown) | Q(pk__in=portraits.values("portrait")))
    }
