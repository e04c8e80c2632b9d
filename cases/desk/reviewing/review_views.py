"""The page of those who review: what waits for them, and what is ready to publish."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from peerlearn.accounts.staff import StaffRequest

from ...models import Case
from .queue import cases_to_review, number_to_review, reviews_of

CASES_ON_A_PAGE = 20


@require_GET
def queue(request: StaffRequest) -> HttpResponse:
    if (number := number_to_review(request.user)) is None:
        raise Http404
    page = Paginator(cases_to_review(request.user), CASES_ON_A_PAGE).get_page(request.GET.get("page"))
    reviews = reviews_of(page)
    context = {
        "page": page,
        "number": number,
        "waiting": [review for review in reviews if review.case.state == Case.State.IN_REVIEW],
        "ready": [review for review in reviews if review.case.state == Case.State.APPROVED],
    }
    return render(request, "desk/reviewing/review.html", context)
