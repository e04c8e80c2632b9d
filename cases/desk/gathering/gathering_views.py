"""The compendia that an editor keeps: the list, beginning one, the page of one, its editions."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Max
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from peerlearn.accounts.staff import StaffRequest
from peerlearn.editing.arranging import MOVES, tell_place
from peerlearn.editing.uids import uid_of

from ...gathering import (
    MOST,
    CantPublish,
    add_cases,
    begin_compendium,
    delete_compendium,
    move_case,
    publish_compendium,
    take_case_out,
    withdraw_compendium,
)
from ...models import Compendium
from .access import compendia_to_edit, compendium_to_edit, publishers_or_404
from .forms import BeginForm, SourcesForm, WordsForm
from .saving import save_words
from .working import Working

ON_A_PAGE = 20


@require_GET
def compendia(request: StaffRequest) -> HttpResponse:
    """The compendia of the reader's organisations, those begun last first."""
    mine = compendia_to_edit(request.user).annotate(
        chapters=Count("gathered", distinct=True), edition=Max("editions__number")
    )
    page = Paginator(mine.order_by("-pk"), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/gathering/compendia.html", {"page": page})


@require_http_methods(["GET", "POST"])
def new_compendium(request: StaffRequest) -> HttpResponse:
    """A title, who publishes it, and where its first cases come from. `?programme=`, `?theme=`, `?address=` fill it in."""
    owners = publishers_or_404(request.user)
    if request.method == "GET":
        form = BeginForm(owners, initial=request.GET.dict())
        return render(request, "desk/gathering/new.html", {"form": form})
    form = BeginForm(owners, request.POST)
    if not form.is_valid():
        return render(request, "desk/gathering/new.html", {"form": form}, status=422)
    given = form.cleaned_data
    begun = begin_compendium(
        title=form.words, owner=given["owner"], programme=given["programme"], cases=form.cases
    )
    return redirect("desk:compendium", begun.slug)


@require_http_methods(["GET", "POST"])
def compendium(request: StaffRequest, slug: str) -> HttpResponse:
    """Its cases, its words, its editions. What is posted arranges the cases; `do` says how."""
    gathered = compendium_to_edit(request.user, slug)
    if request.method == "GET":
        return _page(request, gathered)
    command, _colon, target = request.POST.get("do", "").partition(":")
    uid = uid_of(target)
    if command in MOVES and uid:
        place, total = move_case(gathered, uid, by=MOVES[command])
        button = tell_place(request, command, place, total)
        return _back(gathered, f"{button}-{uid}")
    if command == "remove" and uid and take_case_out(gathered, uid):
        messages.success(request, _("Taken out."))
    return _back(gathered, "chapters")


@require_POST
def gather(request: StaffRequest, slug: str) -> HttpResponse:
    """Adds what a programme, a theme or an address finds."""
    gathered = compendium_to_edit(request.user, slug)
    form = SourcesForm(request.POST)
    if not form.is_valid():
        return _page(request, gathered, sources=form, status=422)
    came, too_many = add_cases(gathered, form.cases)
    _tell_what_came(request, came, too_many)
    return _back(gathered, "chapters")


@require_http_methods(["GET", "POST"])
def compendium_words(request: StaffRequest, slug: str) -> HttpResponse:
    """Title, foreword and what else is written of it. Nothing is saved unless all of it can be."""
    gathered, status = compendium_to_edit(request.user, slug), 200
    form = WordsForm(gathered)
    if request.method == "POST":
        form = save_words(gathered, posted=request.POST)
        if form.is_settled:
            messages.success(request, _("Saved."))
            return _back(form.compendium)
        status = 422 if form.has_errors else 409
    context = {"form": form, "compendium": gathered}
    return render(request, "desk/gathering/words.html", context, status=status)


@require_POST
def publish(request: StaffRequest, slug: str) -> HttpResponse:
    """Publishes the next edition, takes it back from readers, or deletes what was never public; `do` says which."""
    gathered, wanted = compendium_to_edit(request.user, slug), request.POST.get("do", "")
    try:
        if wanted == "publish":
            edition = publish_compendium(gathered, by=request.user)
            said = _("Edition %(number)s is public. Its PDFs are being made.")
            messages.success(request, said % {"number": edition.number})
        elif wanted == "withdraw":
            withdraw_compendium(gathered)
            messages.success(request, _("Readers don't see it any more."))
        elif wanted == "delete":
            delete_compendium(gathered)
            messages.success(request, _("Deleted."))
            return redirect("desk:compendia")
    except CantPublish as refusal:
        messages.error(request, str(refusal))
    return _back(gathered)


def _tell_what_came(request: StaffRequest, came: int, too_many: int) -> None:
    if came:
        said = ngettext("%(number)d case came in.", "%(number)d cases came in.", came) % {"number": came}
        messages.success(request, said)
    elif not too_many:
        messages.success(request, _("All of these are there already."))
    if too_many:
        said = ngettext(
            "%(number)d case stayed out: a compendium holds %(most)d.",
            "%(number)d cases stayed out: a compendium holds %(most)d.",
            too_many,
        )
        messages.error(request, said % {"number": too_many, "most": MOST})


def _back(gathered: Compendium, anchor: str = "") -> HttpResponse:
    address = reverse("desk:compendium", args=[gathered.slug])
    return redirect(f"{address}#{anchor}" if anchor else address)


def _page(
    request: StaffRequest, gathered: Compendium, *, sources: SourcesForm | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "working": Working(gathered),
        "compendium": gathered,
        "sources": sources or SourcesForm(),
        "most": MOST,
    }
    return render(request, "desk/gathering/compendium.html", context, status=status)
