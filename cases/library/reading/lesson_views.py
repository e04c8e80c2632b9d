"""One lesson on a page of its own, with the case that it comes from and others on its themes."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from pyroaring import BitMap

from ...catalogue.index import current
from ...catalogue.rows import fetched
from ...catalogue.sharing import sharing_most
from ...catalogue.snapshot import one_snapshot
from ...models import Edition, ListingLesson
from ...presenting import PresentedCase, PresentedItem, present
from ..cards import LessonCard, lesson_cards
from ..citing.citations import citation_of_lesson
from .adoptions import adoptions_of
from .sharing import shared_picture

SIMILAR = 3


@login_not_required
@require_safe
@one_snapshot()
def lesson(request: HttpRequest, uid: UUID) -> HttpResponse:
    listed, case, item = lesson_in_its_case(uid)
    context = {
        "case": case,
        "item": item,
        "similar": similar_lessons(listed),
        "adoptions": adoptions_of(listed),
        "citation": citation_of_lesson(case, item),
        "picture": shared_picture(case),
        "list_entry": f"lesson={uid}",
    }
    return render(request, "library/reading/lesson.html", context)


def lesson_in_its_case(uid: UUID) -> tuple[ListingLesson, PresentedCase, PresentedItem]:
    """A lesson that the catalogue lists, with the edition that it stands in. Raises Http404."""
    listed = get_object_or_404(ListingLesson.objects.select_related("listing"), uid=uid)
    case = present(Edition.objects.with_document().get(pk=listed.listing.edition_id), get_language())
    item = case.items.get(uid)
    if item is None:  # redacted since the listing was made
        raise Http404
    return listed, case, item


def similar_lessons(listed: ListingLesson) -> list[LessonCard]:
    """Lessons of other cases that share the most themes with this one."""
    holdings = current().lessons
    own = BitMap(ListingLesson.objects.filter(listing=listed.listing_id).values_list("pk", flat=True))
    ids = sharing_most(holdings, listed.themes, holdings.everything - own, SIMILAR)
    return lesson_cards(fetched(ListingLesson, ids, ("listing",)), get_language())
