import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_without_digest"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("cases", "0002_offences"),
        ("files", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Lead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("reference", models.CharField(editable=False, max_length=24, unique=True)),
                ("number", models.PositiveSmallIntegerField(editable=False)),
                ("title", models.CharField(max_length=120, verbose_name="what is asked, in a few words")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("DRAFT", "Draft"),
                            ("SENT", "Sent"),
                            ("RECEIVED", "Received"),
                            ("ACCEPTED", "Accepted"),
                            ("DECLINED", "Declined"),
                            ("IN_WORK", "In work"),
                            ("REPLIED", "Replied"),
                            ("RETURNED", "Returned as incomplete"),
                            ("CLOSED", "Closed"),
                            ("CANCELLED", "Cancelled"),
                        ],
                        default="DRAFT",
                        max_length=9,
                    ),
                ),
                ("status_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "precedence",
                    models.CharField(
                        choices=[("3", "Routine"), ("2", "Priority"), ("1", "Immediate")],
                        default="3",
                        max_length=1,
                    ),
                ),
                ("marking", models.CharField(max_length=80)),
                ("controls", models.SmallIntegerField(default=0, editable=False)),
                ("written_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                ("background", models.TextField(blank=True, max_length=8000)),
                ("request", models.TextField(max_length=8000, verbose_name="exact request")),
                ("limits", models.TextField(blank=True, max_length=2000, verbose_name="limits")),
                (
                    "host_nation",
                    models.CharField(
                        choices=[
                            ("NO", "Not needed"),
                            ("THEM", "Needed: by the office that receives it"),
                            ("DONE", "Done: by the office that asks"),
                        ],
                        default="NO",
                        max_length=4,
                        verbose_name="host-nation coordination",
                    ),
                ),
                (
                    "legal_process",
                    models.CharField(blank=True, max_length=200, verbose_name="legal process attached"),
                ),
                (
                    "reply_format",
                    models.CharField(
                        choices=[
                            ("SHORT", "A short answer in writing"),
                            ("MEMO", "Memorandum"),
                            ("MOI", "Memorandum of interview"),
                            ("RECORDS", "Copies of records"),
                        ],
                        default="SHORT",
                        max_length=7,
                    ),
                ),
                ("names_case", models.BooleanField(default=True, verbose_name="tell the number of the case")),
                ("next_due_at", models.DateTimeField(null=True)),
                ("next_duty", models.CharField(blank=True, max_length=60)),
                ("next_from_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "assigned_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="leads", to="cases.case"
                    ),
                ),
                (
                    "from_office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leads_asked",
                        to="accounts.office",
                    ),
                ),
                (
                    "to_office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leads_received",
                        to="accounts.office",
                    ),
                ),
                (
                    "to_unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["-written_at", "-id"],
                "indexes": [
                    models.Index(fields=["-written_at", "-id"], name="lead_newest"),
                    models.Index(fields=["next_due_at", "id"], name="lead_soonest"),
                    models.Index(fields=["to_office", "status", "next_due_at"], name="lead_incoming"),
                    models.Index(fields=["assigned_to", "status", "next_due_at"], name="lead_to_work"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "number"), name="lead_number_in_case"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ("DRAFT", "CANCELLED")),
                            ("sent_at__isnull", False),
                            _connector="OR",
                        ),
                        name="lead_out_was_sent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("verb", models.CharField(max_length=24)),
                ("says", models.CharField(max_length=240)),
                ("text", models.TextField(blank=True, max_length=8000)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="leads.lead"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=500)),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="leads.lead"
                    ),
                ),
            ],
            options={
                "ordering": ["place", "id"],
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("at", models.DateTimeField()),
                ("text", models.TextField(max_length=20000)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("WAITING", "Waits for a decision"),
                            ("ACCEPTED", "Accepted"),
                            ("RETURNED", "Returned as incomplete"),
                            ("OVERTAKEN", "The lead was cancelled"),
                        ],
                        default="WAITING",
                        max_length=9,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("missing", models.TextField(blank=True, max_length=4000)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="replies", to="leads.lead"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "WAITING")),
                        fields=("lead",),
                        name="one_reply_waits_a_lead",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Enclosure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("describes", models.CharField(blank=True, max_length=200, verbose_name="what it is")),
                ("at", models.DateTimeField()),
                (
                    "attachment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.attachment",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "stored",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="enclosures",
                        to="leads.lead",
                    ),
                ),
                (
                    "reply",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enclosures",
                        to="leads.reply",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("lead", "attachment"), name="enclosed_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("attachment__isnull", True), ("stored__isnull", False)),
                            models.Q(
                                ("attachment__isnull", False),
                                ("reply__isnull", True),
                                ("stored__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="enclosure_of_one_side",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(max_length=4000)),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="leads.question",
                    ),
                ),
                (
                    "reply",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="leads.reply"
                    ),
                ),
            ],
            options={
                "ordering": ["question__place", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("reply", "question"), name="answered_once_a_reply")
                ],
            },
        ),
    ]
