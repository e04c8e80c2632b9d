"""The settings of a worker whose storages stop half-way."""

from peerlearn.settings import *  # noqa: F403
from peerlearn.settings import PEERLEARN_DATA, STORAGES

STORAGES = STORAGES | {
    "default": {"BACKEND": "tests.publications.halting.HaltingReads"},
    "publications": {
        "BACKEND": "tests.publications.halting.HaltingWrites",
        "OPTIONS": {"location": PEERLEARN_DATA / "publications"},
    },
}
