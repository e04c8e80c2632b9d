"""Who follows which programme. Fetching is the permission check: a stranger gets 404."""

from typing import Any

from django.db.models import Count, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from partnerships.models import Programme
from peerlearn.accounts.models import User


def programme_to_follow(user: User, slug: str) -> Programme:
    return get_object_or_404(Programme.objects.coordinated_by(user), slug=slug)


def programmes_to_follow(user: User) -> "QuerySet[Any]":
    """The programmes of whoever coordinates one, each with its number of partnerships; 404 for everybody else."""
    mine = Programme.objects.coordinated_by(user)
    if not mine.exists():
        raise Http404
    return mine.annotate(pair_number=Count("partnerships")).order_by("sort_key", "pk")
