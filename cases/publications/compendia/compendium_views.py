"""Taking away a compendium as a PDF; while it is being made, a page that says so and turns into the download."""

from dataclasses import replace

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
from ..giving import LOOK_AGAIN, SeeOther, give, not_yet
from .asking import FORMAT, CantBeMade, ask_for_compendium

State = Publication.State


@login_not_required
@require_safe
def compendium(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponseBase:
    edition, kind = find_compendium(slug, number), compendium_kind(request)
    if edition is None:
        return withdrawn(request)
    try:
        asked = ask_for_compendium(edition, replace(kind, language=language_of(edition, kind.language)))
    except CantBeMade as refusal:
        return refused(request, str(refusal), page_of(slug, number))
    if asked.state == State.READY:
        return give(request, asked, slug)
    return not_yet(address_of("compendium_progress", slug, number, kind))


@login_not_required
@require_safe
@never_cache
def compendium_progress(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """What is happening with the PDF. The page looks again by itself, without a script."""
    edition, kind = find_compendium(slug, number), compendium_kind(request)
    if edition is None:
        return withdrawn(request)
    try:
        asked = ask_for_compendium(edition, replace(kind, language=language_of(edition, kind.language)))
    except CantBeMade as refusal:
        return refused(request, str(refusal), page_of(slug, number))
    pdf, title = address_of("compendium", slug, number, kind), in_language(edition.title, asked.language)
    return told(request, asked, {"title": title, "pdf": pdf, "page": page_of(slug, number)})


def told(request: HttpRequest, asked: Publication, context: dict[str, str]) -> HttpResponse:
    """The page of progress, or the way to the PDF when it is ready."""
    if asked.state == State.READY:
        return SeeOther(context["pdf"])
    state = {"failed": asked.state == State.FAILED, "making": asked.state == State.MAKING}
    shown = {**context, **state, "language": asked.language}
    answer = render(request, "publications/compendia/progress.html", shown)
    if not state["failed"]:
        answer["Refresh"] = str(LOOK_AGAIN)
    return answer


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
