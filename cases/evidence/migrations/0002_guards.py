"""The place of the guards in the history. They name tables that later migrations rebuild, so they go up after every
migrate and come down before it (see apps.py)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_initial")]

    operations = []
