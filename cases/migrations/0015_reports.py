import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0014_figures_seen"),
        ("partnerships", "0005_contributions_to_partnerships"),
    ]

    operations = [
        migrations.AddField(
            model_name="publication",
            name="programme",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reports",
                to="partnerships.programme",
            ),
        ),
        migrations.AddField(
            model_name="publication",
            name="starts",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="publication",
            name="ends",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="publication",
            name="as_of",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.RemoveConstraint(model_name="publication", name="publication_of_one"),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("compendium_edition__isnull", True),
                    ("edition__isnull", False),
                    ("programme__isnull", True),
                )
                | models.Q(
                    ("compendium_edition__isnull", False),
                    ("edition__isnull", True),
                    ("programme__isnull", True),
                )
                | models.Q(
                    ("compendium_edition__isnull", True),
                    ("edition__isnull", True),
                    ("programme__isnull", False),
                ),
                name="publication_of_one",
                violation_error_message="A publication is made of one edition, of one compendium or of one programme.",
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("as_of__isnull", True),
                    ("ends__isnull", True),
                    ("programme__isnull", True),
                    ("starts__isnull", True),
                )
                | models.Q(
                    ("as_of__isnull", False),
                    ("ends__gte", models.F("starts")),
                    ("ends__isnull", False),
                    ("programme__isnull", False),
                    ("starts__isnull", False),
                ),
                name="publication_report_has_a_period",
                violation_error_message="A report tells of a period, as it stood on a day.",
            ),
        ),
    ]
