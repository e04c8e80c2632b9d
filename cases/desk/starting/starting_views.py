"""The pages that start a case."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from partnerships.desk.planning.access import partnership_to_plan
from peerlearn.accounts.staff import StaffRequest

from .beginning import start_case
from .carrying import Holding, start_from_plan
from .forms import NewCaseForm, PlanForm, StartForm
from .known import CaseThere, cases_of, mark_of


@require_http_methods(["GET", "POST"])
def new_case(request: StaffRequest) -> HttpResponse:
    """Two cities and a title; a partnership that keeps a plan gives what it holds as well."""
    form = NewCaseForm(request.user, request.POST if request.method == "POST" else None)
    known: list[Any] = []
    if form.is_bound and form.is_valid():
        try:
            if form.carries_plan:
                return _started_from_plan(request, form)
            return redirect("desk:case", start_case(by=request.user, **form.start).uid)
        except CaseThere as there:
            known = there.cases
    status = 409 if known else 422 if form.is_bound else 200
    context = {"form": form, "known": known, "seen": mark_of(known)}
    return render(request, "desk/new.html", context, status=status)


@require_http_methods(["GET", "POST"])
def from_plan(request: StaffRequest, slug: str) -> HttpResponse:
    """A case of one partnership, with what its plan holds; the page says what that is, and which cases there are."""
    partnership = partnership_to_plan(request.user, slug)
    held = Holding(partnership)
    posted = request.POST if request.method == "POST" else None
    form, status = PlanForm(request.user, partnership, held.language, posted), 200
    if form.is_bound:
        status = 422
        try:
            if form.is_valid():
                return _started_from_plan(request, form)
        except CaseThere:
            status = 409
    known = cases_of(partnership)
    context = {"form": form, "partnership": partnership, "held": held, "known": known, "seen": mark_of(known)}
    context["is_news"] = status == 409
    return render(request, "desk/starting/from_plan.html", context, status=status)


def _started_from_plan(request: StaffRequest, form: StartForm) -> HttpResponse:
    """Starts the case and says in one message what came along. Raises CaseThere."""
    case, carried = start_from_plan(by=request.user, seen=request.POST.get("seen", ""), **form.start)
    if carried:
        messages.success(request, carried.in_words())
    return redirect("desk:case", case.uid)
