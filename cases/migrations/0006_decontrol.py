from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_compartments_kept")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="decontrol",
            field=models.CharField(
                blank=True, default="", max_length=120, verbose_name="decontrolled on, or by which event"
            ),
            preserve_default=False,
        ),
    ]
