from django.apps import AppConfig
from django.conf import settings

from .catalogues import lend_english


class EditingConfig(AppConfig):
    name = "peerlearn.editing"
    label = "editing"

    def ready(self) -> None:
        lend_english(set(settings.CONTENT_LANGUAGES) - set(settings.INTERFACE_LANGUAGES))
