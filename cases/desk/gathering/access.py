"""Who gathers compendia: the editors of the organisation that publishes them. A stranger gets 404."""

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from partnerships.models import Membership, Organisation
from partnerships.models.people import Role
from peerlearn.accounts.models import User

from ...models import Compendium


def compendium_to_edit(user: User, slug: str) -> Compendium:
    mine = Compendium.objects.editable_by(user).select_related("owner", "programme")
    return get_object_or_404(mine, slug=slug)


def compendia_to_edit(user: User) -> QuerySet[Compendium]:
    """The compendia of whoever may gather some; 404 for everybody else."""
    publishers_or_404(user)
    return Compendium.objects.editable_by(user).select_related("owner")


def publishers_or_404(user: User) -> QuerySet[Organisation]:
    """The organisations that the user may publish for."""
    publishers = publishers_of(user)
    if not publishers.exists():
        raise Http404
    return publishers


def publishers_of(user: User) -> QuerySet[Organisation]:
    if user.is_superuser:
        return Organisation.objects.order_by("sort_key")
    edited = Membership.objects.filter(user=user.pk, role=Role.EDITOR)
    return Organisation.objects.filter(pk__in=edited.values("organisation")).order_by("sort_key")
