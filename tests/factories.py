"""Records for tests: keyword-only functions with quiet defaults. Whatever a test is about, it names."""

from itertools import count
from typing import Any
from uuid import uuid4

from cases.document import Authored, Part, Written, apply_document
from cases.models import Case, Edition, Translation, digest
from cases.workflow import approve, publish, submit
from partnerships.models import (
    Activity,
    City,
    Indicator,
    Measurement,
    Membership,
    Organisation,
    Participation,
    Partnership,
    Programme,
    ProgrammePartner,
    ProgressUpdate,
    Theme,
    WorkPlan,
)
from partnerships.models.people import Role
from peerlearn.accounts.models import User

_number = count(1)
PASSWORD = "a long enough password for tests"


def make_user(*, name: str = "Alice", password: str | None = None, **columns: Any) -> User:
    return User.objects.create_user(
        f"{name.lower()}{next(_number)}@test.example", password, name=name, **columns
    )


def make_administrator(*, name: str = "Ada", password: str | None = None) -> User:
    return User.objects.create_superuser(f"{name.lower()}{next(_number)}@test.example", password, name=name)


def make_organisation(*, slug: str = "", name: str = "An association", **columns: Any) -> Organisation:
    return Organisation.objects.create(
        slug=slug or f"organisation-{next(_number)}", name={"en": name}, kind="association", **columns
    )


def make_member(*, organisation: Organisation, role: Role = Role.CONTRIBUTOR, **columns: Any) -> User:
    user = make_user(**columns)
    Membership.objects.create(user=user, organisation=organisation, role=role)
    return user


def make_editor(*, organisation: Organisation, name: str = "Edith", **columns: Any) -> User:
    return make_member(organisation=organisation, role=Role.EDITOR, name=name, **columns)


def make_city(*, name: str = "", slug: str = "", country: str = "MZ", **columns: Any) -> City:
    number = next(_number)
    return City.objects.create(
        slug=slug or f"city-{number}", name={"en": name or f"City {number}"}, country=country, **columns
    )


def make_theme(*, slug: str = "", name: str = "", parent: Theme | None = None) -> Theme:
    number = next(_number)
    return Theme.objects.create(
        slug=slug or f"theme-{number}", name={"en": name or f"Theme {number}"}, parent=parent
    )


def make_programme(*, coordinator: Organisation | None = None, **columns: Any) -> Programme:
    number = next(_number)
    programme = Programme.objects.create(
        slug=f"programme-{number}", name={"en": f"Programme {number}"}, **columns
    )
    if coordinator:
        ProgrammePartner.objects.create(programme=programme, organisation=coordinator, role="coordinator")
    return programme


def make_partnership(
    *, cities: tuple[City, ...] = (), organisation: Organisation | None = None, **columns: Any
) -> Partnership:
    # of equal length, so that the tenth doesn't come before the ninth
    partnership = Partnership.objects.create(slug=f"partnership-{next(_number):05}", **columns)
    for position, city in enumerate(cities or (make_city(country="BR"), make_city()), start=1):
        Participation.objects.create(
            partnership=partnership, city=city, position=position, organisation=organisation
        )
    return partnership


def make_case(
    *,
    partnership: Partnership | None = None,
    owner: Organisation | None = None,
    language: str = "en",
    title: str = "A case",
    slug: str = "",
    parts: tuple[Part, ...] = (),
    **authored: Any,
) -> Case:
    """A case in writing with a title, and the parts given."""
    case = Case.objects.create(
        partnership=partnership or make_partnership(),
        owner=owner or make_organisation(),
        slug=slug or f"case-{next(_number)}",
        language=language,
    )
    texts = {"title": {language: Written(title)}} if title else {}
    narrative = Part(uuid4(), "narrative", {}, texts)
    apply_document(case, Authored(language=language, parts=(narrative, *parts), **authored))
    return case


def make_lesson(*, title: str = "A lesson", language: str = "en", **facts: Any) -> Part:
    """A lesson as a part of a document."""
    defaults = {"lesson_kind": "worked", "themes": (), "cities": (), "organisations": (), "said_by": ""}
    return Part(uuid4(), "lesson", defaults | facts, {"title": {language: Written(title)}})


def translated(
    title: str, other: str, *, language: str = "en", into: str = "pt"
) -> dict[str, dict[str, Written]]:
    """The texts of a part with a title and its translation."""
    return {"title": {language: Written(title), into: Written(other, digest(title))}}


def publish_case(
    case: Case | None = None, *, by: User | None = None, languages: tuple[str, ...] = ()
) -> Edition:
    """Takes a case (or a new one) all the way to its next edition."""
    case = case or make_case()
    by = by or make_administrator()
    for language in languages:
        Translation.objects.get_or_create(case=case, language=language)
    submit(case, by=by)
    approve(case, by=by)
    return publish(case, by=by)


def make_plan(*, partnership: Partnership | None = None, language: str = "en") -> WorkPlan:
    return WorkPlan.objects.create(partnership=partnership or make_partnership(), language=language)


def make_activity(*, plan: WorkPlan, title: str = "A visit", **columns: Any) -> Activity:
    return Activity.objects.create(plan=plan, title=title, **({"kind": "visit"} | columns))


def make_indicator(*, plan: WorkPlan, name: str = "Gardens", **columns: Any) -> Indicator:
    return Indicator.objects.create(plan=plan, name=name, **columns)


def make_figure(
    *, indicator: Indicator, value: str = "12.5", measured_on: str = "2016-03", **columns: Any
) -> Measurement:
    return Measurement.objects.create(indicator=indicator, value=value, measured_on=measured_on, **columns)


def make_update(
    *, partnership: Partnership, author: User, text: str = "It went well", **columns: Any
) -> ProgressUpdate:
    return ProgressUpdate.objects.create(
        partnership=partnership, author=author, text=text, **({"happened_on": "2016-03-04"} | columns)
    )
