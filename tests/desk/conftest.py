"""A case at the desk and the people around it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext

from cases.models import Case
from partnerships.models import Organisation
from peerlearn.accounts.models import User
from tests.factories import make_case, make_editor, make_member, make_organisation, make_partnership


@pytest.fixture
def association(db: None) -> Organisation:
    return make_organisation(name="The association")


@pytest.fixture
def case(association: Organisation) -> Case:
    """A case of the association with a title and nothing else."""
    return make_case(
        owner=association, partnership=make_partnership(organisation=association), title="A title"
    )


@pytest.fixture
def writer(association: Organisation) -> User:
    return make_member(organisation=association, name="Wanda")


@pytest.fixture
def editor(association: Organisation) -> User:
    return make_editor(organisation=association)


@pytest.fixture
def logged_in() -> Callable[[User], Client]:
    def log_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return log_in


@pytest.fixture
def desk(writer: User, logged_in: Callable[[User], Client]) -> Client:
    """The writer's browser."""
    return logged_in(writer)


@pytest.fixture
def enter(
    browser: Browser, live_server: Any, logged_in: Callable[[User], Client]
) -> Callable[..., BrowserContext]:
    """A browser in which a person is logged in."""

    def entered(user: User, **options: Any) -> BrowserContext:
        cookie = logged_in(user).cookies[settings.SESSION_COOKIE_NAME].value
        context = browser.new_context(base_url=live_server.url, **options)
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        return context

    return entered
