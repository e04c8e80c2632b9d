import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

TABLES = ("cases_compendium", "cases_compendiumedition", "cases_compendiumchapter")
"""What pages of publications read; the function is that of 0013."""
ON = """
    CREATE CONSTRAINT TRIGGER live_records_changed AFTER INSERT OR UPDATE OR DELETE ON {table}
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cases_live_records_changed()
"""
# A page says how large the PDF of a compendium is once it is made; other PDFs change no page.
ON_MADE = """
    CREATE CONSTRAINT TRIGGER live_records_changed AFTER UPDATE ON cases_publication
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.compendium_edition_id IS NOT NULL AND NEW.state = 'ready' AND OLD.state <> 'ready')
    EXECUTE FUNCTION cases_live_records_changed()
"""
OFF = "DROP TRIGGER live_records_changed ON {table}"


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0017_designs"),
        ("partnerships", "0008_iati_identifiers"),
    ]

    operations = [
        migrations.CreateModel(
            name="GatheredCase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "verbose_name": "case in a compendium",
                "verbose_name_plural": "cases in compendia",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.AddField(
            model_name="publication",
            name="size",
            field=models.PositiveBigIntegerField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="compendium",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="compendia",
                to="partnerships.organisation",
                verbose_name="published by",
            ),
        ),
        migrations.AlterField(
            model_name="compendiumevent",
            name="owner",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="partnerships.organisation",
                verbose_name="published by",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="compendiumchapter",
            trigger=pgtrigger.compiler.Trigger(
                name="compendium_chapter_never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4de479aa45cf4df86cc1a2c3edba9a303f150016",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_compendium_chapter_never_changed_6b6ed",
                    table="cases_compendiumchapter",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="compendiumedition",
            trigger=pgtrigger.compiler.Trigger(
                name="compendium_edition_never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6cd93d65c708580b3870889d92340155005c891b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_compendium_edition_never_changed_60961",
                    table="cases_compendiumedition",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="gatheredcase",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="gatheredcase",
            name="compendium",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="gathered", to="cases.compendium"
            ),
        ),
        migrations.AddConstraint(
            model_name="gatheredcase",
            constraint=models.UniqueConstraint(
                fields=("compendium", "case"),
                name="gathered_once",
                violation_error_message="This case is in the compendium already.",
            ),
        ),
        *(migrations.RunSQL(ON.format(table=table), OFF.format(table=table)) for table in TABLES),
        migrations.RunSQL(ON_MADE, OFF.format(table="cases_publication")),
    ]
