"""The chain of custody: events that nobody can change, and hand-overs that wait for the receiver."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from cases.evidence.models.exhibit import Exhibit, Room
from cases.models import SentOnce
from cases.models.case import STAFF

LATE = timedelta(hours=1)  # entered so long after it happened, an event is shown as late


class Kind(models.TextChoices):
    COLLECT = "COLLECT", "Collected"
    TRANSFER = "TRANSFER", "Handed over"
    STORE = "STORE", "Stored"
    CHECK_OUT = "CHECK_OUT", "Checked out"
    CHECK_IN = "CHECK_IN", "Checked in"
    EXAMINE = "EXAMINE", "Examined"
    COPY = "COPY", "Copied"
    RESEAL = "RESEAL", "Sealed again"
    SHIP = "SHIP", "Shipped"
    RECEIVE = "RECEIVE", "Received"
    COURT = "COURT", "Shown in court"
    RETURN = "RETURN", "Returned"
    DESTROY = "DESTROY", "Destroyed"
    FORFEIT = "FORFEIT", "Forfeited"
    INVENTORY = "INVENTORY", "Seen at an inventory"
    DISCREPANCY = "DISCREPANCY", "Discrepancy"
    CORRECTION = "CORRECTION", "Correction"


class CustodyEvent(models.Model):
    """One link of the chain, in the order of when it happened (§0.6.11). The database refuses to change or delete
    one, and to add one that does not begin with whoever had the exhibit at that instant (see guards.py)."""

    exhibit = models.ForeignKey(Exhibit, models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    from_user = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    to_user = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    from_words = models.CharField(max_length=120, blank=True)
    to_words = models.CharField(max_length=120, blank=True)
    happened_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")  # none: found by the program
    witness = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    purpose = models.CharField(max_length=500, blank=True)
    room = models.ForeignKey(Room, models.PROTECT, null=True, related_name="+")
    place = models.CharField(max_length=200, blank=True)
    seal_before = models.CharField(max_length=40, blank=True)
    seal_after = models.CharField(max_length=40, blank=True)
    condition = models.CharField(max_length=300, blank=True)
    counted = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    counted_again = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    hand_over = models.ForeignKey("HandOver", models.PROTECT, null=True, related_name="events")
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")

    class Meta:
        ordering = ["happened_at", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["exhibit", "seq"], name="custody_seq_once"),
            models.CheckConstraint(condition=Q(entered_at__gte=F("happened_at")), name="custody_not_ahead"),
            models.CheckConstraint(
                condition=Q(witness=None) | ~Q(witness=F("by")), name="custody_witness_is_another"
            ),
            models.CheckConstraint(
                condition=Q(kind="CORRECTION", corrects__isnull=False)
                | (~Q(kind="CORRECTION") & Q(corrects=None)),
                name="custody_correction_points_back",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.exhibit}"

    @property
    def late(self):
        return self.entered_at - self.happened_at > LATE


class HandOver(SentOnce):
    """Offered by one person, accepted by another. Until then whoever offers stays responsible."""

    class Status(models.TextChoices):
        PENDING = "PENDING", "Waiting for the receiver"
        ACCEPTED = "ACCEPTED", "Accepted"
        REFUSED = "REFUSED", "Refused"
        WITHDRAWN = "WITHDRAWN", "Withdrawn"

    exhibit = models.ForeignKey(Exhibit, models.PROTECT, related_name="hand_overs")
    kind = models.CharField(
        max_length=12,
        choices=[(k, k.label) for k in (Kind.TRANSFER, Kind.CHECK_OUT, Kind.CHECK_IN, Kind.SHIP)],
    )
    status = models.CharField(max_length=9, choices=Status, default=Status.PENDING)
    status_at = models.DateTimeField()
    releaser = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    receiver = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    released_at = models.DateTimeField()
    purpose = models.CharField(max_length=500)
    carrier = models.CharField(max_length=80, blank=True)
    tracking = models.CharField("tracking number", max_length=80, blank=True)
    window_until = models.DateTimeField(null=True)
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-released_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["exhibit"], condition=Q(status="PENDING"), name="one_hand_over_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(releaser=F("receiver")), name="handed_to_another"),
            models.CheckConstraint(
                condition=(~Q(kind="SHIP") & Q(window_until=None))
                | Q(kind="SHIP", window_until__isnull=False),
                name="shipping_has_a_window",
            ),
        ]
        indexes = [models.Index(fields=["receiver", "status"], name="hand_over_to"),
                   models.Index(fields=["releaser", "status"], name="hand_over_from")]  # fmt: skip

    def __str__(self):
        return f"Hand-over of {self.exhibit}"

    def get_absolute_url(self):
        return reverse("evidence:handover", args=[self.pk])

    @property
    def reference(self):
        return self.exhibit.reference
