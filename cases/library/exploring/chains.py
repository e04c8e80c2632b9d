"""How a partnership hangs together: objective, activity, outcome, lesson; as a picture and as a list, gaps included."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from peerlearn.drawing import Node, chains

from ...presenting import Aim, Exchange, PresentedPlan
from ...templatetags.presenting import period
from ...templatetags.site import interface_language
from ..cards import CaseCard
from .told import CaseTold, Told, told_in

MOST = 60
"""Things that a picture shows; more can't be told apart."""
COLUMNS: tuple[Promise | str, ...] = (
    gettext_lazy("Objectives"),
    gettext_lazy("Activities"),
    gettext_lazy("Outcomes"),
    gettext_lazy("Lessons"),
)
KINDS: tuple[Promise | str, ...] = (
    gettext_lazy("Objective"),
    gettext_lazy("Activity"),
    gettext_lazy("Outcome"),
    gettext_lazy("Lesson"),
)
_NOT_NAMED: tuple[Promise | str, ...] = (
    gettext_lazy("No objective is named"),
    gettext_lazy("No activity is named"),
    gettext_lazy("No outcome is named"),
)
"""What stands before things that nothing leads to, by its column."""
_NOT_YET: tuple[Promise | str, ...] = (
    gettext_lazy("No activity yet"),
    gettext_lazy("No outcome yet"),
    gettext_lazy("No lesson yet"),
)
"""What stands behind things that lead to nothing, by their column."""


@dataclass(eq=False)
class Step:
    """A thing in a chain and what follows from it; `is_gap` for what is missing, `is_end` where nothing is missed."""

    column: int
    words: str
    href: str = ""
    note: str = ""
    colours: tuple[int, ...] = ()
    language: str = ""
    is_gap: bool = False
    is_end: bool = False
    follows: list["Step"] = field(default_factory=list)

    @property
    def kind(self) -> Promise | str:
        return KINDS[self.column]


@dataclass(frozen=True)
class Entry:
    """A step in the list; one that stands further up as well is named `again`, without what follows."""

    step: Step
    again: bool
    entries: list["Entry"]


@dataclass(frozen=True)
class Hanging:
    """The picture and the list, and how much is left out of both."""

    drawing: SafeString
    entries: list[Entry]
    left_out: int


def hanging_of(plan: PresentedPlan, cases: Sequence[CaseCard]) -> Hanging | None:
    """What hangs on the plan of a partnership in its cases; None when nothing is planned. Two queries, where what the
    cases tell isn't kept yet."""
    if not plan.objectives and not plan.exchanges:
        return None
    web = _Web(plan, told_in(cases, get_language()))
    _end(web.steps)
    return _shown([*web.aims.values(), *_strays(web)], len(web.steps))


class _Web:
    """All steps, each tied to what follows from it."""

    def __init__(self, plan: PresentedPlan, told: Sequence[CaseTold]) -> None:
        self.cities = {city.slug: city for city in plan.cities}
        self.aims = {each.uid: _aim(each) for each in plan.objectives}
        self.done = {each.uid: _activity(each) for each in plan.exchanges}
        self.came = {each.key: _outcome(each) for case in told for each in case.outcomes}
        self.learnt = {each.key: self._lesson(each) for case in told for each in case.lessons}
        self.tied: set[Step] = set()
        for exchange in plan.exchanges:
            self._tie(map(self.aims.get, exchange.serves), self.done[exchange.uid])
        for case in told:
            for outcome in case.outcomes:
                self._tie_outcome(outcome)
            for lesson in case.lessons:
                self._tie(map(self.came.get, lesson.by), self.learnt[lesson.key])

    @property
    def steps(self) -> list[Step]:
        kinds = (self.aims, self.done, self.came, self.learnt)
        return [step for steps in kinds for step in steps.values()]

    def _tie(self, leading: Iterable[Step | None], step: Step) -> None:
        for each in leading:
            if each is not None:
                each.follows.append(step)
                self.tied.add(step)

    def _tie_outcome(self, outcome: Told) -> None:
        """To its activities; when it names none, to its objectives by way of a gap."""
        step = self.came[outcome.key]
        self._tie(map(self.done.get, outcome.by), step)
        if step in self.tied:
            return
        for aim in filter(None, map(self.aims.get, sorted(outcome.serves))):
            gap = next((each for each in aim.follows if each.is_gap), None)
            if gap is None:
                gap = Step(1, str(_NOT_NAMED[1]), is_gap=True)
                aim.follows.append(gap)
            self._tie([gap], step)

    def _lesson(self, lesson: Told) -> Step:
        learners = [self.cities[slug] for slug in lesson.cities if slug in self.cities]
        return Step(
            3,
            lesson.words.plain,
            lesson.href,
            ", ".join([lesson.note, *(city.name for city in learners)]),
            tuple(city.colour for city in learners),
            _foreign(lesson.words.language),
            is_end=True,
        )


