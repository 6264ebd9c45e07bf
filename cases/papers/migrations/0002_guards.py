"""Make the database keep what was approved."""

from django.db import migrations

from cases.papers import guards


def put_up(apps, schema_editor):
    guards.install(schema_editor.connection)


def take_down(apps, schema_editor):
    guards.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_initial")]

    operations = [migrations.RunPython(put_up, take_down)]
