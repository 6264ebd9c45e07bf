"""What was sent to a prosecutor, an agency or another office, what they answered, and who chased it (A.2, A.6)."""

from django.db import models

from cases.proceedings.models.entry import STAFF, OneStatus, taken_back_by_somebody


class Referral(OneStatus):
    class Kind(models.TextChoices):
        PROSECUTOR = "PROSECUTOR", "Prosecutor"
        AGENCY = "AGENCY", "Agency"
        OFFICE = "OFFICE", "Office of the department"

    class Status(models.TextChoices):
        SENT = "SENT", "Waiting for an answer"
        ACCEPTED = "ACCEPTED", "Accepted"
        DECLINED = "DECLINED", "Declined"
        DEFERRED = "DEFERRED", "Deferred"
        WITHDRAWN = "WITHDRAWN", "Withdrawn"

    kind = models.CharField("to", max_length=10, choices=Kind)
    name = models.CharField("name of the office", max_length=160)
    contact = models.CharField("person there, and how to reach them", max_length=200)
    sent_on = models.DateField("day it was sent")
    what = models.TextField("what was sent", max_length=2000)
    status = models.CharField(max_length=9, choices=Status, default=Status.SENT)
    answered_on = models.DateField(null=True)
    answer = models.TextField(blank=True, max_length=4000)
    deadline = models.ForeignKey("deadlines.Deadline", models.PROTECT, null=True, related_name="+")

    OPEN = (Status.SENT, Status.DEFERRED)

    class Meta:
        ordering = ["-sent_on", "-id"]
        constraints = [taken_back_by_somebody("referral_taken_back_by")]

    def __str__(self):
        return f"Referral to {self.name}"

    @property
    def is_open(self):
        return self.status in self.OPEN


class Chaser(models.Model):
    """Somebody asked what became of a referral."""

    key = models.UUIDField(unique=True)
    referral = models.ForeignKey(Referral, models.CASCADE, related_name="chasers")
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    said = models.TextField(max_length=2000)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self):
        return f"Asked about referral {self.referral_id}"
