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
            name="FraudType",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=24, unique=True)),
                ("label", models.CharField(max_length=80, verbose_name="what it is")),
                ("meaning", models.CharField(max_length=300)),
                ("place", models.PositiveSmallIntegerField(default=0)),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="no longer used since")),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["place", "code"],
            },
        ),
        migrations.CreateModel(
            name="Indicator",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=200, verbose_name="what gives it away")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="no longer used since")),
                (
                    "fraud_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="indicators",
                        to="examination.fraudtype",
                    ),
                ),
            ],
            options={
                "ordering": ["fraud_type__place", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on", None)),
                        fields=("fraud_type", "text"),
                        name="indicator_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Examination",
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
                        choices=[
                            ("DRAFT", "Being examined"),
                            ("SECOND", "For a second look"),
                            ("CONCLUDED", "Concluded"),
                            ("CALLED_OFF", "Called off"),
                        ],
                        default="DRAFT",
                        max_length=10,
                    ),
                ),
                ("status_at", models.DateTimeField()),
                ("began_at", models.DateTimeField()),
                ("concluded_at", models.DateTimeField(null=True)),
                ("marking", models.CharField(max_length=80)),
                ("controls", models.SmallIntegerField(default=0, editable=False)),
                ("origin_type", models.CharField(blank=True, editable=False, max_length=60)),
                ("origin_id", models.BigIntegerField(editable=False, null=True)),
                ("origin_reference", models.CharField(blank=True, editable=False, max_length=40)),
                ("issuer", models.CharField(blank=True, max_length=3, verbose_name="issuer code")),
                ("kind", models.CharField(max_length=60, verbose_name="kind of document")),
                ("number", models.CharField(blank=True, max_length=30, verbose_name="document number")),
                ("exhibit", models.CharField(blank=True, max_length=40, verbose_name="number as an exhibit")),
                ("zone", models.TextField(blank=True, max_length=400, verbose_name="machine-readable zone")),
                ("reading", models.JSONField(default=dict, editable=False)),
                ("visual", models.JSONField(default=dict, editable=False)),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "1, unaided"), (2, "2, simple tools"), (3, "3, laboratory")], default=1
                    ),
                ),
                ("instruments", models.CharField(blank=True, max_length=300)),
                (
                    "chip",
                    models.CharField(
                        choices=[
                            ("NONE", "No chip"),
                            ("NOT_READ", "Not read"),
                            ("GOOD", "Read, signature good, agrees with the page"),
                            ("DIFFERS", "Read, differs from the page"),
                            ("BAD", "Signature bad or missing"),
                            ("DEAD", "Does not answer"),
                        ],
                        default="NOT_READ",
                        max_length=8,
                    ),
                ),
                (
                    "chip_says",
                    models.CharField(blank=True, max_length=300, verbose_name="what the chip says"),
                ),
                (
                    "comparison",
                    models.CharField(
                        choices=[
                            ("NONE", "Nothing to compare with"),
                            ("SPECIMEN", "Specimen of the issuer"),
                            ("DATABASE", "Reference database"),
                            ("BOOK", "Genuine document of the same series"),
                            ("ISSUER", "Answer of the issuer"),
                        ],
                        default="NONE",
                        max_length=8,
                    ),
                ),
                ("compared_with", models.CharField(blank=True, max_length=300)),
                (
                    "conclusion",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("GENUINE", "Genuine"),
                            ("GENUINE_FRAUDULENTLY_OBTAINED", "Genuine, fraudulently obtained"),
                            ("ALTERED", "Altered"),
                            ("COUNTERFEIT", "Counterfeit"),
                            ("FANTASY", "Fantasy"),
                            ("INCONCLUSIVE", "Inconclusive"),
                        ],
                        max_length=32,
                    ),
                ),
                (
                    "likelihood",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("EVEN", "Roughly even chance (45–55 %)"),
                            ("LIKELY", "Likely (55–80 %)"),
                            ("VERY", "Very likely (80–95 %)"),
                            ("ALMOST", "Almost certain (95–99 %)"),
                        ],
                        max_length=6,
                        verbose_name="how likely",
                    ),
                ),
                ("grounds", models.TextField(blank=True, max_length=8000, verbose_name="on what it rests")),
                ("remarks", models.TextField(blank=True, max_length=4000)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "examiner",
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
                        related_name="examinations",
                        to="accounts.office",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "fraud_types",
                    models.ManyToManyField(
                        blank=True, related_name="examinations", to="examination.fraudtype"
                    ),
                ),
                (
                    "indicators",
                    models.ManyToManyField(
                        blank=True, related_name="examinations", to="examination.indicator"
                    ),
                ),
            ],
            options={
                "ordering": ["-began_at", "-id"],
                "indexes": [
                    models.Index(fields=["-began_at", "-id"], name="examination_newest"),
                    models.Index(fields=["status", "-began_at", "-id"], name="examination_by_status"),
                    models.Index(fields=["issuer", "number"], name="examination_by_number"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "CONCLUDED"), _negated=True),
                            models.Q(
                                models.Q(("conclusion", ""), _negated=True),
                                models.Q(("digest", ""), _negated=True),
                                ("concluded_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="examination_concluded_says_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "CONCLUDED"), _negated=True),
                            models.Q(
                                (
                                    "conclusion__in",
                                    ("GENUINE_FRAUDULENTLY_OBTAINED", "ALTERED", "COUNTERFEIT", "FANTASY"),
                                ),
                                _negated=True,
                            ),
                            ("second__isnull", False),
                            _connector="OR",
                        ),
                        name="examination_adverse_by_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("second__isnull", True),
                            models.Q(("second", models.F("examiner")), _negated=True),
                            _connector="OR",
                        ),
                        name="examination_second_is_another",
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
                ("verb", models.CharField(max_length=20)),
                ("says", models.CharField(max_length=240)),
                ("text", models.TextField(blank=True, max_length=8000)),
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
                    "examination",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="examination.examination",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Picture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "light",
                    models.CharField(
                        choices=[
                            ("WHITE", "White light"),
                            ("OBLIQUE", "Oblique light"),
                            ("THROUGH", "Transmitted light"),
                            ("UV", "Ultraviolet"),
                            ("IR", "Infrared"),
                            ("MAG", "Magnified"),
                            ("REF", "Reference, not this document"),
                        ],
                        default="WHITE",
                        max_length=7,
                    ),
                ),
                ("shows", models.CharField(max_length=200, verbose_name="what it shows")),
                ("added_at", models.DateTimeField()),
                ("struck_at", models.DateTimeField(null=True)),
                ("why_struck", models.CharField(blank=True, max_length=500)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "examination",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pictures",
                        to="examination.examination",
                    ),
                ),
                (
                    "stored",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                (
                    "struck_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "image",
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("struck_at", None), ("struck_by", None), ("why_struck", "")),
                            models.Q(
                                ("struck_at__isnull", False),
                                ("struck_by__isnull", False),
                                models.Q(("why_struck", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="image_struck_by_somebody_with_a_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Feature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("COVER", "Cover"),
                            ("STITCHING", "Stitching"),
                            ("PAGES", "Page numbers"),
                            ("SUBSTRATE", "Substrate"),
                            ("WATERMARK", "Watermark"),
                            ("BACKGROUND", "Background print"),
                            ("INTAGLIO", "Intaglio"),
                            ("MICROPRINT", "Microprint"),
                            ("UV", "Ultraviolet reaction"),
                            ("IR", "Infrared"),
                            ("LAMINATE", "Laminate"),
                            ("OVD", "Hologram or other changing image"),
                            ("PHOTO", "Photograph"),
                            ("PERSONAL", "Personalisation"),
                            ("MRZ", "Machine-readable zone"),
                            ("CHIP", "Chip"),
                            ("VISA", "Visas"),
                            ("STAMPS", "Stamps"),
                            ("SIGNATURE", "Signature"),
                            ("BEARER", "Bearer and photograph"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("PRESENT", "Present, as it should be"),
                            ("ABSENT", "Absent"),
                            ("SUSPECT", "Suspect"),
                            ("NOT", "Not examined"),
                        ],
                        max_length=8,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "examination",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="features",
                        to="examination.examination",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [models.UniqueConstraint(fields=("examination", "code"), name="feature_once")],
            },
        ),
    ]
