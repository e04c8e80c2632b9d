"""Taking away a compendium as a PDF; while it is being made, a page that says so and turns into the download."""

from dataclasses import dataclass, replace

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from peerlearn.editing.translated import in_language

from ...models import CompendiumEdition, Publication
from ..asking import Kind, kind_asked, language_of
from ..giving import give, not_yet, progress_page
from .asking import FORMAT, CantBeMade, ask_for_compendium

State = Publication.State


@dataclass(frozen=True)
class Asked:
    """An edition of a compendium and its PDF, with its making queued if it is new."""

    edition: CompendiumEdition
    pdf: Publication


@login_not_required
@require_safe
def compendium(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponseBase:
    kind = compendium_kind(request)
    asked = asked_for(request, slug, number, kind)
    if not isinstance(asked, Asked):
        return asked
    if asked.pdf.state == State.READY:
        return give(request, asked.pdf, slug)
    return not_yet(address_of("compendium_progress", slug, number, kind))


@login_not_required
@require_safe
@never_cache
def compendium_progress(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """What is happening with the PDF."""
    kind = compendium_kind(request)
    asked = asked_for(request, slug, number, kind)
    if not isinstance(asked, Asked):
        return asked
    title = in_language(asked.edition.title, asked.pdf.language)
    pdf, page = address_of("compendium", slug, number, kind), page_of(slug, number)
    return told(request, asked.pdf, title=title, pdf=pdf, page=page)


def asked_for(request: HttpRequest, slug: str, number: int | None, kind: Kind) -> Asked | HttpResponse:
    """What an address asks for, or the page that says why it can't be had. Raises Http404."""
    edition = find_compendium(slug, number)
    if edition is None:
        return withdrawn(request)
    try:
        pdf = ask_for_compendium(edition, replace(kind, language=language_of(edition, kind.language)))
    except CantBeMade as refusal:
        return refused(request, str(refusal), page_of(slug, number))
    return Asked(edition, pdf)


def told(request: HttpRequest, asked: Publication, *, title: str, pdf: str, page: str) -> HttpResponse:
    """The page of progress of a compendium."""
    context = {"title": title, "language": asked.language, "page": page}
    return progress_page(request, asked, "publications/compendia/progress.html", pdf=pdf, context=context)


def find_compendium(slug: str, number: int | None) -> CompendiumEdition | None:
    """The edition named, or the newest; None when the compendium was withdrawn. Raises Http404."""
    editions = CompendiumEdition.objects.select_related("compendium__owner").filter(compendium__slug=slug)
    edition = (editions if number is None else editions.filter(number=number)).first()
    if edition is None:
        raise Http404
    return edition if edition.compendium.is_public else None


def compendium_kind(request: HttpRequest) -> Kind:
    """The paper and the purpose that an address asks for, in the reader's language. Raises Http404."""
    return kind_asked(request.GET, get_language() or "", formats=[FORMAT])


def refused(request: HttpRequest, why: str, page: str) -> HttpResponse:
    """A compendium that can't be made, and why."""
    return render(request, "publications/compendia/refused.html", {"why": why, "page": page}, status=422)


def withdrawn(request: HttpRequest) -> HttpResponse:
    return render(request, "publications/compendia/withdrawn.html", status=410)


def page_of(slug: str, number: int | None) -> str:
    """The page of the compendium, beside which its PDF lies."""
    address = reverse("publications:compendium", args=[slug] if number is None else [slug, number])
    return address.removesuffix("compendium.pdf")


def address_of(name: str, slug: str, number: int | None, kind: Kind) -> str:
    words = [slug] if number is None else [slug, number]
    return reverse(f"publications:{name}", args=words, query=query_of(kind) or None)


def query_of(kind: Kind) -> dict[str, str]:
    """What an address asks for it with: that it is a compendium goes without saying."""
    return {name: value for name, value in kind.query.items() if name != "format"}
