"""What the database itself refuses, and the words a person reads then."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from cases.models import Case, Item, Link, Listing, Redaction, Text
from partnerships.models import (
    Activity,
    City,
    Contribution,
    Membership,
    Participation,
    Partnership,
    Programme,
    ProgrammePartner,
    WorkPlan,
)
from tests.factories import (
    make_case,
    make_city,
    make_member,
    make_organisation,
    make_partnership,
    make_programme,
    publish_case,
)

pytestmark = pytest.mark.django_db


def partner() -> ProgrammePartner:
    return make_programme(coordinator=make_organisation()).partners.get()


def narrative() -> Item:
    return make_case().items.get()


def membership() -> Membership:
    return make_member(organisation=make_organisation()).memberships.get()


def again(record: models.Model) -> models.Model:
    """A copy of a stored record, not stored yet."""
    record.pk, record._state.adding = None, True
    if hasattr(record, "uid"):
        record.uid = uuid4()
    return record


REFUSED: list[tuple[str, Callable[[], models.Model], str]] = [
    ("period", lambda: Partnership(slug="p", starts="2015-03", ends="2014"), "before the start"),
    ("form of a date", lambda: Partnership(slug="p", starts="03/2015"), "2015-03"),
    (
        "programme period",
        lambda: Programme(slug="p", name={"en": "P"}, starts="2015", ends="2014-12"),
        "before the start",
    ),
    ("budget", lambda: Programme(slug="p", name={"en": "P"}, amount=5), "currency"),
    ("contribution", lambda: Contribution(partner=partner()), "what was given"),
    (
        "coordinates",
        lambda: City(slug="c", name={"en": "C"}, country="BR", latitude=95, longitude=0),
        "coordinates",
    ),
    (
        "population",
        lambda: City(slug="c", name={"en": "C"}, country="BR", population=5),
        "year and its source",
    ),
    ("plan of nobody", lambda: WorkPlan(language="en"), "one partnership or to one programme"),
    (
        "activity period",
        lambda: Activity(
            plan=WorkPlan.objects.create(partnership=make_partnership()),
            kind="visit",
            title="V",
            starts="2015-02-02",
            ends="2015-02-01",
        ),
        "before the start",
    ),
    (
        "city twice",
        lambda: Participation(
            partnership=(found := make_partnership()), city=found.participations.all()[0].city, position=7
        ),
        "takes part already",
    ),
    ("role twice", lambda: again(membership()), "this role already"),
    ("text twice", lambda: again(narrative().texts.get()), "this language already"),
    ("empty text", lambda: Text(item=narrative(), field="title", language="pt", value=""), "blank"),
    ("link to itself", lambda: Link(item=(item := narrative()), to=item, kind="answers"), "itself"),
    ("review of nothing", lambda: again_in_review(), "submitted revision"),
    ("listing twice", lambda: again(Listing.objects.get(edition=publish_case())), "already exists"),
    ("redaction twice", lambda: again(redaction()), "redacted already"),
]


def again_in_review() -> Case:
    case = make_case()
    case.state = Case.State.IN_REVIEW
    return case


def redaction() -> Redaction:
    item = narrative()
    return Redaction.objects.create(case=item.case, item_uid=item.uid, reason="No consent")


@pytest.mark.parametrize(
    ("what", "make", "message"), REFUSED, ids=[what for what, _make, _message in REFUSED]
)
def test_database_refuses(what: str, make: Callable[[], Any], message: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make().save()


@pytest.mark.parametrize(
    ("what", "make", "message"), REFUSED, ids=[what for what, _make, _message in REFUSED]
)
def test_refusal_is_said_in_words(what: str, make: Callable[[], Any], message: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        make().full_clean()
    assert message in " ".join(refusal.value.messages)


def test_constraint_has_a_message_of_its_own() -> None:
    silent = [
        constraint.name
        for model in (*apps_models("cases"), *apps_models("partnerships"))
        for constraint in model._meta.constraints
        if constraint.violation_error_message == constraint.default_violation_error_message
        and model._meta.model_name not in ("listing", "listingtext", "listinglessontext", "catalogueversion")
    ]
    assert silent == []


def apps_models(label: str) -> list[type[models.Model]]:
    from django.apps import apps

    return list(apps.get_app_config(label).get_models())


def test_names_sort_as_readers_expect() -> None:
    for name in ("Zaragoza", "Évora", "Faro", "Dondo"):
        make_city(name=name)
    assert [str(city) for city in City.objects.all()] == ["Dondo", "Évora", "Faro", "Zaragoza"]
