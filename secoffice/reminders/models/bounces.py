"""What mail servers said afterwards."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class Bounce(models.Model):
    """One report of a mail that did not arrive. `key` is the report's own identity, so it counts once."""

    class Kind(models.TextChoices):
        PERMANENT = "permanent", "The address does not work"
        REFUSED = "refused", "Refused by a policy"
        DELAYED = "delayed", "Delayed"
        UNKNOWN = "unknown", "Not understood, or not about a mail of ours"

    class Source(models.TextChoices):
        MAILBOX = "mailbox", "Mailbox"
        WEBHOOK = "webhook", "Web hook"

    key = models.CharField(max_length=64, unique=True)
    source = models.CharField(max_length=8, choices=Source)
    kind = models.CharField(max_length=9, choices=Kind)
    mail = models.ForeignKey("reminders.Mail", models.PROTECT, null=True, related_name="bounces")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="bounces")
    code = models.CharField(max_length=12, blank=True)
    said = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="unknown") | Q(mail__isnull=False, recipient__isnull=False),
                name="bounce_of_a_mail",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.code}"
