"""Who follows which programme. Fetching is the permission check: a stranger gets 404."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from partnerships.models import Programme
from peerlearn.accounts.models import User


def programme_to_follow(user: User, slug: str) -> Any:
    """A programme that the user coordinates; `is_kept` says whether its joint plan is theirs to write."""
    kept = Programme.objects.writable_by(user).filter(pk=OuterRef("pk"))
    mine = Programme.objects.coordinated_by(user).annotate(is_kept=Exists(kept))
    return get_object_or_404(mine, slug=slug)


def programmes_to_follow(user: User) -> "QuerySet[Any]":
    """The programmes of whoever coordinates one, each with its number of partnerships; 404 for everybody else."""
    mine = Programme.objects.coordinated_by(user)
    if not mine.exists():
        raise Http404
    return mine.annotate(pair_number=Count("partnerships")).order_by("sort_key", "pk")
