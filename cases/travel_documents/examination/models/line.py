"""What happened to an examination, line by line."""

from django.conf import settings
from django.db import models

from cases.models import SentOnce
from cases.travel_documents.examination.models.examination import Examination


class Line(SentOnce):
    examination = models.ForeignKey(Examination, models.CASCADE, related_name="lines")
    verb = models.CharField(max_length=20)
    says = models.CharField(max_length=240)
    text = models.TextField(blank=True, max_length=8000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self):
        return self.says
