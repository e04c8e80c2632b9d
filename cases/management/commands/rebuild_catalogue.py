"""Makes all listings anew from the editions."""

from typing import Any

from django.core.management.base import BaseCommand

from cases.catalogue.listing import rebuild_catalogue


class Command(BaseCommand):
    help = "Makes all listings anew from the editions; safe at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{rebuild_catalogue()} cases are listed.")
