"""A programme with everything that IATI may be told of it, and what came of telling it."""

from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from django.test import Client
from django.utils import timezone

from partnerships.models import (
    Contribution,
    Document,
    Indicator,
    Measurement,
    Organisation,
    Partnership,
    PlanObjective,
    Programme,
    ProgrammePartner,
    WorkPlan,
)
from tests.factories import (
    make_activity,
    make_administrator,
    make_case,
    make_city,
    make_figure,
    make_indicator,
    make_organisation,
    make_partnership,
    make_plan,
    make_programme,
    make_theme,
    publish_case,
)

IDENTIFIER = "NL-KVK-41205452"


@pytest.fixture
def reporter(db: None) -> Organisation:
    return make_organisation(slug="network", name="A network", iati_identifier=IDENTIFIER)


@pytest.fixture
def programme(reporter: Organisation) -> Programme:
    """All that it needs to be reported, and no more."""
    return named(make_programme(coordinator=reporter, starts="2013"), "exchange")


@pytest.fixture
def told(client: Client) -> Callable[[Programme], dict[str, Element]]:
    """Asks for the file of a programme and gives its activities by what follows the reporter's identifier."""

    def activities(programme: Programme) -> dict[str, Element]:
        found = ElementTree.fromstring(file_of(client, programme))
        return {each.findtext("iati-identifier", "").removeprefix(f"{IDENTIFIER}-"): each for each in found}

    return activities


def file_of(client: Client, programme: Programme, language: str = "en") -> bytes:
    answer = client.get(f"/{language}/programmes/{programme.slug}/iati.xml")
    assert answer.status_code == 200
    return answer.content


def named(record: Any, slug: str) -> Any:
    record.slug = slug
    record.save()
    return record


def approved(indicator: Indicator, value: str, day: str, **columns: Any) -> Measurement:
    decided = {"state": "approved", "decided_by": make_administrator(), "decided_at": timezone.now()}
    return make_figure(indicator=indicator, value=value, measured_on=day, **decided, **columns)


def a_pair(programme: Programme, number: int = 1, **columns: Any) -> Partnership:
    cities = (
        make_city(
            name=f"Alpha {number}", slug=f"alpha-{number}", country="BR", latitude=-23.5, longitude=-46.0
        ),
        make_city(name=f"Beta {number}", slug=f"beta-{number}", country="MZ", latitude=-15.1, longitude=39.3),
    )
    return named(make_partnership(cities=cities, programme=programme, **columns), f"pair-{number}")


def a_plan(**of: Any) -> WorkPlan:
    """A plan with an objective, an activity, and an indicator that has everything."""
    plan = (
        WorkPlan.objects.create(language="pt", **of) if "programme" in of else make_plan(language="pt", **of)
    )
    PlanObjective.objects.create(plan=plan, text="Menos lixo nas ruas")
    make_activity(plan=plan, title="Uma visita", starts="2013-04")
    indicator = make_indicator(
        plan=plan,
        name="Hortas",
        unit="hectares",
        baseline="1.50",
        baseline_date="2013-02",
        target="12",
        target_date="2014",
    )
    approved(indicator, "4.2500", "2013-08-15", source="Relatório")
    approved(indicator, "12", "2014")
    return plan


def with_everything(programme: Programme) -> Programme:
    """Fills a programme, and gives it two partnerships, one of them with a published case."""
    programme.name = {"en": "Exchange", "pt": "Intercâmbio"}
    programme.summary = {"en": "Cities exchange.\n\nFor years.", "pt": "Cidades trocam."}
    programme.ends, programme.amount, programme.currency = "2014-06", "1000.01", "EUR"
    programme.predecessor = named(
        make_programme(starts="2009", coordinator=Organisation.objects.get(slug="network")), "before"
    )
    programme.save()
    for role in ProgrammePartner.Role:
        partner = make_organisation(name=f"A {role}", slug=f"a-{role}")
        ProgrammePartner.objects.create(programme=programme, organisation=partner, role=role)
    pair, other = a_pair(programme, starts="2013-02-03", ends="2014"), a_pair(programme, 2)
    programme.cities.set([*pair.cities.all(), *other.cities.all()])
    funder = make_organisation(slug="funder", iati_identifier="XM-DAC-41304")
    pair.supporters.add(make_organisation(slug="friend"))
    Contribution.objects.create(partnership=pair, organisation=funder, amount=500, currency="EUR")
    for of in ({"partnership": pair}, {"programme": programme}):
        a_plan(**of)
        Document.objects.create(
            **of,
            kind="report",
            title="Relatório",
            language="pt",
            link="https://example.org/a%20report.pdf?v=1&w=2",
            published="2014-02",
            note={"en": "The last one."},
        )
    make_theme(slug="household-waste")
    publish_case(make_case(partnership=pair, themes=("household-waste",), sdgs=(11, 12)))
    return programme
