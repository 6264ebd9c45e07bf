"""What goes to and fro between the two offices of a lead."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.leads.models.lead import Lead, Question
from cases.models import Attachment, SentOnce

STAFF = settings.AUTH_USER_MODEL


class Reply(SentOnce):
    """What the receiving office answered. A reply returned as incomplete stays; the next one stands beside it."""

    class State(models.TextChoices):
        WAITING = "WAITING", "Waits for a decision"
        ACCEPTED = "ACCEPTED", "Accepted"
        RETURNED = "RETURNED", "Returned as incomplete"
        OVERTAKEN = "OVERTAKEN", "The lead was cancelled"

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="replies")
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField(max_length=20_000)
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    decided_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    missing = models.TextField(blank=True, max_length=4000)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["lead"], condition=Q(state="WAITING"), name="one_reply_waits_a_lead"
            )
        ]

    def __str__(self):
        return f"Reply {self.pk} to {self.lead}"


class Answer(models.Model):
    """The answer of one reply to one question."""

    reply = models.ForeignKey(Reply, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")
    text = models.TextField(max_length=4000)

    class Meta:
        ordering = ["question__place", "id"]
        constraints = [models.UniqueConstraint(fields=["reply", "question"], name="answered_once_a_reply")]

    def __str__(self):
        return f"Answer to {self.question}"


class Enclosure(SentOnce):
    """A file that goes with a lead (one of the case's) or with a reply (brought by the receiving office). One of
    the receiving office without a reply is not sent yet, and the office that asks does not see it."""

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="enclosures")
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")
    stored = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200)
    describes = models.CharField("what it is", max_length=200, blank=True)
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reply = models.ForeignKey(Reply, models.PROTECT, null=True, related_name="enclosures")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["lead", "attachment"], name="enclosed_once"),
            models.CheckConstraint(
                condition=Q(attachment__isnull=True, stored__isnull=False)
                | Q(attachment__isnull=False, stored__isnull=True, reply__isnull=True),
                name="enclosure_of_one_side",
            ),
        ]

    def __str__(self):
        return f"Enclosure {self.pk} of {self.lead}"

    @property
    def is_held_back(self):
        """A spill was reported in it, or it was purged."""
        return bool(self.attachment_id and (self.attachment.quarantined_at or not self.attachment.stored_id))

    @property
    def bytes(self):
        """Where its bytes are kept; None once they were purged."""
        return self.attachment.stored if self.attachment_id else self.stored

    @property
    def shown_name(self):
        return "File held back" if self.is_held_back else self.name


class Line(SentOnce):
    """One line of what happened to a lead, for both offices, from the day it was sent."""

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="lines")
    verb = models.CharField(max_length=24)
    says = models.CharField(max_length=240)
    text = models.TextField(blank=True, max_length=8000)
    by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self):
        return f"{self.says} ({self.lead})"
