import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0018_compendia_gathered"),
    ]

    operations = [
        migrations.AddField(
            model_name="publication",
            name="fault",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="publication",
            name="used_on",
            field=models.DateField(default=django.utils.timezone.localdate),
        ),
    ]
