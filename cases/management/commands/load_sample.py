"""Loads the sample library and the demo accounts into an empty database."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from cases.interchange.compendia import load_compendium
from cases.interchange.plans import Row
from cases.interchange.reference import load_reference, read
from cases.interchange.sample import load_case
from partnerships.models import City, Membership, Organisation
from partnerships.models.people import Role
from peerlearn.accounts.demo import keep_passwords, make_demo_account
from peerlearn.accounts.models import User

SAMPLE = Path(settings.BASE_DIR) / "sample"
EDITED_TOO = ("peerlearn-sample", "anamm")
"""What the demo editor reviews beside the network: the sample's own cases, and those that the contributor starts."""
ACCOUNTS = (
    ("contributor", "contributor@demo.peerlearn.example", "Demo contributor", "anamm"),
    ("contributor", "colleague@demo.peerlearn.example", "Demo colleague", "anamm"),
    ("editor", "editor@demo.peerlearn.example", "Demo editor", "uclg"),
    ("administrator", "administrator@demo.peerlearn.example", "Demo administrator", "uclg"),
)


class Command(BaseCommand):
    help = "Loads the sample library and the demo accounts into an empty database."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing when there is something in the database"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if City.objects.exists() or User.objects.exists():
            if options["if_empty"]:
                return
            raise CommandError(
                "The database is not empty; the sample library is only loaded into an empty one."
            )
        self.stdout.write("Loading the sample library ...")
        with transaction.atomic():
            load_reference(SAMPLE)
            people, lines = self._accounts()
            self._make_editor(people[2])
            cases = _in_order_of_publication()
            for row in cases:
                load_case(row, writer=people[2], editor=people[2])
            for row in read(SAMPLE / "compendia.yaml"):
                load_compendium(row, editor=people[2])
            kept = keep_passwords(lines)
        self.stdout.write(f"{len(cases)} cases loaded; the demo accounts are in {kept}.")

    def _accounts(self) -> tuple[list[User], list[str]]:
        people, lines = [], []
        for role, email, name, organisation in ACCOUNTS:
            user, password = make_demo_account(email=email, name=name, administrator=role == "administrator")
            Membership.objects.create(
                user=user, organisation=Organisation.objects.get(slug=organisation), role=Role(role)
            )
            people.append(user)
            lines.append(f"{name:20} {email:40} {password}")
        return people, lines

    def _make_editor(self, user: User) -> None:
        for organisation in Organisation.objects.filter(slug__in=EDITED_TOO):
            Membership.objects.create(user=user, organisation=organisation, role=Role.EDITOR)


def _in_order_of_publication() -> list[Row]:
    """The cases in most languages last: the newest ones greet readers on the home page."""
    rows = [read(path) for path in (SAMPLE / "cases").glob("*.yaml")]
    return sorted(rows, key=lambda row: (len(row.get("translations", ())), row["slug"]))
