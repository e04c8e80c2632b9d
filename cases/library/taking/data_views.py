"""A case as data: its current edition or an older one."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from ...presenting.data import edition_as_data
from ..answering import published
from ..reading.editions import Withdrawn, visible_edition


@login_not_required
@require_safe
@published()
def case_json(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponseBase:
    try:
        data, status = edition_as_data(visible_edition(slug, number)), 200
    except Withdrawn as gone:
        data, status = {"withdrawn_at": gone.withdrawal.withdrawn_at.isoformat()}, 410
    answer = JsonResponse(data, status=status)
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
