import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Disposition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("target_type", models.CharField(max_length=40)),
                ("target_id", models.BigIntegerField()),
                ("target_reference", models.CharField(max_length=40)),
                ("item", models.CharField(max_length=16)),
                ("eligible_on", models.DateField()),
                ("witnessed", models.BooleanField(default=False, verbose_name="destroyed before a witness")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("PROPOSED", "Proposed"),
                            ("APPROVED", "Approved for destruction"),
                            ("KEPT", "Kept"),
                        ],
                        default="PROPOSED",
                        max_length=8,
                    ),
                ),
                ("status_at", models.DateTimeField()),
                ("proposed_at", models.DateTimeField()),
                ("why_kept", models.CharField(blank=True, max_length=500)),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["eligible_on", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["PROPOSED", "APPROVED"])),
                        fields=("target_type", "target_id"),
                        name="proposed_once_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
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
                        choices=[
                            ("REC_OFF", "Records officer"),
                            ("OWNER", "Who answers for the record"),
                            ("LEGAL", "Legal adviser"),
                        ],
                        max_length=7,
                    ),
                ),
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
                    "disposition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consents",
                        to="records.disposition",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("disposition", "part"), name="each_part_consents_once"),
                    models.UniqueConstraint(fields=("disposition", "by"), name="nobody_consents_twice"),
                ],
            },
        ),
        migrations.CreateModel(
            name="LegalHold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("reason", models.TextField(max_length=2000)),
                ("authority", models.CharField(max_length=200)),
                ("scope", models.JSONField(blank=True, default=dict)),
                ("start_on", models.DateField()),
                ("placed_at", models.DateTimeField()),
                ("told_at", models.DateTimeField()),
                ("released_at", models.DateTimeField(null=True)),
                ("why_released", models.CharField(blank=True, max_length=500)),
                (
                    "placed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-placed_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Held",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("target_type", models.CharField(max_length=40)),
                ("target_id", models.BigIntegerField()),
                ("target_reference", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "hold",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="held",
                        to="records.legalhold",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at", None)),
                        fields=["target_type", "target_id"],
                        name="held_by_target",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("hold", "target_type", "target_id"), name="held_once_a_hold"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Custodian",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("acknowledged_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "hold",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="custodians",
                        to="records.legalhold",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("hold", "user"), name="custodian_once_a_hold")
                ],
            },
        ),
        migrations.CreateModel(
            name="Retention",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("target_type", models.CharField(max_length=40)),
                ("target_id", models.BigIntegerField()),
                ("target_reference", models.CharField(max_length=40)),
                ("item", models.CharField(max_length=16)),
                ("version", models.CharField(default="2026-1", max_length=12, verbose_name="schedule")),
                ("reason", models.CharField(max_length=500)),
                ("at", models.DateTimeField()),
                ("trigger_on", models.DateField(null=True)),
                ("eligible_on", models.DateField(null=True)),
                ("replaced_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
                "indexes": [models.Index(fields=["eligible_on"], name="retention_by_day")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("replaced_at", None)),
                        fields=("target_type", "target_id"),
                        name="one_retention_item_a_record",
                    )
                ],
            },
        ),
    ]
