
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0003_sittings'),
    ]

    operations = [
        migrations.AddField(
            model_name='comment',
            name='told_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
    ]
