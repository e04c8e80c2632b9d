"""What tests of gathering share: an organisation with its editor, and compendia in one line."""

from collections.abc import Callable

import pytest

from cases.gathering import begin_compendium, publish_compendium
from cases.models import Compendium, CompendiumEdition, Edition
from partnerships.models import Organisation
from peerlearn.accounts.models import User
from tests.factories import make_administrator, make_editor, make_organisation

type Gather = Callable[..., Compendium]
type PublishCompendium = Callable[..., CompendiumEdition]


@pytest.fixture
def network(db: None) -> Organisation:
    return make_organisation(slug="network", name="A network")


@pytest.fixture
def editor(network: Organisation) -> User:
    return make_editor(organisation=network)


@pytest.fixture
def gather(network: Organisation) -> Gather:
    """A compendium of the network with the cases of these editions."""

    def gathered(*editions: Edition, title: str = "Learning together", **columns: object) -> Compendium:
        values: dict[str, object] = {"owner": network, "programme": None, **columns}
        cases = [edition.case_id for edition in editions]
        return begin_compendium(title={"en": title}, cases=cases, **values)  # type: ignore[arg-type]

    return gathered


@pytest.fixture
def published(gather: Gather) -> PublishCompendium:
    """The first edition of a new compendium."""

    def of(*editions: Edition, **columns: object) -> CompendiumEdition:
        return publish_compendium(gather(*editions, **columns), by=make_administrator())

    return of
