"""Items: the parts of a case that have a life of their own.

Every kind of item declares two things on its class, and the case document, the forms at the
desk, the word counts and the translations all follow from them:

- `prose`: its texts, each plain or rich, with the hint that writers see and a word budget. They
  are kept as rows of `Text`, one per language.
- `facts`: the columns that are the same in all languages. Those that came later are named in `newer`, too:
  an empty one is left out of documents, so that what was kept before is still the same value.
"""

import uuid
from dataclasses import dataclass
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partnerships.models import Activity, City, Indicator, Organisation, PlanObjective, Theme
from peerlearn.editing.models import Picture

from .case import Case


@dataclass(frozen=True)
class Prose:
    """A text of an item: its name, how it is labelled, and how many words suit it.

    `after` names the fact that it belongs to, and that a form asks for first.
    """

    name: str
    label: Promise | str
    rich: bool = False
    words: int = 0
    hint: Promise | str = ""
    after: str = ""


class Group(models.TextChoices):
    """Who speaks."""

    LEADER = "leader", _("municipal leader")
    PROFESSIONAL = "professional", _("professional")
    COMMUNITY = "community", _("community member")


class ItemQuerySet(models.QuerySet["Item"]):
    def present(self) -> "ItemQuerySet":
        return self.filter(removed_at__isnull=True)


