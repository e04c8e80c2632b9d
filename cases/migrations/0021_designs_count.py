from django.db import migrations

TABLE = "cases_design"
"""A PDF is given by the state of what it shows, its design included; the function is that of 0013."""
ON = f"""
    CREATE CONSTRAINT TRIGGER live_records_changed AFTER INSERT OR UPDATE OR DELETE ON {TABLE}
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cases_live_records_changed()
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0020_portraits"),
    ]

    operations = [
        migrations.RunSQL(ON, f"DROP TRIGGER live_records_changed ON {TABLE}"),
    ]
