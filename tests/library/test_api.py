"""The library as data: every answer is as its description says, and nothing in it that no page shows."""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import requests
import schemathesis
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http.response import HttpResponseBase
from django.test import Client
from django.utils.timezone import now
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from schemathesis.checks import CheckFunction, load_all_checks
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from cases.document import Part, Written, apply_document, case_document
from cases.models import Edition, Revision
from cases.presenting.data import edition_as_data, edition_json
from cases.workflow import redact, withdraw
from peerlearn.editing.models import Picture
from peerlearn.editing.pictures import keep_picture
from tests.factories import make_administrator, make_case, make_lesson, publish_case, translated
from tests.routes import PARAMETER, routes

from .test_pages import Publish

DESCRIPTION = Path(__file__).resolve().parents[2] / "static/openapi.yaml"
SCHEMA = schemathesis.openapi.from_dict(yaml.safe_load(DESCRIPTION.read_text()))
OPERATIONS = [SCHEMA[path]["GET"] for path in SCHEMA.raw_schema["paths"]]
CHECKS: list[CheckFunction] = [
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
load_all_checks()


def checked(case: schemathesis.Case, client: Client, **path: Any) -> HttpResponseBase:
    """Asks the site for what `case` says, with what is known here, and holds the answer against the description."""
    case.path_parameters = {
        **case.path_parameters,
        **{k: v for k, v in path.items() if k in case.path_parameters},
    }
    asked = requests.Request("GET", f"http://testserver{case.formatted_path}", params=case.query).prepare()
    answer = client.get(str(asked.url).removeprefix("http://testserver"))
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    headers = {name.lower(): [value] for name, value in answer.headers.items()}
    response = schemathesis.Response(
        status_code=answer.status_code,
        headers=headers,
        content=body,
        request=asked,
        elapsed=0.0,
        verify=False,
    )
    case.validate_response(response, checks=CHECKS)
    return answer


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.path)
def test_answers_are_as_described_whatever_is_asked(client: Client, publish: Publish, operation: Any) -> None:
    edition = publish(1)
    known = {
        "language": st.sampled_from(["en", "pt"]),
        "slug": st.sampled_from(["case-1", "case-1", "nosuch"]),
        "number": st.sampled_from([1, 1, 2]),
        "uid": st.sampled_from([str(edition.listing.lessons.get().uid), str(uuid4())]),
    }

    @given(case=operation.as_strategy(), path=st.fixed_dictionaries(known))
    @settings(
        max_examples=40,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: schemathesis.Case, path: dict[str, Any]) -> None:
        checked(case, client, **path)

    ask()


def test_description_names_every_parameter_of_a_search(client: Client, publish: Publish) -> None:
    publish(1)
    for name in ("cases", "lessons"):
        facets = set(client.get(f"/en/{name}.json").json()["facets"])
        parameters = SCHEMA[f"/{{language}}/{name}.json"]["GET"].query
        assert {parameter.name for parameter in parameters} == {*facets, "q", "sort", "page"}


def test_description_names_every_address_that_gives_data() -> None:
    ends = (".json", ".csv", ".xlsx", ".atom", "iati.xml", "cite.<form>", "/suggest/")
    given = {
        PARAMETER.sub(r"{\1}", route.address).replace("/en/", "/{language}/", 1)
        for route in routes().values()
        if route.namespace == "library" and route.address.endswith(ends)
    }
    assert set(SCHEMA.raw_schema["paths"]) == given


def test_description_is_linked_from_the_page_about_the_library(client: Client, db: None) -> None:
    assert 'href="/static/openapi.yaml"' in client.get("/en/about/").content.decode()


# What an edition gives away


def data(client: Client, path: str = "both") -> dict[str, Any]:
    answer = client.get(f"/en/cases/{path}.json")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    assert (answer["Access-Control-Allow-Origin"], answer.cookies.output()) == ("*", "")
    found: dict[str, Any] = answer.json()
    checked(
        SCHEMA["/{language}/cases/{slug}.json"]["GET"].Case(path_parameters={"language": "en", "slug": path}),
        client,
    )
    return found


def item(found: dict[str, Any], kind: str) -> dict[str, Any]:
    [one] = [each for each in found["items"] if each["kind"] == kind]
    return dict(one)


def voice(quote: str, *, consent: str | None, note: str = "") -> Part:
    facts = {"group": "leader", "person": "Ana", "city": None, "consent_on": consent, "consent_note": note}
    return Part(uuid4(), "voice", facts, {"quote": {"en": Written(f"<p>{quote}</p>")}})


@contextmanager
def words_that_could_leak(edition: Edition, *words: str) -> Iterator[None]:
    """The words are in what the edition keeps: were nothing held back, they would be given away."""
    kept = json.dumps([edition.revision.authored, edition.revision.about])
    assert [word for word in words if word not in kept] == []
    yield


def test_data_hold_what_the_page_shows(client: Client, publish: Publish) -> None:
    edition = publish(1)
    found = data(client, "case-1")
    assert (found["edition"], found["owner"], found["themes"], found["sdgs"]) == (
        1,
        "network",
        ["waste"],
        [11],
    )
    assert [city["slug"] for city in found["cities"]] == ["alpha-1", "beta-1"]
    assert item(found, "narrative")["texts"]["title"] == {"en": "Case number 1"}
    assert item(found, "lesson")["uid"] == str(edition.listing.lessons.get().uid)
    assert item(found, "lesson")["facts"]["cities"] == ["alpha-1"]


