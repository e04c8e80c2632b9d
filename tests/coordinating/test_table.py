"""The dashboard as a table to take away."""

import csv
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse

from partnerships.models import Milestone, Organisation, Partnership, Programme, WorkPlan
from peerlearn.accounts.models import User
from tests.factories import make_activity, make_case, make_partnership, make_update

pytestmark = pytest.mark.django_db


def taken(client: Client, programme: Programme, **asked: str) -> list[dict[str, str]]:
    answer = client.get(reverse("desk:programme_csv", args=[programme.slug]), asked)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/csv; charset=utf-8")
    return list(csv.DictReader(StringIO(answer.getvalue().decode("utf-8-sig"))))


def test_table_has_a_line_for_each_pair_with_what_the_page_says(
    desk: Client, programme: Programme, plan: WorkPlan, partnership: Partnership, editor: User
) -> None:
    make_activity(plan=plan, starts="2015-03", status="done", officials=4, women=1)
    make_activity(plan=plan, starts="2016-02", status="planned")
    make_update(partnership=partnership, author=editor, happened_on="2015-02")
    Milestone.objects.create(plan=plan, title="A map", due="2015-05")
    (row,) = taken(desk, programme, **{"from": "2015", "to": "2015"})
    assert {name: row[name] for name in row if row[name] not in ("0", "")} == {
        "From": "2015-01-01",
        "To": "2015-12-31",
        "Partnership": "Guarulhos – Nampula",
        "Status": "late",
        "Diagnoses: status": "done",
        "Diagnoses: activities done": "1",
        "Diagnoses: activities": "1",
        "Exchanges: status": "late",
        "Exchanges: activities": "1",
        "Activities in the period": "1",
        "People who took part": "4",
        "Women among them": "1",
        "Officials": "4",
        "Milestones open": "1",
        "Overdue milestones": "A map (May 2015)",
        "Updates in the period": "1",
        "Public page": f"http://localhost:8000/en/partnerships/{partnership.slug}/",
    }


def test_table_is_narrowed_as_the_page_is(desk: Client, programme: Programme, plan: WorkPlan) -> None:
    make_activity(plan=plan, starts="2015-03", status="planned")
    make_partnership(programme=programme)
    assert [row["Status"] for row in taken(desk, programme, status="late")] == ["late"]
    assert len(taken(desk, programme)) == 2


def test_no_cell_of_the_table_is_a_formula(
    desk: Client, programme: Programme, plan: WorkPlan, association: Organisation
) -> None:
    Milestone.objects.create(plan=plan, title="=cmd|' /C calc'!A0", due="2015-05")
    make_case(partnership=plan.partnership, owner=association, title="+1+1")
    (row,) = taken(desk, programme)
    assert row["Overdue milestones"].startswith("'=cmd")
    assert row["Cases"] == "'+1+1 · Writing"


def test_table_names_the_period_in_its_file(desk: Client, programme: Programme) -> None:
    address = reverse("desk:programme_csv", args=[programme.slug])
    answer = desk.get(address, {"from": "2014-01", "to": "2014-06"})
    assert answer["Content-Disposition"] == f'attachment; filename="{programme.slug}_2014-01_2014-06.csv"'


def test_table_is_in_the_language_of_its_address(desk: Client, programme: Programme, plan: WorkPlan) -> None:
    make_activity(plan=plan, starts="2015-03", status="done")
    address = reverse("desk:programme_csv", args=[programme.slug]).replace("/en/", "/pt/", 1)
    assert "Parceria" in desk.get(address).getvalue().decode()
