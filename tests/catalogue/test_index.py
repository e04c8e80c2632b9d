"""The index follows what is published, exactly: whoever publishes, whatever is rolled back, whoever reads."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import QueryDict

from cases.catalogue import changes, index
from cases.catalogue.catalogues import CASES, LESSONS
from cases.catalogue.changes import hold_changes, record_change
from cases.catalogue.finding import Found
from cases.catalogue.holdings import Holdings, load
from cases.catalogue.listing import rebuild_catalogue, rebuild_listing
from cases.catalogue.loading import Columns
from cases.catalogue.snapshot import one_snapshot
from cases.models import Case, CatalogueChange, Listing
from cases.workflow import redact, withdraw
from tests.factories import make_administrator, make_case, make_lesson, make_theme, publish_case

everyone_sees = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    index.forget()
    yield
    index.forget()


def elsewhere[T](act: Callable[[], T]) -> T:
    """What `act` gives in another thread, with a connection of its own."""

    def acted() -> T:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as threads:
        return threads.submit(acted).result()


def found(**asked: str) -> list[str]:
    query = QueryDict(mutable=True)
    query.update(asked)
    return [row.slug for row in Found(CASES, query, "en").rows]


def tell(slug: str, **authored: Any) -> Case:
    case = make_case(slug=slug, title=f"About {slug}", **authored)
    publish_case(case)
    return case


def content(holdings: Holdings) -> tuple[Any, ...]:
    """Everything that holdings hold, to be compared."""
    values = {name: {v: set(rows) for v, rows in by.items()} for name, by in holdings.values.items()}
    everything = holdings.everything
    newest = holdings.order.page(everything, 0, len(everything))
    return set(everything), set(holdings.complete), values, newest


def is_exact() -> bool:
    """Whether the index holds what one built anew from the database holds."""
    held = index.current()
    return (content(held.cases), content(held.lessons)) == (
        content(load(CASES.columns)),
        content(load(LESSONS.columns)),
    )


@everyone_sees
def test_a_publication_elsewhere_is_seen_by_the_next_page_and_not_by_this_one() -> None:
    tell("first")
    with one_snapshot():
        assert found() == ["first"]
        elsewhere(lambda: tell("second"))
        assert (found(), found(q="second"), found(sort="title")) == (["first"], [], ["first"])
    with one_snapshot():
        assert (found(), found(q="second")) == (["second", "first"], ["second"])


@everyone_sees
def test_a_page_that_began_before_a_publication_finds_its_own_version_in_the_index() -> None:
    tell("first")
    with one_snapshot():
        assert changes.version() > 0  # the snapshot begins with the first query
        elsewhere(lambda: tell("second"))
        assert elsewhere(lambda: found()) == ["second", "first"]
        assert found() == ["first"]


@everyone_sees
def test_a_withdrawal_elsewhere_is_seen_by_the_next_page() -> None:
    first, _second = tell("first"), tell("second")
    assert found() == ["second", "first"]
    elsewhere(lambda: withdraw(first, by=make_administrator(), reason="Wrong"))
    assert (found(), found(q="first"), is_exact()) == (["second"], [], True)


@everyone_sees
def test_a_redacted_lesson_is_not_found_any_more() -> None:
    theme = make_theme(slug="waste")
    lesson = make_lesson(title="A secret", themes=(theme.slug,))
    case = tell("told", parts=(lesson,))
    query = QueryDict("q=secret&theme=waste")
    assert len(Found(LESSONS, query, "en").rows) == 1
    elsewhere(lambda: redact(case, lesson.uid, by=None, reason="Consent taken back"))
    assert (len(Found(LESSONS, query, "en").rows), found(theme="waste"), is_exact()) == (0, [], True)


@everyone_sees
def test_a_publication_that_is_rolled_back_leaves_nothing_behind() -> None:
    tell("first")
    with pytest.raises(RuntimeError), transaction.atomic():
        tell("undone")
        assert found() == ["undone", "first"]
        undone = changes.version()
        raise RuntimeError
    assert found() == ["first"]
    tell("other")  # would have the same version, were versions counted
    assert (found(), changes.version() > undone) == (["other", "first"], True)
    assert is_exact()


@pytest.mark.django_db
def test_a_publication_rolled_back_inside_of_a_transaction_leaves_nothing_behind() -> None:
    tell("first")
    assert found() == ["first"]
    with pytest.raises(RuntimeError), transaction.atomic():
        tell("undone")
        assert found() == ["undone", "first"]
        raise RuntimeError
    assert found() == ["first"]
    tell("other")
    assert (found(), is_exact()) == (["other", "first"], True)


@everyone_sees
def test_threads_that_come_at_once_share_one_index(monkeypatch: pytest.MonkeyPatch) -> None:
    tell("first"), tell("second")
    built: list[Any] = []

    def counted(columns: Columns) -> Holdings:
        built.append(columns)
        return load(columns)

    monkeypatch.setattr(index, "load", counted)

    def read() -> index.Index:
        try:
            with one_snapshot():
                return index.current()
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as threads:
        indexes = [each.result() for each in [threads.submit(read) for _ in range(12)]]
    assert (len({id(each) for each in indexes}), len(built)) == (1, 2)


@everyone_sees
def test_threads_that_read_while_others_publish_see_whole_versions() -> None:
    make_theme(slug="waste")

    def publish() -> None:
        try:
            for number in range(6):
                tell(f"case-{number}", themes=("waste",), parts=(make_lesson(themes=("waste",)),))
        finally:
            connection.close()

    def read() -> list[tuple[int, int, int, int]]:
        seen = []
        try:
            for _ in range(20):
                with one_snapshot():
                    cases = Found(CASES, QueryDict("theme=waste&q=case"), "en")
                    lessons = Found(LESSONS, QueryDict("theme=waste"), "en")
                    seen.append(
                        (len(cases.rows), len(list(cases.rows)), len(lessons.rows), Listing.objects.count())
                    )
        finally:
            connection.close()
        return seen

    with ThreadPoolExecutor(3) as threads:
        readers = [threads.submit(read) for _ in range(2)]
        threads.submit(publish).result()
        seen = [each for reader in readers for each in reader.result()]
    assert [each for each in seen if len(set(each)) != 1] == []


@pytest.mark.django_db
def test_an_index_that_followed_is_the_one_built_anew() -> None:
    random = Random(4)
    for slug in ("land", "waste", "water"):
        make_theme(slug=slug)
    cases: list[Case] = []
    for number in range(25):
        act = random.choice(("tell", "tell", "again", "withdraw", "redact"))
        case = random.choice(cases) if cases else None
        themes = tuple(random.sample(("land", "waste", "water"), random.randint(0, 3)))
        if case is None or act == "tell":
            parts = tuple(make_lesson(themes=themes) for _ in range(random.randint(0, 3)))
            cases.append(tell(f"case-{number}", themes=themes, parts=parts, sdgs=(random.randint(1, 17),)))
        elif act == "again":
            publish_case(case)
        elif act == "withdraw" and case.editions.exists():
            withdraw(case, by=make_administrator(), reason="Wrong")
        elif item := case.items.filter(kind="lesson", removed_at=None).first():
            redact(case, item.uid, by=None, reason="Wrong")
        if random.random() < 0.7:  # now and then several changes at once
            assert is_exact(), (number, act)
    assert is_exact()


@pytest.mark.django_db
def test_an_index_follows_by_the_rows_that_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    tell("first")
    assert found() == ["first"]
    monkeypatch.setattr(index, "load", lambda columns: pytest.fail("built anew"))
    second = tell("second")
    assert found() == ["second", "first"]
    rebuild_listing(second.pk)
    withdraw(Case.objects.get(slug="first"), by=make_administrator(), reason="Wrong")
    assert found() == ["second"]


@pytest.mark.django_db
def test_an_index_is_built_anew_when_the_changes_are_forgotten_or_too_many() -> None:
    tell("first")
    assert found() == ["first"]
    tell("second")
    CatalogueChange.objects.order_by("pk")[0].delete()
    assert (found(), is_exact()) == (["second", "first"], True)
    hold_changes()
    record_change((), range(10**6, 10**6 + changes.MOST_ROWS + 1))
    tell("third")
    assert (found(), is_exact()) == (["third", "second", "first"], True)
    rebuild_catalogue()
    assert (found(), is_exact()) == (["third", "second", "first"], True)


@pytest.mark.django_db
def test_old_changes_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "KEPT", 2)
    [tell(slug) for slug in ("first", "second", "third", "fourth")]
    numbers = list(CatalogueChange.objects.order_by("pk").values_list("pk", flat=True))
    assert numbers == [changes.version() - 1, changes.version()]


@everyone_sees
def test_words_spelt_alike_are_found_outside_of_a_snapshot() -> None:
    publish_case(make_case(slug="told", title="Composting in Maputo"))
    assert found(q="mapotu") == ["told"]
