import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0015_reports"),
        ("partnerships", "0008_iati_identifiers"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="publication",
            name="publication_of_one",
        ),
        migrations.AddField(
            model_name="publication",
            name="gathered",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), blank=True, null=True
            ),
        ),
        migrations.AddField(
            model_name="publication",
            name="paper",
            field=models.CharField(choices=[("a4", "A4"), ("letter", "Letter")], default="a4", max_length=10),
        ),
        migrations.AddField(
            model_name="publication",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("screen", "to read and to print at the office"),
                    ("print", "for the printer"),
                    ("archive", "for the archive"),
                ],
                default="screen",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("compendium_edition__isnull", True),
                        ("edition__isnull", False),
                        ("gathered__isnull", True),
                        ("programme__isnull", True),
                    ),
                    models.Q(
                        ("compendium_edition__isnull", False),
                        ("edition__isnull", True),
                        ("gathered__isnull", True),
                        ("programme__isnull", True),
                    ),
                    models.Q(
                        ("compendium_edition__isnull", True),
                        ("edition__isnull", True),
                        ("gathered__isnull", False),
                        ("programme__isnull", True),
                    ),
                    models.Q(
                        ("compendium_edition__isnull", True),
                        ("edition__isnull", True),
                        ("gathered__isnull", True),
                        ("programme__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="publication_of_one",
                violation_error_message="A publication is made of one edition, of one compendium, of one gathered set or of one programme.",
            ),
        ),
    ]
