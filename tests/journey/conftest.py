"""A site of its own for the journey."""

from collections.abc import Iterator

import pytest

from tests.serving import Site, running


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running(tmp_path_factory.mktemp("site")) as site:
        yield site
