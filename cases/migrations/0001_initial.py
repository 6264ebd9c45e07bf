import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import cases.numbers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("files", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Case",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("PF", "Passport fraud"),
                            ("VF", "Visa fraud"),
                            ("TC", "Transnational crime, fugitives"),
                            ("HT", "Human trafficking"),
                            ("CI", "Counterintelligence"),
                            ("CT", "Counterterrorism, threat to a mission"),
                            ("PI", "Protective intelligence"),
                            ("CY", "Cyber and digital evidence"),
                            ("AD", "Suitability, misconduct"),
                            ("BI", "Background investigation support"),
                            ("SV", "Security violation or incident"),
                            ("AS", "Assistance to another agency"),
                        ],
                        max_length=2,
                    ),
                ),
                ("title", models.CharField(max_length=160)),
                ("allegation", models.TextField(max_length=20000)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("COMPLAINT", "Complaint"),
                            ("SCREENED", "Screened"),
                            ("PRELIMINARY", "Preliminary inquiry"),
                            ("FULL", "Full investigation"),
                            ("REFERRED", "Referred"),
                            ("PROSECUTION", "In prosecution"),
                            ("ADMIN_ACTION", "Administrative action"),
                            ("SUSPENDED", "Suspended"),
                            ("TRANSFERRED", "Transferred"),
                            ("MERGED", "Merged"),
                            ("CLOSED", "Closed"),
                            ("REOPENED", "Reopened"),
                        ],
                        default="COMPLAINT",
                        max_length=12,
                    ),
                ),
                ("status_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "priority",
                    models.CharField(
                        choices=[("3", "Routine"), ("2", "Priority"), ("1", "Immediate")],
                        default="3",
                        max_length=1,
                    ),
                ),
                ("marking", models.CharField(max_length=80)),
                ("controls", models.SmallIntegerField(default=0, editable=False)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("CONSULAR", "Consular section"),
                            ("STAFF", "Member of staff"),
                            ("PUBLIC", "Member of the public"),
                            ("PARTNER", "Partner agency"),
                            ("HOST", "Host-country authority"),
                            ("OWN", "Own observation"),
                            ("OTHER", "Other"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("WALK_IN", "Walk-in"),
                            ("PHONE", "Telephone"),
                            ("MAIL", "Letter or e-mail"),
                            ("REFERRAL", "Referral"),
                            ("LOG", "Daily log"),
                            ("OTHER", "Other"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "anonymous",
                    models.BooleanField(default=False, verbose_name="the source wishes to stay anonymous"),
                ),
                ("predicate", models.TextField(blank=True, max_length=20000)),
                ("received_on", models.DateField(verbose_name="received")),
                ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "disposition",
                    models.CharField(
                        blank=True,
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
                    ),
                ),
                (
                    "came_from",
                    models.CharField(
                        blank=True, help_text="state before it was suspended or referred", max_length=12
                    ),
                ),
                ("next_due_at", models.DateTimeField(blank=True, null=True)),
                ("next_duty", models.CharField(blank=True, max_length=60)),
                ("next_from_at", models.DateTimeField(blank=True, null=True)),
                ("quarantined_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "logged_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases_logged",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="cases.case",
                    ),
                ),
                (
                    "offered_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases_offered",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="accounts.office",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="accounts.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["-opened_at", "-id"],
                "indexes": [
                    models.Index(fields=["-opened_at", "-id"], name="case_newest"),
                    models.Index(fields=["status", "-opened_at", "-id"], name="case_status_newest"),
                    models.Index(fields=["kind", "-opened_at", "-id"], name="case_kind_newest"),
                    models.Index(fields=["office", "-opened_at", "-id"], name="case_office_newest"),
                    models.Index(fields=["officer", "-opened_at", "-id"], name="case_officer_newest"),
                    models.Index(fields=["next_due_at", "id"], name="case_soonest"),
                    models.Index(fields=["status", "next_due_at", "id"], name="case_status_soonest"),
                    models.Index(fields=["kind", "next_due_at", "id"], name="case_kind_soonest"),
                    models.Index(fields=["office", "next_due_at", "id"], name="case_office_soonest"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", False), ("status", "CLOSED")),
                            models.Q(("status", "CLOSED"), _negated=True),
                            _connector="OR",
                        ),
                        name="closed_case_has_its_instant",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("describes", models.CharField(blank=True, max_length=200, verbose_name="what it is")),
                ("at", models.DateTimeField()),
                ("quarantined_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
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
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("OFFERED", "Waiting for an answer"),
                            ("ACCEPTED", "Accepted"),
                            ("RETURNED", "Returned"),
                            ("OVERTAKEN", "Overtaken by another assignment"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("answered_at", models.DateTimeField(null=True)),
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
                    "officer",
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
                        related_name="assignments",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "OFFERED")), fields=("case",), name="one_offer_at_a_time"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("step", models.CharField(max_length=24)),
                ("reason", models.TextField(max_length=4000)),
                ("asked_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ASKED", "Asked"),
                            ("APPROVED", "Approved"),
                            ("REFUSED", "Refused"),
                            ("WITHDRAWN", "Withdrawn"),
                        ],
                        default="ASKED",
                        max_length=9,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("answer", models.TextField(blank=True, max_length=4000)),
                ("given", models.JSONField(default=dict)),
                (
                    "asked_by",
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
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.office"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="approvals", to="cases.case"
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "ASKED")),
                        fields=("case", "step"),
                        name="asked_once_a_step",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            ("state", "WITHDRAWN"),
                            _connector="OR",
                        ),
                        name="approver_is_not_the_asker",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AccessRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=40)),
                ("reason", models.CharField(max_length=1000)),
                ("at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[("ASKED", "Asked"), ("GRANTED", "Granted"), ("REFUSED", "Refused")],
                        default="ASKED",
                        max_length=8,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
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
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="access_requests",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Counter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("series", models.CharField(blank=True, max_length=1)),
                ("last", models.PositiveIntegerField(default=0)),
                ("key", models.CharField(default=cases.numbers.new_key, max_length=32)),
                (
                    "office",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="accounts.office"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("office", "year", "series"), name="one_counter_a_year")
                ],
            },
        ),
        migrations.CreateModel(
            name="LogEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("reference", models.CharField(editable=False, max_length=24, unique=True)),
                ("what", models.CharField(max_length=240)),
                ("where", models.CharField(max_length=120)),
                ("happened_at", models.DateTimeField(verbose_name="when")),
                ("entered_at", models.DateTimeField()),
                (
                    "category",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("WALK_IN", "Walk-in"),
                            ("PACKAGE", "Suspicious package"),
                            ("CALL", "Call"),
                            ("SIGHTING", "Sighting"),
                            ("ALARM", "Alarm"),
                            ("VISITOR", "Visitor"),
                            ("OTHER", "Other"),
                        ],
                        max_length=8,
                    ),
                ),
                ("details", models.TextField(blank=True, max_length=20000)),
                ("action_taken", models.TextField(blank=True, max_length=4000, verbose_name="what was done")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("OPEN", "To be finished"),
                            ("COMPLETE", "Finished"),
                            ("PROMOTED", "Became a case"),
                        ],
                        default="OPEN",
                        max_length=8,
                    ),
                ),
                ("finished_at", models.DateTimeField(null=True)),
                ("quarantined_at", models.DateTimeField(null=True)),
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
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="log_entries",
                        to="cases.case",
                    ),
                ),
                (
                    "finished_by",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="log", to="accounts.office"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "log entries",
                "ordering": ["-happened_at", "-id"],
                "indexes": [
                    models.Index(fields=["office", "-happened_at", "-id"], name="log_newest"),
                    models.Index(fields=["state", "-happened_at", "-id"], name="log_state_newest"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("text", models.TextField(max_length=50000)),
                ("draft", models.BooleanField(default=False)),
                ("happened_at", models.DateTimeField()),
                ("entered_at", models.DateTimeField()),
                ("corrected_at", models.DateTimeField(null=True)),
                ("quarantined_at", models.DateTimeField(null=True)),
                (
                    "addendum_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="addenda",
                        to="cases.note",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="cases.case"
                    ),
                ),
            ],
            options={
                "ordering": ["-entered_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("draft", True)), fields=("case", "by"), name="one_draft_a_case"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("verb", models.CharField(max_length=24)),
                ("says", models.CharField(max_length=240)),
                ("text", models.TextField(blank=True)),
                ("happened_at", models.DateTimeField()),
                ("entered_at", models.DateTimeField()),
                (
                    "attachment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cases.attachment",
                    ),
                ),
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="events", to="cases.case"
                    ),
                ),
                (
                    "note",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cases.note",
                    ),
                ),
            ],
            options={
                "ordering": ["-happened_at", "-id"],
                "indexes": [models.Index(fields=["case", "-happened_at", "-id"], name="event_timeline")],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("on", models.DateField(verbose_name="date of the review")),
                ("at", models.DateTimeField()),
                ("files_seen", models.TextField(max_length=2000, verbose_name="files seen")),
                ("plan_valid", models.BooleanField(default=True, verbose_name="the plan is still valid")),
                (
                    "overdue_leads",
                    models.TextField(blank=True, max_length=2000, verbose_name="overdue leads"),
                ),
                ("evidence_status", models.TextField(blank=True, max_length=2000, verbose_name="evidence")),
                ("limitation_on", models.DateField(blank=True, null=True, verbose_name="limitation date")),
                ("next_steps", models.TextField(max_length=4000, verbose_name="next steps")),
                ("next_review_on", models.DateField(blank=True, null=True, verbose_name="next review")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reviews", to="cases.case"
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Spill",
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
                            ("CASE", "The case's title and allegation"),
                            ("NOTE", "A note"),
                            ("FILE", "An attachment"),
                        ],
                        max_length=5,
                    ),
                ),
                ("part_id", models.BigIntegerField()),
                ("reported_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("QUARANTINED", "Quarantined"),
                            ("RELEASED", "Released: not a spill"),
                            ("PURGED", "Purged"),
                        ],
                        default="QUARANTINED",
                        max_length=11,
                    ),
                ),
                ("first_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("tombstone", models.CharField(blank=True, max_length=64)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="spills", to="cases.case"
                    ),
                ),
                (
                    "first_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reported_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "second_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-reported_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "QUARANTINED")),
                        fields=("part", "part_id"),
                        name="quarantined_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_by__isnull", True),
                            ("second_by__isnull", True),
                            models.Q(("first_by", models.F("second_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="purged_by_two",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Subject",
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
                            ("SUBJECT", "Subject"),
                            ("VICTIM", "Victim"),
                            ("WITNESS", "Witness"),
                            ("COMPLAIN", "Complainant"),
                            ("FACIL", "Facilitator"),
                        ],
                        default="SUBJECT",
                        max_length=8,
                    ),
                ),
                ("added_at", models.DateTimeField()),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="subjects", to="cases.case"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="people.person"
                    ),
                ),
            ],
            options={
                "ordering": ["added_at", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "person", "part"), name="one_part_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="TeamMember",
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
                        choices=[("MEMBER", "Works on it"), ("READER", "May read it")],
                        default="MEMBER",
                        max_length=8,
                    ),
                ),
                ("reason", models.CharField(max_length=200)),
                ("added_at", models.DateTimeField()),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("left_at", models.DateTimeField(blank=True, null=True)),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="team", to="cases.case"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["added_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("left_at__isnull", True)),
                        fields=("case", "user"),
                        name="in_team_once",
                    )
                ],
            },
        ),
    ]
