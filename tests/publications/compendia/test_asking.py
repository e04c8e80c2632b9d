"""Asking for a compendium: what its key says, which chapters it has, what is refused and in which words."""

from typing import Any

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from cases.models import Compendium, CompendiumChapter, CompendiumEdition, Design, Edition, Publication
from cases.publications.asking import MAKE, Kind
from cases.publications.compendia import asking
from cases.publications.compendia.asking import (
    CantBeMade,
    ask_for_compendium,
    ask_for_gathered,
    chapters_of,
)
from cases.workflow import redact, withdraw
from tests.factories import make_administrator, make_case, make_lesson, make_organisation, publish_case

pytestmark = pytest.mark.django_db


def make_compendium_edition(*editions: Edition, **columns: Any) -> CompendiumEdition:
    """An edition of a new compendium with these chapters."""
    compendium = Compendium.objects.create(
        slug=f"compendium-{Compendium.objects.count()}", owner=make_organisation(), title={"en": "Learning"}
    )
    values = {"number": 1, "title": {"en": "Learning", "pt": "Aprender"}, "published_at": timezone.now()}
    edition = CompendiumEdition.objects.create(
        compendium=compendium, published_by=make_administrator(), **(values | columns)
    )
    for position, chapter in enumerate(editions, start=1):
        CompendiumChapter.objects.create(compendium_edition=edition, edition=chapter, position=position)
    return edition


def test_compendium_asked_for_twice_has_one_row() -> None:
    edition = make_compendium_edition(publish_case())
    first, second = ask_for_compendium(edition, Kind("en")), ask_for_compendium(edition, Kind("en"))
    assert (first.pk, Publication.objects.count()) == (second.pk, 1)
    assert (first.compendium_edition, first.format, first.language) == (edition, "compendium", "en")


def test_compendium_that_is_kept_waits_behind_what_a_reader_gathered() -> None:
    edition = publish_case()
    kept = ask_for_compendium(make_compendium_edition(edition), Kind("en"))
    gathered = ask_for_gathered([edition.pk], Kind("en"))
    jobs = ProcrastinateJob.objects.filter(task_name=MAKE).order_by("-priority")
    assert [job.args["publication"] for job in jobs] == [gathered.pk, kept.pk]


def test_key_is_another_for_another_language_paper_and_purpose() -> None:
    edition = make_compendium_edition(publish_case())
    kinds = [Kind("en"), Kind("pt"), Kind("en", paper="letter"), Kind("en", purpose="print")]
    assert len({ask_for_compendium(edition, kind).key for kind in kinds}) == 4


def test_key_is_another_after_a_redaction() -> None:
    lesson = make_lesson()
    case = make_case(parts=(lesson,))
    edition = make_compendium_edition(publish_case(case))
    before = ask_for_compendium(edition, Kind("en")).key
    redact(case, lesson.uid, by=None, reason="test")
    assert ask_for_compendium(edition, Kind("en")).key != before


def test_key_is_another_when_its_owner_changes_the_design() -> None:
    edition = make_compendium_edition(publish_case())
    before = ask_for_compendium(edition, Kind("en")).key
    Design.objects.create(organisation=edition.compendium.owner, first="#123456")
    assert ask_for_compendium(edition, Kind("en")).key != before


def test_chapter_of_a_withdrawn_case_is_left_out() -> None:
    kept, gone = publish_case(), publish_case()
    edition = make_compendium_edition(gone, kept)
    before = ask_for_compendium(edition, Kind("en")).key
    withdraw(gone.case, by=make_administrator(), reason="test")
    assert chapters_of(edition) == [kept.pk]
    assert ask_for_compendium(edition, Kind("en")).key != before


def test_compendium_without_a_chapter_left_is_refused() -> None:
    with pytest.raises(CantBeMade, match=r"^None of its cases can be read any more\.$"):
        ask_for_compendium(make_compendium_edition(), Kind("en"))


def test_gathered_compendium_keeps_the_order_and_each_case_once() -> None:
    first, second = publish_case(), publish_case()
    gathered = ask_for_gathered([second.pk, first.pk, second.pk, 0], Kind("en"))
    assert (gathered.gathered, gathered.format) == ([second.pk, first.pk], "compendium")


def test_key_of_a_gathered_compendium_says_the_order() -> None:
    first, second = publish_case(), publish_case()
    one = ask_for_gathered([first.pk, second.pk], Kind("en"))
    other = ask_for_gathered([second.pk, first.pk], Kind("en"))
    assert one.key != other.key


def test_withdrawn_case_is_not_gathered() -> None:
    kept, gone = publish_case(), publish_case()
    withdraw(gone.case, by=make_administrator(), reason="test")
    assert ask_for_gathered([gone.pk, kept.pk], Kind("en")).gathered == [kept.pk]


def test_too_many_gathered_cases_are_refused_with_the_limit_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "GATHERED", 1)
    editions = [publish_case().pk, publish_case().pk]
    with pytest.raises(CantBeMade, match=r"has 2 cases\. It can be made of up to 1:"):
        ask_for_gathered(editions, Kind("en"))
    assert not Publication.objects.filter(gathered__isnull=False).exists()


def test_too_many_pages_are_refused_with_the_limit_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "PAGES", 2)
    edition = make_compendium_edition(publish_case())
    with pytest.raises(CantBeMade, match=r"would have about 3 pages\. It can be made with up to 2:"):
        ask_for_compendium(edition, Kind("en"))
