"""How publications look: whose design counts, what it changes, what of it can get into a page."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from cases.models import Design, Edition
from cases.publications.asking import Kind, publication_key
from cases.publications.designs import STANDARD, Look, look_for, look_of
from cases.publications.engine.writing import write_pdf
from cases.publications.reports.rendering import report_html
from cases.publications.reports.report import Report
from cases.publications.single.brochures import FORMS, brochure_html
from cases.publications.single.rendering import full_html
from partnerships.following import Period
from partnerships.models import Organisation, Programme, ProgrammePartner
from peerlearn.drawing import PRINT
from peerlearn.editing.pictures import keep_picture
from tests.factories import (
    make_case,
    make_city,
    make_organisation,
    make_partnership,
    make_programme,
    publish_case,
)

pytestmark = pytest.mark.django_db
BLUE, OCHRE, GREEN = "#25356b", "#8a5a00", "#1f4d2b"
Role = ProgrammePartner.Role
EVIL = "</style><script>alert(1)</script>;}*{display:none}\"' onload='x"


@pytest.fixture
def coordinator() -> Organisation:
    return make_organisation(name="The network")


@pytest.fixture
def programme(coordinator: Organisation) -> Programme:
    return make_programme(coordinator=coordinator, starts="2014", ends="2015")


@pytest.fixture
def edition(owner: Organisation, programme: Programme) -> Edition:
    cities = (make_city(latitude=-23.4, longitude=-46.5), make_city(latitude=-15.1, longitude=39.2))
    partnership = make_partnership(cities=cities, programme=programme)
    return publish_case(make_case(owner=owner, partnership=partnership))


def design(organisation: Organisation, **columns: Any) -> Design:
    return Design.objects.create(organisation=organisation, **columns)


def look(edition: Edition) -> Look:
    return look_of(edition.revision.about, "en")


def pages(edition: Edition, language: str = "en") -> list[str]:
    """Everything that is made of an edition, as HTML."""
    return [
        full_html(edition, language),
        *(brochure_html(edition, language, template) for template in FORMS),
    ]


def key(edition: Edition, language: str = "en") -> str:
    return publication_key(edition, Kind(language))


# -- whose design counts


def test_case_without_any_design_looks_as_the_site_does(edition: Edition) -> None:
    assert look(edition) == STANDARD


def test_design_of_the_owner_counts_before_that_of_who_coordinates(
    edition: Edition, owner: Organisation, coordinator: Organisation
) -> None:
    design(coordinator, first=BLUE)
    assert look(edition).first == BLUE
    design(owner, first=GREEN)
    assert look(edition).first == GREEN


def test_design_that_says_nothing_does_not_count(
    edition: Edition, owner: Organisation, coordinator: Organisation
) -> None:
    design(owner, series={"en": ""})
    design(coordinator, first=BLUE)
    assert look(edition).first == BLUE


def test_design_of_another_partner_does_not_count(edition: Edition, programme: Programme) -> None:
    funder = make_organisation()
    ProgrammePartner.objects.create(programme=programme, organisation=funder, role=Role.FUNDER)
    again = publish_case(edition.case)
    design(funder, first=BLUE)
    assert look(again) == STANDARD


def test_what_a_design_leaves_open_is_as_on_the_site(edition: Edition, owner: Organisation) -> None:
    design(owner, headings=GREEN)
    assert look(edition) == Look(headings=GREEN)


def test_number_of_queries_does_not_grow_with_organisations() -> None:
    slugs = [make_organisation().slug for _number in range(3)]
    for slug in slugs:
        design(Organisation.objects.get(slug=slug), first=BLUE)
    counts = []
    for number in (1, 3):
        with CaptureQueriesContext(connection) as queries:
            look_for(slugs[:number], "en")
        counts.append(len(queries))
    assert counts == [1, 1]


# -- what it changes


def test_design_is_in_every_publication_of_a_case(edition: Edition, owner: Organisation) -> None:
    series, imprint = {"en": "Notebooks of the network"}, {"en": "1 Test Street\nISSN 0000-0000"}
    design(owner, first=BLUE, second=OCHRE, headings=GREEN, series=series, imprint=imprint)
    for html in pages(edition):
        assert f"--pair-1: {BLUE}; --pair-2: {OCHRE}; --headings: {GREEN};" in html
        assert "<p>Notebooks of the network</p>" in html
        assert "1 Test Street<br>ISSN 0000-0000</p>" in html
        assert "Peerlearn</p>" not in html


def test_drawings_take_the_colours_of_the_pages_round_them(edition: Edition, owner: Organisation) -> None:
    design(owner, first=BLUE, second=OCHRE)
    for html in pages(edition):
        drawing = html[html.index("<svg") : html.index("</svg>")]
        assert BLUE in drawing
        assert OCHRE in drawing
        assert [colour for colour in PRINT.pair[:2] if colour in html] == []


def test_logo_stands_on_every_cover_with_the_name_of_its_organisation(
    edition: Edition, owner: Organisation, logo_file: Callable[[], SimpleUploadedFile]
) -> None:
    owner.logo = keep_picture(logo_file())
    owner.save()
    design(owner)
    for html in pages(edition):
        assert f'renditions/{owner.logo.uid}/960.jpeg" width="300" height="100" alt="The owner">' in html
    made = write_pdf(full_html(edition, "en"), address="https://peerlearn.example/", identifier="test")
    assert made.warnings == ()


def test_no_city_lies_under_the_logo(
    owner: Organisation, logo_file: Callable[[], SimpleUploadedFile]
) -> None:
    cities = (make_city(latitude=51.3, longitude=12.4), make_city(latitude=9.0, longitude=38.7))
    edition = publish_case(make_case(owner=owner, partnership=make_partnership(cities=cities)))
    without = [highest(html) for html in pages(edition)]
    owner.logo = keep_picture(logo_file())
    owner.save()
    design(owner)
    assert min(without) < 117
    assert min(highest(html) for html in pages(edition)) > 117


def highest(html: str) -> float:
    """Where the letters of the highest name of a map begin, in pixels."""
    drawing = html[html.index("<svg") : html.index("</svg>")]
    return min(float(y) for y in re.findall(r'<text [^>]*y="([\d.]+)"', drawing)) - 17


def test_words_that_a_language_lacks_are_told_in_another_and_marked(
    edition: Edition, owner: Organisation
) -> None:
    design(owner, series={"fr": "Cahiers"}, imprint={"pt": "Rua do Teste", "en": "Test Street"})
    shown = look_of(edition.revision.about, "pt")
    assert (str(shown.imprint), shown.imprint.language, shown.imprint.foreign) == (
        "Rua do Teste",
        "pt",
        False,
    )
    assert (str(shown.series), shown.series.language, shown.series.foreign) == ("Cahiers", "fr", True)
    assert '<p lang="fr">Cahiers</p>' in full_html(edition, "en")


def test_report_looks_as_who_coordinates_its_programme_set_it(
    programme: Programme, edition: Edition, coordinator: Organisation, owner: Organisation
) -> None:
    def report() -> Report:
        return Report(programme, period, language="en", today=date(2015, 6, 1))

    period = Period(date(2015, 1, 1), date(2015, 3, 31))
    with translation.override("en"):
        before = report().key
        design(owner, first=GREEN)
        assert report().key == before
        design(coordinator, first=BLUE, series={"en": "Notebooks"}, imprint={"en": "1 Test Street"})
        html = report_html(report())
        assert report().key != before
    assert f"--pair-1: {BLUE}" in html
    assert "<p>Notebooks</p>" in html
    assert "1 Test Street" in html
    assert PRINT.pair[0] not in html


# -- the key of a publication


def test_changed_design_makes_publications_anew(edition: Edition, owner: Organisation) -> None:
    keys = [key(edition)]
    own = design(owner, first=BLUE)
    for name, value in (
        ("second", OCHRE),
        ("headings", GREEN),
        ("series", {"en": "N"}),
        ("imprint", {"en": "I"}),
    ):
        keys.append(key(edition))
        setattr(own, name, value)
        own.save()
    keys.append(key(edition))
    assert len(set(keys)) == len(keys)


def test_new_logo_makes_publications_anew(
    edition: Edition, owner: Organisation, logo_file: Callable[[], SimpleUploadedFile]
) -> None:
    design(owner)
    before = key(edition)
    Organisation.objects.filter(pk=owner.pk).update(logo=keep_picture(logo_file()))
    assert key(edition) != before


def test_design_of_another_organisation_leaves_publications_as_they_are(
    edition: Edition, owner: Organisation, coordinator: Organisation
) -> None:
    design(owner, first=BLUE)
    before = key(edition)
    design(coordinator, first=GREEN, imprint={"en": "Elsewhere"})
    design(make_organisation(), first=OCHRE)
    assert key(edition) == before


def test_design_that_shows_nothing_else_leaves_publications_as_they_are(
    edition: Edition, owner: Organisation
) -> None:
    before = key(edition)
    design(owner, first=PRINT.pair[0], series={"pt": "", "en": ""})
    assert key(edition) == before


def test_words_of_another_language_leave_a_publication_as_it_is(
    edition: Edition, owner: Organisation
) -> None:
    own = design(owner, imprint={"en": "Test Street"})
    before = key(edition)
    own.imprint = {"en": "Test Street", "pt": "Rua do Teste"}
    own.save()
    assert key(edition) == before
    assert key(edition, "pt") != key(edition, "es")


# -- what can get into a page


def test_words_of_a_design_are_words_wherever_they_stand(edition: Edition, owner: Organisation) -> None:
    design(owner, series={"en": EVIL}, imprint={"en": EVIL})
    for html in pages(edition):
        assert html.count("&lt;script&gt;") >= 2
        assert "<script" not in html
        assert html.count("</style>") == 1


@pytest.mark.parametrize("written", ["red", "#fff", BLUE + ";", "#25356B", "url(x)", f"{BLUE}\n", ""])
def test_look_is_not_made_of_what_is_no_colour(written: str) -> None:
    for name in ("first", "second", "headings"):
        colours: Any = {name: written}
        with pytest.raises(ValueError):
            Look(**colours)
