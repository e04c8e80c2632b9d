import django.core.validators
import django.db.models.deletion
import peerlearn.editing.translated
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0016_publication_kinds"),
        ("partnerships", "0008_iati_identifiers"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Design",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "first",
                    models.CharField(
                        blank=True,
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^#[0-9a-f]{6}$", "Write a colour as # and six digits, for instance #0b5468."
                            )
                        ],
                        verbose_name="colour of the first city",
                    ),
                ),
                (
                    "second",
                    models.CharField(
                        blank=True,
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^#[0-9a-f]{6}$", "Write a colour as # and six digits, for instance #0b5468."
                            )
                        ],
                        verbose_name="colour of the second city",
                    ),
                ),
                (
                    "headings",
                    models.CharField(
                        blank=True,
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^#[0-9a-f]{6}$", "Write a colour as # and six digits, for instance #0b5468."
                            )
                        ],
                        verbose_name="colour of headings",
                    ),
                ),
                (
                    "series",
                    peerlearn.editing.translated.TranslatedField(
                        blank=True, default=dict, verbose_name="name of the series"
                    ),
                ),
                (
                    "imprint",
                    peerlearn.editing.translated.TranslatedField(
                        blank=True, default=dict, verbose_name="words in the imprint"
                    ),
                ),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="design",
                        to="partnerships.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "design of publications",
                "verbose_name_plural": "designs of publications",
            },
        ),
        migrations.CreateModel(
            name="DesignEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "first",
                    models.CharField(
                        blank=True,
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^#[0-9a-f]{6}$", "Write a colour as # and six digits, for instance #0b5468."
                            )
                        ],
                        verbose_name="colour of the first city",
                    ),
                ),
                (
                    "second",
                    models.CharField(
                        blank=True,
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^#[0-9a-f]{6}$", "Write a colour as # and six digits, for instance #0b5468."
                            )
                        ],
                        verbose_name="colour of the second city",
                    ),
                ),
                (
                    "headings",
                    models.CharField(
                        blank=True,
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^#[0-9a-f]{6}$", "Write a colour as # and six digits, for instance #0b5468."
                            )
                        ],
                        verbose_name="colour of headings",
                    ),
                ),
                (
                    "series",
                    peerlearn.editing.translated.TranslatedField(
                        blank=True, default=dict, verbose_name="name of the series"
                    ),
                ),
                (
                    "imprint",
                    peerlearn.editing.translated.TranslatedField(
                        blank=True, default=dict, verbose_name="words in the imprint"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partnerships.organisation",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="cases.design",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="design",
            constraint=models.CheckConstraint(
                condition=models.Q(("first", ""), ("first__regex", "^#[0-9a-f]{6}$"), _connector="OR"),
                name="design_first_is_a_colour",
                violation_error_message="Write a colour as # and six digits, for instance #0b5468.",
            ),
        ),
        migrations.AddConstraint(
            model_name="design",
            constraint=models.CheckConstraint(
                condition=models.Q(("second", ""), ("second__regex", "^#[0-9a-f]{6}$"), _connector="OR"),
                name="design_second_is_a_colour",
                violation_error_message="Write a colour as # and six digits, for instance #0b5468.",
            ),
        ),
        migrations.AddConstraint(
            model_name="design",
            constraint=models.CheckConstraint(
                condition=models.Q(("headings", ""), ("headings__regex", "^#[0-9a-f]{6}$"), _connector="OR"),
                name="design_headings_is_a_colour",
                violation_error_message="Write a colour as # and six digits, for instance #0b5468.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="design",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_designevent" ("first", "headings", "id", "imprint", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "second", "series") VALUES (NEW."first", NEW."headings", NEW."id", NEW."imprint", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."second", NEW."series"); RETURN NULL;',
                    hash="bad117f0593c81051578cbfe33bbcc456aeda3b8",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e583f",
                    table="cases_design",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="design",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "cases_designevent" ("first", "headings", "id", "imprint", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "second", "series") VALUES (NEW."first", NEW."headings", NEW."id", NEW."imprint", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."second", NEW."series"); RETURN NULL;',
                    hash="fea8163dc10fbd43982958629142881b77d01fe1",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4345b",
                    table="cases_design",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="design",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_designevent" ("first", "headings", "id", "imprint", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "second", "series") VALUES (OLD."first", OLD."headings", OLD."id", OLD."imprint", OLD."organisation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."second", OLD."series"); RETURN NULL;',
                    hash="6cf8f7c1f87755d5b51b014a0a2a445a72336568",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a99f2",
                    table="cases_design",
                    when="AFTER",
                ),
            ),
        ),
    ]
