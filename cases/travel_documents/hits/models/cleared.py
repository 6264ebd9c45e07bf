"""The good-guy list (domain H.4): pairs of a person and a watch entry that were looked at and are two persons."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.travel_documents.hits.models.hit import Hit
from cases.travel_documents.hits.models.watch import WatchEntry

STAFF = settings.AUTH_USER_MODEL


class ClearedPairQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A pair is known to whoever may know of the hit that cleared it."""
        return self.filter(hit__in=Hit.objects.visible_to(user))

    def standing(self, at):
        """Pairs that keep a hit away at that instant, while neither side changes."""
        return self.filter(ended_at=None, until__gt=at)


class ClearedPair(models.Model):
    """This person, as known in this version, is not that entry in that version. Suppresses this pair and no other."""

    subject_key = models.CharField(max_length=80)
    subject_version = models.CharField(max_length=64)
    entry = models.ForeignKey(WatchEntry, models.PROTECT, related_name="cleared")
    entry_version = models.PositiveIntegerField()
    hit = models.ForeignKey(Hit, models.PROTECT, related_name="cleared")
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    why_ended = models.CharField(max_length=500, blank=True)

    objects = ClearedPairQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["entry", "ended_at"], name="cleared_of_entry")]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_key", "entry"], condition=Q(ended_at=None), name="pair_cleared_once"
            )
        ]

    def __str__(self):
        return f"{self.subject_key} is not entry {self.entry_id} v{self.entry_version}"

    @property
    def reference(self):
        return f"{self.hit.reference}/cleared"
