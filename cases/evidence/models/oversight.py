"""What does not agree, what becomes of an exhibit in the end, and who counted."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from cases.evidence.models.exhibit import Exhibit, Room
from cases.models import SentOnce
from cases.models.case import STAFF


class Discrepancy(models.Model):
    """Something does not agree with the register. Closed by somebody else, with what was found."""

    class About(models.TextChoices):
        SEAL = "SEAL", "Seal"
        COUNT = "COUNT", "Count"
        DIGEST = "DIGEST", "Digest"
        MISSING = "MISSING", "Missing"
        UNEXPECTED = "UNEXPECTED", "Not expected here"
        WINDOW = "WINDOW", "Too long on the way"
        OTHER = "OTHER", "Other"

    class Status(models.TextChoices):
        OPEN = "OPEN", "Open"
        CLOSED = "CLOSED", "Closed"

    exhibit = models.ForeignKey(Exhibit, models.PROTECT, null=True, related_name="discrepancies")
    room = models.ForeignKey(Room, models.PROTECT, null=True, related_name="discrepancies")
    about = models.CharField(max_length=10, choices=About)
    says = models.CharField(max_length=500)
    status = models.CharField(max_length=6, choices=Status, default=Status.OPEN)
    status_at = models.DateTimeField()
    opened_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    custodian = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    closed_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    finding = models.CharField(max_length=2000, blank=True)

    class Meta:
        ordering = ["-opened_at", "-id"]
        verbose_name_plural = "discrepancies"
        constraints = [
            models.CheckConstraint(
                condition=Q(exhibit__isnull=False) | Q(room__isnull=False), name="discrepancy_of_something"
            ),
            models.UniqueConstraint(
                fields=["exhibit", "about"],
                condition=Q(status="OPEN", about="DIGEST"),
                name="one_open_digest_discrepancy",
            ),
        ]
        indexes = [models.Index(fields=["exhibit", "status"], name="discrepancy_of_exhibit")]

    def __str__(self):
        return f"Discrepancy {self.pk}"

    def get_absolute_url(self):
        return reverse("evidence:discrepancy", args=[self.pk])

    @property
    def reference(self):
        return self.exhibit.reference if self.exhibit_id else f"{self.room}"


class Disposal(SentOnce):
    """An order to return, destroy or forfeit: ordered, approved by another, carried out with a witness."""

    class Method(models.TextChoices):
        RETURN = "RETURN", "Return to the owner"
        DESTROY = "DESTROY", "Destroy"
        FORFEIT = "FORFEIT", "Forfeit"

    class Status(models.TextChoices):
        ORDERED = "ORDERED", "Ordered"
        APPROVED = "APPROVED", "Approved"
        REFUSED = "REFUSED", "Refused"
        WITHDRAWN = "WITHDRAWN", "Withdrawn"
        DONE = "DONE", "Carried out"

    exhibit = models.ForeignKey(Exhibit, models.PROTECT, related_name="disposals")
    method = models.CharField(max_length=8, choices=Method)
    authority = models.CharField("order or authority", max_length=300)
    recipient = models.CharField("who receives it", max_length=120, blank=True)
    status = models.CharField(max_length=9, choices=Status, default=Status.ORDERED)
    status_at = models.DateTimeField()
    ordered_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField()
    approved_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    witness = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    receipt = models.CharField("receipt or certificate", max_length=120, blank=True)

    class Meta:
        ordering = ["-ordered_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["exhibit"],
                condition=Q(status__in=("ORDERED", "APPROVED")),
                name="one_disposal_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("ordered_by")),
                name="disposal_approved_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(status="DONE") | Q(approved_by__isnull=False, witness__isnull=False),
                name="disposal_done_with_witness",
            ),
        ]

    def __str__(self):
        return f"{self.get_method_display()}: {self.exhibit}"

    def get_absolute_url(self):
        return reverse("evidence:disposal", args=[self.pk])

    @property
    def reference(self):
        return self.exhibit.reference


class Inventory(SentOnce):
    """One count of a room: what should be there, what was seen, and the difference both ways."""

    room = models.ForeignKey(Room, models.PROTECT, related_name="inventories")
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    expected = models.PositiveIntegerField()
    seen = models.PositiveIntegerField()
    missing = models.JSONField(default=list)
    unexpected = models.JSONField(default=list)

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name_plural = "inventories"

    def __str__(self):
        return f"Inventory of {self.room}, {self.at:%Y-%m-%d}"
