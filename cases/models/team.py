"""Who works a case."""

from django.db import models
from django.db.models import Q

from cases.models.case import STAFF, Case


class Assignment(models.Model):
    """An officer offered a case, and what they said (§0.6.13)."""

    class State(models.TextChoices):
        OFFERED = "OFFERED", "Waiting for an answer"
        ACCEPTED = "ACCEPTED", "Accepted"
        RETURNED = "RETURNED", "Returned"
        OVERTAKEN = "OVERTAKEN", "Overtaken by another assignment"

    case = models.ForeignKey(Case, models.CASCADE, related_name="assignments")
    officer = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State)
    reason = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(state="OFFERED"), name="one_offer_at_a_time")
        ]

    def __str__(self):
        return f"{self.case} to {self.officer}"


class TeamQuerySet(models.QuerySet):
    def now(self, at):
        """Those whose time on the team has neither ended nor run out."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=at), left_at__isnull=True)


class TeamMember(models.Model):
    """Who works on or may read a case, with the reason and, where set, an end."""

    class Part(models.TextChoices):
        MEMBER = "MEMBER", "Works on it"
        READER = "READER", "May read it"

    case = models.ForeignKey(Case, models.CASCADE, related_name="team")
    user = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    part = models.CharField(max_length=8, choices=Part, default=Part.MEMBER)
    reason = models.CharField(max_length=200)
    added_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "user"], condition=Q(left_at__isnull=True), name="in_team_once"
            )
        ]

    def __str__(self):
        return f"{self.user} on {self.case}"
