"""What the script of a form is told after some fields were sent."""

from collections.abc import Iterable
from typing import Any

from django.http import JsonResponse
from django.template.loader import render_to_string

from .forms import MergingForm
from .rows import Row


def answer(forms: Iterable[MergingForm]) -> JsonResponse:
    """Per item what is stored now, its marks, and what could not be written and why."""
    return JsonResponse({"items": {str(form.prefix): _of(form) for form in forms}})


def _of(form: MergingForm) -> dict[str, Any]:
    return {
        "loaded": form.loaded,
        "saved": form.settled,
        "errors": {name: " ".join(map(str, messages)) for name, messages in form.errors.items()},
        "conflicts": {name: _question(form, name) for name in form.conflicts},
    }


def _question(form: MergingForm, name: str) -> str:
    row = Row(form[name], form.conflicts[name])
    return render_to_string("desk/writing/_conflict.html", {"row": row, "bound": row.bound})
