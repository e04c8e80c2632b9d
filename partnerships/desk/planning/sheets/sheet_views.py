"""A plan taken out as a spreadsheet, a file tried, and brought in."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from peerlearn.accounts.staff import StaffRequest
from peerlearn.editing.tables import XLSX

from ..access import plan_to_keep
from ..plans import Plan
from .fates import Fate
from .giving import csv_of, workbook_of
from .importing import NotAgreed, Outdated, import_rows, trial_of
from .keeping import Kept, forget, keep, kept
from .layout import TABLES
from .limits import MEGABYTES, Unreadable, limits, too_large
from .notes import notes_of
from .opening import opened

_GROUPS = (
    (Fate.REFUSED, gettext_lazy("Refused")),
    (Fate.CHANGED, gettext_lazy("Changed")),
    (Fate.NEW, gettext_lazy("New")),
    (Fate.SAME, gettext_lazy("Unchanged")),
)


@require_http_methods(["GET", "POST"])
def sheets(request: StaffRequest, slug: str) -> HttpResponse:
    """Where a plan is taken out and a file is brought; what is posted is the file."""
    plan = plan_to_keep(request, slug)
    if request.method == "GET":
        return _page(request, plan)
    try:
        upload = _brought(request, plan)
    except Unreadable as why:
        return _page(request, plan, problem=str(why))
    return redirect(plan.owner.address("trial", upload))


@require_http_methods(["GET", "POST"])
def trial(request: StaffRequest, slug: str, upload: UUID) -> HttpResponse:
    """What would become of every row; what is posted says that it may."""
    plan = plan_to_keep(request, slug)
    file = kept(upload, plan=plan, by=request.user)
    if file is None:
        messages.error(request, _("The file is not here any more: it is kept for an hour. Choose it again."))
        return redirect(plan.owner.address("sheets"))
    if request.method == "GET":
        return _trial_page(request, plan, file)
    try:
        number = import_rows(
            plan,
            file,
            seen=request.POST.get("seen", ""),
            without_refused="without_refused" in request.POST,
            by=request.user,
        )
    except Outdated:
        why = _(
            "What this file would change is not what you saw: the plan was changed meanwhile. Look at it again."
        )
        return _trial_page(request, plan, file, problem=why, status=409)
    except NotAgreed:
        why = _("Some rows are refused. Say that the others may come without them, or mend the file.")
        return _trial_page(request, plan, file, problem=why, status=422)
    forget(upload, plan=plan, by=request.user)
    said = ngettext("%(number)d row was brought in.", "%(number)d rows were brought in.", number)
    messages.success(request, said % {"number": number})
    return redirect(plan.owner.address("plan"))


@require_GET
def workbook(request: StaffRequest, slug: str) -> FileResponse:
    plan = plan_to_keep(request, slug)
    file = workbook_of(plan)
    return FileResponse(file, as_attachment=True, filename=f"{slug}.xlsx", content_type=XLSX)


@require_GET
def table_as_csv(request: StaffRequest, slug: str, name: str) -> HttpResponseBase:
    plan = plan_to_keep(request, slug)
    table = next(table for table in TABLES if table.name == name)
    answer = HttpResponse(csv_of(plan, table), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{slug}-{name}.csv"'
    return answer


def _brought(request: StaffRequest, plan: Plan) -> UUID:
    """Keeps the file that was posted, once it can be read. Raises Unreadable."""
    file = request.FILES.get("file")
    if file is None:
        raise Unreadable(_("Choose a file first."))
    if (file.size or 0) > MEGABYTES * 1_000_000:
        raise too_large()
    content = file.read()
    opened(content)
    return keep(content, file.name or "", plan=plan, by=request.user)


def _page(request: StaffRequest, plan: Plan, problem: str = "") -> HttpResponse:
    context = {"plan": plan, "problem": problem, "limits": limits()}
    status = 422 if problem else 200
    return render(request, "partnerships/planning/sheets/sheets.html", context, status=status)


def _trial_page(
    request: StaffRequest, plan: Plan, file: Kept, *, problem: str = "", status: int = 200
) -> HttpResponse:
    tried = trial_of(plan, file)
    context = {
        "plan": plan,
        "file": file,
        "trial": tried,
        "groups": [(fate, title, tried.of(fate)) for fate, title in _GROUPS],
        "notes": notes_of(tried),
        "problem": problem,
    }
    return render(request, "partnerships/planning/sheets/trial.html", context, status=status)
