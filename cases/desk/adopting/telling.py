"""Telling that a city tried a lesson of others: by its own staff, seen by the public once an editor agrees."""

from typing import Any
from uuid import UUID

from django import forms
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from partnerships.models import City
from partnerships.models.people import Role
from peerlearn.accounts.models import User
from peerlearn.editing.languages import content_languages

from ...catalogue.listing import rebuild_listing
from ...models import Adoption, Case, ListingLesson

LONGEST = 2000
"""Characters of what changed; whoever has more to tell has a case."""


class AdoptionForm(forms.Form):
    """Which city tried the lesson, and what changed there."""

    city = forms.ModelChoiceField(City.objects.none(), label=_("City"), empty_label=_("Choose a city"))
    what_changed = forms.CharField(
        label=_("What changed"),
        help_text=_(
            "What did you do, and what is different now? A few sentences; what did not work counts, too."
        ),
        widget=forms.Textarea(attrs={"rows": 7}),
        max_length=LONGEST,
    )
    language = forms.ChoiceField(label=_("You write in"))

    def __init__(self, cities: QuerySet[City], data: Any = None) -> None:
        super().__init__(data, initial={"language": get_language()})
        fields: dict[str, Any] = self.fields
        fields["city"].queryset = cities
        if len(cities[:2]) == 1:
            fields["city"].empty_label = None
        fields["language"].choices = content_languages()
        fields["what_changed"].widget.attrs.pop(
            "maxlength", None
        )  # browsers cut what is pasted without a word


def cities_that_may_tell(user: User, lesson: ListingLesson) -> QuerySet[City]:
    """The cities that the user writes for, without those of the lesson's case and those that told already."""
    told = Adoption.objects.filter(lesson_uid=lesson.uid).values("city")
    others = City.objects.exclude(slug__in=lesson.listing.cities).exclude(pk__in=told)
    if user.is_superuser:
        return others
    own = user.memberships.filter(role__in=[Role.CONTRIBUTOR, Role.EDITOR]).values("organisation")
    return others.filter(Q(organisations__in=own) | Q(participations__organisation__in=own)).distinct()


@transaction.atomic
def tell_adoption(
    lesson: ListingLesson, *, city: City, what_changed: str, language: str, by: User
) -> Adoption:
    """Keeps what a city tells of a lesson, as it stands in the edition that is public now."""
    return Adoption.objects.create(
        lesson_uid=lesson.uid,
        edition_id=lesson.listing.edition_id,
        city=city,
        what_changed=what_changed,
        language=language,
        written_by=by,
    )


def adoptions_to_review(user: User) -> QuerySet[Adoption]:
    """What was told of lessons in cases that the user reviews, and waits; the oldest first."""
    cases = Case.objects.reviewable_by(user)
    waiting = Adoption.objects.filter(approved_at=None, edition__case__in=cases)
    return waiting.select_related("city", "written_by", "edition__case").order_by("written_at", "pk")


@transaction.atomic
def approve_adoption(adoption: Adoption, *, by: User) -> None:
    """Lets the public see it, and find the lesson by it."""
    adoption.approved_by, adoption.approved_at = by, timezone.now()
    adoption.save(update_fields=["approved_by", "approved_at"])
    rebuild_listing(adoption.edition.case_id)


@transaction.atomic
def decline_adoption(adoption: Adoption) -> None:
    """Takes it away; the city may tell anew. The audit trail keeps what was told."""
    adoption.delete()


def titles_of(lessons: list[UUID], language: str) -> dict[UUID, str]:
    """What lessons are called, in `language` or as they were written; those not public any more have none."""
    rows = ListingLesson.objects.filter(uid__in=lessons).select_related("listing").prefetch_related("texts")
    found = {}
    for row in rows:
        titles = {text.language: text.title for text in row.texts.all()}
        found[row.uid] = titles.get(language) or titles.get(row.listing.language, "")
    return found
