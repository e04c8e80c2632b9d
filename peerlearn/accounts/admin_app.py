"""Puts our administration in the place of Django's; a module of its own, as it is read before any model."""

from django.contrib.admin.apps import AdminConfig


class AdministrationConfig(AdminConfig):
    default = False
    default_site = "peerlearn.accounts.administration.Administration"
