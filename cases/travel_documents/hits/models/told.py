"""What people said of a hit, each kept as it was said."""

from django.conf import settings
from django.db import models

from cases.models import SentOnce
from cases.travel_documents.hits.models.hit import Hit

STAFF = settings.AUTH_USER_MODEL


class Reason(models.TextChoices):
    """What a decision on a name rests on (H.4)."""

    BORN = "dob", "Date of birth"
    PHOTO = "photo", "Photograph"
    DOCUMENT = "document", "Document"
    PARENTS = "parents", "Names of the parents"
    PLACE = "place", "Place of birth"
    FINGERPRINT = "fingerprint", "Fingerprint"


class Decision(SentOnce):
    """One person's word on a hit. A decision that was sent back or opened again stays."""

    class Part(models.TextChoices):
        ALONE = "ALONE", "Decided"
        PROPOSED = "PROPOSED", "Proposed"
        CONFIRMED = "CONFIRMED", "Confirmed as the second person"
        SENT_BACK = "SENT_BACK", "Sent back"
        AGREED = "AGREED", "Agreed, in the sample"
        OPENED = "OPENED", "Opened again"

    hit = models.ForeignKey(Hit, models.CASCADE, related_name="decisions")
    part = models.CharField(max_length=9, choices=Part)
    verdict = models.CharField(max_length=19, blank=True)
    reasons = models.JSONField(default=list)
    evidence = models.TextField(blank=True, max_length=8000)
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self):
        return f"{self.get_part_display()} ({self.hit_id})"

    @property
    def reasons_in_words(self):
        labels = dict(Reason.choices)
        return ", ".join(labels.get(code, code).lower() for code in self.reasons)


class Line(SentOnce):
    """One line of what happened to a hit."""

    hit = models.ForeignKey(Hit, models.CASCADE, related_name="lines")
    verb = models.CharField(max_length=24)
    says = models.CharField(max_length=240)
    text = models.TextField(blank=True, max_length=8000)
    by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self):
        return f"{self.says} ({self.hit_id})"

    @property
    def title(self):
        return self.says

    @property
    def tone(self):
        return {"raised": "bad", "closed": "ok", "opened": "now"}.get(self.verb, "")
