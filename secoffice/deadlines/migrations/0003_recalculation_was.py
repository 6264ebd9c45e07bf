from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0002_dates_that_move")]

    operations = [
        migrations.AddField(
            model_name="recalculation",
            name="was",
            field=models.JSONField(default=dict),
        ),
    ]
