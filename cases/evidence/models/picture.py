"""Photographs of an exhibit (domain A.8): as found, as packed, a seal that was broken."""

from django.db import models
from django.db.models import Q

from cases.evidence.models.exhibit import Exhibit
from cases.models import SentOnce
from cases.models.case import STAFF


class Picture(SentOnce):
    """One photograph, seen by whoever sees the exhibit. Never deleted: struck with a reason. `shows` is read aloud to
    those who do not see it."""

    exhibit = models.ForeignKey(Exhibit, models.PROTECT, related_name="pictures")
    stored = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    shows = models.CharField("what it shows", max_length=200)
    added_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    struck_at = models.DateTimeField(null=True)
    struck_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    why_struck = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = "photograph"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(struck_at=None, struck_by=None, why_struck="")
                | Q(struck_at__isnull=False, struck_by__isnull=False) & ~Q(why_struck=""),
                name="picture_struck_by_somebody_with_a_reason",
            )
        ]

    def __str__(self):
        return f"Photograph {self.pk} of {self.exhibit}"
