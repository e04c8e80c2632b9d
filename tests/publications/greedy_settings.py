"""The settings of a process that takes 4 GB at one go while it stores a publication."""

from django.core.files.storage import FileSystemStorage

from peerlearn.settings import *  # noqa: F403
from peerlearn.settings import STORAGES


class Greedy(FileSystemStorage):
    def delete(self, name: str) -> None:
        bytearray(4_000_000_000)


STORAGES = STORAGES | {"publications": {"BACKEND": "tests.publications.greedy_settings.Greedy"}}
