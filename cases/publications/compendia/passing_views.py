"""Taking away the cases of a reading list as one PDF: made in passing, once for all who want the same."""

import re
from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from peerlearn.accounts.entering import may_try

from ...models import Listing, Publication
from ..asking import Kind
from ..giving import give, not_yet
from .asking import GATHERED, CantBeMade, ask_for_gathered, chapters_gathered, gathered_key
from .compendium_views import compendium_kind, query_of, refused, told

MADE = "10/h/ip"
"""Compendia that one address may have made; what is made already is given to anyone, at any time."""
WAITING = 20
"""Compendia of readers that wait at most, whoever asked for them."""
LATER = "600"
"""Seconds after which it is worth to ask again."""
State = Publication.State
_SLUG = re.compile(r"[0-9A-Za-z_-]{1,80}")


@dataclass(frozen=True)
class Wish:
    """The cases that an address names, by slug and as their current editions (ids)."""

    slugs: list[str]
    editions: list[int]
    kind: Kind

    def address(self, name: str) -> str:
        return reverse(f"publications:{name}", query={"case": self.slugs, **query_of(self.kind)})

    @property
    def page(self) -> str:
        return reverse("library:reading_list", query={"case": self.slugs})

    @property
    def known(self) -> Publication | None:
        """The PDF, where somebody asked for the same already."""
        key = gathered_key(chapters_gathered(self.editions), self.kind)
        return Publication.objects.filter(key=key).first()


@login_not_required
@require_safe
def passing(request: HttpRequest) -> HttpResponseBase:
    wish = wish_of(request)
    if may_not := _flooded(request, wish):
        return may_not
    try:
        asked = ask_for_gathered(wish.editions, wish.kind)
    except CantBeMade as refusal:
        return refused(request, str(refusal), wish.page)
    if asked.state == State.READY:
        return give(request, asked, "reading-list")
    return not_yet(wish.address("passing_progress"))


@login_not_required
@require_safe
@never_cache
def passing_progress(request: HttpRequest) -> HttpResponse:
    """What is happening with the PDF. It is not asked for here: who comes without having asked is led to ask."""
    wish = wish_of(request)
    asked = wish.known
    if asked is None:
        return not_yet(wish.address("passing"))
    title = _("The cases on your reading list")
    return told(request, asked, title=title, pdf=wish.address("passing"), page=wish.page)


def wish_of(request: HttpRequest) -> Wish:
    """The public cases that the address names, each once, in its order. Raises Http404 when there is none."""
    given = [slug for slug in request.GET.getlist("case")[: GATHERED * 4] if _SLUG.fullmatch(slug)]
    known = dict(Listing.objects.filter(slug__in=given).values_list("slug", "edition"))
    slugs = [slug for slug in dict.fromkeys(given) if slug in known]
    if not slugs:
        raise Http404
    return Wish(slugs, [known[slug] for slug in slugs], compendium_kind(request))


def _flooded(request: HttpRequest, wish: Wish) -> HttpResponse | None:
    """Why nothing new is made now: this address had enough made, or too much waits. None when it may be."""
    if len(wish.editions) > GATHERED or wish.known:
        return None
    waiting = Publication.objects.filter(gathered__isnull=False, state__in=[State.WANTED, State.MAKING])
    if waiting.count() >= WAITING:
        return _later(request, wish, status=503)
    if not may_try(request, "gather", rate=MADE, looking=True):
        return _later(request, wish, status=429)
    return None


def _later(request: HttpRequest, wish: Wish, *, status: int) -> HttpResponse:
    context = {"is_busy": status == 503, "page": wish.page, "again": wish.address("passing")}
    answer = render(request, "publications/compendia/later.html", context, status=status)
    answer["Retry-After"] = LATER
    answer["Cache-Control"] = "no-store"
    return answer
