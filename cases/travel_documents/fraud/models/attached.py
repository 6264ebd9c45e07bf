"""What a case holds of the travel-document desk."""

from django.conf import settings
from django.db import models

from cases.models import Case


class CaseDocument(models.Model):
    """A screening, a hit, an examination, a document or a referral as it stood when it was attached: every reader of
    the case reads that. The record itself opens for those who may know of it (`target_type`, `target_id`)."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="travel_documents")
    target_type = models.CharField(max_length=60)
    target_id = models.BigIntegerField()
    reference = models.CharField(max_length=40)
    label = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    says = models.CharField(max_length=500, blank=True)
    why = models.CharField("what it has to do with the case", max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "target_type", "target_id"], name="document_on_case_once")
        ]
        indexes = [models.Index(fields=["target_type", "target_id"], name="document_on_cases")]

    def __str__(self):
        return f"{self.reference} on {self.case}"
