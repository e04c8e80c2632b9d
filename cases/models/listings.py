"""Listings: what finding needs of each case's current edition; rebuilt from editions at any time."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from peerlearn.editing.beginnings import Beginnings

from .case import Case
from .history import Edition


def slugs() -> ArrayField:
    return ArrayField(models.CharField(max_length=80), default=list)


def searchable(table: str, column: str) -> GinIndex:
    return GinIndex(fields=[column], name=f"{table}_in_{column}")


class Listing(models.Model):
    """One published case as the catalogue knows it: the values of its facets."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="listing")
    edition = models.OneToOneField(Edition, models.CASCADE, related_name="listing")
    slug = models.SlugField(max_length=80, unique=True)
    language = models.CharField(max_length=10)
    languages = ArrayField(models.CharField(max_length=10))
    themes = slugs()
    sdgs = ArrayField(models.PositiveSmallIntegerField(), default=list)
    countries = ArrayField(models.CharField(max_length=2), default=list)
    cities = slugs()
    sizes = ArrayField(models.CharField(max_length=10), default=list)
    organisations = slugs()
    programme = models.CharField(max_length=80, blank=True)
    partnership = models.CharField(max_length=80)
    lesson_kinds = ArrayField(models.CharField(max_length=20), default=list)
    periods = ArrayField(models.CharField(max_length=12), default=list)
    starts = models.CharField(max_length=10, blank=True)
    ends = models.CharField(max_length=10, blank=True)
    completeness = models.FloatField(default=0)
    card = models.JSONField(default=dict)
    first_published_at = models.DateTimeField()
    published_at = models.DateTimeField()

    class Meta:
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        ordering = ["-published_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(completeness__range=(0, 1)),
                name="listing_completeness_is_a_share",
                violation_error_message=_("Completeness is a share, from 0 to 1."),
            )
        ]
        indexes = [models.Index(fields=["-published_at", "id"], name="listing_newest")]

    def __str__(self) -> str:
        return self.slug


class ListingText(models.Model):
    """The words of a listing in one language, as its card shows them."""

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=10)
    title = models.CharField(max_length=400)
    summary = models.TextField(blank=True)
    sort_key = models.CharField(max_length=400)

    class Meta:
        verbose_name = _("text of a listing")
        verbose_name_plural = _("texts of listings")
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "language"],
                name="listing_text_once",
                violation_error_message=_("This case is listed in this language already."),
            ),
        ]
        indexes = [
            models.Index(fields=["language", "sort_key"], name="listing_text_sorted"),
            GinIndex(Beginnings("title"), name="listing_text_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.listing} ({self.language})"


class ListingWords(models.Model):
    """The words of a listing in one language, as search reads them: by how much a match in them says.

    Each column holds the words of the one before and more. The rows are narrow on purpose: vectors lie
    outside of them (the migration says so to PostgreSQL), and a search reads nothing but `listing`.
    """

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="words", db_index=False)
    language = models.CharField(max_length=10)
    title = SearchVectorField()
    lessons = SearchVectorField()
    everything = SearchVectorField()

    class Meta:
        verbose_name = _("words of a listing")
        verbose_name_plural = _("words of listings")
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "language"],
                name="listing_words_once",
                violation_error_message=_("This case is listed in this language already."),
            ),
        ]
        indexes = [searchable("listing", column) for column in ("title", "lessons", "everything")]

    def __str__(self) -> str:
        return f"{self.listing_id} ({self.language})"


class ListingLesson(models.Model):
    """One lesson of a listing, findable on its own; those of one listing are made in their order."""

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="lessons")
    uid = models.UUIDField(unique=True)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    said_by = models.CharField(max_length=20, blank=True)
    # "yes" once the public sees that another city tried it
    adopted = models.CharField(max_length=3, blank=True)
    themes = slugs()
    cities = slugs()
    countries = ArrayField(models.CharField(max_length=2), default=list)
    organisations = slugs()
    sdgs = ArrayField(models.PositiveSmallIntegerField(), default=list)
    sizes = ArrayField(models.CharField(max_length=10), default=list)
    published_at = models.DateTimeField()

    class Meta:
        verbose_name = _("lesson of a listing")
        verbose_name_plural = _("lessons of listings")
        ordering = ["-published_at", "pk"]
        indexes = [models.Index(fields=["-published_at", "id"], name="listing_lesson_newest")]

    def __str__(self) -> str:
        return str(self.uid)


