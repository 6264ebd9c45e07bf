"""The code tables that come with the reader, as rows that examiners keep from then on."""

from django.db import migrations

from cases.travel_documents.codes import seed


def forwards(apps, schema_editor):
    seed(
        apps.get_model("travel_documents", "Code"),
        apps.get_model("travel_documents", "CodesVersion"),
    )


class Migration(migrations.Migration):
    dependencies = [("travel_documents", "0001_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
