"""The site of the journey is the one that other tests read, too."""

import pytest

from tests.serving import Site


@pytest.fixture
def site(served: Site) -> Site:
    return served
