"""What reference data have in common: a slug, a name in several languages, a key to sort by."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from peerlearn.editing.translated import TranslatedField, in_language, sort_key


class Named(models.Model):
    """A record with an address and a name; sorted as readers expect, whatever the engine's collation."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name = TranslatedField(_("name"))
    sort_key = models.CharField(max_length=200, editable=False, db_index=True)

    class Meta:
        abstract = True
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return in_language(self.name)

    def save(self, *args: Any, **options: Any) -> None:
        self.sort_key = sort_key(in_language(self.name, "en"))[:200]
        super().save(*args, **options)
