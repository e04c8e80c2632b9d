"""What the public page of a programme says of how far its partnerships are: from what is public, and no more."""

import pytest
from django.test import Client
from django.utils import timezone

from cases.library.exploring.frames import ProgrammePage
from partnerships.models import Milestone, Partnership, Programme, WorkPlan
from peerlearn.accounts.models import User
from tests.factories import (
    make_activity,
    make_figure,
    make_indicator,
    make_partnership,
    make_plan,
    make_update,
)

pytestmark = pytest.mark.django_db


def shown(programme: Programme) -> tuple[ProgrammePage, str]:
    answer = Client().get(f"/en/programmes/{programme.slug}/")
    return answer.context["page"], answer.content.decode()


def stages(programme: Programme) -> dict[str, list[tuple[str, str, int, int]]]:
    page, _words = shown(programme)
    return {
        card.name: [
            (each.name, each.progress.course.value, each.progress.taken_place, each.progress.people)
            for each in found
        ]
        for card, found in page.staged_pairs
    }


def test_pairs_stand_in_their_stages_with_exchanges_and_people(programme: Programme, plan: WorkPlan) -> None:
    make_activity(plan=plan, starts="2015-03", status="done", officials=4)
    make_activity(plan=plan, starts="2015-10", status="under_way", people=30)
    make_activity(plan=plan, starts="2016-02", status="planned")
    assert stages(programme) == {
        "Guarulhos – Nampula": [("Diagnoses", "done", 1, 4), ("Exchanges", "under_way", 1, 30)]
    }
    _page, words = shown(programme)
    assert "1 exchange<" in words
    assert "30 people<" in words


def test_pair_without_anything_on_record_has_no_stages(
    programme: Programme, partnership: Partnership
) -> None:
    assert stages(programme) == {"Guarulhos – Nampula": []}


def test_activities_outside_the_stages_are_counted_apart(programme: Programme, plan: WorkPlan) -> None:
    make_activity(plan=plan, starts="", status="done")
    assert stages(programme)["Guarulhos – Nampula"][-1] == ("Outside the stages", "done", 1, 0)


def test_programme_without_stages_counts_exchanges_all_the_same(programme: Programme, plan: WorkPlan) -> None:
    programme.stages.all().delete()
    make_activity(plan=plan, starts="2015", status="done")
    assert stages(programme) == {"Guarulhos – Nampula": [("", "done", 1, 0)]}


def test_nothing_that_is_not_public_shows(programme: Programme, plan: WorkPlan, editor: User) -> None:
    hidden = make_partnership(programme=programme, is_public=False)
    make_activity(
        plan=make_plan(partnership=hidden), title="Hidden visit", starts="2015", status="done", people=76543
    )
    make_activity(
        plan=plan, title="Removed", starts="2015", status="done", people=76543, removed_at=timezone.now()
    )
    make_activity(plan=plan, title="", starts="2015", status="done", people=76543)
    make_activity(plan=plan, starts="2015-03", status="planned")
    Milestone.objects.create(plan=plan, title="Overdue map", due="2015-05")
    make_figure(indicator=make_indicator(plan=plan, name="Pending gardens"))
    assert plan.partnership
    make_update(partnership=plan.partnership, author=editor, text="Ours alone", happened_on="2015-03")
    page, words = shown(programme)
    assert [str(card.partnership) for card, _stages in page.staged_pairs] == [str(plan.partnership)]
    secrets = (str(hidden), "76,543", "late", "Overdue", "Pending gardens", "Ours alone")
    assert [secret for secret in secrets if secret in words.partition("<main")[2]] == []
    assert stages(programme) == {
        "Guarulhos – Nampula": [("Diagnoses", "planned", 0, 0), ("Exchanges", "nothing", 0, 0)]
    }
