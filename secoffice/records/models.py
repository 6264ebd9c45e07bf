"""Retention and legal hold of any record, which is named by kind and number."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from secoffice.access.models import PointingQuerySet
from secoffice.records import schedule

STAFF = settings.AUTH_USER_MODEL


class Pointing(models.Model):
    target_type = models.CharField(max_length=40)
    target_id = models.BigIntegerField()
    target_reference = models.CharField(max_length=40)

    objects = PointingQuerySet.as_manager()

    class Meta:
        abstract = True


class Retention(Pointing):
    """Under which item a record is kept. The newest counts; earlier ones stay, replaced. `trigger_on` and `eligible_on`
    are worked out when the record ends."""

    item = models.CharField(max_length=16)
    version = models.CharField("schedule", max_length=12, default=schedule.VERSION)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    trigger_on = models.DateField(null=True)
    eligible_on = models.DateField(null=True)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["target_type", "target_id"],
                condition=Q(replaced_at=None),
                name="one_retention_item_a_record",
            )
        ]
        indexes = [models.Index(fields=["eligible_on"], name="retention_by_day")]

    def __str__(self):
        return f"{self.item} for {self.target_reference}"

    @property
    def rule(self):
        return schedule.called(self.item)


class HoldQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(released_at=None)

    def visible_to(self, user):
        """Those who keep holds see all of them, custodians those they are named in."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        if user.has_role("LEGAL", "REC_OFF"):
            return self
        return self.filter(custodians__user=user)


class LegalHold(models.Model):
    """Nothing that it covers is changed or destroyed until LEGAL releases it. `scope` are the terms by which new
    records join: `{"kind": "cases.case", "office": 3, "of": "PF"}`; empty for a hold of named records."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    reason = models.TextField(max_length=2000)
    authority = models.CharField(max_length=200)
    scope = models.JSONField(default=dict, blank=True)
    start_on = models.DateField()
    placed_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    told_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    why_released = models.CharField(max_length=500, blank=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        ordering = ["-placed_at", "-id"]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("records:hold", args=[self.pk])

    @property
    def reference(self):
        return f"H-{self.pk}"


class Custodian(models.Model):
    """Somebody who was told to keep what they have, and says that they read it."""

    hold = models.ForeignKey(LegalHold, models.PROTECT, related_name="custodians")
    user = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hold", "user"], name="custodian_once_a_hold")]

    def __str__(self):
        return f"{self.user} of {self.hold}"


class Held(Pointing):
    """One record under one hold. The database guards read this table."""

    hold = models.ForeignKey(LegalHold, models.PROTECT, related_name="held")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hold", "target_type", "target_id"], name="held_once_a_hold")
        ]
        indexes = [
            models.Index(
                fields=["target_type", "target_id"], condition=Q(ended_at=None), name="held_by_target"
            )
        ]

    def __str__(self):
        return f"{self.target_reference} under {self.hold_id}"


class Disposition(Pointing):
    """A record past its period, proposed for destruction. Three people approve: the records officer, somebody who
    answers for the record, and the legal adviser. `status` moves by the table in `workflow`."""

    class Status(models.TextChoices):
        PROPOSED = "PROPOSED", "Proposed"
        APPROVED = "APPROVED", "Approved for destruction"
        KEPT = "KEPT", "Kept"

    OPEN = (Status.PROPOSED, Status.APPROVED)

    item = models.CharField(max_length=16)
    eligible_on = models.DateField()
    witnessed = models.BooleanField("destroyed before a witness", default=False)
    status = models.CharField(max_length=8, choices=Status, default=Status.PROPOSED)
    status_at = models.DateTimeField()
    proposed_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    why_kept = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["eligible_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["target_type", "target_id"],
                condition=Q(status__in=["PROPOSED", "APPROVED"]),
                name="proposed_once_at_a_time",
            )
        ]

    def __str__(self):
        return f"Disposition of {self.target_reference}"

    @property
    def reference(self):
        return self.target_reference


class Consent(models.Model):
    """One of the three approvals. Nobody gives two of them."""

    class Part(models.TextChoices):
        REC_OFF = "REC_OFF", "Records officer"
        OWNER = "OWNER", "Who answers for the record"
        LEGAL = "LEGAL", "Legal adviser"

    disposition = models.ForeignKey(Disposition, models.CASCADE, related_name="consents")
    part = models.CharField(max_length=7, choices=Part)
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["disposition", "part"], name="each_part_consents_once"),
            models.UniqueConstraint(fields=["disposition", "by"], name="nobody_consents_twice"),
        ]

    def __str__(self):
        return f"{self.get_part_display()} for {self.disposition}"
