"""Documents that have something in common across cases: traits, and the families that people confirm of them."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from cases.models import SentOnce
from secoffice.access.models import PointingQuerySet, Protected

STAFF = settings.AUTH_USER_MODEL


class Trait(models.Model):
    """Something that a record says of a document and that another may share. Seen with its record, or not at all.
    `value` is what is compared, `shown` what is read; `document` is issuer and number: two records of one document are
    no family. `by` wrote it; without, it was taken from the record."""

    class Kind(models.TextChoices):
        RANGE = "RANGE", "Number range"
        FLAW = "FLAW", "Flaw"
        VENDOR = "VENDOR", "Vendor or agent"
        PHOTO = "PHOTO", "Photograph"
        MRZ = "MRZ", "Fault of the zone"
        ADDRESS = "ADDRESS", "Address"

    target_type = models.CharField(max_length=60)
    target_id = models.BigIntegerField()
    reference = models.CharField(max_length=40)
    kind = models.CharField(max_length=7, choices=Kind)
    value = models.CharField(max_length=120)
    shown = models.CharField(max_length=200)
    document = models.CharField(max_length=40)
    by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = PointingQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "value", "id"]
        constraints = [
            models.UniqueConstraint(fields=["target_type", "target_id", "kind", "value"], name="trait_once")
        ]
        indexes = [models.Index(fields=["kind", "value"], name="trait_shared")]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.shown}"


class Family(SentOnce, Protected):
    """What somebody says of the documents that share a trait: one family, or chance. Members are named with the reason
    why each belongs; a reader sees those whose records they may know of."""

    class Status(models.TextChoices):
        CONFIRMED = "CONFIRMED", "Confirmed"
        CHANCE = "CHANCE", "Chance"

    reference = models.CharField(max_length=24, unique=True, editable=False)
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+")
    title = models.CharField("what they have in common, in a few words", max_length=120)
    kind = models.CharField(max_length=7, choices=Trait.Kind)
    value = models.CharField(max_length=120)
    shown = models.CharField(max_length=200)
    status = models.CharField(max_length=9, choices=Status, default=Status.CONFIRMED)
    why = models.TextField("why", max_length=4000)
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    marking = models.CharField(max_length=80)
    controls = models.SmallIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name_plural = "families"
        indexes = [
            models.Index(fields=["-at", "-id"], name="family_newest"),
            models.Index(fields=["kind", "value"], name="family_of_trait"),
        ]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("document_fraud:family", args=[self.reference])


class Member(models.Model):
    """A record in a family."""

    family = models.ForeignKey(Family, models.CASCADE, related_name="members")
    target_type = models.CharField(max_length=60)
    target_id = models.BigIntegerField()
    reference = models.CharField(max_length=40)
    document = models.CharField(max_length=40)
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = PointingQuerySet.as_manager()

    class Meta:
        ordering = ["document", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["family", "target_type", "target_id"], name="member_once_a_family"
            )
        ]

    def __str__(self):
        return f"{self.reference} in {self.family}"
