"""A progress update in a minute, from a phone: one record on a page of its own, saved like any other."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from peerlearn.accounts.staff import StaffRequest
from peerlearn.editing.uids import uid_of

from .access import partnership_to_plan, section_or_404
from .forms import PlanForm
from .places import Place
from .plans import Plan
from .records import RecordForm
from .saving import save_section


@require_http_methods(["GET", "POST"])
def new_update(request: StaffRequest, slug: str) -> HttpResponse:
    """The page names the new update, so that sent twice it is one."""
    plan = Plan(partnership_to_plan(request.user, slug))
    place = Place(plan, section_or_404(plan, "updates"))
    if request.method == "GET":
        new = uid_of(request.GET.get("new", "")) or uuid4()
        return _page(request, place, PlanForm(place.plan, place.section, blank=new), uid=str(new))
    form = save_section(
        place.plan, place.section, posted=request.POST, files=request.FILES, by=request.user, is_part=True
    )
    uid = request.POST.get("item", "")
    if not form.is_settled:
        return _page(request, place, form, uid=uid, status=422 if form.has_errors else 409)
    if not any(str(item.uid) == uid and item.record for item in form.items):
        return _page(
            request, place, PlanForm(place.plan, place.section, blank=uid_of(uid)), uid=uid, status=422
        )
    messages.success(request, _("Your update is kept."))
    return place.go()


def _made_for_a_phone(item: RecordForm) -> None:
    """The day from the calendar of the phone; the language is that of the plan."""
    del item.fields["language"]
    item.fields["happened_on"].help_text = ""
    if len(item["happened_on"].value() or "") == len("2015-03-04"):  # a calendar knows no month alone
        item.fields["happened_on"].widget.input_type = "date"


def _page(
    request: StaffRequest, place: Place, form: PlanForm, *, uid: str, status: int = 200
) -> HttpResponse:
    item = next((item for item in form.items if str(item.uid) == uid), None)
    if item is None:  # what was posted is not of this partnership
        return place.go()
    _made_for_a_phone(item)
    context = {
        "place": place,
        "plan": place.plan,
        "form": form,
        "item": item,
        "is_empty": status == 422 and not form.has_errors,
    }
    return render(request, "partnerships/planning/new_update.html", context, status=status)
