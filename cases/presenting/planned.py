"""What a partnership planned and did, in one language: the same for a case and for a live partnership.

An edition that was published before one of these values came lacks it; what is lacking is empty.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Protocol

from partnerships.models import Activity
from peerlearn.editing.dates import first_day
from peerlearn.editing.translated import in_language

from .measured import Result, result_of

_AS_IT_IS = ("uid", "title", "text", "language", "starts", "ends", "women", "methodology", "source")
_BEGUN = (Activity.Status.UNDER_WAY, Activity.Status.DONE)


class Host(Protocol):
    """A city as plans show it; `colour` is 1 to 6 for those that take part, 0 for others."""

    @property
    def slug(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def colour(self) -> int: ...


@dataclass(frozen=True)
class Elsewhere:
    """A city that hosted and does not take part."""

    slug: str
    name: str
    colour: int = 0


@dataclass(frozen=True)
class Aim:
    """An objective of the plan."""

    uid: str
    text: str
    language: str

    @property
    def anchor(self) -> str:
        """The fragment that leads to it on the page of its partnership."""
        return f"objective-{self.uid[:8]}"


@dataclass(frozen=True)
class Exchange:
    """An activity; `is_elsewhere` when its host is none of the cities that take part, `guests` the cities that
    came, `serves` the objectives of the plan that it names."""

    uid: str
    kind: str
    title: str
    text: str
    language: str
    host: Host | None
    guests: tuple[Host, ...]
    is_elsewhere: bool
    is_online: bool
    serves: tuple[str, ...]
    starts: str
    ends: str
    status: str
    is_done: bool
    has_begun: bool
    is_cancelled: bool
    people: int | None
    women: int | None
    methodology: str
    source: str

    @property
    def anchor(self) -> str:
        """The fragment that leads to it on the page of its partnership."""
        return f"activity-{self.uid[:8]}"


@dataclass(frozen=True)
class PresentedMilestone:
    """A date by which something should be there."""

    title: str
    language: str
    due: str
    reached: str


@dataclass(frozen=True)
class PresentedStage:
    """A stretch of the programme."""

    name: str
    has_begun: bool


@dataclass(frozen=True)
class Entry:
    """A line of the plan in time, with one of the three."""

    starts: str
    ends: str
    exchange: Exchange | None = None
    milestone: PresentedMilestone | None = None
    stage: PresentedStage | None = None


class PresentedPlan:
    """The plan of one partnership as it was on the day `on`. `cities` are all that its activities may name, by
    their address, in the order of their colours; a plan that `is_live` goes on."""

    def __init__(
        self,
        values: Mapping[str, Any],
        *,
        cities: Mapping[str, Host],
        language: str,
        on: date,
        is_live: bool = False,
    ) -> None:
        self._values, self._known, self.language = values, cities, language
        self.on, self.is_live = on, is_live

    @property
    def cities(self) -> tuple[Host, ...]:
        """The cities that take part."""
        return tuple(city for city in self._known.values() if city.colour)

    @property
    def colours(self) -> tuple[int, ...]:
        """The colours of what they do together."""
        return tuple(dict.fromkeys(city.colour for city in self.cities)) or (0,)

    @cached_property
    def objectives(self) -> list[Aim]:
        aims = self._values["objectives"]
        return [Aim(each["uid"], each["text"], each.get("language", "")) for each in aims]

    @cached_property
    def exchanges(self) -> list[Exchange]:
        return [self._exchange(activity) for activity in self._values["activities"]]

    def _exchange(self, activity: Mapping[str, Any]) -> Exchange:
        groups = [activity[name] for name in Activity.GROUPS]
        status, host = Activity.Status(activity["status"]), self._host(activity)
        return Exchange(
            **{name: activity[name] for name in _AS_IT_IS},
            kind=str(Activity.Kind(activity["kind"]).label),
            host=host,
            guests=tuple(
                city
                for city in self._known.values()
                if city.slug in activity.get("cities", ()) and city is not host
            ),
            is_elsewhere=bool(activity["host"]) and not (host and host.colour),
            is_online=activity["kind"] == Activity.Kind.ONLINE,
            serves=tuple(activity.get("objectives", ())),
            status=str(status.label),
            is_done=status == Activity.Status.DONE,
            has_begun=status in _BEGUN,
            is_cancelled=status == Activity.Status.CANCELLED,
            people=activity["people"] or (sum(filter(None, groups)) if any(groups) else None),
        )

    def _host(self, activity: Mapping[str, Any]) -> Host | None:
        """The city that hosted; of one that does not take part, editions of earlier versions know no name."""
        slug, name = activity["host"] or "", activity.get("host_name")
        known = self._known.get(slug)
        return known or (Elsewhere(slug, in_language(name, self.language)) if slug and name else None)

    @cached_property
    def milestones(self) -> list[PresentedMilestone]:
        columns = ("title", "language", "due", "reached")
        named = self._values.get("milestones", ())
        return [PresentedMilestone(**{name: each[name] for name in columns}) for each in named]

    @property
    def steps(self) -> list[Exchange | PresentedMilestone]:
        """What they did, and what should be there by when."""
        return [*self.exchanges, *self.milestones]

    @cached_property
    def results(self) -> list[Result]:
        return [result_of(each) for each in self._values.get("indicators", ())]

    def result(self, uid: str | None) -> Result | None:
        """What was measured by one indicator."""
        return next((result for result in self.results if result.uid == uid), None)

    @cached_property
    def entries(self) -> list[Entry]:
        """Steps and stages that have a date, in order; empty when a single one would stand there alone."""
        entries = sorted(
            (entry for entry in self._entries() if entry.starts), key=lambda each: (each.starts, each.ends)
        )
        told = [entry for entry in entries if entry.exchange or entry.milestone]
        return entries if told and (len(entries) > 1 or self.milestones) else []

    def _entries(self) -> Iterator[Entry]:
        for stage in self._values.get("stages", ()):
            starts = stage["starts"] or stage["ends"]
            has_begun = bool(starts) and first_day(starts) <= self.on
            named = PresentedStage(in_language(stage["name"], self.language), has_begun)
            yield Entry(starts, stage["ends"], stage=named)
        for exchange in self.exchanges:
            if not exchange.is_cancelled:
                yield Entry(exchange.starts or exchange.ends, exchange.ends, exchange=exchange)
        for milestone in self.milestones:
            yield Entry(milestone.reached or milestone.due, "", milestone=milestone)
