import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Channel",
            fields=[
                ("name", models.CharField(default="mail", max_length=16, primary_key=True, serialize=False)),
                ("paused_until", models.DateTimeField(null=True)),
                ("failures", models.PositiveSmallIntegerField(default=0)),
                ("last_error", models.CharField(blank=True, max_length=200)),
                ("ran_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Mail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=80, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("digest", "Daily digest"), ("single", "By itself")], max_length=8
                    ),
                ),
                ("never_twice", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("claimed", "Being sent"),
                            ("sent", "Sent"),
                            ("retrying", "Trying again"),
                            ("failed", "Failed"),
                            ("unknown", "May have arrived"),
                            ("cancelled", "Not sent, nothing owed any more"),
                            ("acknowledged", "Acknowledged"),
                        ],
                        default="planned",
                        max_length=12,
                    ),
                ),
                ("claimed_by", models.CharField(blank=True, max_length=32)),
                ("lease_until", models.DateTimeField(null=True)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("next_at", models.DateTimeField()),
                ("last_code", models.CharField(blank=True, max_length=12)),
                ("last_error", models.CharField(blank=True, max_length=200)),
                ("message_id", models.CharField(blank=True, max_length=120)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mails",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["planned", "retrying"])),
                        fields=["next_at", "id"],
                        name="mail_due",
                    ),
                    models.Index(
                        condition=models.Q(("state", "claimed")), fields=["lease_until"], name="mail_leased"
                    ),
                    models.Index(fields=["state", "-id"], name="mail_by_state"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("lease_until__isnull", False),
                                ("state", "claimed"),
                                models.Q(("claimed_by", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "claimed"), _negated=True),
                                ("claimed_by", ""),
                                ("lease_until__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="mail_claimed_with_lease",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("state__in", ["sent", "acknowledged"])),
                            models.Q(
                                models.Q(("state__in", ["sent", "acknowledged"]), _negated=True),
                                ("sent_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="mail_sent_with_instant",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=16)),
                ("source_type", models.CharField(max_length=40)),
                ("source_id", models.BigIntegerField()),
                ("step", models.CharField(default="told", max_length=40)),
                ("occurrence_on", models.DateField()),
                ("due_version", models.PositiveIntegerField(default=1)),
                ("target_type", models.CharField(max_length=40)),
                ("target_id", models.BigIntegerField()),
                ("needs_access", models.BooleanField(default=True)),
                ("opaque", models.BooleanField(default=False)),
                ("duty", models.CharField(max_length=120)),
                ("reference", models.CharField(blank=True, max_length=40)),
                ("url", models.CharField(blank=True, max_length=200)),
                ("due_on", models.DateField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
                ("at_once", models.BooleanField(default=False)),
                ("never_twice", models.BooleanField(default=False)),
                ("not_before", models.DateTimeField()),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("current", models.BooleanField(default=True)),
                ("read_at", models.DateTimeField(null=True)),
                ("acknowledged_at", models.DateTimeField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "Planned"), ("mailed", "In a mail"), ("cancelled", "Cancelled")],
                        default="planned",
                        max_length=12,
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=120, verbose_name="why it was cancelled")),
                (
                    "mail",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="reminders.mail",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.office",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "planned")),
                        fields=["not_before", "id"],
                        name="notice_unmailed",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("current", True),
                            ("read_at__isnull", True),
                            models.Q(("state", "cancelled"), _negated=True),
                        ),
                        fields=["recipient", "-id"],
                        name="notice_unread",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("current", True), models.Q(("state", "cancelled"), _negated=True)
                        ),
                        fields=["recipient", "-id"],
                        name="notice_inbox",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=(
                            "source_type",
                            "source_id",
                            "recipient",
                            "kind",
                            "step",
                            "occurrence_on",
                            "due_version",
                        ),
                        name="owed_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("mail__isnull", True), ("state", "planned"), ("why", "")),
                            models.Q(("mail__isnull", False), ("state", "mailed"), ("why", "")),
                            models.Q(("state", "cancelled"), models.Q(("why", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="notice_state_fits_mail",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opaque", False),
                            models.Q(("needs_access", False), ("reference", ""), ("url", "")),
                            _connector="OR",
                        ),
                        name="opaque_notice_says_nothing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("acknowledged_at__isnull", True), ("read_at__isnull", False), _connector="OR"
                        ),
                        name="notice_acknowledged_was_read",
                    ),
                ],
            },
        ),
    ]