class Item(models.Model):
    """Any part of a case; its UUID stays through restore, import and editions."""

    kind_name: ClassVar[str] = ""
    prose: ClassVar[tuple[Prose, ...]] = ()
    facts: ClassVar[tuple[str, ...]] = ()
    newer: ClassVar[tuple[str, ...]] = ()
    single: ClassVar[bool] = False

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="items")
    kind = models.CharField(max_length=20, editable=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item")
        verbose_name_plural = _("items")
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["case", "kind", "position"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"

    def save(self, *args: object, **options: object) -> None:
        self.kind = self.kind_name or self.kind
        super().save(*args, **options)  # type: ignore[arg-type]


class Narrative(Item):
    """The frame of the case: headline, summary and what comes next."""

    kind_name = "narrative"
    single = True
    prose = (
        Prose("title", _("Title"), words=12, hint=_("A headline that says the idea, not only the names.")),
        Prose(
            "summary",
            _("Summary"),
            rich=True,
            words=90,
            hint=_("Who learnt what from whom, and what changed. Readers decide here whether to go on."),
        ),
        Prose(
            "future",
            _("Future collaboration"),
            rich=True,
            words=100,
            hint=_("What will the cities do next? What would they need for it?"),
        ),
    )


class Context(Item):
    """One city's situation before and during the work."""

    kind_name = "context"
    prose = (
        Prose(
            "text",
            _("Context"),
            rich=True,
            words=150,
            hint=_("The city, its people and the problem as it stood: what would a stranger need to know?"),
        ),
    )
    facts = ("city",)
    city = models.ForeignKey(City, models.PROTECT, related_name="+", verbose_name=_("city"))


class Objective(Item):
    """What the partnership wanted to reach; may name an objective of its work plan."""

    kind_name = "objective"
    prose = (
        Prose("text", _("Objective"), rich=True, words=35, hint=_("One aim, as concrete as it was agreed.")),
    )
    facts = ("plan_objective",)
    plan_objective = models.ForeignKey(
        PlanObjective,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("objective of the work plan"),
    )


class Challenge(Item):
    """What stood in the way."""

    kind_name = "challenge"
    prose = (
        Prose("title", _("Challenge"), words=10, hint=_("In a few words.")),
        Prose("text", _("Description"), rich=True, words=70, hint=_("What made it hard, and for whom?")),
    )
    facts = ("themes",)
    themes = models.ManyToManyField(Theme, blank=True, related_name="+", verbose_name=_("themes"))


class Outcome(Item):
    """What came of it, with a figure when there is one."""

    kind_name = "outcome"
    prose = (
        Prose("title", _("Outcome"), words=10, hint=_("In a few words.")),
        Prose("text", _("Description"), rich=True, words=80, hint=_("What is different now? Who says so?")),
        Prose(
            "unit",
            _("Unit of the figure"),
            words=6,
            hint=_("For instance: plots, people trained."),
            after="value",
        ),
    )
    facts = ("value", "indicator", "activities")
    value = models.DecimalField(_("figure"), max_digits=18, decimal_places=4, null=True, blank=True)
    indicator = models.ForeignKey(
        Indicator,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("indicator of the work plan"),
    )
    activities = models.ManyToManyField(
        Activity, blank=True, related_name="+", verbose_name=_("activities that led to it")
    )
    # not a fact: what the writers know of the plan is no part of what they tell
    figure_seen = models.CharField(max_length=16, blank=True, editable=False)


class Lesson(Item):
    """One thing learnt, a record of its own that the public can find."""

    class Kind(models.TextChoices):
        WORKED = "worked", _("what worked")
        DID_NOT_WORK = "did_not_work", _("what did not work")
        CONDITION = "condition", _("condition for success")

    kind_name = "lesson"
    prose = (
        Prose("title", _("Lesson"), words=14, hint=_("Say it as advice to another city.")),
        Prose(
            "text",
            _("Explanation"),
            rich=True,
            words=75,
            hint=_("How did you learn it? When does it hold, when not?"),
        ),
    )
    facts = ("lesson_kind", "themes", "cities", "organisations", "said_by")
    lesson_kind = models.CharField(_("kind of lesson"), max_length=20, choices=Kind, default=Kind.WORKED)
    themes = models.ManyToManyField(Theme, blank=True, related_name="+", verbose_name=_("themes"))
    cities = models.ManyToManyField(
        City, blank=True, related_name="+", verbose_name=_("cities that learnt it")
    )
    organisations = models.ManyToManyField(
        Organisation, blank=True, related_name="+", verbose_name=_("associations that learnt it")
    )
    said_by = models.CharField(_("said by"), max_length=20, choices=Group, blank=True)


class Voice(Item):
    """A quote of a person, shown with their consent only."""

    kind_name = "voice"
    prose = (
        Prose(
            "quote", _("Quote"), rich=True, words=60, hint=_("Their own words, in the language they spoke.")
        ),
        Prose("role", _("Role"), words=10, hint=_("For instance: head of the cadastre office.")),
    )
    facts = ("group", "person", "city", "consent_on", "consent_note", "portrait")
    newer = ("portrait",)
    group = models.CharField(_("group"), max_length=20, choices=Group, default=Group.PROFESSIONAL)
    person = models.CharField(_("name"), max_length=150)
    city = models.ForeignKey(
        City, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("city")
    )
    consent_on = models.DateField(_("consent given on"), null=True, blank=True)
    consent_note = models.CharField(
        _("how consent was given"),
        max_length=300,
        blank=True,
        help_text=_("Never published."),
    )
    portrait = models.ForeignKey(
        Picture, models.PROTECT, null=True, blank=True, related_name="portraits", verbose_name=_("portrait")
    )


class Comparison(Item):
    """A municipal tool as it works in each city, side by side."""

    kind_name = "comparison"
    prose = (
        Prose("title", _("Tool"), words=8, hint=_("For instance: participatory budgeting.")),
        Prose("similarities", _("Similarities"), rich=True, words=50),
        Prose("differences", _("Differences"), rich=True, words=50),
    )


class ComparisonSide(Item):
    """One city's column of a comparison."""

    kind_name = "side"
    prose = (
        Prose("description", _("How it works"), rich=True, words=50),
        Prose("results", _("Results"), rich=True, words=30),
        Prose("requires", _("What it requires"), rich=True, words=30),
        Prose("lacks", _("What it lacks"), rich=True, words=30),
    )
    facts = ("tool", "city")
    tool = models.ForeignKey(Comparison, models.CASCADE, related_name="sides")
    city = models.ForeignKey(City, models.PROTECT, related_name="+", verbose_name=_("city"))


class Illustration(Item):
    """A picture in the case, with the words that go with it."""

    kind_name = "illustration"
    prose = (
        Prose(
            "alternative",
            _("Text for those who don't see the picture"),
            words=25,
            hint=_("What does the picture show to somebody who can’t see it? Say what matters here."),
        ),
        Prose("caption", _("Caption"), words=25),
    )
    facts = ("picture", "is_cover")
    picture = models.ForeignKey(Picture, models.PROTECT, related_name="illustrations")
    is_cover = models.BooleanField(_("picture of the cover"), default=False)


class Source(Item):
    """Where a reader can check what the case says."""

    kind_name = "source"
    facts = ("title", "address", "language", "read_on")
    title = models.CharField(_("title"), max_length=300)
    address = models.URLField(_("address"), max_length=600, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    read_on = models.DateField(_("read on"), null=True, blank=True)


KINDS: dict[str, type[Item]] = {
    kind.kind_name: kind
    for kind in (
        Narrative,
        Context,
        Objective,
        Challenge,
        Outcome,
        Lesson,
        Voice,
        Comparison,
        ComparisonSide,
        Illustration,
        Source,
    )
}
"""Every kind of item by name, in the order that a case tells them."""


class Link(models.Model):
    """A thread between two items: this lesson answers that challenge."""

    class Kind(models.TextChoices):
        SERVES = "serves", _("serves the objective")
        ANSWERS = "answers", _("answers the challenge")
        SHOWN_BY = "shown_by", _("is shown by the outcome")

    item = models.ForeignKey(Item, models.CASCADE, related_name="links")
    to = models.ForeignKey(Item, models.CASCADE, related_name="linked_from")
    kind = models.CharField(max_length=20, choices=Kind)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = [
            models.UniqueConstraint(
                fields=["item", "to", "kind"],
                name="link_once",
                violation_error_message=_("These two are linked already."),
            ),
            models.CheckConstraint(
                condition=~Q(item=models.F("to")),
                name="link_between_two",
                violation_error_message=_("An item can't be linked to itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.kind} {self.to}"
