import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0019_publications_at_fault"),
        ("editing", "0002_presence"),
    ]

    operations = [
        migrations.AddField(
            model_name="voice",
            name="portrait",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="portraits",
                to="editing.picture",
                verbose_name="portrait",
            ),
        ),
    ]
