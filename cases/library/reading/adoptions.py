"""What other cities made of a lesson, as its page shows it: only what an editor agreed to."""

from django.db.models import QuerySet

from ...models import Adoption, ListingLesson


def adoptions_of(lesson: ListingLesson) -> "QuerySet[Adoption]":
    """In the order in which the public came to see them."""
    seen = Adoption.objects.filter(lesson_uid=lesson.uid, approved_at__isnull=False)
    return seen.select_related("city").order_by("approved_at", "pk")
