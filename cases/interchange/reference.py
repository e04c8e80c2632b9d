"""Reference data and live records from the readable files of the sample library (YAML)."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from partnerships.models import (
    City,
    Contribution,
    Document,
    GlossaryTerm,
    Organisation,
    Participation,
    Partnership,
    Programme,
    ProgrammePartner,
    Stage,
    Theme,
    WorkPlan,
)
from peerlearn.accounts.models import User

from .plans import Row, load_contributions, load_plan, load_updates


def read(path: Path) -> Any:
    """The content of a YAML file; dates must be quoted there, so that they stay as precise as written."""
    with path.open(encoding="utf-8") as file:
        return yaml.safe_load(file)


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
        load_plan(plan, row, of=programme.slug)


def _load_partner(programme: Programme, row: Row) -> None:
    partner = ProgrammePartner.objects.create(
        programme=programme, organisation=Organisation.objects.get(slug=row["organisation"]), role=row["role"]
    )
    if row.get("gave"):
        Contribution.objects.create(partner=partner, in_kind=row["gave"], source=row.get("source", ""))


def load_documents(rows: Iterable[Row], **of: Any) -> None:
    Document.objects.bulk_create(
        Document(
            kind=row["kind"],
            title=row["title"],
            language=row.get("language", ""),
            published=row.get("published", ""),
            link=row["address"],
            note=row.get("note", {}),
            **of,
        )
        for row in rows
    )


def load_partnership(row: Row, *, editor: User) -> Partnership:
    """A partnership with its cities in order, its plan and its documents; the one there, if it is.

    `editor` approves what was measured and is the author of its updates.
    """
    known = Partnership.objects.filter(slug=row["slug"]).first()
    if known:
        return known
    partnership = Partnership.objects.create(
        slug=row["slug"],
        programme=Programme.objects.get(slug=row["programme"]) if "programme" in row else None,
        starts=row.get("starts", ""),
        ends=row.get("ends", ""),
    )
    cities = City.objects.in_bulk(row["cities"], field_name="slug")
    Participation.objects.bulk_create(
        Participation(partnership=partnership, city=cities[slug], position=position)
        for position, slug in enumerate(row["cities"], start=1)
    )
    load_documents(row.get("documents", ()), partnership=partnership)
    load_contributions(partnership, row.get("contributions", ()))
    if plan := row.get("plan"):
        begun = WorkPlan.objects.create(partnership=partnership, language=plan["language"])
        load_plan(begun, plan, of=partnership.slug, editor=editor)
    load_updates(partnership, row.get("updates", ()), author=editor)
    return partnership
