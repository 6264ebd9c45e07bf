"""What is in the file: notes, attachments, reviews, approvals, and the timeline over all of it."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.models.case import STAFF, Case, SentOnce
from cases.models.subject import open_to


class Note(SentOnce):
    """What somebody wrote. A draft is its author's; once saved it can be corrected for ten minutes, after
    that by addendum (§0.6.13)."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="notes")
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    text = models.TextField(max_length=50_000)
    draft = models.BooleanField(default=False)
    happened_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    corrected_at = models.DateTimeField(null=True)
    addendum_to = models.ForeignKey("self", models.PROTECT, null=True, related_name="addenda")
    quarantined_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-entered_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "by"], condition=Q(draft=True), name="one_draft_a_case")
        ]

    def __str__(self):
        return f"Note {self.pk} on {self.case}"

    def can_correct(self, user, now):
        return (
            self.by_id == user.pk
            and not self.quarantined_at
            and now <= self.entered_at + timedelta(minutes=settings.NOTE_CORRECTION_MINUTES)
        )

    @property
    def shown(self):
        return "Quarantined: a spill was reported." if self.quarantined_at else self.text


class Attachment(SentOnce):
    case = models.ForeignKey(Case, models.CASCADE, related_name="attachments")
    stored = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200)
    describes = models.CharField("what it is", max_length=200, blank=True)
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    quarantined_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self):
        return f"Attachment {self.pk} on {self.case}"

    @property
    def shown_name(self):
        return "Quarantined file" if self.quarantined_at else self.name


class Review(SentOnce):
    """A supervisory review is a record (A.2)."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    on = models.DateField("date of the review")
    at = models.DateTimeField()
    files_seen = models.TextField("files seen", max_length=2000)
    plan_valid = models.BooleanField("the plan is still valid", default=True)
    overdue_leads = models.TextField("overdue leads", blank=True, max_length=2000)
    evidence_status = models.TextField("evidence", blank=True, max_length=2000)
    limitation_on = models.DateField("limitation date", null=True, blank=True)
    next_steps = models.TextField("next steps", max_length=4000)
    next_review_on = models.DateField("next review", null=True, blank=True)

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self):
        return f"Review {self.on} of {self.case}"


class Approval(SentOnce):
    """A step asked of somebody up the chain (§0.6.5)."""

    class State(models.TextChoices):
        ASKED = "ASKED", "Asked"
        APPROVED = "APPROVED", "Approved"
        REFUSED = "REFUSED", "Refused"
        WITHDRAWN = "WITHDRAWN", "Withdrawn"

    case = models.ForeignKey(Case, models.CASCADE, related_name="approvals")
    step = models.CharField(max_length=24)
    reason = models.TextField(max_length=4000)
    asked_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=State, default=State.ASKED)
    decided_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True, max_length=4000)
    given = models.JSONField(default=dict)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "step"], condition=Q(state="ASKED"), name="asked_once_a_step"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | ~Q(decided_by=models.F("asked_by"))
                | Q(state="WITHDRAWN"),
                name="approver_is_not_the_asker",
            ),
        ]

    def __str__(self):
        return f"{self.step} of {self.case}"


class EventQuerySet(models.QuerySet):
    def open_to(self, user):
        """Of cases this reader sees anyway: without what compartments they are not in keep."""
        return open_to(self, user)


class EverybodysEvents(models.Manager.from_queryset(EventQuerySet)):
    """The lines that every reader of the case may read."""

    def get_queryset(self):
        return super().get_queryset().filter(compartment__isnull=True)


class Event(models.Model):
    """One line of the timeline: when it happened, when it was entered, who."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="events")
    verb = models.CharField(max_length=24)
    says = models.CharField(max_length=240)
    text = models.TextField(blank=True)
    by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    happened_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    note = models.ForeignKey(Note, models.CASCADE, null=True, related_name="+")
    attachment = models.ForeignKey(Attachment, models.CASCADE, null=True, related_name="+")
    compartment = models.ForeignKey("cases.Compartment", models.PROTECT, null=True, related_name="+")

    objects = EverybodysEvents()
    whole = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_at", "-id"]
        indexes = [models.Index(fields=["case", "-happened_at", "-id"], name="event_timeline")]

    def __str__(self):
        return f"{self.says} ({self.case})"
