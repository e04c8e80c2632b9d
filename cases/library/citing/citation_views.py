"""Citations to download: of a case as it is now, of an older edition, of a single lesson."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ...presenting import present
from ..answering import published
from ..reading.editions import Withdrawn, visible_edition
from ..reading.lesson_views import in_its_case, listed_lesson
from .citations import Citation, citation_of_case, citation_of_lesson
from .forms import FORMS


@login_not_required
@require_safe
@published()
def of_case(request: HttpRequest, slug: str, form: str, number: int | None = None) -> HttpResponse:
    try:
        edition = visible_edition(slug, number)
    except Withdrawn as gone:
        return render(request, "library/reading/withdrawn.html", {"withdrawal": gone.withdrawal}, status=410)
    return cited([citation_of_case(present(edition, get_language()))], form)


@login_not_required
@require_safe
@published()
def of_lesson(request: HttpRequest, uid: UUID, form: str) -> HttpResponse:
    case, item = in_its_case(listed_lesson(uid))
    return cited([citation_of_lesson(case, item)], form)


def cited(citations: Sequence[Citation], ending: str, name: str = "") -> HttpResponse:
    """The citations as a file of the form that ends so; plain text is shown. Raises Http404."""
    form = FORMS.get(ending)
    if form is None:
        raise Http404
    answer = HttpResponse(form.write(citations), content_type=form.content_type)
    if ending != "txt":
        answer["Content-Disposition"] = f'attachment; filename="{name or citations[0].key}.{ending}"'
    return answer
