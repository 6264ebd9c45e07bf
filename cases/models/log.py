"""The post's daily log."""

from django.db import models
from django.urls import reverse

from cases.models.case import STAFF, Case, SentOnce
from secoffice.access.models import Protected, ProtectedQuerySet


class LogEntryQuerySet(ProtectedQuerySet):
    def open(self):
        return self.filter(state=LogEntry.State.OPEN)


class LogEntry(SentOnce, Protected):
    """A line of the post's daily log: what, where, when; finished later or promoted to a case (§0.6.13)."""

    class State(models.TextChoices):
        OPEN = "OPEN", "To be finished"
        COMPLETE = "COMPLETE", "Finished"
        PROMOTED = "PROMOTED", "Became a case"

    class Category(models.TextChoices):
        WALK_IN = "WALK_IN", "Walk-in"
        PACKAGE = "PACKAGE", "Suspicious package"
        CALL = "CALL", "Call"
        SIGHTING = "SIGHTING", "Sighting"
        ALARM = "ALARM", "Alarm"
        VISITOR = "VISITOR", "Visitor"
        OTHER = "OTHER", "Other"

    reference = models.CharField(max_length=24, unique=True, editable=False)
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="log")
    what = models.CharField(max_length=240)
    where = models.CharField(max_length=120)
    happened_at = models.DateTimeField("when")
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    category = models.CharField(max_length=8, choices=Category, blank=True)
    details = models.TextField(blank=True, max_length=20_000)
    action_taken = models.TextField("what was done", blank=True, max_length=4000)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    finished_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    finished_at = models.DateTimeField(null=True)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="log_entries")
    quarantined_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = LogEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_at", "-id"]
        verbose_name_plural = "log entries"
        indexes = [
            models.Index(fields=["office", "-happened_at", "-id"], name="log_newest"),
            models.Index(fields=["state", "-happened_at", "-id"], name="log_state_newest"),
        ]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("cases:log_entry", args=[self.reference])

    @property
    def shown_what(self):
        return "Quarantined: a spill was reported" if self.quarantined_at else self.what

    @property
    def shown_where(self):
        return "" if self.quarantined_at else self.where
