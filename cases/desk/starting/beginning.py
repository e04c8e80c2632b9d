"""Starting a case: two cities and a title are enough."""

from collections.abc import Callable, Sequence
from itertools import count
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from partnerships.models import City, Organisation, Participation, Partnership, Programme
from peerlearn.accounts.models import User

from ...document import Written
from ...models import Case, Narrative
from ..writing.items import uid_for
from ..writing.saving import save_texts


@transaction.atomic
def start_case(
    *,
    uid: UUID,
    title: str,
    language: str,
    owner: Organisation,
    by: User,
    partnership: Partnership | None = None,
    cities: Sequence[City] = (),
    programme: Programme | None = None,
) -> Case:
    """A case with its title, in an existing partnership or in a new one of `cities`.

    Asked for twice with the same `uid`, the case that exists is the answer; that of somebody else is not.
    """
    known = case_begun(uid, by)
    if known:
        return known
    uid = uuid4() if Case.objects.filter(uid=uid).exists() else uid
    partnership = partnership or _start_partnership(cities, programme, owner)
    address = "-".join(each.city.slug for each in partnership.participations.select_related("city"))
    case = _with_free_address(
        address,
        lambda slug: Case.objects.create(
            uid=uid, slug=slug, partnership=partnership, owner=owner, language=language, created_by=by
        ),
    )
    narrative = Narrative.objects.create(uid=uid_for(case.uid, "narrative"), case=case)
    save_texts(narrative, language, {"title": Written(title)}, by=by)
    return case


def case_begun(uid: UUID, by: User) -> Case | None:
    """The case that this person began under this identifier: the form was sent twice."""
    return Case.objects.filter(uid=uid, created_by=by).first()


def _start_partnership(
    cities: Sequence[City], programme: Programme | None, owner: Organisation
) -> Partnership:
    """Not public before its first case is; the people of each city's own administration take part."""
    address = "-".join(city.slug for city in cities)
    partnership = _with_free_address(
        address, lambda slug: Partnership.objects.create(slug=slug, programme=programme, is_public=False)
    )
    administrations = {each.city_id: each for each in Organisation.objects.filter(city__in=cities)}
    Participation.objects.bulk_create(
        Participation(
            partnership=partnership, city=city, organisation=administrations.get(city.pk), position=position
        )
        for position, city in enumerate(cities, 1)
    )
    if owner.city_id not in {city.pk for city in cities}:
        partnership.supporters.add(owner)
    return partnership


def _with_free_address[Made](address: str, make: Callable[[str], Made]) -> Made:
    """Makes something with an address; when it is taken, the next free number is added."""
    for number in count(1):
        suffix = f"-{number}" if number > 1 else ""
        try:
            with transaction.atomic():
                return make(address[: 80 - len(suffix)].rstrip("-") + suffix)
        except IntegrityError:
            if number > 200:
                raise
    raise AssertionError("counting never ends")
