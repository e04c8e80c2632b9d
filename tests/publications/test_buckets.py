"""Media and publications in a bucket: a server that speaks S3 keeps them, over the network."""

import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import boto3
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.test import Client
from django.utils import timezone
from moto.server import ThreadedMotoServer

from cases.document import Part, Written
from cases.models import Publication
from cases.publications.asking import Kind, ask
from cases.publications.running.making import make
from cases.publications.running.tidying import tidy
from peerlearn.buckets import MISSING, in_bucket
from peerlearn.editing.pictures import keep_picture
from peerlearn.environment import Environment, read_environment
from tests.factories import make_case, publish_case
from tests.pictures import file_of, make_picture

pytestmark = pytest.mark.django_db
State = Publication.State


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def environment(server: str, monkeypatch: pytest.MonkeyPatch) -> Environment:
    """As an administrator sets it."""
    names = {
        "BUCKET": f"peerlearn-{uuid4()}",
        "ENDPOINT": server,
        "REGION": "eu-west-1",
        "KEY": "k",
        "SECRET": "s",
    }
    for name, value in names.items():
        monkeypatch.setenv(f"PEERLEARN_S3_{name}", value)
    return read_environment()


@pytest.fixture
def bucket(environment: Environment, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """An empty bucket in which the site keeps its files."""
    names = {"aws_access_key_id": "k", "aws_secret_access_key": "s", "region_name": "eu-west-1"}
    empty = boto3.resource("s3", endpoint_url=environment.s3_endpoint, **names).Bucket(environment.s3_bucket)
    empty.create(CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    folders = {"default": "media", "publications": "publications"}
    settings.STORAGES = settings.STORAGES | {
        name: in_bucket(environment, folder) for name, folder in folders.items()
    }
    monkeypatch.setattr(Publication._meta.get_field("file"), "storage", storages["publications"])
    return empty


def names_in(bucket: Any) -> list[str]:
    return sorted(each.key for each in bucket.objects.all())


def made(slug: str = "a-case") -> Publication:
    """The publication of a case with a picture, made."""
    picture = keep_picture(file_of(make_picture()))
    picture.credit = "A photographer"
    picture.save()
    facts = {"picture": str(picture.uid), "is_cover": False}
    part = Part(uuid4(), "illustration", facts, {"alternative": {"en": Written("A street")}})
    publication = ask(publish_case(make_case(slug=slug, parts=(part,))), Kind("en"))
    make(publication.pk)
    publication.refresh_from_db()
    return publication


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_publication_is_made_of_media_in_the_bucket_and_kept_there(bucket: Any) -> None:
    publication = made()
    assert (publication.state, publication.failure) == (State.READY, "")
    names = names_in(bucket)
    assert [name for name in names if name.startswith("publications/")] == [
        f"publications/{publication.key[:2]}/{publication.key}.pdf"
    ]
    assert {name.split("/")[0] for name in names} == {"media", "publications"}


def test_publication_in_the_bucket_is_given_whole_and_in_part(bucket: Any, client: Client) -> None:
    publication = made()
    address = "/en/cases/a-case/publication.pdf"
    whole = client.get(address)
    pdf = body(whole)
    assert (whole.status_code, whole["Content-Length"], len(pdf)) == (
        200,
        str(publication.size),
        publication.size,
    )
    assert whole["Content-Disposition"] == 'inline; filename="a-case-v1-en.pdf"'
    part = client.get(address, headers={"Range": "bytes=100-199"})
    assert (part.status_code, part["Content-Range"]) == (206, f"bytes 100-199/{publication.size}")
    assert part.content == pdf[100:200]
    assert client.get(address, headers={"If-None-Match": whole["ETag"]}).status_code == 304


@pytest.mark.usefixtures("remembering")
def test_publication_in_the_bucket_is_given_again_until_it_is_lost(bucket: Any, client: Client) -> None:
    publication = made()
    address = "/en/cases/a-case/publication.pdf"
    first, again = client.get(address), client.get(address)
    assert dict(again.items()) == dict(first.items())
    assert body(again) == body(first)
    part = client.get(address, headers={"Range": "bytes=100-199"})
    assert (part.status_code, part["Content-Range"]) == (206, f"bytes 100-199/{publication.size}")
    storages["publications"].delete(str(publication.file))
    assert client.get(address).status_code == 303


def test_nothing_in_the_bucket_is_for_everybody(bucket: Any) -> None:
    made()
    for each in bucket.objects.all():
        grants = each.Acl().grants
        assert [grant["Grantee"]["Type"] for grant in grants] == ["CanonicalUser"]


def test_bucket_is_tidied(bucket: Any) -> None:
    publication = made()
    storages["publications"].save("ab/abcd.pdf", ContentFile(b"%PDF"))
    later = timezone.now() + timedelta(days=2)
    tidy(now=later)
    assert [name for name in names_in(bucket) if name.startswith("publications/")] == [
        f"publications/{publication.file}"
    ]
    tidy(now=later + timedelta(days=90))
    assert [name for name in names_in(bucket) if name.startswith("publications/")] == []


def test_bucket_that_is_gone_fails_as_storage(bucket: Any, environment: Environment, settings: Any) -> None:
    publication = ask(publish_case(), Kind("en"))
    bucket.delete()
    make(publication.pk)
    publication.refresh_from_db()
    assert (publication.state, publication.fault["what"]) == (State.FAILED, "storage")


def test_picture_in_the_bucket_is_read_back_as_it_was_kept(bucket: Any) -> None:
    content = make_picture()
    picture = keep_picture(file_of(content))
    with default_storage.open(str(picture.original)) as file:
        assert io.BytesIO(file.read()).getvalue() == content


def test_bucket_without_what_it_needs_says_what(
    environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "botocore.config", None)
    with pytest.raises(ImproperlyConfigured) as refusal:
        in_bucket(environment, "media")
    assert str(refusal.value) == MISSING
