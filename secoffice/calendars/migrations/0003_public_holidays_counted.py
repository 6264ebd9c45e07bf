from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("calendars", "0002_moved_weekends_and_imports")]

    operations = [
        migrations.AddField(
            model_name="calendar", name="public", field=models.JSONField(default=dict, editable=False)
        ),
    ]
