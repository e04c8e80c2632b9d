"""From the working copy to an edition: what may happen, and what stays when something fails."""

from unittest.mock import patch

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.utils import IntegrityError, ProgrammingError

from cases.catalogue import listing
from cases.document import Authored, apply_document, case_document, published_document
from cases.models import Case, CatalogueVersion, Edition, Listing, ListingLesson, Revision, Withdrawal
from cases.workflow import (
    WorkflowError,
    approve,
    publish,
    redact,
    request_changes,
    restore,
    submit,
    withdraw,
)
from partnerships.models import Participation
from tests.factories import (
    make_administrator,
    make_case,
    make_city,
    make_editor,
    make_lesson,
    make_member,
    make_organisation,
    make_partnership,
    make_programme,
    publish_case,
)

pytestmark = pytest.mark.django_db


def retitle(case: Case, title: str) -> None:
    document = case_document(case).authored
    source = document.to_json()
    source["parts"][0]["texts"]["title"]["en"]["value"] = title
    apply_document(case, Authored.from_json(source))


def test_published_case_is_listed_with_its_first_edition() -> None:
    edition = publish_case(make_case(slug="a-case"))
    assert (edition.number, Listing.objects.get(slug="a-case").edition) == (1, edition)


def test_second_publication_is_the_next_edition() -> None:
    case = make_case()
    publish_case(case)
    retitle(case, "Another title")
    assert publish_case(case).number == 2


def test_words_typed_after_submitting_are_not_published() -> None:
    case, editor = make_case(title="Submitted"), make_administrator()
    submit(case, by=editor)
    retitle(case, "Typed afterwards")
    approve(case, by=editor)
    edition = publish(case, by=editor)
    title = published_document(edition).authored.of_kind("narrative")[0].text("title", "en")
    assert title and title.value == "Submitted"


def test_publishing_without_approval_is_refused() -> None:
    case, editor = make_case(), make_administrator()
    submit(case, by=editor)
    with pytest.raises(WorkflowError):
        publish(case, by=editor)
    assert not Edition.objects.exists()


def test_case_without_a_title_is_not_submitted() -> None:
    case, editor = make_case(title=""), make_administrator()
    with pytest.raises(WorkflowError, match="title"):
        submit(case, by=editor)
    assert Case.objects.get(pk=case.pk).state == Case.State.WRITING


def test_contributor_submits_but_does_not_approve() -> None:
    association = make_organisation()
    contributor = make_member(organisation=association)
    case = make_case(partnership=make_partnership(organisation=association))
    submit(case, by=contributor)
    with pytest.raises(WorkflowError):
        approve(case, by=contributor)


def test_editor_of_the_coordinator_approves() -> None:
    network = make_organisation()
    editor = make_editor(organisation=network)
    case = make_case(partnership=make_partnership(programme=make_programme(coordinator=network)))
    submit(case, by=editor)
    approve(case, by=editor)
    assert (case.state, case.approved_by) == (Case.State.APPROVED, editor)


def test_stranger_may_nothing() -> None:
    case, stranger = make_case(), make_member(organisation=make_organisation())
    with pytest.raises(WorkflowError):
        submit(case, by=stranger)


def test_requested_changes_lead_back_to_review() -> None:
    case, editor = make_case(), make_administrator()
    submit(case, by=editor)
    request_changes(case, by=editor)
    assert case.state == Case.State.CHANGES_REQUESTED
    submit(case, by=editor)
    assert case.state == Case.State.IN_REVIEW


def test_publication_that_fails_half_way_leaves_the_former_edition() -> None:
    case, editor = make_case(title="First"), make_administrator()
    first = publish_case(case, by=editor)
    version = CatalogueVersion.objects.get().number
    retitle(case, "Second")
    submit(case, by=editor)
    approve(case, by=editor)
    with (
        patch.object(listing, "record_change", side_effect=DatabaseError("no space")),
        pytest.raises(DatabaseError),
    ):
        publish(case, by=editor)
    assert list(Edition.objects.all()) == [first]
    assert Listing.objects.get().edition == first
    assert Case.objects.get(pk=case.pk).state == Case.State.APPROVED
    assert CatalogueVersion.objects.get().number == version


@pytest.mark.django_db(transaction=True)
def test_job_that_is_queued_already_does_not_abort_publishing() -> None:
    case, editor = make_case(), make_administrator()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE procrastinate_jobs RENAME TO procrastinate_jobs_away")
    try:
        edition = publish_case(case, by=editor)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE procrastinate_jobs_away RENAME TO procrastinate_jobs")
    assert Listing.objects.get().edition == edition


def test_withdrawn_case_is_not_listed_and_comes_back_with_the_next_edition() -> None:
    case, editor = make_case(), make_administrator()
    publish_case(case, by=editor)
    withdraw(case, by=editor, reason="A partner asked for it.")
    assert (Listing.objects.count(), Withdrawal.objects.count()) == (0, 1)
    publish_case(case, by=editor)
    assert (Listing.objects.get().edition.number, Withdrawal.objects.count()) == (2, 0)


def test_restored_revision_is_the_working_copy_again() -> None:
    case, editor = make_case(title="Before"), make_administrator()
    before = submit(case, by=editor)
    request_changes(case, by=editor)
    retitle(case, "After")
    restored = restore(case, before, by=editor)
    assert case_document(case).authored.to_json() == before.authored == restored.authored
    assert Revision.objects.filter(case=case).count() == 3


def test_redacted_item_is_gone_from_every_edition() -> None:
    lesson = make_lesson(title="Take this back")
    case, editor = make_case(parts=(lesson,)), make_administrator()
    first = publish_case(case, by=editor)
    retitle(case, "Second")
    second = publish_case(case, by=editor)
    redact(case, lesson.uid, by=editor, reason="Consent was taken back.")
    for edition in (first, second):
        assert lesson.uid not in {part.uid for part in published_document(edition).authored.parts}
    assert not ListingLesson.objects.filter(uid=lesson.uid).exists()


def test_listings_made_anew_from_editions_are_the_same() -> None:
    publish_case(make_case(parts=(make_lesson(),)))
    columns = [f.name for f in Listing._meta.concrete_fields if f.name != "id"]
    before = list(Listing.objects.values(*columns))
    Listing.objects.all().delete()
    assert listing.rebuild_catalogue() == 1
    assert list(Listing.objects.values(*columns)) == before


def test_edition_numbers_have_no_gaps() -> None:
    edition = publish_case()
    with pytest.raises(IntegrityError, match="follows edition 1"), transaction.atomic():
        Edition.objects.create(
            case=edition.case,
            number=3,
            revision=edition.revision,
            languages=["en"],
            published_at=edition.published_at,
        )


def test_edition_of_one_city_is_refused_by_the_database() -> None:
    edition = publish_case(make_case(partnership=make_partnership(cities=(make_city(), make_city()))))
    Participation.objects.filter(partnership=edition.case.partnership, position=2).delete()
    with pytest.raises(IntegrityError, match="two cities"), transaction.atomic():
        Edition.objects.create(
            case=edition.case,
            number=2,
            revision=edition.revision,
            languages=["en"],
            published_at=edition.published_at,
        )


@pytest.mark.parametrize("model", [Edition, Revision])
def test_history_is_never_changed_or_deleted(model: type[Edition | Revision]) -> None:
    publish_case()
    column = "published_at" if model is Edition else "digest"
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        model.objects.update(**{column: "2020-01-01T00:00:00Z"})
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        model.objects.all()._raw_delete(model.objects.db)
