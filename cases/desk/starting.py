"""Starting a case: two cities and a title are enough."""

from collections.abc import Callable, Sequence
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from partnerships.models import City, Organisation, Participation, Partnership, Programme
from partnerships.models.people import Role
from peerlearn.accounts.models import User
from peerlearn.editing.languages import content_languages
from peerlearn.editing.translated import sort_key
from peerlearn.editing.writing_fields import PlainText

from ..document import Written
from ..models import Case, Narrative
from .writing.items import uid_for
from .writing.saving import save_texts

MOST_CITIES = 6


def organisations_of(user: User) -> Any:
    """The organisations that the user writes for; an administrator writes for any."""
    if user.is_superuser:
        return Organisation.objects.exclude(kind=Organisation.Kind.LOCAL_GOVERNMENT)
    writing = user.memberships.filter(role__in=[Role.CONTRIBUTOR, Role.EDITOR])
    return Organisation.objects.filter(pk__in=writing.values("organisation"))


class NewCaseForm(forms.Form):
    """A title, and an existing partnership or the cities of a new one."""

    uid = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    title = PlainText(
        label=_("Title"), help_text=_("A headline that says the idea. You can change it at any time.")
    )
    language = forms.ChoiceField(label=_("You write in"))
    partnership = forms.ModelChoiceField(
        Partnership.objects.none(),
        label=_("Partnership"),
        required=False,
        empty_label=_("A new partnership of …"),
    )
    programme = forms.ModelChoiceField(
        Programme.objects.none(),
        label=_("Programme"),
        required=False,
        empty_label=_("none, or not in this list"),
    )
    owner = forms.ModelChoiceField(Organisation.objects.none(), label=_("On behalf of"), empty_label=None)

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(data=data)
        mine = organisations_of(user)
        partnerships = Partnership.objects.with_cities()
        if not user.is_superuser:
            partnerships = partnerships.of_organisations(mine.values("pk"))
        self.fields["partnership"].queryset = partnerships  # type: ignore[attr-defined]
        self.fields["programme"].queryset = Programme.objects.filter(  # type: ignore[attr-defined]
            Q(partners__organisation__in=mine)
        ).distinct()
        self.fields["owner"].queryset = mine  # type: ignore[attr-defined]
        self.fields["owner"].initial = mine.first()
        self.fields["language"].choices = content_languages()  # type: ignore[attr-defined]
        self.fields["language"].initial = (get_language() or "en").partition("-")[0]
        by_country = _cities_by_country()
        for place in range(1, MOST_CITIES + 1):
            self.fields[f"city_{place}"] = forms.ChoiceField(
                label=_("City %(number)d") % {"number": place}, choices=by_country, required=False
            )

    @property
    def has_one_owner(self) -> bool:
        return len(list(self.fields["owner"].choices)) == 1  # type: ignore[attr-defined]

    @property
    def first_cities(self) -> list[Any]:
        return [self["city_1"], self["city_2"]]

    @property
    def more_cities(self) -> list[Any]:
        return [self[f"city_{place}"] for place in range(3, MOST_CITIES + 1)]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        slugs = [values.get(f"city_{place}") for place in range(1, MOST_CITIES + 1)]
        chosen = list(dict.fromkeys(slug for slug in slugs if slug))
        if not values.get("partnership") and "partnership" not in self.errors and len(chosen) < 2:
            self.add_error("city_2", _("Choose two different cities, or a partnership that exists."))
        found = {city.slug: city for city in City.objects.filter(slug__in=chosen)}
        values["cities"] = [found[slug] for slug in chosen]
        return values

    @property
    def start(self) -> dict[str, Any]:
        """What `start_case` asks for."""
        names = ("uid", "title", "language", "owner", "partnership", "programme", "cities")
        return {name: self.cleaned_data[name] for name in names}


def _cities_by_country() -> list[Any]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for city in City.objects.all():
        groups.setdefault(str(countries.name(str(city.country))), []).append((city.slug, str(city)))
    return [("", _("choose a city")), *sorted(groups.items(), key=lambda group: sort_key(group[0]))]


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
    known = Case.objects.filter(uid=uid).first()
    if known and known.created_by_id == by.pk:
        return known
    uid = uuid4() if known else uid
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
