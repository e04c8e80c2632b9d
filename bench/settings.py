"""The settings of the site, with the address that it is compared with."""

from peerlearn.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
