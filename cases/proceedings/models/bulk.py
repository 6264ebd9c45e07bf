"""One deed on many cases, as it went."""

from django.db import models

from cases.models.case import SentOnce
from cases.proceedings.models.entry import STAFF


class Bulk(SentOnce):
    """`results`: for each case its id, whether it was done, and the sentence why not. Its author alone reads it."""

    class Deed(models.TextChoices):
        ASSIGN = "ASSIGN", "Assign"
        CLOSE = "CLOSE", "Close"

    deed = models.CharField(max_length=6, choices=Deed)
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    results = models.JSONField(default=list)

    class Meta:
        verbose_name = "deed on several cases"

    def __str__(self):
        return f"{self.get_deed_display()} {len(self.results)} cases"
