"""A web hook keeps a seed instead of a secret, how far its owner's notices were looked at, and when it was switched
off."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reminders", "0004_bounces_refused")]
    operations = [
        migrations.RenameField("hook", "secret", "seed"),
        migrations.AddField("hook", "looked_to", models.BigIntegerField(default=0)),
        migrations.AddField("hook", "off_at", models.DateTimeField(null=True)),
    ]
