"""Taking away the report of a programme; while it is being made, a page that says so and turns into the download."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from partnerships.models import Programme
from peerlearn.accounts.models import User
from peerlearn.accounts.staff import StaffRequest

from ...models import Publication
from ...templatetags.site import interface_language
from ..failed.told import why
from ..giving import PRIVATE, give, not_yet, progress_page
from .asking import ask_for_report, period_of, wish_of

State = Publication.State


@require_safe
def report(request: StaffRequest, slug: str) -> HttpResponseBase:
    """The report that the address asks for, made when nobody has asked for the same today."""
    programme, today = programme_or_404(request.user, slug), localdate()
    wish = wish_of(request.GET, language=interface_language(), today=today)
    if wish.said:
        context = {"programme": programme, "said": wish.said, "asked": request.GET, "language": wish.language}
        return render(request, "publications/reports/ask.html", context, status=422)
    asked = ask_for_report(programme, wish.period, language=wish.language, today=today)
    return _given(request, asked)


@require_safe
def made(request: StaffRequest, slug: str, number: int) -> HttpResponseBase:
    """A report that was asked for, as it was made."""
    return _given(request, report_or_404(request.user, slug, number))


@require_safe
@never_cache
def progress(request: StaffRequest, slug: str, number: int) -> HttpResponse:
    """What is happening with a report."""
    asked = report_or_404(request.user, slug, number)
    period = period_of(asked).query
    context = {
        "programme": asked.programme,
        "asked": period,
        "failure": why(asked),
        "again": reverse("reports:report", args=[slug], query=period | {"language": asked.language}),
        "page": reverse("desk:programme", args=[slug], query=period),
    }
    pdf = _address("made", asked)
    return progress_page(request, asked, "publications/reports/progress.html", pdf=pdf, context=context)


def programme_or_404(user: User, slug: str) -> Programme:
    return get_object_or_404(Programme.objects.coordinated_by(user), slug=slug)


def report_or_404(user: User, slug: str, number: int) -> Publication:
    programme = programme_or_404(user, slug)
    return get_object_or_404(Publication.objects.select_related("programme"), programme=programme, pk=number)


def _given(request: HttpRequest, asked: Publication) -> HttpResponseBase:
    """The PDF, or the way to the page that says how far it is."""
    slug = asked.programme.slug if asked.programme else ""
    if asked.state == State.READY:
        return give(request, asked, slug, cache=PRIVATE)
    return not_yet(_address("progress", asked))


def _address(name: str, asked: Publication) -> str:
    return reverse(f"reports:{name}", args=[asked.programme.slug if asked.programme else "", asked.pk])
