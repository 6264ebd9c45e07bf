"""A travel document: what is printed in it, and, apart from that, whose it is."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from cases.travel_documents.register.models.kept import STAFF, Kept


class Type(models.TextChoices):
    ORDINARY = "ORDINARY", "Ordinary passport"
    DIPLOMATIC = "DIPLOMATIC", "Diplomatic passport"
    OFFICIAL = "OFFICIAL", "Official or service passport"
    EMERGENCY = "EMERGENCY", "Emergency travel document"
    REFUGEE = "REFUGEE", "Refugee travel document"
    STATELESS = "STATELESS", "Travel document of a stateless person"
    LAISSEZ = "LAISSEZ", "Laissez-passer"
    VISA = "VISA", "Visa"
    IDENTITY = "IDENTITY", "Identity card"
    OTHER = "OTHER", "Another document"


SPECIAL = (Type.DIPLOMATIC, Type.OFFICIAL)
LISTED_AS = {
    Type.VISA: "V",
    Type.IDENTITY: "I",
    Type.OTHER: "X",
}  # in lists of lost documents; P for the rest
TOLD_AS = {Type.VISA: "", Type.IDENTITY: "NATID"}  # the kind of fact its number is; PASSPORT for the rest


class TravelDocument(Kept):
    """`holder` is whose document it is, as far as it is known; `name_visual` and `name_mrz` are what is printed.
    Whoever carries it may be neither. `staff` is the colleague to whom the office had a special-issuance document
    given, `keeper` the one who keeps the book while `with_holder` is false. That it has expired is worked out, not
    stored.
    """

    class Status(models.TextChoices):
        VALID = "VALID", "Valid"
        LOST = "LOST", "Lost"
        STOLEN = "STOLEN", "Stolen"
        REVOKED = "REVOKED", "Revoked"
        CANCELLED = "CANCELLED", "Cancelled"
        SURRENDERED = "SURRENDERED", "Surrendered"
        DESTROYED = "DESTROYED", "Destroyed"

    class Ended(models.TextChoices):
        """When a passport stops being valid (22 CFR 51.4)."""

        REVOKED = "REVOKED", "Its revocation was approved"
        REPORTED = "REPORTED", "It was reported lost or stolen and that was recorded"
        CANCELLED = "CANCELLED", "It was physically cancelled"
        FEE = "FEE", "Written notice that the fee was not paid or was returned"
        DAMAGED = "DAMAGED", "Materially changed, damaged or mutilated"
        POST = "POST", "The status that justified a special-issuance book ended"
        NATIONALITY = "NATION", "A certificate of loss of nationality was approved"

    type = models.CharField(max_length=10, choices=Type)
    issuer = models.CharField("issuing state or body", max_length=3)
    number = models.CharField(max_length=30)
    number_normal = models.CharField(max_length=30, editable=False)
    issued_on = models.DateField("date of issue", null=True, blank=True)
    expires_on = models.DateField("date of expiry", null=True, blank=True)
    issuing_office = models.CharField(max_length=120, blank=True)
    name_visual = models.CharField("name as printed", max_length=160, blank=True)
    name_mrz = models.CharField("name in the machine-readable lines", max_length=80, blank=True)
    born = models.CharField("date of birth as printed", max_length=10, blank=True)
    birthplace = models.CharField("place of birth as printed", max_length=120, blank=True)
    sex = models.CharField(max_length=1, blank=True)
    nationality = models.CharField(max_length=3, blank=True)
    mrz = models.TextField("machine-readable lines", blank=True, max_length=200)
    remarks = models.TextField(blank=True, max_length=2000)
    holder = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    status = models.CharField(max_length=11, choices=Status, default=Status.VALID)
    ended = models.CharField("why it stopped being valid", max_length=9, choices=Ended, blank=True)
    ended_at = models.DateTimeField(null=True)
    staff = models.ForeignKey(STAFF, models.PROTECT, null=True, blank=True, related_name="+")
    keeper = models.ForeignKey(STAFF, models.PROTECT, null=True, blank=True, related_name="+")
    with_holder = models.BooleanField(default=True)
    kept_where = models.CharField("where it is kept", max_length=120, blank=True)
    post_ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "travel document"
        ordering = ["-entered_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "type", "number_normal"], name="travel_document_number_once"
            ),
            models.CheckConstraint(
                condition=Q(staff=None) | Q(type__in=SPECIAL), name="staff_document_is_special"
            ),
        ]
        indexes = [
            models.Index(fields=["-entered_at", "-id"], name="travel_document_newest"),
            models.Index(fields=["number_normal"], name="travel_document_by_number"),
            models.Index(fields=["staff", "status"], name="travel_document_of_staff"),
            models.Index(fields=["expires_on", "id"], name="travel_document_expiring"),
        ]

    def get_absolute_url(self):
        return reverse("register:document", args=[self.reference])

    @property
    def shown_title(self):
        return f"{self.get_type_display()} {self.issuer} {self.number}"

    @property
    def is_special(self):
        return self.type in SPECIAL

    @property
    def listed_as(self):
        return LISTED_AS.get(self.type, "P")

    @property
    def told_as(self):
        return TOLD_AS.get(self.type, "PASSPORT")

    @property
    def is_over(self):
        return self.status == self.Status.DESTROYED

    def is_expired(self, on):
        """The day of expiry is the last one on which it is valid."""
        return self.expires_on is not None and self.expires_on < on


class Line(models.Model):
    """One line of what happened to a document; one of a revocation is read there alone."""

    document = models.ForeignKey(TravelDocument, models.CASCADE, related_name="lines")
    revocation = models.ForeignKey("register.Revocation", models.CASCADE, null=True, related_name="lines")
    verb = models.CharField(max_length=24)
    says = models.CharField(max_length=240)
    text = models.TextField(blank=True, max_length=8000)
    by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self):
        return f"{self.says} ({self.document})"
