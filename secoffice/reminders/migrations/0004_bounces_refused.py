"""A mail refused by a policy is known as such, and a report finds its mail by the Message-ID."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reminders", "0003_cadences")]
    operations = [
        migrations.AlterField(
            "bounce",
            "kind",
            models.CharField(
                choices=[
                    ("permanent", "The address does not work"),
                    ("refused", "Refused by a policy"),
                    ("delayed", "Delayed"),
                    ("unknown", "Not understood, or not about a mail of ours"),
                ],
                max_length=9,
            ),
        ),
        migrations.AddIndex("mail", models.Index(fields=["message_id"], name="mail_by_message_id")),
    ]
