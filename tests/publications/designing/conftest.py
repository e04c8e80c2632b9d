"""An organisation, whoever runs it, and a browser of theirs."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from PIL import Image

from partnerships.models import Organisation
from peerlearn.accounts.models import User
from tests.factories import PASSWORD, make_editor, make_organisation


@pytest.fixture(autouse=True)
def media_folder(tmp_path: Any) -> Iterator[None]:
    with override_settings(MEDIA_ROOT=tmp_path):
        yield


@pytest.fixture
def owner(db: None) -> Organisation:
    return make_organisation(name="The owner")


@pytest.fixture
def editor(owner: Organisation) -> User:
    return make_editor(organisation=owner, password=PASSWORD)


@pytest.fixture
def client(editor: User) -> Client:
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def logo_file() -> Callable[[], SimpleUploadedFile]:
    """A picture as it is sent, a new one each time."""

    def make() -> SimpleUploadedFile:
        file = io.BytesIO()
        Image.new("RGB", (300, 100), "teal").save(file, "PNG")
        return SimpleUploadedFile("logo.png", file.getvalue(), "image/png")

    return make
