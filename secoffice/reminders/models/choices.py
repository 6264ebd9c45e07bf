"""What each person chose: how often they are written to about what, when they rest, where else it goes."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class Preference(models.Model):
    """One person's cadence for one kind of news. Without a row the policy's own default holds."""

    class Cadence(models.TextChoices):
        AT_ONCE = "at_once", "At once"
        DAILY = "daily", "In one daily mail"
        WEEKLY = "weekly", "In one weekly mail"
        NONE = "none", "Only in the inbox"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="preferences")
    kind = models.CharField(max_length=16)
    cadence = models.CharField(max_length=8, choices=Cadence)
    hook = models.BooleanField("also to my web hook", default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="preference_once")]

    def __str__(self):
        return f"{self.kind}: {self.cadence}"


class Reading(models.Model):
    """When a person may be written to. Times are of their own clock; quiet hours may cross midnight."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reading")
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)
    weekly_on = models.PositiveSmallIntegerField(default=0)  # Monday is 0
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_until=None)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False) & ~Q(quiet_from=F("quiet_until")),
                name="quiet_hours_have_both_ends",
            ),
            models.CheckConstraint(condition=Q(weekly_on__lte=6), name="weekly_on_a_weekday"),
        ]

    def __str__(self):
        return f"{self.user}"


class Hook(models.Model):
    """An address of one person's own tool to which notices are posted, signed. Its secret is not kept: it is worked
    out of the seed and the key of this office (hooks.secret_of)."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="hook")
    url = models.URLField(max_length=300)
    seed = models.CharField(max_length=80)
    made_at = models.DateTimeField(default=timezone.now)
    looked_to = models.BigIntegerField(default=0)  # notices up to this one have been looked at
    off_at = models.DateTimeField(null=True)  # its far end said that it is gone for good
    failures = models.PositiveSmallIntegerField(default=0)
    paused_until = models.DateTimeField(null=True)
    last_ok_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)

    def __str__(self):
        return self.url


class FeedKey(models.Model):
    """The secret in the address of somebody's calendar feed; only its digest is kept."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="feed_key")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)

    def __str__(self):
        return f"{self.user}"