def test_nothing_says_when_and_how_consent_was_given(client: Client, db: None) -> None:
    spoken = voice("We learnt it.", consent="2024-05-06", note="By telephone with Zé.")
    edition = publish_case(make_case(slug="both", parts=(spoken,)))
    with words_that_could_leak(edition, "2024-05-06", "By telephone with Z"):
        answer = client.get("/en/cases/both.json").content.decode()
    assert ("2024-05-06" in answer, "By telephone" in answer, "consent" in answer) == (False, False, False)
    facts = item(data(client), "voice")["facts"]
    assert facts == {"group": "leader", "person": "Ana", "city": None}


def test_no_voice_without_consent_is_given_away(db: None) -> None:
    parts = (voice("Said freely.", consent="2024-05-06"), voice("Said in private.", consent=None))
    case = make_case(parts=parts)
    document = case_document(case)
    revision = Revision(case=case, authored=document.authored.to_json(), about=document.about)
    # no such edition can be published now; one may have been, before that was looked at
    edition = Edition(case=case, number=1, revision=revision, languages=["en"], published_at=now())
    with words_that_could_leak(edition, "Said in private."):
        found = edition_as_data(edition)
    assert item(found, "voice")["texts"]["quote"] == {"en": "<p>Said freely.</p>"}


def test_no_language_is_given_away_before_it_is_ready(client: Client, db: None) -> None:
    lesson = replace(make_lesson(), texts=translated("A lesson", "Uma lição por acabar"))
    case = make_case(slug="both", parts=(lesson,))
    edition = publish_case(case)
    with words_that_could_leak(edition, "por acabar"):
        assert item(data(client), "lesson")["texts"] == {"title": {"en": "A lesson"}}
    publish_case(case, languages=("pt",))
    assert item(data(client), "lesson")["texts"]["title"]["pt"] == "Uma lição por acabar"


def test_what_was_redacted_is_in_no_edition(client: Client, db: None) -> None:
    lesson, challenge = make_lesson(title="It names somebody"), Part(uuid4(), "challenge", {"themes": ()}, {})
    case = make_case(slug="both", parts=(lesson, challenge))
    edition = publish_case(case)
    publish_case(case)
    redact(case, lesson.uid, reason="Consent was taken back.", by=make_administrator())
    with words_that_could_leak(edition, "It names somebody"):
        for path in ("both", "both/v1", "both/v2"):
            assert "It names somebody" not in client.get(f"/en/cases/{path}.json").content.decode()


def test_the_credit_of_a_redacted_picture_goes_with_it(
    client: Client, db: None, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    shown, hidden = (
        _illustration(_picture(colour, f"Photographer {colour}")) for colour in ("teal", "olive")
    )
    case = make_case(slug="both", parts=(shown, hidden))
    edition = publish_case(case)
    redact(case, hidden.uid, reason="The licence was wrong.", by=make_administrator())
    with words_that_could_leak(edition, "Photographer olive"):
        found = data(client)
    assert [picture["credit"] for picture in found["pictures"].values()] == ["Photographer teal"]


def _picture(colour: str, credit: str) -> Picture:
    out = io.BytesIO()
    Image.new("RGB", (64, 36), colour).save(out, "PNG")
    picture = keep_picture(SimpleUploadedFile(f"{colour}.png", out.getvalue()))
    picture.credit = credit
    picture.save()
    return picture


def _illustration(picture: Picture) -> Part:
    facts = {"picture": str(picture.uid), "is_cover": False}
    return Part(uuid4(), "illustration", facts, {"alternative": {"en": Written("A street")}})


def test_data_for_a_file_are_those_of_the_address_to_the_byte(client: Client, publish: Publish) -> None:
    edition = publish(1)
    with override("pt"):
        data = edition_json(Edition.objects.with_document().get(pk=edition.pk))
    assert client.get("/pt/cases/case-1/v1.json").content == data


def test_a_withdrawn_case_gives_nothing_away(client: Client, publish: Publish) -> None:
    withdraw(publish(1).case, reason="It names somebody.", by=make_administrator())
    for path in ("case-1", "case-1/v1"):
        answer = client.get(f"/en/cases/{path}.json")
        assert (answer.status_code, set(answer.json())) == (410, {"withdrawn_at"})


def test_an_older_edition_stays_as_it_was(client: Client, publish: Publish) -> None:
    case = publish(1).case
    document = case_document(case).authored
    document.of_kind("narrative")[0].texts["title"]["en"] = Written("A better title")  # type: ignore[index]
    apply_document(case, document)
    publish_case(case)
    titles = {
        path: item(client.get(f"/en/cases/{path}.json").json(), "narrative")["texts"]["title"]["en"]
        for path in ("case-1", "case-1/v1", "case-1/v2")
    }
    assert titles == {
        "case-1": "A better title",
        "case-1/v1": "Case number 1",
        "case-1/v2": "A better title",
    }
