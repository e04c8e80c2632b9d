"""The bin, what became stale and the audit trail in a browser: nothing for axe to find, nothing that overflows."""

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import BrowserContext

from cases.desk.past.bin import delete_case, remove_item
from cases.document import Part, Written, apply_document, case_document
from cases.models import Case, SourceAddress, digest
from partnerships.models import Organisation
from partnerships.models.people import Role
from peerlearn.accounts.models import User
from tests.factories import make_case, make_lesson, make_member, make_partnership

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def keeper(case: Case, association: Organisation) -> User:
    """Administrator and contributor of an association in which all of this has happened."""
    keeper = make_member(organisation=association, name="Kim")
    keeper.memberships.create(organisation=association, role=Role.ADMINISTRATOR)
    stale = replace(
        make_lesson(), texts={"title": {"en": Written("A"), "pt": Written("B", digest("Other words"))}}
    )
    gone = make_lesson(title="Ask early")
    facts = {"title": "A source", "address": "https://gone.example/", "language": "", "read_on": None}
    authored = case_document(case).authored
    parts = (*authored.parts, stale, gone, Part(uuid4(), "source", facts))
    apply_document(case, replace(authored, parts=parts))
    remove_item(case, gone.uid, by=keeper)
    now = timezone.now()
    SourceAddress.objects.create(
        address="https://gone.example/", checked_at=now, failure="gone", failures=3, failing_since=now
    )
    delete_case(
        make_case(owner=association, partnership=make_partnership(organisation=association), title="Gone"),
        by=keeper,
    )
    return keeper


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_pages_have_nothing_for_axe_and_fit(
    keeper: User, case: Case, enter: Callable[..., BrowserContext], scheme: str, width: int
) -> None:
    context = enter(keeper, viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    pages = {
        "What became stale": reverse("desk:home"),
        "Ask early": reverse("desk:removed", args=[case.uid]),
        "Gone": reverse("desk:bin"),
        "Delete this case?": reverse("desk:delete", args=[case.uid]),
        "Readers don't reach this address": reverse("desk:section", args=[case.uid, "sources"]),
        "Who changed what": reverse("desk:trail"),
    }
    for words, address in pages.items():
        page.goto(address)
        assert page.get_by_text(words).first.is_visible(), words
        assert Axe().run(page).response["violations"] == [], words
        assert page.evaluate("document.documentElement.scrollWidth") <= width, words
    context.close()
