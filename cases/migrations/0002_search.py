"""What search needs of PostgreSQL: words without accents, and likeness for typing errors."""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [UnaccentExtension(), TrigramExtension()]
