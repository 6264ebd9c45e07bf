import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("cases", "0005_compartments_kept"),
        ("deadlines", "0003_recalculation_was"),
        ("files", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Memorandum",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveSmallIntegerField()),
                ("reference", models.CharField(editable=False, max_length=48, unique=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("DRAFT", "Draft"),
                            ("SUBMITTED", "Waits for approval"),
                            ("ENDORSED", "Waits for the second approval"),
                            ("APPROVED", "Approved"),
                        ],
                        default="DRAFT",
                        max_length=9,
                    ),
                ),
                ("status_at", models.DateTimeField()),
                ("wrote_before", models.JSONField(default=list, editable=False)),
                ("started_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("marking", models.CharField(max_length=200)),
                ("controls", models.SmallIntegerField(default=0, editable=False)),
                (
                    "brady",
                    models.BooleanField(
                        default=False, verbose_name="Brady or Giglio: must be disclosed to the defence"
                    ),
                ),
                (
                    "grand_jury",
                    models.BooleanField(default=False, verbose_name="grand-jury matter, Rule 6(e)"),
                ),
                (
                    "victim_privacy",
                    models.BooleanField(default=False, verbose_name="the privacy of a victim is touched"),
                ),
                ("remarks", models.TextField(blank=True, max_length=4000)),
                ("approved_at", models.DateTimeField(null=True)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("began_at", models.DateTimeField(verbose_name="began")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                ("place", models.CharField(max_length=200)),
                ("present", models.TextField(blank=True, max_length=2000, verbose_name="people present")),
                (
                    "identification",
                    models.CharField(blank=True, max_length=300, verbose_name="identification shown"),
                ),
                (
                    "advisement",
                    models.CharField(
                        choices=[
                            ("NONE", "None was called for"),
                            ("FREE", "Non-custodial: free to leave, need not answer"),
                            ("MIRANDA", "Miranda"),
                            ("GARRITY", "Garrity: voluntary, no discipline for silence"),
                            ("KALKINES", "Kalkines: must answer, not used in prosecution"),
                        ],
                        default="FREE",
                        max_length=8,
                    ),
                ),
                ("interpreter", models.CharField(blank=True, max_length=200)),
                ("substance", models.TextField(blank=True, max_length=50000)),
                ("documents", models.TextField(blank=True, max_length=4000, verbose_name="documents shown")),
                (
                    "recording",
                    models.CharField(blank=True, max_length=64, verbose_name="SHA-256 of the recording"),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="cases.case",
                    ),
                ),
                (
                    "deadline",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="deadlines.deadline",
                    ),
                ),
                (
                    "returned_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.subject",
                        verbose_name="who was interviewed",
                    ),
                ),
            ],
            options={
                "verbose_name": "memorandum of interview",
                "ordering": ["-began_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "APPROVED"), _negated=True),
                            models.Q(
                                ("approved_by__isnull", False),
                                models.Q(("approved_by", models.F("author")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="memorandum_approved_by_another",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Addendum",
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
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "memorandum",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="addenda",
                        to="papers.memorandum",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveSmallIntegerField()),
                ("reference", models.CharField(editable=False, max_length=48, unique=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("DRAFT", "Draft"),
                            ("SUBMITTED", "Waits for approval"),
                            ("ENDORSED", "Waits for the second approval"),
                            ("APPROVED", "Approved"),
                        ],
                        default="DRAFT",
                        max_length=9,
                    ),
                ),
                ("status_at", models.DateTimeField()),
                ("wrote_before", models.JSONField(default=list, editable=False)),
                ("started_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("marking", models.CharField(max_length=200)),
                ("controls", models.SmallIntegerField(default=0, editable=False)),
                (
                    "brady",
                    models.BooleanField(
                        default=False, verbose_name="Brady or Giglio: must be disclosed to the defence"
                    ),
                ),
                (
                    "grand_jury",
                    models.BooleanField(default=False, verbose_name="grand-jury matter, Rule 6(e)"),
                ),
                (
                    "victim_privacy",
                    models.BooleanField(default=False, verbose_name="the privacy of a victim is touched"),
                ),
                ("remarks", models.TextField(blank=True, max_length=4000)),
                ("approved_at", models.DateTimeField(null=True)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("synopsis", models.TextField(blank=True, max_length=4000)),
                ("predication", models.TextField(blank=True, max_length=10000)),
                ("findings", models.TextField(blank=True, max_length=20000)),
                (
                    "losses",
                    models.TextField(blank=True, max_length=4000, verbose_name="losses and recoveries"),
                ),
                ("period_from", models.DateField(blank=True, null=True, verbose_name="period from")),
                ("period_until", models.DateField(blank=True, null=True, verbose_name="period until")),
                (
                    "decontrol",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="decontrolled on, or by which event"
                    ),
                ),
                ("content", models.JSONField(default=dict)),
                ("endorsed_at", models.DateTimeField(null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="cases.case",
                    ),
                ),
                (
                    "deadline",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="deadlines.deadline",
                    ),
                ),
                (
                    "endorsed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "holds",
                    models.ManyToManyField(
                        related_name="+",
                        to="cases.compartment",
                        verbose_name="compartments whose people it names",
                    ),
                ),
                (
                    "returned_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "report of investigation",
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "number"), name="report_version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "APPROVED"), _negated=True),
                        fields=("case",),
                        name="one_report_in_the_making",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "APPROVED"), _negated=True),
                            models.Q(
                                ("approved_by__isnull", False),
                                ("endorsed_by__isnull", False),
                                models.Q(("approved_by", models.F("author")), _negated=True),
                                models.Q(("endorsed_by", models.F("author")), _negated=True),
                                models.Q(("approved_by", models.F("endorsed_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="report_approved_by_two_others",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Copy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveSmallIntegerField()),
                ("serial", models.CharField(max_length=60, unique=True)),
                ("recipient", models.CharField(max_length=200)),
                ("country", models.CharField(blank=True, max_length=3)),
                ("purpose", models.CharField(max_length=500)),
                ("marking", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("digest", models.CharField(max_length=64, verbose_name="SHA-256")),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                (
                    "memorandum",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="copies",
                        to="papers.memorandum",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="copies",
                        to="papers.report",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("report__isnull", True), ("memorandum__isnull", True), _connector="XOR"
                        ),
                        name="copy_of_one_paper",
                    )
                ],
            },
        ),
    ]
