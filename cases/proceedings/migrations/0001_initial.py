import uuid
from decimal import Decimal

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("cases", "0005_compartments_kept"),
        ("deadlines", "0003_recalculation_was"),
    ]

    operations = [
        migrations.CreateModel(
            name="Allegation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("added_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("why_withdrawn", models.CharField(blank=True, max_length=500)),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.TextField(max_length=2000, verbose_name="what is alleged")),
                (
                    "statute",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("18-1541", "18 USC 1541, passport issued without authority"),
                            ("18-1542", "18 USC 1542, false statement for a passport"),
                            ("18-1543", "18 USC 1543, forged or altered passport"),
                            ("18-1544", "18 USC 1544, misuse of a passport"),
                            ("18-1423", "18 USC 1423, misuse of evidence of citizenship"),
                            ("18-1424", "18 USC 1424, personation in naturalisation"),
                            ("18-1425", "18 USC 1425, unlawful naturalisation"),
                            ("18-1426", "18 USC 1426, forged citizenship papers"),
                            ("18-1427", "18 USC 1427, sale of citizenship papers"),
                            ("18-1428", "18 USC 1428, cancelled certificate kept"),
                            ("18-1546", "18 USC 1546, visa fraud"),
                            ("18-0371", "18 USC 371, conspiracy"),
                            ("18-0911", "18 USC 911, false claim to citizenship"),
                            ("18-1001", "18 USC 1001, false statement"),
                            ("18-1028", "18 USC 1028, identity document fraud"),
                            ("18-1028A", "18 USC 1028A, aggravated identity theft"),
                            ("18-1030", "18 USC 1030, computer fraud"),
                            ("OTHER", "Another offence under the general period"),
                        ],
                        max_length=12,
                        verbose_name="offence",
                    ),
                ),
                ("standard", models.CharField(blank=True, max_length=200, verbose_name="rule or standard")),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("SUBST", "Substantiated"),
                            ("NOTSUBST", "Not substantiated"),
                            ("INCONCL", "Inconclusive"),
                            ("UNFOUNDED", "Unfounded"),
                        ],
                        max_length=9,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "number"), name="allegation_numbered_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at", None), ("withdrawn_by", None)),
                            models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="allegation_taken_back_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Arrest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("added_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("why_withdrawn", models.CharField(blank=True, max_length=500)),
                ("on", models.DateField(verbose_name="day of the arrest")),
                ("place", models.CharField(max_length=160)),
                ("agency", models.CharField(max_length=160, verbose_name="who arrested")),
                (
                    "authority",
                    models.CharField(
                        help_text="A warrant, or caught in the act.",
                        max_length=200,
                        verbose_name="on what authority",
                    ),
                ),
                ("charges", models.TextField(blank=True, max_length=2000, verbose_name="charges")),
                (
                    "since_then",
                    models.TextField(blank=True, max_length=2000, verbose_name="what happened since"),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.subject"
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at", None), ("withdrawn_by", None)),
                            models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="arrest_taken_back_by",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Expense",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("added_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("why_withdrawn", models.CharField(blank=True, max_length=500)),
                ("on", models.DateField(verbose_name="day")),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=10,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.01"))],
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        max_length=3,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{3}\\Z", "Three capital letters, such as EUR."
                            )
                        ],
                    ),
                ),
                ("what", models.CharField(max_length=200, verbose_name="what it was for")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="expense_is_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at", None), ("withdrawn_by", None)),
                            models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="expense_taken_back_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("SUBST", "Substantiated"),
                            ("NOTSUBST", "Not substantiated"),
                            ("INCONCL", "Inconclusive"),
                            ("UNFOUNDED", "Unfounded"),
                        ],
                        max_length=9,
                    ),
                ),
                ("basis", models.TextField(max_length=4000, verbose_name="on what it rests")),
                ("at", models.DateTimeField()),
                (
                    "allegation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="proceedings.allegation",
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
            ],
            options={
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="LegalProcess",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("added_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("why_withdrawn", models.CharField(blank=True, max_length=500)),
                ("status_at", models.DateTimeField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("SUBPOENA", "Subpoena"),
                            ("WARRANT", "Search warrant"),
                            ("ARREST", "Arrest warrant"),
                            ("ORDER", "Court order"),
                            ("PRESERVE", "Preservation letter"),
                        ],
                        max_length=9,
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=60, verbose_name="number on the paper")),
                ("authority", models.CharField(max_length=160, verbose_name="who issued it")),
                ("addressed_to", models.CharField(max_length=160, verbose_name="to whom it goes")),
                ("seeks", models.TextField(max_length=2000, verbose_name="what it asks for")),
                ("issued_on", models.DateField(verbose_name="day it was issued")),
                ("return_on", models.DateField(blank=True, null=True, verbose_name="return day")),
                ("served_on", models.DateField(null=True)),
                ("returned_on", models.DateField(null=True)),
                ("came_back", models.TextField(blank=True, max_length=4000)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("ISSUED", "Issued"),
                            ("SERVED", "Served"),
                            ("RETURNED", "Returned"),
                            ("WITHDRAWN", "Withdrawn"),
                        ],
                        default="ISSUED",
                        max_length=9,
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"
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
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "legal process",
                "ordering": ["-issued_on", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at", None), ("withdrawn_by", None)),
                            models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="process_taken_back_by",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("added_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("why_withdrawn", models.CharField(blank=True, max_length=500)),
                (
                    "about",
                    models.CharField(
                        choices=[
                            ("RIGHTS", "Rights of victims"),
                            ("CONTACT", "Contact"),
                            ("HELP", "Assistance offered"),
                            ("EVENT", "What happened in the case"),
                            ("PARTNER", "Partner agency"),
                        ],
                        max_length=8,
                    ),
                ),
                ("agency", models.CharField(blank=True, max_length=160)),
                ("text", models.TextField(max_length=2000, verbose_name="what is told, or offered")),
                ("told_on", models.DateField(blank=True, null=True, verbose_name="day it was told")),
                (
                    "how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("PERSON", "In person"),
                            ("PHONE", "By telephone"),
                            ("LETTER", "By letter or e-mail"),
                            ("THROUGH", "Through a lawyer or a service"),
                            ("NOTREQ", "Not required: the reason stands below"),
                        ],
                        max_length=7,
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=2000, verbose_name="what they said")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"
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
                (
                    "subject",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.subject",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-added_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("compartment", None),
                                ("subject", None),
                                models.Q(("agency", ""), _negated=True),
                            ),
                            models.Q(("agency", ""), ("subject__isnull", False)),
                            _connector="OR",
                        ),
                        name="notice_to_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("how", ""), ("told_on", None)),
                            models.Q(("told_on__isnull", False), models.Q(("how", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="told_somehow",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at", None), ("withdrawn_by", None)),
                            models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="notice_taken_back_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Outcome",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("added_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("why_withdrawn", models.CharField(blank=True, max_length=500)),
                (
                    "code",
                    models.CharField(
                        choices=[
                            (
                                "Criminal",
                                [
                                    ("CONVICTED", "Convicted"),
                                    ("PLEA", "Plea"),
                                    ("ACQUITTED", "Acquitted"),
                                    ("DISMISSED", "Dismissed"),
                                    ("DIVERSION", "Diversion"),
                                    ("DECLINED_FEDERAL", "Declined, federal"),
                                    ("DECLINED_STATE", "Declined, state"),
                                    ("FUGITIVE_OPEN", "Fugitive, open warrant"),
                                    ("EXTRADITED", "Extradited"),
                                    ("REMOVED_FROM_COUNTRY", "Removed from the country"),
                                ],
                            ),
                            (
                                "Administrative",
                                [
                                    ("SUBSTANTIATED", "Substantiated"),
                                    ("UNSUBSTANTIATED", "Unsubstantiated"),
                                    ("UNFOUNDED", "Unfounded"),
                                    ("INCONCLUSIVE", "Inconclusive"),
                                    ("REFERRED_HR", "Referred to human resources"),
                                    ("REFERRED_OIG", "Referred to oversight"),
                                    ("REFERRED_PSS", "Referred to personnel security"),
                                ],
                            ),
                            (
                                "Document",
                                [
                                    ("PASSPORT_DENIED", "Passport denied"),
                                    ("PASSPORT_REVOKED", "Passport revoked"),
                                    ("VISA_REFUSED", "Visa refused"),
                                    ("VISA_REVOKED", "Visa revoked"),
                                    ("LOOKOUT_ENTERED", "Lookout entered"),
                                    ("DOC_RETURNED_TO_ISSUER", "Document returned to issuer"),
                                ],
                            ),
                            (
                                "Other",
                                [
                                    ("NO_JURISDICTION", "No jurisdiction"),
                                    ("LACK_OF_RESOURCES", "Lack of resources"),
                                    ("STATUTE_EXPIRED", "Limitation period expired"),
                                    ("MERGED", "Merged"),
                                    ("TRANSFERRED", "Transferred"),
                                    ("SUBJECT_DECEASED", "Subject deceased"),
                                ],
                            ),
                        ],
                        max_length=24,
                        verbose_name="outcome",
                    ),
                ),
                ("on", models.DateField(verbose_name="day")),
                ("text", models.TextField(blank=True, max_length=2000, verbose_name="more of it")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.subject",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at", None), ("withdrawn_by", None)),
                            models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="outcome_taken_back_by",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("added_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("why_withdrawn", models.CharField(blank=True, max_length=500)),
                ("status_at", models.DateTimeField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("PROSECUTOR", "Prosecutor"),
                            ("AGENCY", "Agency"),
                            ("OFFICE", "Office of the department"),
                        ],
                        max_length=10,
                        verbose_name="to",
                    ),
                ),
                ("name", models.CharField(max_length=160, verbose_name="name of the office")),
                (
                    "contact",
                    models.CharField(max_length=200, verbose_name="person there, and how to reach them"),
                ),
                ("sent_on", models.DateField(verbose_name="day it was sent")),
                ("what", models.TextField(max_length=2000, verbose_name="what was sent")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("SENT", "Waiting for an answer"),
                            ("ACCEPTED", "Accepted"),
                            ("DECLINED", "Declined"),
                            ("DEFERRED", "Deferred"),
                            ("WITHDRAWN", "Withdrawn"),
                        ],
                        default="SENT",
                        max_length=9,
                    ),
                ),
                ("answered_on", models.DateField(null=True)),
                ("answer", models.TextField(blank=True, max_length=4000)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"
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
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-sent_on", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at", None), ("withdrawn_by", None)),
                            models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="referral_taken_back_by",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Chaser",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(unique=True)),
                ("at", models.DateTimeField()),
                ("said", models.TextField(max_length=2000)),
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
                        related_name="chasers",
                        to="proceedings.referral",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="WorkedHours",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("added_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("why_withdrawn", models.CharField(blank=True, max_length=500)),
                ("on", models.DateField(verbose_name="day")),
                ("minutes", models.PositiveSmallIntegerField()),
                (
                    "activity",
                    models.CharField(
                        choices=[
                            ("INVEST", "Investigation"),
                            ("INTERVIEW", "Interviews"),
                            ("SURVEIL", "Surveillance"),
                            ("TRAVEL", "Travel"),
                            ("COURT", "Court"),
                            ("WRITING", "Reports and papers"),
                            ("SUPERV", "Supervision"),
                        ],
                        max_length=9,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "hours",
                "verbose_name_plural": "hours",
                "ordering": ["-on", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gte", 1), ("minutes__lte", 1440)),
                        name="hours_of_one_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at", None), ("withdrawn_by", None)),
                            models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="hours_taken_back_by",
                    ),
                ],
            },
        ),
    ]
