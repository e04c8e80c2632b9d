"""What writers wait for: saving while they type, opening the editor, and publishing a large case."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import cycle, islice
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.document import Authored, Part, Thread, Written, apply_document
from cases.models import Case, Edition, Text, Translation, digest
from cases.workflow import approve, publish, submit
from partnerships.models import Membership
from partnerships.models.people import Role
from peerlearn.accounts.models import User
from peerlearn.editing.conflicts import mark

LESSONS, RUNS, PUBLISHED = 30, 30, 7
_SENTENCE = "people come to a meeting when they know what it will decide and who answers for it"


@dataclass(frozen=True)
class Asked:
    """A request to measure; without a body it is a GET."""

    address: str
    body: str = ""

    def send(self, client: Client) -> Any:
        if not self.body:
            return client.get(self.address)
        return client.post(self.address, self.body, content_type="application/x-www-form-urlencoded")


def measure() -> list[str]:
    """A table row for each thing: queries, median and highest server time in ms, KB of the request."""
    cases = {count: large_case(count) for count in (1, LESSONS)}
    client = Client(headers={"host": "localhost"})
    client.force_login(contributor(cases[1]))
    rows = ["| what | queries | median ms | highest ms | request KB |", "|---|---|---|---|---|"]
    for name, ask in {"saving a text": typing, "opening the section": opening}.items():
        rows += [
            row(f"{name}, lessons: {count}", client, partial(ask, case)) for count, case in cases.items()
        ]
    return [*rows, "", publishing(cases[LESSONS])]


def row(name: str, client: Client, ask: Callable[[], Asked]) -> str:
    asked = ask()
    with CaptureQueriesContext(connection) as captured:
        answer = asked.send(client)
        queries = len(captured)  # the log is emptied by the next request
    assert answer.status_code == 200, (name, answer.status_code)
    times = []
    for _run in range(RUNS):
        asked = ask()
        times.append(milliseconds(partial(asked.send, client)))
    size = len(asked.body) / 1024
    return f"| {name} | {queries} | {statistics.median(times):.1f} | {max(times):.1f} | {size:.1f} |"


def typing(case: Case) -> Asked:
    """What the script of the form sends a few seconds after a paragraph of a lesson grew."""
    text = Text.objects.filter(item__case=case, item__kind="lesson", field="text", language="en").order_by(
        "pk"
    )
    stored, lesson = text.values_list("value", "item__uid")[0]
    words = stored.removesuffix("</p>") + " more</p>"
    sent = {
        f"{lesson}-loaded": urlencode({"text": mark(stored)}),
        "item": str(lesson),
        f"{lesson}-text": words,
    }
    return Asked(reverse("desk:autosave", args=[case.uid, "lessons"]), urlencode(sent))


def opening(case: Case) -> Asked:
    return Asked(reverse("desk:section", args=[case.uid, "lessons"]))


def publishing(case: Case) -> str:
    """Publishing a large case in all languages, without the PDFs."""
    editor = User.objects.filter(is_superuser=True)[0]
    for language in settings.CONTENT_LANGUAGES:
        if language != case.language:
            Translation.objects.get_or_create(case=case, language=language)
    times = []
    for _run in range(PUBLISHED):
        submit(case, by=editor)
        approve(case, by=editor)
        times.append(milliseconds(partial(publish, case, by=editor)))
    return (
        f"Publishing {LESSONS} lessons in {len(settings.CONTENT_LANGUAGES)} languages: median"
        f" {statistics.median(times):.0f} ms, highest {max(times):.0f} ms."
    )


def milliseconds(run: Callable[[], Any]) -> float:
    began = time.perf_counter()
    run()
    return (time.perf_counter() - began) * 1000


# -- a case to write in


def large_case(lessons: int) -> Case:
    """A case in every content language, each lesson tied to a challenge and an outcome of its own."""
    model = Edition.objects.with_document().order_by("pk")[0]
    case = Case.objects.create(
        partnership=model.case.partnership,
        owner=model.case.owner,
        slug=f"large-{uuid4().hex[:12]}",
        language="en",
    )
    themes = Authored.from_json(model.revision.authored).themes
    cities = tuple(sorted(city.slug for city in case.partnership.cities.all()))
    parts, threads = frame(cities), []
    for number in range(lessons):
        challenge = told("challenge", f"Challenge {number}", themes=themes)
        outcome = told("outcome", f"Outcome {number}", value=None, indicator=None, activities=())
        facts = {
            "lesson_kind": "worked",
            "themes": themes,
            "cities": cities,
            "organisations": (),
            "said_by": "",
        }
        lesson = told("lesson", f"Lesson {number}", **facts)
        parts += [challenge, outcome, lesson]
        threads += [Thread(lesson.uid, challenge.uid, "answers"), Thread(lesson.uid, outcome.uid, "shown_by")]
    apply_document(case, Authored(language="en", themes=themes, parts=tuple(parts), threads=tuple(threads)))
    return case


def frame(cities: tuple[str, ...]) -> list[Part]:
    """What a case has once: its summary, a context for each city and an objective."""
    narrative = {"title": words("A case", 6), "summary": prose("Summary", 90), "future": prose("Next", 100)}
    contexts = [Part(uuid4(), "context", {"city": city}, {"text": prose("Context", 150)}) for city in cities]
    objective = Part(uuid4(), "objective", {"plan_objective": None}, {"text": prose("Objective", 35)})
    return [Part(uuid4(), "narrative", {}, narrative), *contexts, objective]


def told(kind: str, title: str, **facts: Any) -> Part:
    return Part(uuid4(), kind, facts, {"title": words(title, 8), "text": prose(title, 75)})


def words(start: str, number: int) -> dict[str, Written]:
    """So many words in every content language; they are the same, their number is what counts."""
    return written(" ".join([start, *islice(cycle(_SENTENCE.split()), number)]))


def prose(start: str, number: int) -> dict[str, Written]:
    return written(f"<p>{words(start, number)['en'].value}</p>")


def written(value: str) -> dict[str, Written]:
    made_from = digest(value)
    return {code: Written(value, "" if code == "en" else made_from) for code in settings.CONTENT_LANGUAGES}


def contributor(case: Case) -> User:
    """A person with the least that is needed to write the case."""
    user = User.objects.create_user(f"{uuid4().hex}@bench.example", None, name="A writer")
    Membership.objects.create(user=user, organisation=case.owner, role=Role.CONTRIBUTOR)
    return user
