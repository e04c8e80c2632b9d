"""The forms that start a case: in a partnership chosen or new, or from a work plan."""

from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from partnerships.models import City, Organisation, Partnership, Programme
from partnerships.models.people import Role
from peerlearn.accounts.models import User
from peerlearn.editing.languages import content_languages, own_name
from peerlearn.editing.translated import sort_key
from peerlearn.editing.writing_fields import PlainText

MOST_CITIES = 6


def organisations_of(user: User) -> "QuerySet[Organisation]":
    """The organisations that the user writes for; an administrator writes for any."""
    if user.is_superuser:
        return Organisation.objects.exclude(kind=Organisation.Kind.LOCAL_GOVERNMENT)
    writing = user.memberships.filter(role__in=[Role.CONTRIBUTOR, Role.EDITOR])
    return Organisation.objects.filter(pk__in=writing.values("organisation"))


class StartForm(forms.Form):
    """What every case begins with: a title, a language, and on whose behalf."""

    uid = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    title = PlainText(
        label=_("Title"), help_text=_("A headline that says the idea. You can change it at any time.")
    )
    language = forms.ChoiceField(label=_("You write in"))
    owner = forms.ModelChoiceField(Organisation.objects.none(), label=_("On behalf of"), empty_label=None)

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(data=data)
        self.mine = organisations_of(user)
        self.fields["owner"].queryset = self.mine  # type: ignore[attr-defined]
        self.fields["owner"].initial = self.mine.first()
        self.fields["language"].choices = content_languages()  # type: ignore[attr-defined]
        self.fields["language"].initial = (get_language() or "en").partition("-")[0]

    @property
    def has_one_owner(self) -> bool:
        return len(list(self.fields["owner"].choices)) == 1  # type: ignore[attr-defined]

    @property
    def start(self) -> dict[str, Any]:
        """What `start_case` asks for."""
        return {name: self.cleaned_data[name] for name in ("uid", "title", "language", "owner")}


class PlanForm(StartForm):
    """A case of a partnership that keeps a work plan."""

    def __init__(self, user: User, partnership: Partnership, written_in: str, data: Any = None) -> None:
        super().__init__(user, data)
        self.partnership = partnership
        taking_part = self.mine.filter(pk__in=partnership.organisations_writing()).first()
        self.fields["owner"].initial = taking_part or self.fields["owner"].initial
        if written_in:
            self.fields["language"].initial = written_in
            self.fields["language"].help_text = _(
                "The plan is in %(language)s. In another language its figures and links come along; its words "
                "stand beside the fields, for you to write them in yours."
            ) % {"language": own_name(written_in)}

    @property
    def start(self) -> dict[str, Any]:
        return super().start | {"partnership": self.partnership}


class NewCaseForm(StartForm):
    """An existing partnership, or the cities of a new one."""

    partnership = forms.ModelChoiceField(
        Partnership.objects.none(),
        label=_("Partnership"),
        required=False,
        empty_label=_("A new partnership of …"),
    )
    carries = forms.BooleanField(
        label=_("Take over what its work plan holds, if it keeps one: objectives, figures, sources"),
        required=False,
        initial=True,
    )
    programme = forms.ModelChoiceField(
        Programme.objects.none(),
        label=_("Programme"),
        required=False,
        empty_label=_("none, or not in this list"),
    )

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(user, data)
        partnerships = Partnership.objects.with_cities()
        if not user.is_superuser:
            partnerships = partnerships.of_organisations(self.mine.values_list("pk", flat=True))
        self.fields["partnership"].queryset = partnerships  # type: ignore[attr-defined]
        self.fields["programme"].queryset = Programme.objects.filter(  # type: ignore[attr-defined]
            Q(partners__organisation__in=self.mine)
        ).distinct()
        by_country = _cities_by_country()
        for place in range(1, MOST_CITIES + 1):
            self.fields[f"city_{place}"] = forms.ChoiceField(
                label=_("City %(number)d") % {"number": place}, choices=by_country, required=False
            )

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
        names = ("partnership", "programme", "cities")
        return super().start | {name: self.cleaned_data[name] for name in names}

    @property
    def carries_plan(self) -> bool:
        """Whether the partnership chosen keeps a plan, and the writer wants what it holds."""
        partnership = self.cleaned_data["partnership"]
        return bool(self.cleaned_data["carries"] and partnership and partnership.work_plans.exists())


def _cities_by_country() -> list[Any]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for city in City.objects.all():
        groups.setdefault(str(countries.name(str(city.country))), []).append((city.slug, str(city)))
    return [("", _("choose a city")), *sorted(groups.items(), key=lambda group: sort_key(group[0]))]
