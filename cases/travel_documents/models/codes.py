"""Code tables of ICAO 9303 as rows with the days on which they count (domain C.5, C.6)."""

import uuid

from django.db import models
from django.db.models import F, Q


class Code(models.Model):
    """`first_on` and `last_on` are the days from and to which the code counts, both included; none: always."""

    class Table(models.TextChoices):
        STATE = "STATE", "Issuer and nationality"
        DOCUMENT = "DOC", "Document code"

    class Use(models.TextChoices):
        BOTH = "both", "Issuer and nationality"
        ISSUER = "issuer", "Issuer alone"
        NATIONALITY = "nationality", "Nationality alone"
        SPECIMEN = "specimen", "Specimens alone"
        LISTED = "listed", "Listed document code"
        BARRED = "barred", "Kept free by the standard"

    OF = {
        Table.DOCUMENT: (Use.LISTED, Use.BARRED),
        Table.STATE: (Use.BOTH, Use.ISSUER, Use.NATIONALITY, Use.SPECIMEN),
    }

    table = models.CharField(max_length=5, choices=Table)
    code = models.CharField(max_length=3)
    meaning = models.CharField(max_length=120)
    use = models.CharField(max_length=11, choices=Use)
    first_on = models.DateField(null=True, blank=True)
    last_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["code", "first_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["table", "code", "first_on"], name="code_once_from_a_day"),
            models.UniqueConstraint(
                fields=["table", "code"], condition=Q(first_on=None), name="code_once_from_ever"
            ),
            models.CheckConstraint(
                condition=Q(first_on=None) | Q(last_on=None) | Q(first_on__lte=F("last_on")),
                name="code_begins_before_it_ends",
            ),
        ]

    def __str__(self):
        return self.code

    @property
    def reference(self):
        return f"{self.get_table_display()} {self.code}"


class CodesVersion(models.Model):
    """One row. Its stamp changes with every code, so that each process sees when what it remembers is old; a stamp
    that was never used before cannot be taken for another."""

    stamp = models.UUIDField(default=uuid.uuid4)

    def __str__(self):
        return str(self.stamp)
