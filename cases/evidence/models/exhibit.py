"""What was taken, from where and by what right, and what it is."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from cases.models import Case, SentOnce
from cases.models.case import STAFF
from secoffice.access.models import Admission, Protected, ProtectedQuerySet, Recusal, controls_for


class Category(models.TextChoices):
    DOCUMENT = "DOCUMENT", "Document"
    TRAVEL_DOC = "TRAVEL_DOC", "Travel document"
    DEVICE = "DEVICE", "Device"
    DIGITAL_COPY = "DIGITAL_COPY", "Digital copy"
    CURRENCY = "CURRENCY", "Money"
    DRUG = "DRUG", "Drug"
    FIREARM = "FIREARM", "Firearm"
    BIOLOGICAL = "BIOLOGICAL", "Biological"
    OTHER = "OTHER", "Other"


ENDS = [("RETURN", "Returned"), ("DESTROY", "Destroyed"), ("FORFEIT", "Forfeited")]
TWO_PERSONS = (Category.CURRENCY, Category.DRUG, Category.FIREARM)


class Room(models.Model):
    """A place where exhibits are kept; a vault is for what takes two persons."""

    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="evidence_rooms")
    name = models.CharField(max_length=80)
    vault = models.BooleanField("a vault, for money, drugs and firearms", default=False)
    opened_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["office", "name"], name="room_once_in_office")]

    def __str__(self):
        return self.name


class Seizure(SentOnce):
    """How things came into our hands. Several exhibits may come from one."""

    class Authority(models.TextChoices):
        CONSENT = "CONSENT", "Consent"
        WARRANT = "WARRANT", "Warrant"
        ABANDONED = "ABANDONED", "Abandoned"
        ADMIN = "ADMIN", "Administrative"
        BORDER = "BORDER", "Border"
        HOST = "HOST", "Handed over by the host nation"

    case = models.ForeignKey(Case, models.PROTECT, related_name="seizures")
    authority = models.CharField(max_length=10, choices=Authority)
    document = models.CharField("authority document", max_length=200, blank=True)
    seized_at = models.DateTimeField("when it was taken")
    zone = models.CharField(max_length=40)
    place = models.CharField("where", max_length=200)
    found_by = models.CharField("found by", max_length=120)
    witnessed_by = models.CharField("witnessed by", max_length=120, blank=True)
    receipt = models.CharField("receipt given to the owner", max_length=60, blank=True)
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["seized_at", "id"]

    def __str__(self):
        return f"Seizure {self.pk} on {self.case}"


class ExhibitQuerySet(ProtectedQuerySet):
    def visible_to(self, user):
        """Whoever may know of the case; and who keeps, or is asked to take, this one exhibit. Never the recused."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        mine = Admission.objects.of(user).filter(target_type="evidence.exhibit", target_id=OuterRef("pk"))
        barred = Recusal.objects.filter(user=user, target_type="cases.case").values("target_id")
        cases = Case.objects.visible_to(user).values("pk")
        marked = {"controls__in": controls_for(user), "case__controls__in": controls_for(user)}
        return self.filter(Q(case__in=cases) | Exists(mine), **marked).exclude(case__in=barred)

    def kept(self):
        """Those that somebody still answers for."""
        return self.filter(custodian__isnull=False)


class Exhibit(SentOnce, Protected):
    """One exhibit. Custodian, place and seal are what its last custody events say, copied for lists."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="exhibits")
    number = models.PositiveIntegerField()
    reference = models.CharField(max_length=32, unique=True, editable=False)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    seizure = models.ForeignKey(Seizure, models.PROTECT, related_name="exhibits")
    category = models.CharField(max_length=12, choices=Category)
    description = models.CharField(max_length=500)
    quantity = models.DecimalField(max_digits=12, decimal_places=3, default=1)
    unit = models.CharField(max_length=20, blank=True)
    make = models.CharField("make and model", max_length=120, blank=True)
    serial = models.CharField("serial number or IMEI", max_length=120, blank=True)
    owner = models.CharField(max_length=120, blank=True)
    condition = models.CharField(max_length=300, blank=True)
    value = models.CharField("estimated value", max_length=60, blank=True)
    hazard = models.CharField(max_length=200, blank=True)
    marking = models.CharField(max_length=80)
    controls = models.SmallIntegerField(default=0, editable=False)
    container = models.CharField(max_length=80, blank=True)
    seal = models.CharField("seal number", max_length=40, blank=True)
    is_copy = models.BooleanField("a working copy", default=False)
    custodian = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="exhibits")
    room = models.ForeignKey(Room, models.PROTECT, null=True, related_name="exhibits")
    bin = models.CharField(max_length=40, blank=True)
    gone_as = models.CharField(max_length=8, blank=True, choices=ENDS)
    on_hold = models.CharField("why it is on hold", max_length=300, blank=True)
    held_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    registered_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()

    objects = ExhibitQuerySet.as_manager()

    class Meta:
        ordering = ["case", "number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="exhibit_number_once"),
            models.CheckConstraint(
                condition=Q(custodian__isnull=False, gone_as="")
                | (Q(custodian=None, room=None) & ~Q(gone_as="")),
                name="exhibit_has_one_custodian_or_is_gone",
            ),
        ]
        indexes = [
            models.Index(fields=["custodian", "id"], name="exhibit_of_custodian"),
            models.Index(fields=["room", "id"], name="exhibit_in_room"),
        ]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("evidence:exhibit", args=[self.case_number, self.tail])

    def is_visible_to(self, user):
        return Exhibit.objects.visible_to(user).filter(pk=self.pk).exists()

    @property
    def case_number(self):
        return self.reference.rpartition("/")[0]

    @property
    def tail(self):
        """Its number below that of the case: E012."""
        return self.reference.rpartition("/")[2]

    @property
    def takes_two(self):
        return self.category in TWO_PERSONS

    @property
    def where(self):
        """Where it is, in words."""
        if self.gone_as:
            return self.get_gone_as_display()
        return ", ".join(filter(None, (str(self.room or ""), self.bin))) or "With its custodian"

    @property
    def amount(self):
        return f"{self.quantity.normalize():f} {self.unit}".strip()


class Acquisition(models.Model):
    """The bytes of a digital exhibit: how they were taken, and their digests as computed here at intake."""

    class Method(models.TextChoices):
        PHYSICAL = "PHYSICAL", "Physical"
        FULL = "FULL", "Full file system"
        LOGICAL = "LOGICAL", "Logical"
        MANUAL = "MANUAL", "Manual"
        CLOUD = "CLOUD", "Cloud"

    exhibit = models.OneToOneField(Exhibit, models.PROTECT, related_name="acquisition")
    stored = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    method = models.CharField(max_length=8, choices=Method)
    tool = models.CharField("tool and version", max_length=120, blank=True)
    write_blocker = models.CharField("write blocker", max_length=120, blank=True)
    began_at = models.DateTimeField("began", null=True)
    finished_at = models.DateTimeField("finished", null=True)
    clock_offset = models.CharField("offset of the device’s clock", max_length=60, blank=True)
    source_digest = models.CharField("digest of the source", max_length=128, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64)
    sha3 = models.CharField("SHA3-256", max_length=64)
    verified_at = models.DateTimeField(null=True)

    def __str__(self):
        return f"Bytes of {self.exhibit}"

    @property
    def agrees(self):
        """Whether the digest told by whoever took the copy is one of those computed here."""
        told = self.source_digest.strip().lower()
        return not told or told in (self.sha256, self.sha3)
