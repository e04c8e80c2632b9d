from django.apps import AppConfig


class EditingConfig(AppConfig):
    name = "peerlearn.editing"
    label = "editing"
