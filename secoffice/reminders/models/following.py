"""Records a person follows without owning them, and reminders they put off."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class Watch(models.Model):
    """Somebody wants to hear of the dates of a record. It gives no right to know: need-to-know decides."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="watches")
    target_type = models.CharField(max_length=40)
    target_id = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["target_type", "target_id", "user"], name="watched_once")
        ]

    def __str__(self):
        return f"{self.user} {self.target_type} {self.target_id}"


class Snooze(models.Model):
    """One person's reminders of one deadline, put off with a reason. The date itself and its escalations stay."""

    deadline = models.ForeignKey("deadlines.Deadline", models.PROTECT, related_name="snoozes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="snoozes")
    until_on = models.DateField("tell me again on")
    wake_at = models.DateTimeField()
    why = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["deadline", "user"], condition=Q(ended_at=None), name="snoozed_once"
            )
        ]
        indexes = [models.Index(fields=["wake_at"], condition=Q(ended_at=None), name="snooze_waking")]

    def __str__(self):
        return f"{self.user} until {self.until_on}"
