import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_without_digest"),
        ("accounts", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Hit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(editable=False, max_length=24, unique=True)),
                (
                    "kind",
                    models.CharField(choices=[("DOCUMENT", "Document"), ("NAME", "Name")], max_length=8),
                ),
                ("screening_ref", models.CharField(blank=True, max_length=40)),
                ("query", models.JSONField()),
                ("found", models.JSONField(default=list)),
                (
                    "response_id",
                    models.CharField(blank=True, max_length=80, verbose_name="number of the response"),
                ),
                ("raised_at", models.DateTimeField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("OPEN", "To be looked at"),
                            ("ASKED", "Confirmation asked"),
                            ("ANSWERED", "Answered"),
                            ("DOCUMENT", "Further document asked for"),
                            ("PROPOSED", "Waits for a second person"),
                            ("CONFIRMED", "Confirmed by the issuer"),
                            ("CONFIRMED_RECOVERED", "Recovered by its owner"),
                            ("DATA_ERROR", "Error in the data"),
                            ("UNCONFIRMED", "Closed without a reply"),
                            ("TRUE_MATCH", "The same person"),
                            ("FALSE_POSITIVE", "Another person"),
                        ],
                        default="OPEN",
                        max_length=19,
                    ),
                ),
                ("status_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("subject_key", models.CharField(blank=True, max_length=80)),
                ("subject_version", models.CharField(blank=True, max_length=64)),
                ("score", models.FloatField(null=True)),
                ("band", models.CharField(blank=True, max_length=8)),
                ("reason", models.CharField(blank=True, max_length=1000)),
                ("asked_at", models.DateTimeField(null=True, verbose_name="confirmation asked")),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("CONFIRMED", "Confirmed: it is lost, stolen or invalid"),
                            ("RECOVERED_BY_OWNER", "Recovered by its owner; the record is to be withdrawn"),
                            ("DATA_ERROR", "Error in the data: it is not this document"),
                            ("NO_REPLY", "No reply"),
                        ],
                        max_length=18,
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("TRUE_MATCH", "The same person"),
                            ("FALSE_POSITIVE", "Another person"),
                            ("INSUFFICIENT", "Not enough to decide: ask for a document"),
                        ],
                        max_length=14,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "action",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Nothing yet"),
                            ("RETURNED", "Given back to the bearer"),
                            ("HELD", "Held as evidence"),
                            ("SENT", "Sent to the issuing authority"),
                            ("OTHER", "Something else"),
                        ],
                        max_length=8,
                        verbose_name="what was done with the document",
                    ),
                ),
                ("authority", models.CharField(blank=True, max_length=200)),
                ("sampled", models.BooleanField(default=False)),
                ("checked_at", models.DateTimeField(null=True)),
                ("next_due_at", models.DateTimeField(null=True)),
                ("next_duty", models.CharField(blank=True, max_length=60)),
                ("next_from_at", models.DateTimeField(null=True)),
                (
                    "checked_by",
                    models.ForeignKey(
                        null=True,
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
                    "follows",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed_by",
                        to="hits.hit",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="hits", to="accounts.office"
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-raised_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("ALONE", "Decided"),
                            ("PROPOSED", "Proposed"),
                            ("CONFIRMED", "Confirmed as the second person"),
                            ("SENT_BACK", "Sent back"),
                            ("AGREED", "Agreed, in the sample"),
                            ("OPENED", "Opened again"),
                        ],
                        max_length=9,
                    ),
                ),
                ("verdict", models.CharField(blank=True, max_length=19)),
                ("reasons", models.JSONField(default=list)),
                ("evidence", models.TextField(blank=True, max_length=8000)),
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
                    "hit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="decisions", to="hits.hit"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
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
                    "hit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="hits.hit"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="WatchEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("reference", models.CharField(editable=False, max_length=24, unique=True)),
                (
                    "status",
                    models.CharField(
                        choices=[("ACTIVE", "On the list"), ("LIFTED", "Lifted")],
                        default="ACTIVE",
                        max_length=6,
                    ),
                ),
                ("status_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("version", models.PositiveIntegerField(default=1)),
                ("label", models.CharField(max_length=200, verbose_name="name")),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("FRAUD", "Document or visa fraud"),
                            ("WANTED", "Warrant or court order"),
                            ("THREAT", "Threat to staff or to the mission"),
                            ("MISSING", "Missing person, to be asked after"),
                            ("REFUSED", "Refused or removed before"),
                            ("OTHER", "Other ground, said by the source"),
                        ],
                        max_length=8,
                    ),
                ),
                ("source", models.CharField(max_length=120)),
                (
                    "source_number",
                    models.CharField(blank=True, max_length=60, verbose_name="number at the source"),
                ),
                ("valid_until", models.DateField(null=True)),
                ("made_at", models.DateTimeField()),
                ("why_lifted", models.CharField(blank=True, max_length=500)),
                (
                    "lifted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="watch_entries",
                        to="accounts.office",
                    ),
                ),
            ],
            options={
                "verbose_name": "watch entry",
                "verbose_name_plural": "watch entries",
                "ordering": ["-made_at", "-id"],
                "indexes": [
                    models.Index(fields=["-made_at", "-id"], name="watch_newest"),
                    models.Index(fields=["status", "valid_until"], name="watch_in_force"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("source_number", ""), _negated=True),
                        fields=("source", "source_number"),
                        name="watch_once_a_source",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="hit",
            name="entry",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="hits",
                to="hits.watchentry",
            ),
        ),
        migrations.CreateModel(
            name="ClearedPair",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject_key", models.CharField(max_length=80)),
                ("subject_version", models.CharField(max_length=64)),
                ("entry_version", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("why_ended", models.CharField(blank=True, max_length=500)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "hit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cleared", to="hits.hit"
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cleared",
                        to="hits.watchentry",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
                "indexes": [models.Index(fields=["entry", "ended_at"], name="cleared_of_entry")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("subject_key", "entry"),
                        name="pair_cleared_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WatchKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=80)),
                (
                    "entry",
                    models.ForeignKey(
                        db_column="person_id",
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="keys",
                        to="hits.watchentry",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["key", "entry"], name="watch_by_key")],
                "constraints": [models.UniqueConstraint(fields=("entry", "key"), name="watch_key_once")],
            },
        ),
        migrations.CreateModel(
            name="WatchVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("names", models.JSONField()),
                ("born", models.JSONField(default=list)),
                ("nationalities", models.JSONField(default=list)),
                ("sex", models.CharField(blank=True, max_length=1)),
                ("documents", models.JSONField(default=list)),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("FRAUD", "Document or visa fraud"),
                            ("WANTED", "Warrant or court order"),
                            ("THREAT", "Threat to staff or to the mission"),
                            ("MISSING", "Missing person, to be asked after"),
                            ("REFUSED", "Refused or removed before"),
                            ("OTHER", "Other ground, said by the source"),
                        ],
                        max_length=8,
                    ),
                ),
                ("source", models.CharField(max_length=120)),
                ("valid_until", models.DateField(null=True)),
                (
                    "remark",
                    models.CharField(blank=True, max_length=1000, verbose_name="what is known besides"),
                ),
                ("why", models.CharField(blank=True, max_length=500, verbose_name="what changed")),
                ("made_at", models.DateTimeField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="hits.watchentry",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("entry", "number"), name="watch_version_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="hit",
            name="watched",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="hits.watchversion",
            ),
        ),
        migrations.AddIndex(
            model_name="hit",
            index=models.Index(fields=["-raised_at", "-id"], name="hit_newest"),
        ),
        migrations.AddIndex(
            model_name="hit",
            index=models.Index(fields=["next_due_at", "id"], name="hit_soonest"),
        ),
        migrations.AddIndex(
            model_name="hit",
            index=models.Index(fields=["office", "status", "next_due_at"], name="hit_of_office"),
        ),
        migrations.AddIndex(
            model_name="hit",
            index=models.Index(fields=["officer", "status", "next_due_at"], name="hit_of_officer"),
        ),
        migrations.AddIndex(
            model_name="hit",
            index=models.Index(fields=["subject_key", "entry"], name="hit_of_pair"),
        ),
        migrations.AddConstraint(
            model_name="hit",
            constraint=models.UniqueConstraint(
                condition=models.Q(models.Q(("screening_ref", ""), _negated=True), ("entry__isnull", False)),
                fields=("screening_ref", "kind", "entry"),
                name="name_hit_once_a_screening",
            ),
        ),
        migrations.AddConstraint(
            model_name="hit",
            constraint=models.UniqueConstraint(
                condition=models.Q(models.Q(("screening_ref", ""), _negated=True), ("kind", "DOCUMENT")),
                fields=("screening_ref",),
                name="document_hit_once_a_screening",
            ),
        ),
        migrations.AddConstraint(
            model_name="hit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("entry", None), ("kind", "DOCUMENT")),
                    models.Q(("kind", "NAME"), ("watched__isnull", False)),
                    _connector="OR",
                ),
                name="hit_of_one_kind",
            ),
        ),
    ]
