"""Taking away a case as a PDF; while it is being made, a page that says so and turns into the download."""

from dataclasses import replace

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ...models import Edition, Publication, Withdrawal
from ...presenting import present
from ..asking import Kind, ask, kind_asked, language_of
from ..giving import give, not_yet, progress_page

State = Publication.State


@login_not_required
@require_safe
def publication(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponseBase:
    edition, kind = find_edition(slug, number), kind_asked(request.GET, get_language() or "")
    if edition is None:
        return withdrawn(request)
    asked = ask(edition, replace(kind, language=language_of(edition, kind.language)))
    if asked.state == State.READY:
        return give(request, asked, slug)
    return not_yet(address_of("progress", slug, number, kind))


@login_not_required
@require_safe
@never_cache
def progress(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """What is happening with the PDF."""
    edition, kind = find_edition(slug, number), kind_asked(request.GET, get_language() or "")
    if edition is None:
        return withdrawn(request)
    asked = ask(edition, replace(kind, language=language_of(edition, kind.language)))
    pdf = address_of("publication", slug, number, kind)
    page = reverse("publications:publication", kwargs=words_of(slug, number)).removesuffix("publication.pdf")
    context = {"case": present(edition, get_language() or ""), "page": page}
    return progress_page(request, asked, "publications/progress.html", pdf=pdf, context=context)


def find_edition(slug: str, number: int | None) -> Edition | None:
    """The edition named, or the newest; None when the case was withdrawn. Raises Http404."""
    editions = Edition.objects.with_document().filter(case__slug=slug)
    edition = (editions if number is None else editions.filter(number=number)).first()
    if edition is None:
        raise Http404
    return None if Withdrawal.objects.filter(case=edition.case_id).exists() else edition


def withdrawn(request: HttpRequest) -> HttpResponse:
    return render(request, "publications/withdrawn.html", status=410)


def address_of(name: str, slug: str, number: int | None, kind: Kind) -> str:
    return reverse(f"publications:{name}", kwargs=words_of(slug, number), query=kind.query or None)


def words_of(slug: str, number: int | None) -> dict[str, str | int]:
    return {"slug": slug} if number is None else {"slug": slug, "number": number}
