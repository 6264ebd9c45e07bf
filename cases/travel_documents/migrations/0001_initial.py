import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_without_digest"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("files", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CodesVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stamp", models.UUIDField(default=uuid.uuid4)),
            ],
        ),
        migrations.CreateModel(
            name="Batch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("reference", models.CharField(editable=False, max_length=24, unique=True)),
                ("at", models.DateTimeField()),
                ("marking", models.CharField(default="CUI//PRVCY", max_length=200)),
                ("controls", models.SmallIntegerField(default=0, editable=False)),
                ("name", models.CharField(max_length=200)),
                ("form", models.CharField(choices=[("CSV", "CSV"), ("JSON", "JSON lines")], max_length=4)),
                ("inspected_on", models.DateField()),
                ("total", models.PositiveIntegerField()),
                ("done", models.PositiveIntegerField(default=0)),
                ("position", models.PositiveBigIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("WAITING", "Waiting"),
                            ("RUNNING", "Running"),
                            ("DONE", "Finished"),
                            ("CANCELLED", "Cancelled"),
                            ("FAILED", "Stopped"),
                        ],
                        default="WAITING",
                        max_length=9,
                    ),
                ),
                ("held_to", models.DateTimeField(null=True)),
                ("why_stopped", models.CharField(blank=True, max_length=300)),
                ("outcomes", models.JSONField(default=dict)),
                ("codes", models.JSONField(default=dict)),
                (
                    "unreadable",
                    models.PositiveIntegerField(default=0, verbose_name="lines that could not be answered"),
                ),
                ("hits", models.PositiveIntegerField(default=0)),
                ("began_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.office"
                    ),
                ),
                (
                    "stored",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
                "indexes": [
                    models.Index(fields=["at", "id"], name="batch_by_day"),
                    models.Index(
                        condition=models.Q(("state__in", ("WAITING", "RUNNING"))),
                        fields=["id"],
                        name="batch_to_do",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BatchLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("line", models.PositiveIntegerField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("hit", "Hit"),
                            ("refer", "Refer"),
                            ("not_checked", "Not checked"),
                            ("clear", "Clear"),
                        ],
                        max_length=12,
                    ),
                ),
                ("answer", models.TextField()),
                ("document", models.CharField(blank=True, max_length=40)),
                ("hit", models.CharField(blank=True, max_length=60)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="travel_documents.batch",
                    ),
                ),
            ],
            options={
                "ordering": ["line"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("hit", ""), _negated=True),
                        fields=["batch", "document"],
                        name="line_with_a_hit",
                    ),
                    models.Index(fields=["batch", "outcome", "line"], name="line_by_outcome"),
                ],
                "constraints": [models.UniqueConstraint(fields=("batch", "line"), name="line_answered_once")],
            },
        ),
        migrations.CreateModel(
            name="Code",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "table",
                    models.CharField(
                        choices=[("STATE", "Issuer and nationality"), ("DOC", "Document code")], max_length=5
                    ),
                ),
                ("code", models.CharField(max_length=3)),
                ("meaning", models.CharField(max_length=120)),
                (
                    "use",
                    models.CharField(
                        choices=[
                            ("both", "Issuer and nationality"),
                            ("issuer", "Issuer alone"),
                            ("nationality", "Nationality alone"),
                            ("specimen", "Specimens alone"),
                            ("listed", "Listed document code"),
                            ("barred", "Kept free by the standard"),
                        ],
                        max_length=11,
                    ),
                ),
                ("first_on", models.DateField(blank=True, null=True)),
                ("last_on", models.DateField(blank=True, null=True)),
                ("source", models.CharField(blank=True, max_length=200)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["code", "first_on", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("table", "code", "first_on"), name="code_once_from_a_day"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("first_on", None)),
                        fields=("table", "code"),
                        name="code_once_from_ever",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_on", None),
                            ("last_on", None),
                            ("first_on__lte", models.F("last_on")),
                            _connector="OR",
                        ),
                        name="code_begins_before_it_ends",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Screening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("reference", models.CharField(editable=False, max_length=24, unique=True)),
                ("at", models.DateTimeField()),
                ("marking", models.CharField(default="CUI//PRVCY", max_length=200)),
                ("controls", models.SmallIntegerField(default=0, editable=False)),
                (
                    "way",
                    models.CharField(
                        choices=[("LINES", "Machine-readable zone"), ("NUMBER", "Issuer and number")],
                        default="LINES",
                        max_length=6,
                    ),
                ),
                ("raw", models.TextField(blank=True)),
                ("lines", models.JSONField(default=list)),
                ("notes", models.JSONField(default=list)),
                ("inspected_on", models.DateField()),
                ("format", models.CharField(blank=True, max_length=5)),
                ("reading", models.JSONField(default=dict)),
                ("issuer", models.CharField(blank=True, max_length=8)),
                ("document_type", models.CharField(blank=True, max_length=40)),
                ("number", models.CharField(blank=True, max_length=40)),
                ("holder", models.CharField(blank=True, max_length=100)),
                ("sources", models.JSONField(default=dict)),
                ("answers", models.JSONField(default=list)),
                ("names", models.JSONField(default=list)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("hit", "Hit"),
                            ("refer", "Refer"),
                            ("not_checked", "Not checked"),
                            ("clear", "Clear"),
                        ],
                        max_length=12,
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
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.office"
                    ),
                ),
                (
                    "suggested_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken_up",
                        to="travel_documents.screening",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
                "indexes": [
                    models.Index(fields=["at", "id"], name="screening_by_day"),
                    models.Index(fields=["outcome", "at", "id"], name="screening_by_outcome"),
                    models.Index(fields=["office", "at", "id"], name="screening_by_office"),
                    models.Index(fields=["by", "at", "id"], name="screening_by_operator"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Fault",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[("ERROR", "Error"), ("WARNING", "Warning"), ("POLICY", "Policy warning")],
                        max_length=7,
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                (
                    "screening",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="faults",
                        to="travel_documents.screening",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["code", "screening"], name="fault_by_code")],
            },
        ),
        migrations.CreateModel(
            name="Century",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[("birth_date", "Date of birth"), ("expiry_date", "Date of expiry")],
                        max_length=11,
                    ),
                ),
                ("was", models.CharField(blank=True, max_length=10)),
                ("chosen", models.DateField()),
                ("reason", models.CharField(max_length=500)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "screening",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="centuries",
                        to="travel_documents.screening",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
    ]
