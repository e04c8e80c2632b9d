"""A report is for few: what its readers got is remembered for nobody."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from cases.publications import again
from tests.factories import make_editor, make_organisation

from .programmes import Busy
from .test_report_views import QUERY, address, ready

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage_folder", "remembering")]


@pytest.mark.parametrize("place", [f"report.pdf?{QUERY}", "report/{}.pdf"])
def test_stranger_gets_no_report_that_its_reader_got(
    busy: Busy, logged_in: Callable[[Any], Client], place: str
) -> None:
    reader = logged_in(busy.coordinator)
    asked = address(busy, place.format(ready(reader, busy).pk))
    assert [reader.get(asked).status_code for _time in range(2)] == [200, 200]
    assert again.known._weighs == 0
    assert logged_in(make_editor(organisation=make_organisation())).get(asked).status_code == 404
    assert Client().get(asked).status_code == 302
