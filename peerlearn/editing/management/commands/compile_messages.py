from django.conf import settings
from django.core.management.base import BaseCommand

from peerlearn.editing.catalogues import compile_catalogues
from peerlearn.environment import PROJECT


class Command(BaseCommand):
    help = "Compiles the interface's translations into the data folder, where they changed."
    requires_system_checks = ()

    def handle(self, **options: object) -> None:
        for path in compile_catalogues(PROJECT / "locale", settings.PEERLEARN_DATA / "locale"):
            self.stdout.write(f"{path}")
