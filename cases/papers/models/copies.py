"""The register of copies: each paper that left the office, to whom, for what, and its digest."""

from django.db import models
from django.db.models import Q

from cases.models import SentOnce
from cases.models.case import STAFF
from cases.papers.models.memoranda import Memorandum
from cases.papers.models.reports import Report


class Copy(SentOnce):
    """One released copy. `country`: three letters of the state it went to, empty for our own."""

    report = models.ForeignKey(Report, models.PROTECT, null=True, related_name="copies")
    memorandum = models.ForeignKey(Memorandum, models.PROTECT, null=True, related_name="copies")
    number = models.PositiveSmallIntegerField()
    serial = models.CharField(max_length=60, unique=True)
    recipient = models.CharField(max_length=200)
    country = models.CharField(max_length=3, blank=True)
    purpose = models.CharField(max_length=500)
    marking = models.CharField(max_length=200)
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    digest = models.CharField("SHA-256", max_length=64)
    stored = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(report__isnull=True) ^ Q(memorandum__isnull=True), name="copy_of_one_paper"
            )
        ]

    def __str__(self):
        return self.serial

    @property
    def name(self):
        return f"{self.serial.replace('/', '-')}.pdf"
