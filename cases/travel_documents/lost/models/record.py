"""One record is one report about one document (domain C.10): who issued it, its number, what happened and when.

Ten million and more of them, so a row is lean: one letter for type and status, no admissions, no name of a loader but
the number of the load and the line. Nothing is deleted or overwritten: a record that no longer holds gets the day it
ended on, and a document may have several records.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from cases.models import SentOnce
from cases.travel_documents.lost.models.load import Load, OfTheDesk
from secoffice.accounts.models import Office

STAFF = settings.AUTH_USER_MODEL
LONGEST_NUMBER, LONGEST_WORDS = 24, 200


def by_hand(office):
    """Who says so where a record came with no list."""
    return f"Issuing desk, {office}" if office else "Set by hand"


class RecordQuerySet(OfTheDesk):
    def standing(self, on):
        """Those in force on a day: not ended, or ended later."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=on))


class Record(models.Model):
    """`number_to` makes it a range of blanks: from `number` up to it, both included. `load` and `line` say which list
    brought it, `set_by` and `set_at` who set it by hand; one of the two pairs is empty. They hold no foreign key in
    the database, which would be asked ten million times over."""

    class Status(models.TextChoices):
        STOLEN = "S", "Stolen"
        LOST = "L", "Lost"
        REVOKED = "R", "Revoked"
        INVALID = "I", "Invalid"
        STOLEN_BLANK = "B", "Stolen blank"

    class Type(models.TextChoices):
        PASSPORT = "P", "Passport"
        VISA = "V", "Visa"
        IDENTITY = "I", "Identity card"
        OTHER = "X", "Other document"

    issuer = models.CharField(max_length=3)
    number = models.CharField(max_length=LONGEST_NUMBER)
    type = models.CharField(max_length=1, choices=Type)
    status = models.CharField(max_length=1, choices=Status)
    date = models.DateField("day it happened")
    number_to = models.CharField("last number", max_length=LONGEST_NUMBER, blank=True, default="")
    circumstance = models.CharField(max_length=LONGEST_WORDS, blank=True, default="")
    ended_on = models.DateField(null=True)
    load = models.ForeignKey(
        Load, models.PROTECT, null=True, db_index=False, db_constraint=False, related_name="+"
    )
    line = models.PositiveIntegerField(null=True)
    set_by = models.ForeignKey(
        STAFF, models.PROTECT, null=True, db_index=False, db_constraint=False, related_name="+"
    )
    set_at = models.DateTimeField(null=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "lost or stolen document", "lost and stolen documents"
        indexes = [models.Index(fields=["id"], name="lost_set_by_hand", condition=Q(load=None))]
        constraints = [
            # Also what a look-up walks: it begins with issuer and number.
            models.UniqueConstraint(
                fields=["issuer", "number", "type", "status", "date", "number_to"], name="lost_recorded_once"
            )
        ]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("lost:record", args=[self.pk])

    @property
    def reference(self):
        """How trail and pages name it: by its place on the list. The number itself stays out of both."""
        return f"Lost-list record {self.pk}"

    @property
    def numbers(self):
        return f"{self.number}–{self.number_to}" if self.number_to else self.number

    @property
    def source(self):
        """The authority or list that says so; read with `load` and `set_by__office` at hand."""
        return self.load.source if self.load_id else by_hand(self.set_by_id and self.set_by.office)

    @property
    def since(self):
        """When it came onto the list."""
        return self.load.begun_at if self.load_id else self.set_at


class Block(models.Model):
    """A piece of a range: all numbers that begin alike, with a dot for each place that is free (`UX123....`). A number
    is found through the few blocks it can lie in, in one walk of one index, however many ranges overlap."""

    issuer = models.CharField(max_length=3)
    block = models.CharField(max_length=LONGEST_NUMBER)
    record = models.ForeignKey(Record, models.CASCADE, db_index=False, related_name="blocks")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issuer", "block", "record"], name="lost_block_once")]

    def __str__(self):
        return f"{self.issuer} {self.block}"


class IssuingDesk(models.Model):
    """The office whose desk speaks for an issuer: it alone sets and clears records of that issuer by hand (C.10)."""

    issuer = models.CharField(max_length=3, unique=True)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["issuer"]

    def __str__(self):
        return f"{self.office} for {self.issuer}"


class WithdrawalQuerySet(OfTheDesk):
    def waiting(self):
        return self.filter(status=Withdrawal.Status.PROPOSED)


class Withdrawal(SentOnce):
    """Why a record ended, or is asked to end. A data error takes two people; what else ends a record is the issuing
    desk's word, taken at once."""

    class Kind(models.TextChoices):
        DATA_ERROR = "DATA_ERROR", "Recorded by mistake"
        RECOVERED = "RECOVERED", "Recovered by its owner"
        REINSTATED = "REINSTATED", "The issuer took its decision back"

    class Status(models.TextChoices):
        PROPOSED = "PROPOSED", "Waits for a decision"
        CONFIRMED = "CONFIRMED", "Confirmed"
        DECLINED = "DECLINED", "Declined"

    record = models.ForeignKey(Record, models.PROTECT, related_name="withdrawals")
    kind = models.CharField(max_length=10, choices=Kind)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    status = models.CharField(max_length=9, choices=Status, default=Status.PROPOSED)
    status_at = models.DateTimeField()
    decided_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    answer = models.CharField(max_length=500, blank=True)

    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["record"], name="lost_one_open_withdrawal", condition=Q(status="PROPOSED")
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} on {self.record}"

    @property
    def reference(self):
        return self.record.reference
