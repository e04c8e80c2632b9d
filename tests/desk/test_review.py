"""The editor's queue: what waits for review, what is ready to publish, what changed since the last edition."""

import pytest

from cases.models import Case, Revision
from cases.revisions import cut_revision
from cases.workflow import submit
from peerlearn.accounts.models import User
from tests.factories import publish_case

pytestmark = pytest.mark.django_db


def test_whoever_submits_is_named_though_the_words_were_kept_before(
    case: Case, writer: User, editor: User
) -> None:
    kept = cut_revision(case, reason=Revision.Reason.SITTING, author=writer)
    assert submit(case, by=editor) == kept
    assert (case.submitted_by, case.submitted_at and case.submitted_at > kept.cut_at) == (editor, True)


def test_what_is_published_is_not_submitted_any_more(case: Case) -> None:
    publish_case(case)
    case.refresh_from_db()
    assert (case.submitted, case.submitted_by, case.submitted_at) == (None, None, None)
