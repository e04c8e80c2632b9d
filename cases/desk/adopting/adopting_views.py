"""Pages about what other cities tried: the short form from a lesson, and what waits for an editor."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from peerlearn.accounts.staff import StaffRequest

from ...models import Adoption, Case, ListingLesson
from .telling import (
    AdoptionForm,
    adoptions_to_review,
    approve_adoption,
    cities_that_may_tell,
    decline_adoption,
    tell_adoption,
    titles_of,
)

ON_A_PAGE = 20


@require_http_methods(["GET", "POST"])
def tried(request: StaffRequest, uid: UUID) -> HttpResponse:
    lesson = get_object_or_404(ListingLesson.objects.select_related("listing"), uid=uid)
    cities = cities_that_may_tell(request.user, lesson)
    form = AdoptionForm(cities, request.POST if request.method == "POST" else None)
    if form.is_valid():
        tell_adoption(lesson, by=request.user, **form.cleaned_data)
        messages.success(
            request, _("Thank you. An editor of the case reads it, then it stands with the lesson.")
        )
        return redirect("desk:tried", uid)
    title = titles_of([uid], get_language())[uid]
    context = {"form": form, "lesson": lesson, "title": title, "may_tell": cities.exists()}
    context["told"] = Adoption.objects.filter(lesson_uid=uid, written_by=request.user).select_related("city")
    status = 422 if request.method == "POST" else 200
    return render(request, "desk/adopting/tried.html", context, status=status)


@require_http_methods(["GET", "POST"])
def adoptions(request: StaffRequest) -> HttpResponse:
    """What waits; one that somebody else decided about meanwhile is left as it is."""
    if not Case.objects.reviewable_by(request.user).exists() and not request.user.is_superuser:
        raise Http404
    waiting = adoptions_to_review(request.user)
    if request.method == "POST":
        pk = request.POST.get("adoption", "")
        adoption = waiting.filter(pk=int(pk)).first() if pk.isdecimal() and len(pk) < 10 else None
        if adoption and "approve" in request.POST:
            approve_adoption(adoption, by=request.user)
            messages.success(request, _("The public sees it now."))
        elif adoption and "decline" in request.POST:
            decline_adoption(adoption)
            messages.success(request, _("It is taken away."))
        return redirect("desk:adoptions")
    page = Paginator(waiting, ON_A_PAGE).get_page(request.GET.get("page"))
    titles = titles_of([adoption.lesson_uid for adoption in page], get_language())
    told = [(adoption, titles.get(adoption.lesson_uid, "")) for adoption in page]
    return render(request, "desk/adopting/adoptions.html", {"told": told, "page": page})
