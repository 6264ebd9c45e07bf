import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import cases.deconfliction.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("cases", "0005_compartments_kept"),
    ]

    operations = [
        migrations.CreateModel(
            name="Check",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "reference",
                    models.CharField(
                        default=cases.deconfliction.models.new_reference,
                        editable=False,
                        max_length=12,
                        unique=True,
                    ),
                ),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("HAND", "Asked by hand"),
                            ("PERSON", "A person was put on a case"),
                            ("OPERATE", "An operation was planned"),
                        ],
                        max_length=8,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("asked", models.CharField(max_length=200)),
                ("digests", models.JSONField(default=list)),
                ("met", models.JSONField(default=list)),
                ("shown", models.JSONField(default=list)),
                ("blind", models.BooleanField(default=False)),
                ("withheld", models.BooleanField(default=False)),
                ("told_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checks",
                        to="cases.case",
                    ),
                ),
                (
                    "compartment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.compartment",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
                "indexes": [
                    models.Index(fields=["by", "-at"], name="check_by_asker"),
                    models.Index(condition=models.Q(("told_at", None)), fields=["id"], name="check_to_tell"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Conflict",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("PERSON", "Same person"),
                            ("NUMBER", "Same number or address"),
                            ("NAME", "Same name and date of birth"),
                            ("PLACE", "Operations near each other"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("OPEN", "Open: the asker learns the case number and whom to speak to"),
                            ("BLIND", "Blind: the asker learns a liaison reference only"),
                            ("SILENT", "Silent: the asker learns nothing; the file is told who asked"),
                        ],
                        max_length=6,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("OPEN", "To be brought together"),
                            ("CONTACTED", "Contact made"),
                            ("SETTLED", "Settled"),
                        ],
                        default="OPEN",
                        max_length=12,
                    ),
                ),
                ("status_at", models.DateTimeField()),
                ("at", models.DateTimeField()),
                ("controls", models.SmallIntegerField(default=0, editable=False)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="conflicts", to="cases.case"
                    ),
                ),
                (
                    "check_made",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="conflicts",
                        to="deconfliction.check",
                    ),
                ),
                (
                    "compartment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.compartment",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
                "constraints": [
                    models.UniqueConstraint(fields=("check_made", "case", "how"), name="met_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("at", models.DateTimeField()),
                ("step", models.CharField(max_length=24)),
                ("text", models.CharField(max_length=2000)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "conflict",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="deconfliction.conflict",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="FileMode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("OPEN", "Open: the asker learns the case number and whom to speak to"),
                            ("BLIND", "Blind: the asker learns a liaison reference only"),
                            ("SILENT", "Silent: the asker learns nothing; the file is told who asked"),
                        ],
                        max_length=6,
                    ),
                ),
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
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answering", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Operation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("SURVEIL", "Surveillance"),
                            ("ARREST", "Arrest"),
                            ("SEARCH", "Search"),
                            ("MEETING", "Controlled meeting"),
                            ("MOVE", "Protective movement"),
                            ("OTHER", "Other operation"),
                        ],
                        max_length=8,
                    ),
                ),
                ("place", models.CharField(max_length=200)),
                ("latitude", models.FloatField()),
                ("longitude", models.FloatField()),
                ("urban", models.BooleanField(default=True)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("at", models.DateTimeField()),
                ("called_off_at", models.DateTimeField(null=True)),
                ("why_called_off", models.CharField(blank=True, max_length=500)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "called_off_by",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="operations",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-starts_at", "-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("called_off_at", None)),
                        fields=["ends_at", "starts_at"],
                        name="operation_by_time",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="operation_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("latitude__range", (-90, 90)), ("longitude__range", (-180, 180))),
                        name="operation_on_earth",
                    ),
                ],
            },
        ),
    ]
