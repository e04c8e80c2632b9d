"""The desk of a programme says whether IATI is told of it, and what is missing where it isn't."""

from html import unescape

from django.test import Client
from django.urls import reverse

from partnerships.models import Organisation
from tests.factories import make_partnership, make_programme


def test_coordinators_are_told_what_iati_lacks(desk: Client, association: Organisation) -> None:
    programme = make_programme(coordinator=association)
    page, file = (reverse(name, args=[programme.slug]) for name in ("joint:plan", "library:programme_iati"))

    def said() -> tuple[bool, bool, bool]:
        words = unescape(desk.get(page).content.decode())
        return (
            f'href="{file}"' in words,
            "No organisation that coordinates it has an IATI identifier." in words,
            "It has no start" in words,
        )

    assert said() == (False, True, True)
    Organisation.objects.filter(pk=association.pk).update(iati_identifier="NL-KVK-41205452")
    make_partnership(programme=programme, starts="2014")
    assert said() == (True, False, False)


def test_the_desk_of_a_partnership_says_nothing_of_iati(desk: Client, association: Organisation) -> None:
    partnership = make_partnership(organisation=association)
    assert "IATI" not in desk.get(reverse("planning:plan", args=[partnership.slug])).content.decode()
