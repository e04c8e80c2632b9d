"""The past of a case: the list of its revisions, two of them compared, one of them restored."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from peerlearn.accounts.staff import StaffRequest
from peerlearn.editing.languages import content_languages

from ...document import DocumentError
from ...document.comparing import compare
from ...models import Case
from ...workflow import restore as restored
from ..access import case_to_write, content_language
from ..drafts import open_draft
from ..names import Names
from .changes import chapters, summary, texts_by_language
from .history import NOW, kept, revisions_of, since, to_choose, version

REVISIONS_ON_A_PAGE = 20


@require_GET
def history(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Every revision, the newest first, below what changed since."""
    case = case_to_write(request.user, uid)
    page = Paginator(revisions_of(case), REVISIONS_ON_A_PAGE).get_page(request.GET.get("page"))
    shown, draft = list(page), open_draft(case)
    context = {
        "case": case,
        "title": draft.title,
        "page": page,
        "revisions": kept(case, shown),
        "latest": shown[0] if shown and page.number == 1 else None,
        "since": since(case, shown[0], draft.authored) if shown and page.number == 1 else "",
    }
    return render(request, "desk/past/history.html", context)


@require_GET
def comparison(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Two versions word by word in one language; without any named, the latest revision and now.

    Where no language is asked for, it is the original, or the first in which something changed.
    """
    case = case_to_write(request.user, uid)
    choices = to_choose(case)
    if not choices:
        raise Http404
    before = version(case, request.GET.get("a") or str(choices[0].pk))
    after = version(case, request.GET.get("b") or NOW)
    changes = compare(before.document.authored, after.document.authored)
    counts = texts_by_language(changes)
    language = content_language(request, case)
    if "language" not in request.GET and not counts[language]:
        language = next((code for code, _name in content_languages() if counts[code]), language)
    context = {
        "case": case,
        "before": before,
        "after": after,
        "choices": choices,
        "language": language,
        "languages": [(code, name, counts[code]) for code, name in content_languages()],
        "has_changes": bool(changes),
        "chapters": chapters(changes, Names(before.document, after.document), language),
    }
    return render(request, "desk/past/compare.html", context)


@require_http_methods(["GET", "POST"])
def restore(request: StaffRequest, uid: UUID, revision: int) -> HttpResponse:
    """Asks whether to go back to a revision, says what that would change, and does it."""
    case = case_to_write(request.user, uid)
    chosen = version(case, str(revision))
    if request.method == "POST" and chosen.revision:
        try:
            restored(case, chosen.revision, by=request.user)
        except DocumentError:
            messages.error(request, _("This revision names something that is gone and can't be restored."))
        else:
            messages.success(request, _("Restored. What was there before is kept in the list."))
        return redirect("desk:history", case.uid)
    changes = compare(open_draft(case).authored, chosen.document.authored)
    context = {
        "case": case,
        "revision": chosen.revision,
        "summary": summary(changes, case.language) if changes else "",
        "is_submitted": case.state in (Case.State.IN_REVIEW, Case.State.APPROVED),
    }
    return render(request, "desk/past/restore.html", context)
