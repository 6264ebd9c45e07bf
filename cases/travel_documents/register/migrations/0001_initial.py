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
        ("cases", "0005_compartments_kept"),
        ("people", "0002_registry"),
    ]

    operations = [
        migrations.CreateModel(
            name="LossReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("reference", models.CharField(editable=False, max_length=24, unique=True)),
                ("entered_at", models.DateTimeField()),
                ("status_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("marking", models.CharField(default="CUI//INV/PRVCY", max_length=80)),
                ("controls", models.SmallIntegerField(default=0, editable=False)),
                ("next_due_at", models.DateTimeField(editable=False, null=True)),
                ("next_duty", models.CharField(blank=True, editable=False, max_length=80)),
                ("next_from_at", models.DateTimeField(editable=False, null=True)),
                ("kind", models.CharField(choices=[("LOST", "Lost"), ("STOLEN", "Stolen")], max_length=6)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("RECORDED", "Recorded"),
                            ("ASKED", "Correction asked for"),
                            ("DATA_ERROR", "Recorded in error"),
                        ],
                        default="RECORDED",
                        max_length=10,
                    ),
                ),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("ORDINARY", "Ordinary passport"),
                            ("DIPLOMATIC", "Diplomatic passport"),
                            ("OFFICIAL", "Official or service passport"),
                            ("EMERGENCY", "Emergency travel document"),
                            ("REFUGEE", "Refugee travel document"),
                            ("STATELESS", "Travel document of a stateless person"),
                            ("LAISSEZ", "Laissez-passer"),
                            ("VISA", "Visa"),
                            ("IDENTITY", "Identity card"),
                            ("OTHER", "Another document"),
                        ],
                        default="ORDINARY",
                        max_length=10,
                    ),
                ),
                ("issuer", models.CharField(blank=True, max_length=3, verbose_name="issuing state or body")),
                ("number", models.CharField(blank=True, max_length=30)),
                ("name", models.CharField(max_length=160, verbose_name="name of the holder")),
                ("name_normal", models.CharField(editable=False, max_length=200)),
                ("born", models.CharField(blank=True, max_length=10, verbose_name="date of birth")),
                ("birthplace", models.CharField(blank=True, max_length=120, verbose_name="place of birth")),
                (
                    "happened_on",
                    models.DateField(blank=True, null=True, verbose_name="day it happened, or was noticed"),
                ),
                ("place", models.CharField(blank=True, max_length=160, verbose_name="where")),
                ("how", models.TextField(max_length=4000, verbose_name="how it happened")),
                (
                    "police_report",
                    models.CharField(blank=True, max_length=60, verbose_name="number of the police report"),
                ),
                ("police_at", models.CharField(blank=True, max_length=120, verbose_name="police station")),
                (
                    "earlier_losses",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="earlier losses, as the holder says"
                    ),
                ),
                ("reported_by", models.CharField(max_length=160, verbose_name="who reports it")),
                ("asked_why", models.TextField(blank=True, max_length=4000)),
                ("answer", models.TextField(blank=True, max_length=4000)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entered_by",
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
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "loss report",
                "ordering": ["-entered_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Flag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("reference", models.CharField(editable=False, max_length=24, unique=True)),
                ("entered_at", models.DateTimeField()),
                ("status_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("marking", models.CharField(default="CUI//INV/PRVCY", max_length=80)),
                ("controls", models.SmallIntegerField(default=0, editable=False)),
                ("next_due_at", models.DateTimeField(editable=False, null=True)),
                ("next_duty", models.CharField(blank=True, editable=False, max_length=80)),
                ("next_from_at", models.DateTimeField(editable=False, null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("OPEN", "To be screened"),
                            ("CLEARED", "Screened, nothing found"),
                            ("REFERRED", "Referred"),
                        ],
                        default="OPEN",
                        max_length=8,
                    ),
                ),
                ("losses", models.PositiveSmallIntegerField()),
                ("why", models.TextField(blank=True, max_length=4000)),
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
                    "entered_by",
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
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="flag",
                        to="register.lossreport",
                    ),
                ),
            ],
            options={
                "verbose_name": "flag of repeated losses",
                "ordering": ["-entered_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="TravelDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("reference", models.CharField(editable=False, max_length=24, unique=True)),
                ("entered_at", models.DateTimeField()),
                ("status_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("marking", models.CharField(default="CUI//INV/PRVCY", max_length=80)),
                ("controls", models.SmallIntegerField(default=0, editable=False)),
                ("next_due_at", models.DateTimeField(editable=False, null=True)),
                ("next_duty", models.CharField(blank=True, editable=False, max_length=80)),
                ("next_from_at", models.DateTimeField(editable=False, null=True)),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("ORDINARY", "Ordinary passport"),
                            ("DIPLOMATIC", "Diplomatic passport"),
                            ("OFFICIAL", "Official or service passport"),
                            ("EMERGENCY", "Emergency travel document"),
                            ("REFUGEE", "Refugee travel document"),
                            ("STATELESS", "Travel document of a stateless person"),
                            ("LAISSEZ", "Laissez-passer"),
                            ("VISA", "Visa"),
                            ("IDENTITY", "Identity card"),
                            ("OTHER", "Another document"),
                        ],
                        max_length=10,
                    ),
                ),
                ("issuer", models.CharField(max_length=3, verbose_name="issuing state or body")),
                ("number", models.CharField(max_length=30)),
                ("number_normal", models.CharField(editable=False, max_length=30)),
                ("issued_on", models.DateField(blank=True, null=True, verbose_name="date of issue")),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="date of expiry")),
                ("issuing_office", models.CharField(blank=True, max_length=120)),
                ("name_visual", models.CharField(blank=True, max_length=160, verbose_name="name as printed")),
                (
                    "name_mrz",
                    models.CharField(
                        blank=True, max_length=80, verbose_name="name in the machine-readable lines"
                    ),
                ),
                (
                    "born",
                    models.CharField(blank=True, max_length=10, verbose_name="date of birth as printed"),
                ),
                (
                    "birthplace",
                    models.CharField(blank=True, max_length=120, verbose_name="place of birth as printed"),
                ),
                ("sex", models.CharField(blank=True, max_length=1)),
                ("nationality", models.CharField(blank=True, max_length=3)),
                ("mrz", models.TextField(blank=True, max_length=200, verbose_name="machine-readable lines")),
                ("remarks", models.TextField(blank=True, max_length=2000)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("VALID", "Valid"),
                            ("LOST", "Lost"),
                            ("STOLEN", "Stolen"),
                            ("REVOKED", "Revoked"),
                            ("CANCELLED", "Cancelled"),
                            ("SURRENDERED", "Surrendered"),
                            ("DESTROYED", "Destroyed"),
                        ],
                        default="VALID",
                        max_length=11,
                    ),
                ),
                (
                    "ended",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("REVOKED", "Its revocation was approved"),
                            ("REPORTED", "It was reported lost or stolen and that was recorded"),
                            ("CANCELLED", "It was physically cancelled"),
                            ("FEE", "Written notice that the fee was not paid or was returned"),
                            ("DAMAGED", "Materially changed, damaged or mutilated"),
                            ("POST", "The status that justified a special-issuance book ended"),
                            ("NATION", "A certificate of loss of nationality was approved"),
                        ],
                        max_length=9,
                        verbose_name="why it stopped being valid",
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                ("with_holder", models.BooleanField(default=True)),
                ("kept_where", models.CharField(blank=True, max_length=120, verbose_name="where it is kept")),
                ("post_ended_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "keeper",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.office"
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "travel document",
                "ordering": ["-entered_at", "-id"],
                "indexes": [
                    models.Index(fields=["-entered_at", "-id"], name="travel_document_newest"),
                    models.Index(fields=["number_normal"], name="travel_document_by_number"),
                    models.Index(fields=["staff", "status"], name="travel_document_of_staff"),
                    models.Index(fields=["expires_on", "id"], name="travel_document_expiring"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("issuer", "type", "number_normal"), name="travel_document_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("staff", None), ("type__in", ("DIPLOMATIC", "OFFICIAL")), _connector="OR"
                        ),
                        name="staff_document_is_special",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Revocation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("reference", models.CharField(editable=False, max_length=24, unique=True)),
                ("entered_at", models.DateTimeField()),
                ("status_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("marking", models.CharField(default="CUI//INV/PRVCY", max_length=80)),
                ("controls", models.SmallIntegerField(default=0, editable=False)),
                ("next_due_at", models.DateTimeField(editable=False, null=True)),
                ("next_duty", models.CharField(blank=True, editable=False, max_length=80)),
                ("next_from_at", models.DateTimeField(editable=False, null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("PROPOSED", "Proposed"),
                            ("REFUSED", "Not approved"),
                            ("WITHDRAWN", "Withdrawn"),
                            ("APPROVED", "Approved, notice owed"),
                            ("NOTIFIED", "Notice sent"),
                            ("SERVED", "Notice received"),
                            ("HEARING", "Hearing asked for"),
                            ("HEARD", "Heard"),
                            ("UPHELD", "Upheld"),
                            ("OVERTURNED", "Overturned"),
                            ("FINAL", "Final"),
                        ],
                        default="PROPOSED",
                        max_length=10,
                    ),
                ),
                ("summary", models.TextField(max_length=8000, verbose_name="what it rests on")),
                ("approved_at", models.DateTimeField(null=True)),
                ("notice_on", models.DateField(null=True, verbose_name="notice sent")),
                ("notice_how", models.CharField(blank=True, max_length=200)),
                ("served_on", models.DateField(null=True, verbose_name="notice received")),
                ("service_proof", models.TextField(blank=True, max_length=2000)),
                ("asked_on", models.DateField(null=True, verbose_name="request received")),
                ("hearing_on", models.DateField(null=True)),
                ("hearing_place", models.CharField(blank=True, max_length=160)),
                ("evidence_on", models.DateField(null=True, verbose_name="evidence sent")),
                (
                    "put_off",
                    models.PositiveSmallIntegerField(default=0, verbose_name="times the hearing was put off"),
                ),
                ("heard_on", models.DateField(null=True)),
                (
                    "advice",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("UPHOLD", "Uphold the revocation"),
                            ("OVERTURN", "Overturn the revocation"),
                        ],
                        max_length=8,
                    ),
                ),
                ("findings", models.TextField(blank=True, max_length=20000)),
                (
                    "final_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("NO_HEARING", "no hearing is open for its grounds"),
                            ("NO_REQUEST", "no request was received in time"),
                            ("ABANDONED", "the request was abandoned"),
                        ],
                        max_length=10,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision", models.TextField(blank=True, max_length=8000)),
                ("surrendered_on", models.DateField(null=True)),
                ("surrendered_how", models.CharField(blank=True, max_length=400)),
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
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revocations",
                        to="cases.case",
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
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "hearing_officer",
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
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revocations",
                        to="register.traveldocument",
                    ),
                ),
            ],
            options={
                "ordering": ["-entered_at", "-id"],
                "indexes": [models.Index(fields=["-entered_at", "-id"], name="revocation_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by", None),
                            models.Q(("approved_by", models.F("entered_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="revocation_approved_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("entered_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="revocation_decided_by_another",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("status__in", ("REFUSED", "WITHDRAWN", "OVERTURNED")), _negated=True
                        ),
                        fields=("document",),
                        name="one_revocation_a_document",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="lossreport",
            name="document",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="losses",
                to="register.traveldocument",
            ),
        ),
        migrations.CreateModel(
            name="Lookout",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(null=True)),
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
                    "lifted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revocation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lookouts",
                        to="register.revocation",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lookouts",
                        to="register.traveldocument",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at", None)),
                        fields=("document",),
                        name="one_lookout_a_document",
                    )
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
                    "revocation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="register.revocation",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="register.traveldocument",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Reason",
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
                            ("51.62(a)(1)", "51.62(a)(1) The bearer could be denied a passport"),
                            (
                                "51.60(b)",
                                "51.60(b) Warrant, court or parole order, extradition or the like, 51.60(b)(1) to (10)",
                            ),
                            ("51.60(c)", "51.60(c) Serious damage to national security or foreign policy"),
                            ("51.60(d)", "51.60(d) A further ground of denial, 51.60(d)"),
                            (
                                "51.61(b)",
                                "51.61(b) Conviction of an offence with drugs, where denial is at discretion",
                            ),
                            ("51.62(a)(2)", "51.62(a)(2) Obtained illegally, by fraud or in error"),
                            ("51.62(a)(3)", "51.62(a)(3) Fraudulently altered or misused"),
                            (
                                "51.62(b)",
                                "51.62(b) Not a national, or the certificate of citizenship was cancelled",
                            ),
                            (
                                "51.62(c)(1)",
                                "51.62(c)(1) Report of birth abroad obtained illegally, by fraud or in error",
                            ),
                            (
                                "51.62(c)(2)",
                                "51.62(c)(2) Report of birth abroad fraudulently altered or misused",
                            ),
                            ("51.62(d)", "51.62(d) Conviction of sex tourism, where revocation is mandatory"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "revocation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reasons",
                        to="register.revocation",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("revocation", "code"), name="ground_stated_once")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="lossreport",
            index=models.Index(fields=["-entered_at", "-id"], name="loss_newest"),
        ),
        migrations.AddIndex(
            model_name="lossreport",
            index=models.Index(fields=["name_normal", "born"], name="loss_by_name"),
        ),
    ]
