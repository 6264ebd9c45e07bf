"""What was looked at on a document, feature by feature (domain C.9)."""

from django.db import models

from cases.travel_documents.examination import features
from cases.travel_documents.examination.models.examination import Examination


class Result(models.TextChoices):
    PRESENT = "PRESENT", "Present, as it should be"
    ABSENT = "ABSENT", "Absent"
    SUSPECT = "SUSPECT", "Suspect"
    NOT_EXAMINED = "NOT", "Not examined"


class Feature(models.Model):
    """One feature of one document. No row means that it was not examined."""

    examination = models.ForeignKey(Examination, models.CASCADE, related_name="features")
    code = models.CharField(max_length=16, choices=features.CHOICES)
    result = models.CharField(max_length=8, choices=Result)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["examination", "code"], name="feature_once")]

    def __str__(self):
        return f"{self.get_code_display()}: {self.get_result_display()}"

    @property
    def speaks_against(self):
        return self.result in (Result.ABSENT, Result.SUSPECT)
