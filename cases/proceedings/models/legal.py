"""Papers with the force of law, and arrests."""

from django.db import models

from cases.proceedings.models.entry import Entry, OneStatus, taken_back_by_somebody


class LegalProcess(OneStatus):
    """A subpoena, warrant, order or preservation letter: issued, served, returned. `return_on` is the day written on
    the paper; the date that runs from it is `deadline`."""

    class Kind(models.TextChoices):
        SUBPOENA = "SUBPOENA", "Subpoena"
        WARRANT = "WARRANT", "Search warrant"
        ARREST = "ARREST", "Arrest warrant"
        ORDER = "ORDER", "Court order"
        PRESERVATION = "PRESERVE", "Preservation letter"

    class Status(models.TextChoices):
        ISSUED = "ISSUED", "Issued"
        SERVED = "SERVED", "Served"
        RETURNED = "RETURNED", "Returned"
        WITHDRAWN = "WITHDRAWN", "Withdrawn"

    kind = models.CharField(max_length=9, choices=Kind)
    number = models.CharField("number on the paper", max_length=60, blank=True)
    authority = models.CharField("who issued it", max_length=160)
    addressed_to = models.CharField("to whom it goes", max_length=160)
    seeks = models.TextField("what it asks for", max_length=2000)
    issued_on = models.DateField("day it was issued")
    return_on = models.DateField("return day", null=True, blank=True)
    served_on = models.DateField(null=True)
    returned_on = models.DateField(null=True)
    came_back = models.TextField(blank=True, max_length=4000)
    status = models.CharField(max_length=9, choices=Status, default=Status.ISSUED)
    deadline = models.ForeignKey("deadlines.Deadline", models.PROTECT, null=True, related_name="+")

    OPEN = (Status.ISSUED, Status.SERVED)

    class Meta:
        verbose_name_plural = "legal process"
        ordering = ["-issued_on", "-id"]
        constraints = [taken_back_by_somebody("process_taken_back_by")]

    def __str__(self):
        return f"{self.get_kind_display()} to {self.addressed_to}"

    @property
    def is_open(self):
        return self.status in self.OPEN


class Arrest(Entry):
    """Somebody of the case was arrested, by whom and on what authority."""

    subject = models.ForeignKey("cases.Subject", models.PROTECT, related_name="+")
    on = models.DateField("day of the arrest")
    place = models.CharField(max_length=160)
    agency = models.CharField("who arrested", max_length=160)
    authority = models.CharField(
        "on what authority", max_length=200, help_text="A warrant, or caught in the act."
    )
    charges = models.TextField("charges", max_length=2000, blank=True)
    since_then = models.TextField("what happened since", max_length=2000, blank=True)

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [taken_back_by_somebody("arrest_taken_back_by")]

    def __str__(self):
        return f"Arrest on {self.on} in {self.case_id}"
