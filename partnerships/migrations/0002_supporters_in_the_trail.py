
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Support',
            fields=[
            ],
            options={
                'verbose_name': 'support',
                'verbose_name_plural': 'supports',
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('partnerships.partnership_supporters',),
        ),
        migrations.CreateModel(
            name='SupportEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('organisation', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.organisation')),
                ('partnership', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.partnership')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='partnerships.support')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='support',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partnerships_supportevent" ("id", "organisation_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."organisation_id", NEW."partnership_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='4a62417f0a32a07ea8cc97310af1b9b00d1d2432', operation='INSERT', pgid='pgtrigger_insert_insert_937bc', table='partnerships_partnership_supporters', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='support',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "partnerships_supportevent" ("id", "organisation_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."organisation_id", NEW."partnership_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='3b103a367487da9356ecb4da958eb297a1f1da6c', operation='UPDATE', pgid='pgtrigger_update_update_342d5', table='partnerships_partnership_supporters', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='support',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partnerships_supportevent" ("id", "organisation_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."id", OLD."organisation_id", OLD."partnership_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='e8bd6e7e269eef4a7af98704ca0fd52cb5c12a33', operation='DELETE', pgid='pgtrigger_delete_delete_c1c7c', table='partnerships_partnership_supporters', when='AFTER')),
        ),
    ]
