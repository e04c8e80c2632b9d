"""Reference data and live records from the readable files of the sample library (YAML)."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import yaml

from partnerships.models import (
    Activity,
    City,
    Contribution,
    Document,
    GlossaryTerm,
    Organisation,
    Participation,
    Partnership,
    PlanObjective,
    Programme,
    ProgrammePartner,
    Stage,
    Theme,
    WorkPlan,
)
from peerlearn.editing.prose import clean_plain
from peerlearn.editing.translated import in_language

type Row = Mapping[str, Any]
NAMESPACE = uuid5(NAMESPACE_URL, "https://peerlearn.example/sample/")


def read(path: Path) -> Any:
    """The content of a YAML file; dates must be quoted there, so that they stay as precise as written."""
    with path.open(encoding="utf-8") as file:
        return yaml.safe_load(file)


def steady_uid(*names: str) -> UUID:
    """An identifier that is the same each time the sample is loaded, so that addresses stay."""
    return uuid5(NAMESPACE, "/".join(names))


def load_reference(folder: Path) -> None:
    """Loads themes, cities, organisations, glossary and programmes of `folder` into an empty database."""
    load_themes(read(folder / "themes.yaml"))
    for row in read(folder / "cities.yaml"):
        City.objects.create(**row)
    for row in read(folder / "organisations.yaml"):
        Organisation.objects.create(**row)
    for row in read(folder / "glossary.yaml"):
        GlossaryTerm.objects.create(**row)
    programmes = {
        row["slug"]: row for path in sorted((folder / "programmes").glob("*.yaml")) for row in [read(path)]
    }
    for row in sorted(programmes.values(), key=lambda row: "predecessor" in row):
        _load_programme(row)


def load_themes(rows: Iterable[Row], parent: Theme | None = None) -> None:
    """Adds the themes that are not there yet, broader ones before their narrower ones."""
    for position, row in enumerate(rows):
        columns = {name: value for name, value in row.items() if name not in ("slug", "children")}
        new = {**columns, "parent": parent, "position": position}
        theme, _made = Theme.objects.get_or_create(slug=row["slug"], defaults=new)
        load_themes(row.get("children", ()), theme)


def _load_programme(row: Row) -> None:
    budget = row.get("budget", {})
    programme = Programme.objects.create(
        slug=row["slug"],
        name=row["name"],
        summary=row.get("summary", {}),
        starts=row.get("starts", ""),
        ends=row.get("ends", ""),
        amount=budget.get("amount"),
        currency=budget.get("currency", ""),
        amount_source=budget.get("source", ""),
        predecessor=Programme.objects.get(slug=row["predecessor"]) if "predecessor" in row else None,
        sources=row.get("sources", []),
    )
    programme.cities.set(City.objects.filter(slug__in=row.get("cities", ())))
    for position, stage in enumerate(row.get("stages", ())):
        Stage.objects.create(programme=programme, position=position, **stage)
    for partner in row.get("partners", ()):
        _load_partner(programme, partner)
    load_documents(row.get("documents", ()), programme=programme)
    if row.get("activities"):
        plan = WorkPlan.objects.create(programme=programme, language="en")
        load_activities(plan, row["activities"], {}, of=programme.slug)


def _load_partner(programme: Programme, row: Row) -> None:
    partner = ProgrammePartner.objects.create(
        programme=programme, organisation=Organisation.objects.get(slug=row["organisation"]), role=row["role"]
    )
    if row.get("gave"):
        Contribution.objects.create(partner=partner, in_kind=row["gave"], source=row.get("source", ""))


def load_documents(rows: Iterable[Row], **of: Any) -> None:
    for row in rows:
        Document.objects.create(
            kind=row["kind"],
            title=row["title"],
            language=row.get("language", ""),
            published=row.get("published", ""),
            link=row["address"],
            note=row.get("note", {}),
            **of,
        )


def load_partnership(row: Row) -> Partnership:
    """A partnership with its cities in order, its plan and its documents; the one there, if it is."""
    known = Partnership.objects.filter(slug=row["slug"]).first()
    if known:
        return known
    partnership = Partnership.objects.create(
        slug=row["slug"],
        programme=Programme.objects.get(slug=row["programme"]) if "programme" in row else None,
        starts=row.get("starts", ""),
        ends=row.get("ends", ""),
    )
    for position, slug in enumerate(row["cities"], start=1):
        Participation.objects.create(
            partnership=partnership, city=City.objects.get(slug=slug), position=position
        )
    load_documents(row.get("documents", ()), partnership=partnership)
    if plan := row.get("plan"):
        _load_plan(partnership, plan)
    return partnership


def _load_plan(partnership: Partnership, row: Row) -> None:
    plan = WorkPlan.objects.create(partnership=partnership, language=row["language"])
    objectives = {
        objective["key"]: PlanObjective.objects.create(
            plan=plan,
            uid=steady_uid(partnership.slug, "plan", objective["key"]),
            text=objective["text"],
            position=position,
        )
        for position, objective in enumerate(row.get("objectives", ()))
    }
    load_activities(plan, row.get("activities", ()), objectives, of=partnership.slug)


def load_activities(
    plan: WorkPlan, rows: Iterable[Row], objectives: Mapping[str, PlanObjective], *, of: str
) -> None:
    for position, row in enumerate(rows):
        activity = Activity.objects.create(
            plan=plan,
            uid=steady_uid(of, "activity", row["key"]),
            position=position,
            kind=row["kind"],
            title=_in_plan(plan, row["title"]),
            text=_in_plan(plan, row.get("text", "")),
            host=City.objects.get(slug=row["host"]) if row.get("host") else None,
            starts=row.get("starts", ""),
            ends=row.get("ends", ""),
            status=row["status"],
            methodology=_in_plan(plan, row.get("methodology", "")),
            source=row.get("source", ""),
        )
        if "people_total" in row:
            activity.people = row["people_total"]
            activity.save(update_fields=["people"])
        activity.cities.set(City.objects.filter(slug__in=row.get("cities", ())))
        activity.objectives.set([objectives[key] for key in row.get("objectives", ())])


def _in_plan(plan: WorkPlan, words: str | dict[str, str]) -> str:
    """The words in the language of the plan: a plan is written in one."""
    return clean_plain(words if isinstance(words, str) else in_language(words, plan.language))
