"""What changed between two documents, as values."""

from dataclasses import replace
from uuid import UUID

from hypothesis import given

from cases.document import Authored, Part, Thread, Written
from cases.document.comparing import FactChange, PartChange, TextChange, compare
from tests.factories import make_lesson

from .documents import authored


def written(*parts: Part, **columns: object) -> Authored:
    return replace(Authored(language="en", parts=parts), **columns)  # type: ignore[arg-type]


@given(authored())
def test_document_does_not_differ_from_itself(document: Authored) -> None:
    assert not compare(document, document)


@given(authored(), authored())
def test_every_item_that_came_or_went_is_named(before: Authored, after: Authored) -> None:
    comparison = compare(before, after)
    came = {change.part.uid for change in comparison.parts if change.is_added}
    went = {change.part.uid for change in comparison.parts if change.is_removed}
    old, new = {part.uid for part in before.parts}, {part.uid for part in after.parts}
    assert (came, went) == (new - old, old - new)


def test_item_that_came_and_one_that_went() -> None:
    old, new = make_lesson(title="Old"), make_lesson(title="New")
    (came, went) = compare(written(old), written(new)).parts
    assert (came.before, came.after, went.before, went.after) == (None, new, old, None)
    assert came.texts == (TextChange("title", "en", "", "New"),)
    assert went.texts == (TextChange("title", "en", "Old", ""),)


def test_text_changes_in_the_language_that_was_written() -> None:
    before = make_lesson(title="Same")
    after = replace(before, texts={"title": {"en": Written("Same"), "pt": Written("Igual")}})
    (change,) = compare(written(before), written(after)).parts
    assert change == PartChange(before, after, (TextChange("title", "pt", "", "Igual"),))
    assert (change.is_changed, change.languages) == (True, {"pt"})


def test_facts_that_were_empty_and_are_empty_do_not_differ() -> None:
    before = make_lesson(said_by="")
    after = replace(before, facts={**before.facts, "said_by": None, "cities": ("evora",)})
    (change,) = compare(written(before), written(after)).parts
    assert change.facts == (FactChange("cities", None, ("evora",)),)


def test_link_is_a_fact_of_the_item_that_it_starts_from() -> None:
    lesson, challenge = make_lesson(), Part(UUID(int=1), "challenge")
    before = written(challenge, lesson)
    after = replace(before, threads=(Thread(lesson.uid, challenge.uid, "answers"),))
    (change,) = compare(before, after).parts
    assert (change.part, change.facts) == (
        lesson,
        (FactChange("answers", None, (str(challenge.uid),)),),
    )


def test_only_the_item_that_was_taken_up_has_moved() -> None:
    first, second, third = (make_lesson(title=title) for title in "abc")
    (change,) = compare(written(first, second, third), written(third, first, second)).parts
    assert (change.part, change.is_moved, change.is_changed) == (third, True, False)


def test_what_belongs_to_the_whole_case() -> None:
    comparison = compare(written(themes=("cadastre",)), written(sdgs=(11,)))
    assert comparison.of_case == (
        FactChange("themes", ("cadastre",), ()),
        FactChange("sdgs", (), (11,)),
    )
