"""The publications that could not be made, for those who can mend it, and trying again."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from peerlearn.accounts.staff import StaffRequest

from ..asking import try_again
from .told import failed_for, failures

ON_A_PAGE = 20


@require_GET
def failed(request: StaffRequest) -> HttpResponse:
    """What failed, newest first, as far as the reader can do something about it."""
    page = Paginator(failed_for(request.user), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "publications/failed/failed.html", {"page": page, "failures": failures(page)})


@require_POST
def again(request: StaffRequest, number: int) -> HttpResponse:
    """Has it made once more, and leads back to where the button was."""
    publication = get_object_or_404(failed_for(request.user), pk=number)
    try_again(publication)
    messages.success(request, _("It is being made again. If it fails once more, it comes back here."))
    if publication.edition and request.POST.get("back") == "case":
        return redirect("desk:case", publication.edition.case.uid)
    return redirect("failed:failed")
