"""One lesson on a page of its own, with the case that it comes from and others on its themes."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from pyroaring import BitMap

from ...catalogue.index import current
from ...catalogue.sharing import sharing_most
from ...models import Edition, ListingLesson
from ...presenting import PresentedCase, PresentedItem, present
from ..answering import published
from ..cards import LessonCard, listed_lessons
from ..citing.citations import citation_of_lesson
from .adoptions import adoptions_of
from .pieces import Piece, drawn, pieces
from .sharing import shared_picture

SIMILAR = 3


@login_not_required
@require_safe
@published()
def lesson(request: HttpRequest, uid: UUID) -> HttpResponse:
    listed = listed_lesson(uid)
    context = {
        "uid": uid,
        "piece": lesson_piece(listed),
        "similar": similar_lessons(listed),
        "adoptions": adoptions_of(listed),
    }
    return render(request, "library/reading/lesson.html", context)


def lesson_piece(listed: ListingLesson) -> Piece:
    """A lesson with the case that it comes from, drawn. Raises Http404."""
    return pieces.got(("lesson", listed.pk, get_language()), lambda: _drawn(listed))


def _drawn(listed: ListingLesson) -> Piece:
    case, item = in_its_case(listed)
    context = {
        "case": case,
        "item": item,
        "citation": citation_of_lesson(case, item),
        "picture": shared_picture(case),
        "list_entry": f"lesson={listed.uid}",
    }
    return drawn("library/reading/_lesson", context, title=item.title.plain, description=item.text.plain)


def listed_lesson(uid: UUID) -> ListingLesson:
    """A lesson that the catalogue lists. Raises Http404."""
    return get_object_or_404(ListingLesson.objects.select_related("listing"), uid=uid)


def in_its_case(listed: ListingLesson) -> tuple[PresentedCase, PresentedItem]:
    """A lesson as it stands in its edition. Raises Http404."""
    case = present(Edition.objects.with_document().get(pk=listed.listing.edition_id), get_language())
    item = case.items.get(listed.uid)
    if item is None:  # redacted since the listing was made
        raise Http404
    return case, item


def similar_lessons(listed: ListingLesson) -> list[LessonCard]:
    """Lessons of other cases that share the most themes with this one."""
    holdings = current().lessons
    own = BitMap(ListingLesson.objects.filter(listing=listed.listing_id).values_list("pk", flat=True))
    ids = sharing_most(holdings, listed.themes, holdings.everything - own, SIMILAR)
    return listed_lessons(ids, get_language())