class ListingLessonText(models.Model):
    """The words of a lesson in one language, as lists show them."""

    lesson = models.ForeignKey(ListingLesson, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=10)
    title = models.CharField(max_length=400)
    text = models.TextField(blank=True)

    class Meta:
        verbose_name = _("text of a lesson")
        verbose_name_plural = _("texts of lessons")
        constraints = [
            models.UniqueConstraint(
                fields=["lesson", "language"],
                name="listing_lesson_text_once",
                violation_error_message=_("This lesson is listed in this language already."),
            ),
        ]
        indexes = [GinIndex(Beginnings("title"), name="listing_lesson_text_begins")]

    def __str__(self) -> str:
        return self.title


class ListingChallenge(models.Model):
    """A challenge of a listing that none of its lessons answers: a question still open; its title by language."""

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="challenges")
    uid = models.UUIDField(unique=True)
    position = models.PositiveSmallIntegerField()
    themes = slugs()
    titles = models.JSONField(default=dict)
    published_at = models.DateTimeField()

    class Meta:
        verbose_name = _("open challenge of a listing")
        verbose_name_plural = _("open challenges of listings")
        ordering = ["-published_at", "listing", "position"]
        indexes = [GinIndex(fields=["themes"], name="listing_challenge_themes")]

    def __str__(self) -> str:
        return str(self.uid)


class ListingLessonWords(models.Model):
    """The words of a lesson in one language, as search reads them; narrow as those of listings."""

    lesson = models.ForeignKey(ListingLesson, models.CASCADE, related_name="words", db_index=False)
    language = models.CharField(max_length=10)
    title = SearchVectorField()
    everything = SearchVectorField()

    class Meta:
        verbose_name = _("words of a lesson")
        verbose_name_plural = _("words of lessons")
        constraints = [
            models.UniqueConstraint(
                fields=["lesson", "language"],
                name="listing_lesson_words_once",
                violation_error_message=_("This lesson is listed in this language already."),
            ),
        ]
        indexes = [searchable("listing_lesson", column) for column in ("title", "everything")]

    def __str__(self) -> str:
        return f"{self.lesson_id} ({self.language})"


class CatalogueWord(models.Model):
    """A word that stood in the catalogue, without accents and capitals: where a misspelt one may have come
    from. Words stay when their case goes; what they would find is asked before they are offered."""

    word = models.CharField(max_length=40, unique=True)

    class Meta:
        verbose_name = _("word of the catalogue")
        verbose_name_plural = _("words of the catalogue")
        indexes = [GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="catalogue_word_spelling")]

    def __str__(self) -> str:
        return self.word


class CatalogueChange(models.Model):
    """Which rows of the catalogue came, went or were made anew at once; append-only, old ones forgotten.

    Its id is the catalogue's version from then on: a number that a transaction took and rolled back
    never comes again, so that one number is one state of the catalogue.
    """

    everything = models.BooleanField(default=False)
    listings = ArrayField(models.BigIntegerField(), default=list)
    lessons = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        verbose_name = _("change of the catalogue")
        verbose_name_plural = _("changes of the catalogue")

    def __str__(self) -> str:
        return str(self.pk)


class CatalogueVersion(models.Model):
    """One row that names the last change of the catalogue, so that caches know when they are old."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    number = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("version of the catalogue")
        verbose_name_plural = _("versions of the catalogue")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(id=1),
                name="catalogue_version_is_one_row",
                violation_error_message=_("There is one catalogue."),
            )
        ]

    def __str__(self) -> str:
        return str(self.number)
