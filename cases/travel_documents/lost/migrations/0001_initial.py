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
            name="Breaker",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=20, unique=True)),
                ("failures", models.PositiveIntegerField(default=0)),
                ("closed_until", models.DateTimeField(null=True)),
                ("last_error", models.CharField(blank=True, max_length=200)),
                ("failed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="IssuingDesk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("issuer", models.CharField(max_length=3, unique=True)),
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
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.office"
                    ),
                ),
            ],
            options={
                "ordering": ["issuer"],
            },
        ),
        migrations.CreateModel(
            name="Load",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("source", models.CharField(max_length=120, verbose_name="source or authority")),
                ("issuers", models.CharField(blank=True, max_length=400)),
                ("file_name", models.CharField(max_length=200)),
                ("digest", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("size", models.PositiveBigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("WAITING", "Waiting"),
                            ("RUNNING", "Being read"),
                            ("DONE", "Read to its end"),
                            ("CANCELLED", "Cancelled"),
                            ("FAILED", "Could not be read"),
                        ],
                        default="WAITING",
                        max_length=9,
                    ),
                ),
                ("begun_at", models.DateTimeField()),
                ("touched_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                ("worked_ms", models.PositiveBigIntegerField(default=0)),
                ("why_failed", models.CharField(blank=True, max_length=300)),
                ("portion", models.PositiveIntegerField(default=41943040)),
                ("offset", models.PositiveBigIntegerField(default=0)),
                ("line", models.PositiveIntegerField(default=0)),
                ("within", models.PositiveIntegerField(default=0)),
                ("read_to", models.PositiveBigIntegerField(default=0)),
                ("lines", models.PositiveIntegerField(default=0)),
                ("added", models.PositiveIntegerField(default=0)),
                ("unchanged", models.PositiveIntegerField(default=0)),
                ("errors", models.PositiveIntegerField(default=0)),
                ("errors_file", models.CharField(blank=True, max_length=500)),
                ("errors_size", models.PositiveBigIntegerField(default=0)),
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
                    "stored",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ("WAITING", "RUNNING"))),
                        fields=["id"],
                        name="lost_load_unfinished",
                    ),
                    models.Index(
                        condition=models.Q(("state", "DONE")), fields=["-finished_at"], name="lost_load_done"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Record",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("issuer", models.CharField(max_length=3)),
                ("number", models.CharField(max_length=24)),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("P", "Passport"),
                            ("V", "Visa"),
                            ("I", "Identity card"),
                            ("X", "Other document"),
                        ],
                        max_length=1,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("S", "Stolen"),
                            ("L", "Lost"),
                            ("R", "Revoked"),
                            ("I", "Invalid"),
                            ("B", "Stolen blank"),
                        ],
                        max_length=1,
                    ),
                ),
                ("date", models.DateField(verbose_name="day it happened")),
                (
                    "number_to",
                    models.CharField(blank=True, default="", max_length=24, verbose_name="last number"),
                ),
                ("circumstance", models.CharField(blank=True, default="", max_length=200)),
                ("ended_on", models.DateField(null=True)),
                ("line", models.PositiveIntegerField(null=True)),
                ("set_at", models.DateTimeField(null=True)),
                (
                    "load",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="lost.load",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "lost or stolen document",
                "verbose_name_plural": "lost and stolen documents",
                "indexes": [
                    models.Index(condition=models.Q(("load", None)), fields=["id"], name="lost_set_by_hand")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("issuer", "number", "type", "status", "date", "number_to"),
                        name="lost_recorded_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Block",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("issuer", models.CharField(max_length=3)),
                ("block", models.CharField(max_length=24)),
                (
                    "record",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="blocks",
                        to="lost.record",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("issuer", "block", "record"), name="lost_block_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Withdrawal",
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
                            ("DATA_ERROR", "Recorded by mistake"),
                            ("RECOVERED", "Recovered by its owner"),
                            ("REINSTATED", "The issuer took its decision back"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                ("at", models.DateTimeField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("PROPOSED", "Waits for a decision"),
                            ("CONFIRMED", "Confirmed"),
                            ("DECLINED", "Declined"),
                        ],
                        default="PROPOSED",
                        max_length=9,
                    ),
                ),
                ("status_at", models.DateTimeField()),
                ("answer", models.CharField(blank=True, max_length=500)),
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
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawals",
                        to="lost.record",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "PROPOSED")),
                        fields=("record",),
                        name="lost_one_open_withdrawal",
                    )
                ],
            },
        ),
    ]
