"""Asking for access, and cleaning up spills."""

from django.db import models
from django.db.models import Q

from cases.models.case import STAFF, Case


class AccessRequest(models.Model):
    """Somebody asked to see a record by reference; whether it exists is never told (§0.6.13)."""

    class State(models.TextChoices):
        ASKED = "ASKED", "Asked"
        GRANTED = "GRANTED", "Granted"
        REFUSED = "REFUSED", "Refused"

    reference = models.CharField(max_length=40)
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="access_requests")
    by = models.ForeignKey(STAFF, models.CASCADE, related_name="+")
    reason = models.CharField(max_length=1000)
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    decided_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self):
        return f"{self.by} asks for {self.reference}"


class Spill(models.Model):
    """Something here may be classified: quarantined at once by anybody, purged by an authorised pair, a
    tombstone with the original digest left behind (§0.6.3)."""

    class State(models.TextChoices):
        QUARANTINED = "QUARANTINED", "Quarantined"
        RELEASED = "RELEASED", "Released: not a spill"
        PURGED = "PURGED", "Purged"

    class Part(models.TextChoices):
        CASE = "CASE", "The case's title and allegation"
        NOTE = "NOTE", "A note"
        ATTACHMENT = "FILE", "An attachment"

    case = models.ForeignKey(Case, models.CASCADE, related_name="spills")
    part = models.CharField(max_length=5, choices=Part)
    part_id = models.BigIntegerField()
    reported_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    reported_at = models.DateTimeField()
    state = models.CharField(max_length=11, choices=State, default=State.QUARANTINED)
    first_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    first_at = models.DateTimeField(null=True)
    second_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    tombstone = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-reported_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["part", "part_id"], condition=Q(state="QUARANTINED"), name="quarantined_once"
            ),
            models.CheckConstraint(
                condition=Q(first_by__isnull=True)
                | Q(second_by__isnull=True)
                | ~Q(first_by=models.F("second_by")),
                name="purged_by_two",
            ),
        ]

    def __str__(self):
        return f"Spill on {self.case}"
