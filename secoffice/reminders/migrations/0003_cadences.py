"""What a person chose replaces the one switch "one daily mail": off becomes each by itself, as it was."""

from django.db import migrations, models


def keep_what_was_chosen(apps, schema_editor):
    users = apps.get_model("accounts", "User").objects.filter(digest=False)
    preferences = apps.get_model("reminders", "Preference")
    ids = list(users.values_list("pk", flat=True))
    preferences.objects.bulk_create(
        (
            preferences(user_id=pk, kind=kind, cadence="at_once")
            for pk in ids
            for kind in ("mine", "work", "moved")
        ),
        ignore_conflicts=True,
        batch_size=500,
    )


def switch_back(apps, schema_editor):
    chosen = apps.get_model("reminders", "Preference").objects.filter(kind="mine", cadence="at_once")
    apps.get_model("accounts", "User").objects.filter(pk__in=chosen.values("user")).update(digest=False)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("reminders", "0002_dates_that_move")]
    run_before = [("accounts", "0002_without_digest")]

    operations = [
        migrations.RunPython(keep_what_was_chosen, switch_back),
        migrations.AddField("notice", "cadence", models.CharField(default="daily", max_length=8)),
        migrations.AddField("notice", "was_on", models.DateField(null=True, verbose_name="was due on")),
        migrations.AlterField(
            "notice",
            "state",
            models.CharField(
                choices=[
                    ("planned", "Planned"),
                    ("mailed", "In a mail"),
                    ("inbox", "In the inbox only"),
                    ("cancelled", "Cancelled"),
                ],
                default="planned",
                max_length=12,
            ),
        ),
        migrations.RemoveConstraint("notice", "notice_state_fits_mail"),
        migrations.AddConstraint(
            "notice",
            models.CheckConstraint(
                condition=models.Q(mail__isnull=True, state__in=["planned", "inbox"], why="")
                | models.Q(mail__isnull=False, state="mailed", why="")
                | models.Q(state="cancelled") & ~models.Q(why=""),
                name="notice_state_fits_mail",
            ),
        ),
    ]
