"""What tests of reach share: the sample library as it is served, and a page of every kind in it."""

import re
import urllib.request
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings
from playwright.sync_api import Browser, Page

from tests.cast import Cast, make_cast
from tests.routes import Route, routes
from tests.serving import Site
from tests.test_access import FORMS, address_of

type Ask = Callable[[Route, str], Iterator[str]]
"""Every page that a route answers with, in a language."""
ROUTES = [route for address, route in routes().items() if not address.startswith("/admin/")]
ASKED = {
    "library:cases": (
        "view=map",
        "view=map&at=africa",
        "q=case&sort=title",
        "q=zzzz&theme=none",
        "page=10000",
    ),
    "library:lessons": ("q=lesson", "q=zzzz&kind=worked", "page=10000"),
    "library:compare": ("a={slug}", "a={slug}&b=none"),
    "library:like_mine": ("size=m&country=BR", "named=ci", "named=zzzz"),
    "library:reading_list": ("case={slug}", "q=case"),
    "library:suggest": ("q=case",),
}
"""Pages as they answer to what a reader asks."""
CASE, OTHER = "guarulhos-nampula", "durban-mzuzu"


def kinds(lesson: str) -> dict[str, str]:
    """A page of every kind that the public sees: its address below the language."""
    return {
        "home": "",
        "list": "cases/",
        "found": "cases/?q=land&theme=cadastre&country=BR",
        "nothing found": "cases/?q=nosuchword&theme=nosuchtheme",
        "map": "cases/?view=map",
        "close map": "cases/?view=map&at=africa",
        "case": f"cases/{CASE}/",
        "edition": f"cases/{CASE}/v1/",
        "lessons": "lessons/",
        "lessons found": "lessons/?q=land&kind=worked",
        "lesson": f"lessons/{lesson}/",
        "themes": "themes/",
        "theme": "themes/cadastre/",
        "cities": "cities/",
        "city": "cities/maputo/",
        "like mine": "cities/like-mine/?city=maputo",
        "partnerships": "partnerships/",
        "partnership": f"partnerships/{CASE}/",
        "programmes": "programmes/",
        "programme": "programmes/brazil-mozambique/",
        "organisations": "organisations/",
        "organisation": "organisations/anamm/",
        "publications": "publications/",
        "compendium": "publications/brazil-mozambique/",
        "edition of a compendium": "publications/brazil-mozambique/v1/",
        "compare": f"cases/compare/?a={CASE}&b={OTHER}",
        "choice of two": f"cases/compare/?a={CASE}",
        "reading list": f"reading-list/?case={CASE}&lesson={lesson}",
        "about": "about/",
        "accessibility": "accessibility/",
        "no such page": "nosuch/",
    }


@pytest.fixture(scope="session")
def lesson(served: Site) -> str:
    """The identifier of a lesson of the case."""
    with urllib.request.urlopen(f"{served.address}/en/cases/{CASE}/") as answer:
        found = re.search(r"/en/lessons/([0-9a-f-]{36})/", answer.read().decode())
    assert found
    return found[1]


@pytest.fixture(scope="session")
def addresses(served: Site, lesson: str) -> dict[str, str]:
    """The whole address of each kind of page, in English."""
    return {kind: f"{served.address}/en/{path}" for kind, path in kinds(lesson).items()}


@pytest.fixture(scope="module")
def cast(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Cast]:
    """A case at the desk, one that is published, and whoever may see everything."""
    quick = {
        "MEDIA_ROOT": tmp_path_factory.mktemp("media"),
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    }
    with django_db_blocker.unblock(), override_settings(**quick), transaction.atomic():
        yield make_cast()
        transaction.set_rollback(True)


@pytest.fixture
def ask(cast: Cast, db: None) -> Ask:
    """What a route answers in a language: looked at by who may, and by a stranger; asked for something; posted to."""
    client, stranger, slug = Client(), Client(), cast.shown["/en/cases/"]["slug"]
    client.force_login(cast.people["superuser"])
    key = client.cookies[settings.SESSION_COOKIE_NAME].value

    def asked(route: Route, language: str) -> Iterator[str]:
        address = address_of(route, cast.shown, cast.hidden).replace("/en/", f"/{language}/", 1)
        queries = [query.format(slug=slug) for query in ASKED.get(route.name, ())]
        for look in (
            partial(client.get, address),
            partial(stranger.get, address),
            *(partial(stranger.get, f"{address}?{query}") for query in queries),
            partial(client.post, address, FORMS.get(route.name, {}), follow=True),
        ):
            client.cookies[settings.SESSION_COOKIE_NAME] = key  # logging out is one of the pages
            with transaction.atomic():
                answer = look()
                transaction.set_rollback(True)
            if answer["Content-Type"].startswith("text/html"):
                yield answer.content.decode()

    return asked


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a reader whose browser has kept nothing."""
    context = browser.new_context()
    yield context.new_page()
    context.close()
