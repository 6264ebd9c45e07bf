"""The trail: who did what to which record, when, from where and with what result (domain §0.5).

Entries and seals are only ever added; the database itself refuses anything else (`guards.py`). Actor and
target are plain ids, so that the trail never holds a record back from disposal nor follows it into the bin.
"""

import json

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property

READS = ("viewed", "listed", "searched", "exported", "printed", "downloaded", "denied")


class AuditQuerySet(models.QuerySet):
    def about(self, target):
        """Entries about one record."""
        return self.filter(target_type=target._meta.label_lower, target_id=str(target.pk))

    def deeds(self):
        """Without looking, searching, exporting and being refused: what changed something."""
        return self.exclude(action__in=READS)

    def latest_first(self):
        """In the order things happened, which for late entries is not the order they were recorded in."""
        return self.order_by(Coalesce("happened_at", "at").desc(), "-id")


class AuditManager(models.Manager.from_queryset(AuditQuerySet)):
    def get_queryset(self):
        """Read each entry with its reason, which lives on the removable detail."""
        detail = AuditDetail.objects.filter(entry_id=models.OuterRef("pk"))
        reason = Coalesce(
            models.Subquery(detail.values("reason")), models.Value(""), output_field=models.TextField()
        )
        return super().get_queryset().annotate(reason=reason)


class AuditEntry(models.Model):
    """One thing somebody did, tried or looked at.

    What a person typed (the reason) and what personal data changed (the detail) are not columns here: they
    stand on `AuditDetail`, and the entry holds a salted commitment to them, so that a spill can be purged and
    the chain still be checked (domain §0.6.3).
    """

    at = models.DateTimeField(db_index=True)
    happened_at = models.DateTimeField(null=True)
    nonce = models.CharField(max_length=32, unique=True)
    actor_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=150)
    roles = models.CharField(max_length=200, blank=True)
    action = models.CharField(max_length=60)
    target_type = models.CharField(max_length=80, blank=True)
    target_id = models.CharField(max_length=64, blank=True)
    target_number = models.BigIntegerField(null=True)
    target_reference = models.CharField(max_length=120, blank=True)
    result = models.CharField(max_length=20, default="done")
    marking = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=45, blank=True)
    session = models.CharField(max_length=16, blank=True)
    request = models.CharField(max_length=36, blank=True)
    commitment = models.CharField(max_length=64, blank=True)
    signature = models.CharField(max_length=64)

    objects = AuditManager()

    class Meta:
        verbose_name_plural = "audit entries"
        indexes = [
            models.Index(fields=["target_type", "target_id", "-id"], name="audit_target"),
            models.Index(fields=["actor_id", "-id"], name="audit_actor"),
            models.Index(fields=["action", "-id"], name="audit_action"),
            models.Index(fields=["target_reference", "-id"], name="audit_reference"),
        ]

    def __str__(self):
        return f"{self.actor_label}: {self.action} {self.target_reference}".strip()

    @property
    def when(self):
        """When it happened, as against when it was recorded."""
        return self.happened_at or self.at

    @cached_property
    def reason(self):
        """The reason given; empty where there was none or it was removed. (The manager reads it along.)"""
        return getattr(self._detail, "reason", "")

    @cached_property
    def detail(self):
        """What was recorded beside the columns; None where there was nothing or it was removed."""
        return json.loads(self._detail.body) if self._detail else None

    @cached_property
    def _detail(self):
        return AuditDetail.objects.filter(entry_id=self.pk).first() if self.commitment else None

    @property
    def was_removed(self):
        """Whether there were words here that disposal or a spill purge took away."""
        return bool(self.commitment) and self._detail is None


class AuditDetail(models.Model):
    """The words of an entry: may be deleted, never changed. With the salt gone nothing can be guessed."""

    entry_id = models.BigIntegerField(primary_key=True)
    salt = models.CharField(max_length=32)
    reason = models.TextField(blank=True)
    body = models.TextField(default="{}")

    def __str__(self):
        return f"Detail of audit entry {self.entry_id}"


class AuditSeal(models.Model):
    """One link of the chain: the entry at this place, bound to everything before it."""

    seq = models.BigIntegerField(primary_key=True)
    entry_id = models.BigIntegerField(unique=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    def __str__(self):
        return f"Seal {self.seq} over audit entry {self.entry_id}"
