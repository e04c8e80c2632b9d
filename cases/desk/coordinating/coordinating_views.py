"""The programmes that a person coordinates: the list, the dashboard of one, and the same as a table."""

from collections.abc import Mapping

from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from partnerships.following import PairStatus, period_asked
from peerlearn.accounts.staff import StaffRequest
from peerlearn.editing.tables import csv_lines

from .access import programme_to_follow, programmes_to_follow
from .dashboard import Dashboard
from .rows import headings, rows

PROGRAMMES_ON_A_PAGE = 30


@require_GET
def programmes(request: StaffRequest) -> HttpResponse:
    """The programmes that the reader coordinates; who coordinates one gets there at once."""
    page = Paginator(programmes_to_follow(request.user), PROGRAMMES_ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    if page.paginator.count == 1:
        return redirect("desk:programme", page[0].slug)
    return render(request, "desk/coordinating/programmes.html", {"page": page})


@require_GET
def programme(request: StaffRequest, slug: str) -> HttpResponse:
    """How its partnerships get on in the period that the address asks for."""
    dashboard, said = _asked(request, slug)
    return render(request, "desk/coordinating/programme.html", {"dashboard": dashboard, "said": said})


@require_GET
def programme_csv(request: StaffRequest, slug: str) -> StreamingHttpResponse:
    """The table of the dashboard, for the same parameters."""
    dashboard, _said = _asked(request, slug)
    lines = csv_lines(headings(dashboard), list(rows(dashboard)))  # read and worded before the answer begins
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    starts, ends = dashboard.period.query.values()
    answer["Content-Disposition"] = f'attachment; filename="{slug}_{starts}_{ends}.csv"'
    return answer


def _asked(request: StaffRequest, slug: str) -> tuple[Dashboard, list[str]]:
    """What the address asks for, and what of it could not be read."""
    programme, today = programme_to_follow(request.user, slug), localdate()
    period, said = period_asked(request.GET, today=today)
    status = _status_asked(request.GET, said)
    return Dashboard(programme, request.user, period=period, status=status, today=today), said


def _status_asked(query: Mapping[str, str], said: list[str]) -> PairStatus | None:
    asked = query.get("status", "").strip()
    if asked and asked not in PairStatus.values:
        said.append(_("There is no such status. All partnerships are shown."))
    return PairStatus(asked) if asked in PairStatus.values else None
