"""Images of an examined document, each with the digest of its bytes."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.models import SentOnce
from cases.travel_documents.examination.models.examination import Examination

STAFF = settings.AUTH_USER_MODEL


class Picture(SentOnce):
    """One image. Never deleted: struck with a reason. `shows` is read aloud to those who do not see it."""

    class Light(models.TextChoices):
        WHITE = "WHITE", "White light"
        OBLIQUE = "OBLIQUE", "Oblique light"
        THROUGH = "THROUGH", "Transmitted light"
        UV = "UV", "Ultraviolet"
        IR = "IR", "Infrared"
        MAGNIFIED = "MAG", "Magnified"
        REFERENCE = "REF", "Reference, not this document"

    examination = models.ForeignKey(Examination, models.PROTECT, related_name="pictures")
    stored = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    light = models.CharField(max_length=7, choices=Light, default=Light.WHITE)
    shows = models.CharField("what it shows", max_length=200)
    added_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    struck_at = models.DateTimeField(null=True)
    struck_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    why_struck = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = "image"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(struck_at=None, struck_by=None, why_struck="")
                | Q(struck_at__isnull=False, struck_by__isnull=False) & ~Q(why_struck=""),
                name="image_struck_by_somebody_with_a_reason",
            )
        ]

    def __str__(self):
        return f"Image {self.pk} of {self.examination}"
