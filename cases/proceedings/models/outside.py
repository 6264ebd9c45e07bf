"""What stands in systems outside, and what personnel security must hear: both kept here as small records (A.7)."""

from django.db import models
from django.db.models import Q

from cases.proceedings.models.entry import Entry, OneStatus, taken_back_by_somebody


class Lookout(OneStatus):
    """Somebody or something is looked out for at a border or a counter. Before the case closes each one is lifted, or
    somebody says why it stays."""

    class Status(models.TextChoices):
        IN_PLACE = "IN", "In place"
        STAYS = "STAYS", "Stays after the case"
        LIFTED = "LIFTED", "Lifted"

    system = models.CharField("system it stands in", max_length=80)
    number = models.CharField("reference there", max_length=80)
    subject = models.ForeignKey("cases.Subject", models.PROTECT, null=True, related_name="+")
    entered_on = models.DateField("day it was entered")
    status = models.CharField(max_length=6, choices=Status, default=Status.IN_PLACE)
    decided_on = models.DateField(null=True)
    why = models.TextField(blank=True, max_length=4000)

    OPEN = (Status.IN_PLACE,)

    class Meta:
        ordering = ["-entered_on", "-id"]
        constraints = [
            taken_back_by_somebody("lookout_taken_back_by"),
            models.CheckConstraint(
                condition=Q(status="IN", decided_on=None) | ~Q(status="IN") & Q(decided_on__isnull=False),
                name="lookout_decided_on_a_day",
            ),
        ]

    def __str__(self):
        return f"Lookout {self.number} in {self.system}"

    @property
    def is_open(self):
        return self.status in self.OPEN


class PersonnelReferral(Entry):
    """Personnel security was told that an employee is involved, or need not be, and why. Nothing goes out from
    here."""

    class Decision(models.TextChoices):
        MADE = "MADE", "Referral made"
        NOT_NEEDED = "NOT", "Not needed"

    decision = models.CharField(max_length=4, choices=Decision)
    on = models.DateField("day")
    to = models.CharField("clearance office", max_length=160, blank=True)
    text = models.TextField("what was said, or why none is needed", max_length=2000)

    class Meta:
        verbose_name = "personnel-security referral"
        ordering = ["-on", "-id"]
        constraints = [
            taken_back_by_somebody("personnel_taken_back_by"),
            models.CheckConstraint(
                condition=Q(decision="NOT", to="") | Q(decision="MADE") & ~Q(to=""),
                name="personnel_referred_to_an_office",
            ),
        ]

    def __str__(self):
        return f"{self.get_decision_display()}, {self.on}"
