import uuid

import django.db.models.deletion
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
            name="Exhibit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveIntegerField()),
                ("reference", models.CharField(editable=False, max_length=32, unique=True)),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("DOCUMENT", "Document"),
                            ("TRAVEL_DOC", "Travel document"),
                            ("DEVICE", "Device"),
                            ("DIGITAL_COPY", "Digital copy"),
                            ("CURRENCY", "Money"),
                            ("DRUG", "Drug"),
                            ("FIREARM", "Firearm"),
                            ("BIOLOGICAL", "Biological"),
                            ("OTHER", "Other"),
                        ],
                        max_length=12,
                    ),
                ),
                ("description", models.CharField(max_length=500)),
                ("quantity", models.DecimalField(decimal_places=3, default=1, max_digits=12)),
                ("unit", models.CharField(blank=True, max_length=20)),
                ("make", models.CharField(blank=True, max_length=120, verbose_name="make and model")),
                (
                    "serial",
                    models.CharField(blank=True, max_length=120, verbose_name="serial number or IMEI"),
                ),
                ("owner", models.CharField(blank=True, max_length=120)),
                ("condition", models.CharField(blank=True, max_length=300)),
                ("value", models.CharField(blank=True, max_length=60, verbose_name="estimated value")),
                ("hazard", models.CharField(blank=True, max_length=200)),
                ("marking", models.CharField(max_length=80)),
                ("controls", models.SmallIntegerField(default=0, editable=False)),
                ("container", models.CharField(blank=True, max_length=80)),
                ("seal", models.CharField(blank=True, max_length=40, verbose_name="seal number")),
                ("is_copy", models.BooleanField(default=False, verbose_name="a working copy")),
                ("bin", models.CharField(blank=True, max_length=40)),
                (
                    "gone_as",
                    models.CharField(
                        blank=True,
                        choices=[("RETURN", "Returned"), ("DESTROY", "Destroyed"), ("FORFEIT", "Forfeited")],
                        max_length=8,
                    ),
                ),
                ("on_hold", models.CharField(blank=True, max_length=300, verbose_name="why it is on hold")),
                ("registered_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="exhibits", to="cases.case"
                    ),
                ),
                (
                    "custodian",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exhibits",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "held_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="evidence.exhibit",
                    ),
                ),
                (
                    "registered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["case", "number"],
            },
        ),
        migrations.CreateModel(
            name="Acquisition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("PHYSICAL", "Physical"),
                            ("FULL", "Full file system"),
                            ("LOGICAL", "Logical"),
                            ("MANUAL", "Manual"),
                            ("CLOUD", "Cloud"),
                        ],
                        max_length=8,
                    ),
                ),
                ("tool", models.CharField(blank=True, max_length=120, verbose_name="tool and version")),
                ("write_blocker", models.CharField(blank=True, max_length=120, verbose_name="write blocker")),
                ("began_at", models.DateTimeField(null=True, verbose_name="began")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="finished")),
                (
                    "clock_offset",
                    models.CharField(blank=True, max_length=60, verbose_name="offset of the device’s clock"),
                ),
                (
                    "source_digest",
                    models.CharField(blank=True, max_length=128, verbose_name="digest of the source"),
                ),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("sha3", models.CharField(max_length=64, verbose_name="SHA3-256")),
                ("verified_at", models.DateTimeField(null=True)),
                (
                    "stored",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                (
                    "exhibit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acquisition",
                        to="evidence.exhibit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HandOver",
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
                            ("TRANSFER", "Handed over"),
                            ("CHECK_OUT", "Checked out"),
                            ("CHECK_IN", "Checked in"),
                            ("SHIP", "Shipped"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("PENDING", "Waiting for the receiver"),
                            ("ACCEPTED", "Accepted"),
                            ("REFUSED", "Refused"),
                            ("WITHDRAWN", "Withdrawn"),
                        ],
                        default="PENDING",
                        max_length=9,
                    ),
                ),
                ("status_at", models.DateTimeField()),
                ("released_at", models.DateTimeField()),
                ("purpose", models.CharField(max_length=500)),
                ("carrier", models.CharField(blank=True, max_length=80)),
                ("tracking", models.CharField(blank=True, max_length=80, verbose_name="tracking number")),
                ("window_until", models.DateTimeField(null=True)),
                ("answer", models.CharField(blank=True, max_length=500)),
                (
                    "exhibit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hand_overs",
                        to="evidence.exhibit",
                    ),
                ),
                (
                    "receiver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "releaser",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-released_at", "-id"],
                "indexes": [
                    models.Index(fields=["receiver", "status"], name="hand_over_to"),
                    models.Index(fields=["releaser", "status"], name="hand_over_from"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "PENDING")),
                        fields=("exhibit",),
                        name="one_hand_over_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("releaser", models.F("receiver")), _negated=True),
                        name="handed_to_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(models.Q(("kind", "SHIP"), _negated=True), ("window_until", None)),
                            models.Q(("kind", "SHIP"), ("window_until__isnull", False)),
                            _connector="OR",
                        ),
                        name="shipping_has_a_window",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Room",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                (
                    "vault",
                    models.BooleanField(default=False, verbose_name="a vault, for money, drugs and firearms"),
                ),
                ("opened_at", models.DateTimeField()),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence_rooms",
                        to="accounts.office",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(fields=("office", "name"), name="room_once_in_office")
                ],
            },
        ),
        migrations.CreateModel(
            name="Inventory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("at", models.DateTimeField()),
                ("expected", models.PositiveIntegerField()),
                ("seen", models.PositiveIntegerField()),
                ("missing", models.JSONField(default=list)),
                ("unexpected", models.JSONField(default=list)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inventories",
                        to="evidence.room",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "inventories",
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.AddField(
            model_name="exhibit",
            name="room",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="exhibits",
                to="evidence.room",
            ),
        ),
        migrations.CreateModel(
            name="Discrepancy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        choices=[
                            ("SEAL", "Seal"),
                            ("COUNT", "Count"),
                            ("DIGEST", "Digest"),
                            ("MISSING", "Missing"),
                            ("UNEXPECTED", "Not expected here"),
                            ("WINDOW", "Too long on the way"),
                            ("OTHER", "Other"),
                        ],
                        max_length=10,
                    ),
                ),
                ("says", models.CharField(max_length=500)),
                (
                    "status",
                    models.CharField(
                        choices=[("OPEN", "Open"), ("CLOSED", "Closed")], default="OPEN", max_length=6
                    ),
                ),
                ("status_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField()),
                ("finding", models.CharField(blank=True, max_length=2000)),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "custodian",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "exhibit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="discrepancies",
                        to="evidence.exhibit",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="discrepancies",
                        to="evidence.room",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "discrepancies",
                "ordering": ["-opened_at", "-id"],
                "indexes": [models.Index(fields=["exhibit", "status"], name="discrepancy_of_exhibit")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("exhibit__isnull", False), ("room__isnull", False), _connector="OR"
                        ),
                        name="discrepancy_of_something",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("about", "DIGEST"), ("status", "OPEN")),
                        fields=("exhibit", "about"),
                        name="one_open_digest_discrepancy",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CustodyEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seq", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("COLLECT", "Collected"),
                            ("TRANSFER", "Handed over"),
                            ("STORE", "Stored"),
                            ("CHECK_OUT", "Checked out"),
                            ("CHECK_IN", "Checked in"),
                            ("EXAMINE", "Examined"),
                            ("COPY", "Copied"),
                            ("RESEAL", "Sealed again"),
                            ("SHIP", "Shipped"),
                            ("RECEIVE", "Received"),
                            ("COURT", "Shown in court"),
                            ("RETURN", "Returned"),
                            ("DESTROY", "Destroyed"),
                            ("FORFEIT", "Forfeited"),
                            ("INVENTORY", "Seen at an inventory"),
                            ("DISCREPANCY", "Discrepancy"),
                            ("CORRECTION", "Correction"),
                        ],
                        max_length=12,
                    ),
                ),
                ("from_words", models.CharField(blank=True, max_length=120)),
                ("to_words", models.CharField(blank=True, max_length=120)),
                ("happened_at", models.DateTimeField()),
                ("entered_at", models.DateTimeField()),
                ("purpose", models.CharField(blank=True, max_length=500)),
                ("place", models.CharField(blank=True, max_length=200)),
                ("seal_before", models.CharField(blank=True, max_length=40)),
                ("seal_after", models.CharField(blank=True, max_length=40)),
                ("condition", models.CharField(blank=True, max_length=300)),
                ("counted", models.DecimalField(decimal_places=3, max_digits=12, null=True)),
                ("counted_again", models.DecimalField(decimal_places=3, max_digits=12, null=True)),
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
                    "corrects",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="evidence.custodyevent",
                    ),
                ),
                (
                    "from_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "to_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "witness",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "exhibit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="evidence.exhibit",
                    ),
                ),
                (
                    "hand_over",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="evidence.handover",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="evidence.room",
                    ),
                ),
            ],
            options={
                "ordering": ["happened_at", "seq"],
                "constraints": [
                    models.UniqueConstraint(fields=("exhibit", "seq"), name="custody_seq_once"),
                    models.CheckConstraint(
                        condition=models.Q(("entered_at__gte", models.F("happened_at"))),
                        name="custody_not_ahead",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("witness", None),
                            models.Q(("witness", models.F("by")), _negated=True),
                            _connector="OR",
                        ),
                        name="custody_witness_is_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("corrects__isnull", False), ("kind", "CORRECTION")),
                            models.Q(models.Q(("kind", "CORRECTION"), _negated=True), ("corrects", None)),
                            _connector="OR",
                        ),
                        name="custody_correction_points_back",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seizure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "authority",
                    models.CharField(
                        choices=[
                            ("CONSENT", "Consent"),
                            ("WARRANT", "Warrant"),
                            ("ABANDONED", "Abandoned"),
                            ("ADMIN", "Administrative"),
                            ("BORDER", "Border"),
                            ("HOST", "Handed over by the host nation"),
                        ],
                        max_length=10,
                    ),
                ),
                ("document", models.CharField(blank=True, max_length=200, verbose_name="authority document")),
                ("seized_at", models.DateTimeField(verbose_name="when it was taken")),
                ("zone", models.CharField(max_length=40)),
                ("place", models.CharField(max_length=200, verbose_name="where")),
                ("found_by", models.CharField(max_length=120, verbose_name="found by")),
                ("witnessed_by", models.CharField(blank=True, max_length=120, verbose_name="witnessed by")),
                (
                    "receipt",
                    models.CharField(blank=True, max_length=60, verbose_name="receipt given to the owner"),
                ),
                ("entered_at", models.DateTimeField()),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="seizures", to="cases.case"
                    ),
                ),
            ],
            options={
                "ordering": ["seized_at", "id"],
            },
        ),
        migrations.AddField(
            model_name="exhibit",
            name="seizure",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="exhibits", to="evidence.seizure"
            ),
        ),
        migrations.CreateModel(
            name="Disposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("RETURN", "Return to the owner"),
                            ("DESTROY", "Destroy"),
                            ("FORFEIT", "Forfeit"),
                        ],
                        max_length=8,
                    ),
                ),
                ("authority", models.CharField(max_length=300, verbose_name="order or authority")),
                ("recipient", models.CharField(blank=True, max_length=120, verbose_name="who receives it")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("ORDERED", "Ordered"),
                            ("APPROVED", "Approved"),
                            ("REFUSED", "Refused"),
                            ("WITHDRAWN", "Withdrawn"),
                            ("DONE", "Carried out"),
                        ],
                        default="ORDERED",
                        max_length=9,
                    ),
                ),
                ("status_at", models.DateTimeField()),
                ("ordered_at", models.DateTimeField()),
                (
                    "receipt",
                    models.CharField(blank=True, max_length=120, verbose_name="receipt or certificate"),
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
                    "ordered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "witness",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "exhibit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disposals",
                        to="evidence.exhibit",
                    ),
                ),
            ],
            options={
                "ordering": ["-ordered_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("ORDERED", "APPROVED"))),
                        fields=("exhibit",),
                        name="one_disposal_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by", None),
                            models.Q(("approved_by", models.F("ordered_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="disposal_approved_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "DONE"), _negated=True),
                            models.Q(("approved_by__isnull", False), ("witness__isnull", False)),
                            _connector="OR",
                        ),
                        name="disposal_done_with_witness",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="exhibit",
            index=models.Index(fields=["custodian", "id"], name="exhibit_of_custodian"),
        ),
        migrations.AddIndex(
            model_name="exhibit",
            index=models.Index(fields=["room", "id"], name="exhibit_in_room"),
        ),
        migrations.AddConstraint(
            model_name="exhibit",
            constraint=models.UniqueConstraint(fields=("case", "number"), name="exhibit_number_once"),
        ),
        migrations.AddConstraint(
            model_name="exhibit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("custodian__isnull", False), ("gone_as", "")),
                    models.Q(("custodian", None), ("room", None), models.Q(("gone_as", ""), _negated=True)),
                    _connector="OR",
                ),
                name="exhibit_has_one_custodian_or_is_gone",
            ),
        ),
    ]
