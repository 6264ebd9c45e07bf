import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_without_digest"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("cases", "0006_decontrol"),
    ]

    operations = [
        migrations.CreateModel(
            name="Family",
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
                    "title",
                    models.CharField(max_length=120, verbose_name="what they have in common, in a few words"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("RANGE", "Number range"),
                            ("FLAW", "Flaw"),
                            ("VENDOR", "Vendor or agent"),
                            ("PHOTO", "Photograph"),
                            ("MRZ", "Fault of the zone"),
                            ("ADDRESS", "Address"),
                        ],
                        max_length=7,
                    ),
                ),
                ("value", models.CharField(max_length=120)),
                ("shown", models.CharField(max_length=200)),
                (
                    "status",
                    models.CharField(
                        choices=[("CONFIRMED", "Confirmed"), ("CHANCE", "Chance")],
                        default="CONFIRMED",
                        max_length=9,
                    ),
                ),
                ("why", models.TextField(max_length=4000, verbose_name="why")),
                ("at", models.DateTimeField()),
                ("marking", models.CharField(max_length=80)),
                ("controls", models.SmallIntegerField(default=0, editable=False)),
                ("version", models.PositiveIntegerField(default=1)),
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
            ],
            options={
                "verbose_name_plural": "families",
                "ordering": ["-at", "-id"],
                "indexes": [
                    models.Index(fields=["-at", "-id"], name="family_newest"),
                    models.Index(fields=["kind", "value"], name="family_of_trait"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("target_type", models.CharField(max_length=60)),
                ("target_id", models.BigIntegerField()),
                ("reference", models.CharField(max_length=40)),
                ("document", models.CharField(max_length=40)),
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
                    "family",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="document_fraud.family",
                    ),
                ),
            ],
            options={
                "ordering": ["document", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("family", "target_type", "target_id"), name="member_once_a_family"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Trait",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("target_type", models.CharField(max_length=60)),
                ("target_id", models.BigIntegerField()),
                ("reference", models.CharField(max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("RANGE", "Number range"),
                            ("FLAW", "Flaw"),
                            ("VENDOR", "Vendor or agent"),
                            ("PHOTO", "Photograph"),
                            ("MRZ", "Fault of the zone"),
                            ("ADDRESS", "Address"),
                        ],
                        max_length=7,
                    ),
                ),
                ("value", models.CharField(max_length=120)),
                ("shown", models.CharField(max_length=200)),
                ("document", models.CharField(max_length=40)),
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
            ],
            options={
                "ordering": ["kind", "value", "id"],
                "indexes": [models.Index(fields=["kind", "value"], name="trait_shared")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("target_type", "target_id", "kind", "value"), name="trait_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="VisaReferral",
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
                            ("SUSPECTED", "Suspected"),
                            ("UNDER_FPU_REVIEW", "With the fraud prevention unit"),
                            ("CONFIRMED", "Confirmed"),
                            ("NOT_CONFIRMED", "Not confirmed"),
                            ("INCONCLUSIVE", "Inconclusive"),
                            ("REFERRED_RSO", "Referred to the security officer"),
                            ("CASE_OPENED", "Case opened"),
                            ("DECLINED", "Declined"),
                        ],
                        default="SUSPECTED",
                        max_length=16,
                    ),
                ),
                ("status_at", models.DateTimeField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("FALSE", "False documents or statements"),
                            ("PETITION", "Petition: employment, shell company, wage"),
                            ("MARRIAGE", "Marriage or relationship"),
                            ("STUDENT", "Student"),
                            ("IMPOSTOR", "Impostor"),
                            ("FOIL", "Counterfeit or altered visa foil"),
                            ("AGENT", "Agent, diversity lottery"),
                            ("MISUSE", "Misuse after issue"),
                            ("STAFF", "Malfeasance of staff"),
                        ],
                        max_length=8,
                        verbose_name="what is suspected",
                    ),
                ),
                ("applicant", models.CharField(max_length=160)),
                ("born", models.CharField(blank=True, max_length=10, verbose_name="date of birth")),
                ("nationality", models.CharField(blank=True, max_length=3)),
                ("passport", models.CharField(blank=True, max_length=30, verbose_name="passport number")),
                (
                    "passport_issuer",
                    models.CharField(blank=True, max_length=3, verbose_name="issuer of the passport"),
                ),
                ("visa_class", models.CharField(blank=True, max_length=12)),
                (
                    "application",
                    models.CharField(blank=True, max_length=40, verbose_name="number of the application"),
                ),
                ("agent", models.CharField(blank=True, max_length=160, verbose_name="agent or vendor")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="address given")),
                ("facts", models.TextField(max_length=8000, verbose_name="what was seen")),
                ("crime_signs", models.JSONField(default=list)),
                (
                    "eligibility",
                    models.TextField(blank=True, max_length=4000, verbose_name="finding on eligibility"),
                ),
                ("crime", models.TextField(blank=True, max_length=4000, verbose_name="finding on the crime")),
                ("asked_at", models.DateTimeField()),
                ("marking", models.CharField(max_length=80)),
                ("controls", models.SmallIntegerField(default=0, editable=False)),
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
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visa_referrals",
                        to="cases.case",
                    ),
                ),
                (
                    "named",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visa_referrals",
                        to="accounts.office",
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_at", "-id"],
                "indexes": [
                    models.Index(fields=["-asked_at", "-id"], name="referral_newest"),
                    models.Index(fields=["office", "status", "-asked_at"], name="referral_of_office"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("named", None), ("kind", "STAFF"), _connector="OR"),
                        name="referral_names_staff_for_malfeasance",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "CASE_OPENED"), _negated=True),
                            ("case__isnull", False),
                            _connector="OR",
                        ),
                        name="referral_opened_has_a_case",
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
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="document_fraud.visareferral",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
            },
        ),
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("RECORDS", "Check of records"),
                            ("INTERVIEW", "Interview"),
                            ("VISIT", "Field visit"),
                            ("STUDY", "Validation study"),
                        ],
                        max_length=9,
                    ),
                ),
                ("done_on", models.DateField(verbose_name="on")),
                ("found", models.TextField(max_length=4000, verbose_name="what it found")),
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
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checks",
                        to="document_fraud.visareferral",
                    ),
                ),
            ],
            options={
                "ordering": ["done_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="CaseDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("target_type", models.CharField(max_length=60)),
                ("target_id", models.BigIntegerField()),
                ("reference", models.CharField(max_length=40)),
                ("label", models.CharField(max_length=60)),
                ("title", models.CharField(max_length=200)),
                ("says", models.CharField(blank=True, max_length=500)),
                (
                    "why",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="what it has to do with the case"
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="travel_documents",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "indexes": [models.Index(fields=["target_type", "target_id"], name="document_on_cases")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case", "target_type", "target_id"), name="document_on_case_once"
                    )
                ],
            },
        ),
    ]
