"""What tests of the library share: a small published world, and the addresses of all its pages."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from cases.document import Part, Written
from cases.models import Edition
from tests.factories import (
    make_case,
    make_city,
    make_lesson,
    make_organisation,
    make_partnership,
    make_programme,
    make_theme,
    publish_case,
)

LANGUAGES = ("en", "es", "fr", "pt")


@pytest.fixture
def publish(db: None) -> Callable[[int], Edition]:
    """Publishes a case numbered so, with everything that pages show; all share one theme and organisation."""
    theme = make_theme(slug="waste", name="Waste")
    organisation = make_organisation(slug="network", name="A network")
    programme = make_programme(coordinator=organisation)
    programme.slug = "programme"
    programme.save()

    def published(number: int) -> Edition:
        cities = tuple(
            make_city(
                slug=f"{name}-{number}", name=f"{name.title()} {number}", latitude=-20.0, longitude=place
            )
            for name, place in (("alpha", -44.0), ("beta", 35.0))
        )
        programme.cities.add(*cities)
        partnership = make_partnership(cities=cities, organisation=organisation, programme=programme)
        partnership.slug = f"pair-{number}"
        partnership.save()
        challenge = Part(uuid4(), "challenge", {"themes": ()}, {"title": {"en": Written("Too little money")}})
        source = Part(uuid4(), "source", {"title": "A book", "address": "https://example.org/book"}, {})
        lesson = make_lesson(
            title=f"Lesson {number}",
            themes=(theme.slug,),
            cities=(cities[0].slug,),
            organisations=(organisation.slug,),
        )
        case = make_case(
            slug=f"case-{number}",
            title=f"Case number {number}",
            partnership=partnership,
            owner=organisation,
            parts=(challenge, lesson, source),
            themes=(theme.slug,),
            sdgs=(11,),
        )
        return publish_case(case)

    return published


def pages(edition: Edition, number: int) -> list[str]:
    """The address of every public page, below the language."""
    lesson = edition.listing.lessons.get().uid
    lists = (
        "cases",
        "lessons",
        "themes",
        "cities",
        "partnerships",
        "programmes",
        "organisations",
        "publications",
    )
    return [
        *(
            "",
            *(f"{name}/" for name in lists),
            "about/",
            "accessibility/",
            "cities/like-mine/",
            "cases/compare/",
            "cases.json",
        ),
        f"cases/case-{number}/",
        f"cases/case-{number}/v1/",
        f"lessons/{lesson}/",
        "themes/waste/",
        f"cities/alpha-{number}/",
        f"partnerships/pair-{number}/",
        "programmes/programme/",
        "organisations/network/",
    ]