def _aim(aim: Aim) -> Step:
    return Step(0, " ".join(aim.text.split()), f"#{aim.anchor}", language=_foreign(aim.language))


def _activity(exchange: Exchange) -> Step:
    host = exchange.host
    told = [period(exchange.starts, exchange.ends), host.name if host else ""]
    return Step(
        1,
        exchange.title,
        f"#{exchange.anchor}",
        ", ".join(filter(None, [*told, "" if exchange.is_done else exchange.status])),
        (host.colour,) if host and host.colour else (),
        _foreign(exchange.language),
        is_end=exchange.is_cancelled,
    )


def _outcome(outcome: Told) -> Step:
    words = outcome.words
    return Step(2, words.plain, outcome.href, outcome.note, language=_foreign(words.language))


def _foreign(language: str) -> str:
    """The language, where it isn't the page's."""
    return "" if language == interface_language() else language


# -- gaps


def _strays(web: _Web) -> list[Step]:
    """What nothing leads to, each kind behind a gap of its own."""
    kinds = (web.done, web.came, web.learnt)
    strays = [[step for step in steps.values() if step not in web.tied] for steps in kinds]
    return [
        Step(column, str(_NOT_NAMED[column]), is_gap=True, follows=steps)
        for column, steps in enumerate(strays)
        if steps
    ]


def _end(steps: Iterable[Step]) -> None:
    """Says of each chain that ends early what it lacks."""
    for step in steps:
        if not step.follows and not step.is_end:
            step.follows.append(Step(step.column + 1, str(_NOT_YET[step.column]), is_gap=True))


# -- what is shown


def _shown(roots: Iterable[Step], number: int) -> Hanging:
    """Of a `number` of steps, in the order of their chains, as many as a picture shows."""
    columns: list[dict[Step, int]] = [{} for _column in COLUMNS]
    ties: list[list[tuple[int, int]]] = [[] for _column in COLUMNS[1:]]
    entries = [entry for root in roots if (entry := _entered(root, columns, ties))]
    drawn = chains(
        [
            (str(words), [_node(step) for step in column])
            for words, column in zip(COLUMNS, columns, strict=True)
        ],
        ties,
        prefix="hanging",
        name=_("What hangs together"),
        description=_("Every line leads to what follows from it. The list below tells the same."),
    )
    return Hanging(drawn, entries, number - _number(columns))


def _number(columns: Iterable[Iterable[Step]]) -> int:
    return sum(not step.is_gap for column in columns for step in column)


def _entered(
    step: Step, columns: Sequence[dict[Step, int]], ties: Sequence[list[tuple[int, int]]]
) -> Entry | None:
    """A step and what follows from it, numbered in its column; None when there is no room left for it."""
    own = columns[step.column]
    if step in own:
        return Entry(step, again=True, entries=[])
    ends_a_chain = step.is_gap and not step.follows
    if _number(columns) >= MOST and not ends_a_chain:
        return None
    own[step] = len(own)
    entries = []
    for follower in step.follows:
        if entry := _entered(follower, columns, ties):
            ties[step.column].append((own[step], columns[step.column + 1][follower]))
            entries.append(entry)
    return Entry(step, again=False, entries=entries)


def _node(step: Step) -> Node:
    return Node(step.words, step.href, step.note, step.colours, step.language, hollow=step.is_gap)
