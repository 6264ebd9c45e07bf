"""What is alleged point by point, what was found of it, and what it ended with (domain A.5, A.6)."""

from django.db import models

from cases import kinds, limitations
from cases.proceedings.models.entry import STAFF, Entry, taken_back_by_somebody


class Allegation(Entry):
    """One point of what is alleged, so that each gets a finding of its own. `result` is that of the last finding."""

    class Result(models.TextChoices):
        SUBSTANTIATED = "SUBST", "Substantiated"
        NOT_SUBSTANTIATED = "NOTSUBST", "Not substantiated"
        INCONCLUSIVE = "INCONCL", "Inconclusive"
        UNFOUNDED = "UNFOUNDED", "Unfounded"

    number = models.PositiveSmallIntegerField()
    text = models.TextField("what is alleged", max_length=2000)
    statute = models.CharField("offence", max_length=12, choices=limitations.CHOICES, blank=True)
    standard = models.CharField("rule or standard", max_length=200, blank=True)
    result = models.CharField(max_length=9, choices=Result, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="allegation_numbered_once"),
            taken_back_by_somebody("allegation_taken_back_by"),
        ]

    def __str__(self):
        return f"Allegation {self.number} of {self.case_id}"

    @property
    def law(self):
        """The statute or the standard it is measured by, in words; empty where none is named."""
        return self.get_statute_display() if self.statute else self.standard


class Finding(models.Model):
    """What was found of an allegation. A later one stands before an earlier one, which stays on file."""

    allegation = models.ForeignKey(Allegation, models.CASCADE, related_name="findings")
    result = models.CharField(max_length=9, choices=Allegation.Result)
    basis = models.TextField("on what it rests", max_length=4000)
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self):
        return f"{self.get_result_display()} ({self.allegation_id})"


class Outcome(Entry):
    """A disposition from the closed list (A.6). A case may have several: a plea, and a passport revoked."""

    code = models.CharField("outcome", max_length=24, choices=kinds.DISPOSITIONS)
    on = models.DateField("day")
    subject = models.ForeignKey("cases.Subject", models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField("more of it", max_length=2000, blank=True)

    class Meta:
        ordering = ["on", "id"]
        constraints = [taken_back_by_somebody("outcome_taken_back_by")]

    def __str__(self):
        return f"{self.get_code_display()}, {self.on}"
