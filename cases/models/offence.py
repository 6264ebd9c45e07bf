"""What may have been committed, and when: the day from which a limitation period runs."""

from django.db import models
from django.db.models import Q

from cases.limitations import CHOICES, STATUTES
from cases.models.case import STAFF, Case, SentOnce


class Offence(SentOnce):
    """One offence alleged in a case. Nothing is deleted: one entered wrongly is taken back with a reason."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="offences")
    statute = models.CharField("offence", max_length=12, choices=CHOICES)
    committed_on = models.DateField("day it was committed", help_text="Of several acts, the last one.")
    deadline = models.ForeignKey("deadlines.Deadline", models.PROTECT, null=True, related_name="+")
    added_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    why_withdrawn = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["committed_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "statute", "committed_on"],
                condition=Q(withdrawn_at=None),
                name="offence_once_in_case",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None) | Q(withdrawn_at__isnull=False),
                name="offence_withdrawn_by_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.law.label}, {self.committed_on}"

    @property
    def law(self):
        return STATUTES[self.statute]
