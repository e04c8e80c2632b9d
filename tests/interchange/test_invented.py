"""A library of invented cases: real documents, the same for the same seed, made only where nothing is lost."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from cases.catalogue.listing import rebuild_catalogue
from cases.document import Authored, about, case_document
from cases.interchange.invented import indexing, permission, world
from cases.interchange.invented.words import COMMON, RARE
from cases.models import (
    Case,
    CatalogueVersion,
    CatalogueWord,
    Edition,
    Listing,
    ListingLesson,
    ListingLessonText,
    ListingLessonWords,
    ListingText,
    ListingWords,
    Revision,
)
from partnerships.models import City
from peerlearn.editing.prose import plain
from tests.factories import make_administrator, make_case, publish_case

pytestmark = pytest.mark.django_db
NUMBER = 24


@pytest.fixture(autouse=True)
def small_world(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer places, quicker to keep; one test wants all of them."""
    monkeypatch.setattr(world, "CITIES", 120)
    monkeypatch.setattr(world, "ORGANISATIONS", 20)


def make(count: int = NUMBER, *, seed: int = 7, **options: Any) -> str:
    """Makes cases in this process, so that they are part of the test's transaction."""
    said = StringIO()
    call_command("make_cases", count=count, seed=seed, processes=1, stdout=said, **options)
    return said.getvalue()


def catalogue() -> list[list[dict[str, Any]]]:
    """All listings with everything that hangs on them, without what the database numbers."""
    numbered = {"id", "case_id", "edition_id", "listing_id", "lesson_id"}
    return [
        [
            {column: value for column, value in row.items() if column not in numbered}
            for row in model._default_manager.order_by(*order).values()
        ]
        for model, order in (
            (Listing, ["slug"]),
            (ListingText, ["listing__slug", "language"]),
            (ListingLesson, ["uid"]),
            (ListingLessonText, ["lesson__uid", "language"]),
            (ListingWords, ["listing__slug", "language"]),
            (ListingLessonWords, ["lesson__uid", "language"]),
            (CatalogueWord, ["word"]),
        )
    ]


def test_made_listings_equal_rebuilt_ones() -> None:
    make()
    made = catalogue()
    assert [len(rows) > 0 for rows in made] == [True] * 7
    rebuild_catalogue()
    assert catalogue() == made


def test_made_document_is_what_its_working_copy_says() -> None:
    make(6, working_copies=True)
    for case in Case.objects.all():
        revision = Revision.objects.get(case=case)
        document = case_document(case)
        assert document.authored == Authored.from_json(revision.authored)
        assert document.authored.digest() == revision.digest
        assert about(case) == revision.about


def library() -> list[Any]:
    """The editions as they are read: documents, addresses, dates."""
    columns = ("case__uid", "case__slug", "languages", "published_at", "revision__digest", "revision__about")
    return list(Edition.objects.order_by("case__slug").values_list(*columns))


def test_same_seed_makes_the_same_library_however_it_is_cut() -> None:
    before = transaction.savepoint_create()
    make()
    at_once = library()
    transaction.savepoint_rollback(before)
    make(10)
    make()
    assert len(at_once) == NUMBER
    assert library() == at_once


def test_another_seed_makes_another_library() -> None:
    make(1)
    make(1, seed=8)
    assert Revision.objects.values("digest").distinct().count() == 2


def test_making_again_adds_nothing() -> None:
    make(5)
    version = CatalogueVersion.objects.get().number
    assert make(5).startswith("0 invented cases made")
    assert (Listing.objects.count(), CatalogueVersion.objects.get().number) == (5, version)


def test_cases_are_as_long_as_real_ones_in_each_language() -> None:
    make()
    for edition in Edition.objects.with_document():
        authored = Authored.from_json(edition.revision.authored)
        assert 3 <= len(authored.of_kind("lesson")) <= 8
        assert authored.languages() == set(edition.languages)
        for language in edition.languages:
            texts = [text[language].value for part in authored.parts for text in part.texts.values()]
            assert 800 <= sum(len(plain(text).split()) for text in texts) <= 1_500


def test_world_has_its_size_and_names_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    make(1)
    cities = City.objects.all()
    assert (cities.count(), cities.values("country").distinct().count()) == (3_000, 120)
    assert [city.slug for city in cities if not str(city).split(" ")[-1].isdigit()] == []


def test_known_words_stand_where_they_are_said_to() -> None:
    make(18)
    with_word = {
        word: sorted(
            edition.case.slug
            for edition in Edition.objects.with_document()
            if word in str(edition.revision.authored)
        )
        for word in (COMMON, *RARE)
    }
    assert 4 <= len(with_word.pop(COMMON)) <= 14
    assert with_word == {word: ["invented-7-case-17"] for word in RARE}


# -- where it may be made


@pytest.mark.parametrize("real", [publish_case, make_administrator], ids=["a case", "an account"])
def test_library_that_holds_something_real_is_refused(real: Any, settings: Any, tmp_path: Path) -> None:
    settings.PEERLEARN_DATA = tmp_path
    real()
    with pytest.raises(CommandError, match="can't be removed"):
        make(1)
    assert not Case.objects.filter(slug__startswith="invented-").exists()


def test_library_that_holds_something_real_is_taken_with_the_word(settings: Any, tmp_path: Path) -> None:
    settings.PEERLEARN_DATA = tmp_path
    make_case()
    with pytest.raises(CommandError, match="takes the word"):
        make(1, force="yes")
    make(1, force="for-good")
    assert Listing.objects.count() == 1


def test_empty_library_and_one_that_was_made_are_taken(settings: Any, tmp_path: Path) -> None:
    settings.PEERLEARN_DATA = tmp_path
    make(1)
    make(2)
    assert Listing.objects.count() == 2


def test_throwaway_mark_says_nothing_about_a_database_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "throwaway").touch()
    assert not permission.is_throwaway(tmp_path)


def test_indexes_left_out_meanwhile_are_there_at_the_end() -> None:
    there = indexing._there()
    assert (len(there) > 5, there) == (True, indexing._all())
    with indexing.indexed_at_the_end(indexing.MANY):
        assert indexing._there() == []
    assert indexing._there() == there


def test_indexes_are_built_also_after_an_interruption() -> None:
    with pytest.raises(KeyboardInterrupt), indexing.indexed_at_the_end(indexing.MANY):
        raise KeyboardInterrupt
    assert indexing._there() == indexing._all()
