from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from peerlearn.editing.catalogues import missing_translations, update_catalogues
from peerlearn.environment import PROJECT


class Command(BaseCommand):
    help = "Brings the translations in locale/ up to date with the sources (script/messages)."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="change nothing; fail when a translation is missing"
        )

    def handle(self, *, check: bool, **options: object) -> None:
        languages = [code for code in settings.INTERFACE_LANGUAGES if code != settings.LANGUAGE_CODE]
        if not check:
            update_catalogues(PROJECT, languages)
            return
        missing = list(missing_translations(PROJECT, languages))
        for line in missing:
            self.stderr.write(line)
        if missing:
            raise CommandError(
                f"{len(missing)} translations are missing: script/messages, then complete locale/"
            )
