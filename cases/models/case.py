"""The investigation file itself."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from cases import kinds
from secoffice import markings
from secoffice.access.models import Protected, ProtectedQuerySet

STAFF = settings.AUTH_USER_MODEL


class Status(models.TextChoices):
    """The states of domain A.2."""

    COMPLAINT = "COMPLAINT", "Complaint"
    SCREENED = "SCREENED", "Screened"
    PRELIMINARY = "PRELIMINARY", "Preliminary inquiry"
    FULL = "FULL", "Full investigation"
    REFERRED = "REFERRED", "Referred"
    PROSECUTION = "PROSECUTION", "In prosecution"
    ADMIN_ACTION = "ADMIN_ACTION", "Administrative action"
    SUSPENDED = "SUSPENDED", "Suspended"
    TRANSFERRED = "TRANSFERRED", "Transferred"
    MERGED = "MERGED", "Merged"
    CLOSED = "CLOSED", "Closed"
    REOPENED = "REOPENED", "Reopened"


ENDED = (Status.TRANSFERRED, Status.MERGED, Status.CLOSED)
LIVE = tuple(status for status in Status if status not in ENDED)


class Priority(models.TextChoices):
    ROUTINE = "3", "Routine"
    PRIORITY = "2", "Priority"
    IMMEDIATE = "1", "Immediate"


class SentOnce(models.Model):
    """`key` is made with the empty form: the same form sent twice finds the first record instead of a twin."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


class CaseQuerySet(ProtectedQuerySet):
    def live(self):
        return self.filter(status__in=LIVE)

    def overdue(self, now):
        return self.live().filter(next_due_at__lt=now)

    def of(self, user):
        """Cases this person works: theirs, or offered to them."""
        return self.filter(Q(officer=user) | Q(offered_to=user))


class Case(SentOnce, Protected):
    """One investigation file."""

    reference = models.CharField(max_length=24, unique=True, editable=False)
    kind = models.CharField(max_length=2, choices=kinds.CHOICES)
    title = models.CharField(max_length=160)
    allegation = models.TextField(max_length=20_000)
    status = models.CharField(max_length=12, choices=Status, default=Status.COMPLAINT)
    status_at = models.DateTimeField(default=timezone.now)
    priority = models.CharField(max_length=1, choices=Priority, default=Priority.ROUTINE)
    marking = models.CharField(max_length=80)
    controls = models.SmallIntegerField(default=0, editable=False)
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="cases")
    unit = models.ForeignKey("accounts.Unit", models.PROTECT, null=True, blank=True, related_name="cases")
    officer = models.ForeignKey(STAFF, models.PROTECT, null=True, blank=True, related_name="cases")
    offered_to = models.ForeignKey(STAFF, models.PROTECT, null=True, blank=True, related_name="cases_offered")
    logged_by = models.ForeignKey(STAFF, models.PROTECT, related_name="cases_logged")
    source = models.CharField(max_length=8, choices=kinds.SOURCES)
    channel = models.CharField(max_length=8, choices=kinds.CHANNELS)
    anonymous = models.BooleanField("the source wishes to stay anonymous", default=False)
    predicate = models.TextField(blank=True, max_length=20_000)
    received_on = models.DateField("received")
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    disposition = models.CharField(max_length=24, blank=True, choices=kinds.DISPOSITIONS)
    decontrol = models.CharField("decontrolled on, or by which event", max_length=120, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    came_from = models.CharField(
        max_length=12, blank=True, help_text="state before it was suspended or referred"
    )
    next_due_at = models.DateTimeField(null=True, blank=True)
    next_duty = models.CharField(max_length=60, blank=True)
    next_from_at = models.DateTimeField(null=True, blank=True)
    quarantined_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-id"]
        indexes = [
            models.Index(fields=["-opened_at", "-id"], name="case_newest"),
            models.Index(fields=["status", "-opened_at", "-id"], name="case_status_newest"),
            models.Index(fields=["kind", "-opened_at", "-id"], name="case_kind_newest"),
            models.Index(fields=["office", "-opened_at", "-id"], name="case_office_newest"),
            models.Index(fields=["officer", "-opened_at", "-id"], name="case_officer_newest"),
            models.Index(fields=["next_due_at", "id"], name="case_soonest"),
            models.Index(fields=["status", "next_due_at", "id"], name="case_status_soonest"),
            models.Index(fields=["kind", "next_due_at", "id"], name="case_kind_soonest"),
            models.Index(fields=["office", "next_due_at", "id"], name="case_office_soonest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=Status.CLOSED, closed_at__isnull=False) | ~Q(status=Status.CLOSED),
                name="closed_case_has_its_instant",
            )
        ]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("cases:detail", args=[self.reference])

    @property
    def is_live(self):
        return self.status in LIVE

    @property
    def number_inside(self):
        """The longer form with the kind (A.3), for use inside the file only."""
        head, year, rest = self.reference.split("-", 2)
        return f"{head}-{year}-{self.kind}-{rest}"

    @property
    def supervisor(self):
        return self.unit.supervisor if self.unit_id else None

    @property
    def shown_title(self):
        return "Quarantined: a spill was reported" if self.quarantined_at else self.title

    def set_marking(self, banner):
        """Raises MarkingError for a banner that cannot stand."""
        read = markings.parse(banner)
        self.marking, self.controls = str(read), read.bits
