
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0004_comments_told'),
        ('partnerships', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CaseEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('slug', models.SlugField(db_index=False, max_length=80, verbose_name='address')),
                ('state', models.CharField(choices=[('writing', 'writing'), ('in_review', 'in review'), ('changes_requested', 'changes requested'), ('approved', 'approved')], default='writing', editable=False, max_length=20, verbose_name='state')),
                ('approved_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('publish_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('removed_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.RemoveField(
            model_name='caseslugstatesubmittedapprovedbyapprovedatpublishatremovedatownerevent',
            name='approved_by',
        ),
        migrations.RemoveField(
            model_name='caseslugstatesubmittedapprovedbyapprovedatpublishatremovedatownerevent',
            name='owner',
        ),
        migrations.RemoveField(
            model_name='caseslugstatesubmittedapprovedbyapprovedatpublishatremovedatownerevent',
            name='pgh_context',
        ),
        migrations.RemoveField(
            model_name='caseslugstatesubmittedapprovedbyapprovedatpublishatremovedatownerevent',
            name='pgh_obj',
        ),
        migrations.RemoveField(
            model_name='caseslugstatesubmittedapprovedbyapprovedatpublishatremovedatownerevent',
            name='submitted',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='case',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='case',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='case',
            name='delete_delete',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_caseevent" ("approved_at", "approved_by_id", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publish_at", "removed_at", "slug", "state", "submitted_id") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."owner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."publish_at", NEW."removed_at", NEW."slug", NEW."state", NEW."submitted_id"); RETURN NULL;', hash='f65e335e6a291fb3255b48f3e2cbd98431385a20', operation='INSERT', pgid='pgtrigger_insert_insert_0b483', table='cases_case', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."approved_at" IS DISTINCT FROM (NEW."approved_at") OR OLD."approved_by_id" IS DISTINCT FROM (NEW."approved_by_id") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."publish_at" IS DISTINCT FROM (NEW."publish_at") OR OLD."removed_at" IS DISTINCT FROM (NEW."removed_at") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."submitted_id" IS DISTINCT FROM (NEW."submitted_id"))', func='INSERT INTO "cases_caseevent" ("approved_at", "approved_by_id", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publish_at", "removed_at", "slug", "state", "submitted_id") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."owner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."publish_at", NEW."removed_at", NEW."slug", NEW."state", NEW."submitted_id"); RETURN NULL;', hash='b898b91f707aa7b27a74e7ad5779a92796bb8e46', operation='UPDATE', pgid='pgtrigger_update_update_f5146', table='cases_case', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_caseevent" ("approved_at", "approved_by_id", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publish_at", "removed_at", "slug", "state", "submitted_id") VALUES (OLD."approved_at", OLD."approved_by_id", OLD."owner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."publish_at", OLD."removed_at", OLD."slug", OLD."state", OLD."submitted_id"); RETURN NULL;', hash='1e8f731f816a0fd87111cc027f0a019ae1777541', operation='DELETE', pgid='pgtrigger_delete_delete_8d49e', table='cases_case', when='AFTER')),
        ),
        migrations.AddField(
            model_name='caseevent',
            name='approved_by',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='caseevent',
            name='owner',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.organisation', verbose_name='owner'),
        ),
        migrations.AddField(
            model_name='caseevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='caseevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='slug_state_submitted_approved_by_approved_at_publish_at_removed_at_owner_events', to='cases.case'),
        ),
        migrations.AddField(
            model_name='caseevent',
            name='submitted',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.revision'),
        ),
        migrations.DeleteModel(
            name='CaseSlugStateSubmittedApprovedByApprovedAtPublishAtRemovedAtOwnerEvent',
        ),
    ]
