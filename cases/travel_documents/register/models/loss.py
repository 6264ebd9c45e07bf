"""A report that a document was lost or stolen, with the fields of form DS-64; and the flag that too many raise."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from cases.travel_documents.register.models.document import TravelDocument, Type
from cases.travel_documents.register.models.kept import STAFF, Kept


class LossReport(Kept):
    """`document` stays empty while the number is not known. A report stands for ever; it falls only when two persons
    say that it was recorded in error."""

    class Kind(models.TextChoices):
        LOST = "LOST", "Lost"
        STOLEN = "STOLEN", "Stolen"

    class Status(models.TextChoices):
        RECORDED = "RECORDED", "Recorded"
        ASKED = "ASKED", "Correction asked for"
        DATA_ERROR = "DATA_ERROR", "Recorded in error"

    kind = models.CharField(max_length=6, choices=Kind)
    status = models.CharField(max_length=10, choices=Status, default=Status.RECORDED)
    document = models.ForeignKey(TravelDocument, models.PROTECT, null=True, related_name="losses")
    type = models.CharField(max_length=10, choices=Type, default=Type.ORDINARY)
    issuer = models.CharField("issuing state or body", max_length=3, blank=True)
    number = models.CharField(max_length=30, blank=True)
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    name = models.CharField("name of the holder", max_length=160)
    name_normal = models.CharField(max_length=200, editable=False)
    born = models.CharField("date of birth", max_length=10, blank=True)
    birthplace = models.CharField("place of birth", max_length=120, blank=True)
    happened_on = models.DateField("day it happened, or was noticed", null=True, blank=True)
    place = models.CharField("where", max_length=160, blank=True)
    how = models.TextField("how it happened", max_length=4000)
    police_report = models.CharField("number of the police report", max_length=60, blank=True)
    police_at = models.CharField("police station", max_length=120, blank=True)
    earlier_losses = models.PositiveSmallIntegerField("earlier losses, as the holder says", default=0)
    reported_by = models.CharField("who reports it", max_length=160)
    asked_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    asked_why = models.TextField(max_length=4000, blank=True)
    answered_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    answer = models.TextField(max_length=4000, blank=True)

    class Meta:
        verbose_name = "loss report"
        ordering = ["-entered_at", "-id"]
        indexes = [
            models.Index(fields=["-entered_at", "-id"], name="loss_newest"),
            models.Index(fields=["name_normal", "born"], name="loss_by_name"),
        ]

    def get_absolute_url(self):
        return reverse("register:loss", args=[self.reference])

    @property
    def shown_title(self):
        said = f"{self.issuer} {self.number}".strip()
        return f"{self.get_kind_display()}: {self.get_type_display().lower()} {said or 'of unknown number'}"

    @property
    def stands(self):
        return self.status != self.Status.DATA_ERROR


class Flag(Kept):
    """Losses of one person that are too many: somebody screens whether documents are passed on (passport fraud)."""

    class Status(models.TextChoices):
        OPEN = "OPEN", "To be screened"
        CLEARED = "CLEARED", "Screened, nothing found"
        REFERRED = "REFERRED", "Referred"

    report = models.OneToOneField(LossReport, models.PROTECT, related_name="flag")
    status = models.CharField(max_length=8, choices=Status, default=Status.OPEN)
    losses = models.PositiveSmallIntegerField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    why = models.TextField(max_length=4000, blank=True)

    class Meta:
        verbose_name = "flag of repeated losses"
        ordering = ["-entered_at", "-id"]

    def get_absolute_url(self):
        return reverse("register:flag", args=[self.pk])

    @property
    def shown_title(self):
        return "Repeated losses of one person"
