"""One document as it was met, read and asked for in the lists (domain C.7, C.10)."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from cases.models import SentOnce
from secoffice.access.models import Protected

STAFF = settings.AUTH_USER_MODEL
MARKING = "CUI//PRVCY"


class Outcome(models.TextChoices):
    """In the order in which one outranks the next."""

    HIT = "hit", "Hit"
    REFER = "refer", "Refer"
    NOT_CHECKED = "not_checked", "Not checked"
    CLEAR = "clear", "Clear"


class Screening(SentOnce, Protected):
    """`raw` as it was sent, `lines` as they were read, `notes` saying what lies between the two. `reading` holds
    format, valid, fields, checks, errors, warnings, policy_warnings under the names of `screen_documents`; `answers`
    one dictionary a source {source, checked, sentence, found: […]}; `names` the entries of the watch list. Hits know
    their screening by its reference."""

    class Way(models.TextChoices):
        LINES = "LINES", "Machine-readable zone"
        NUMBER = "NUMBER", "Issuer and number"

    reference = models.CharField(max_length=24, unique=True, editable=False)
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+")
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    marking = models.CharField(max_length=200, default=MARKING)
    controls = models.SmallIntegerField(default=0, editable=False)
    way = models.CharField(max_length=6, choices=Way, default=Way.LINES)
    raw = models.TextField(blank=True)
    lines = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    suggested_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="taken_up")
    inspected_on = models.DateField()
    format = models.CharField(max_length=5, blank=True)
    reading = models.JSONField(default=dict)
    issuer = models.CharField(max_length=8, blank=True)
    document_type = models.CharField(max_length=40, blank=True)
    number = models.CharField(max_length=40, blank=True)
    holder = models.CharField(max_length=100, blank=True)
    sources = models.JSONField(default=dict)
    answers = models.JSONField(default=list)
    names = models.JSONField(default=list)
    outcome = models.CharField(max_length=12, choices=Outcome)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["at", "id"], name="screening_by_day"),
            models.Index(fields=["outcome", "at", "id"], name="screening_by_outcome"),
            models.Index(fields=["office", "at", "id"], name="screening_by_office"),
            models.Index(fields=["by", "at", "id"], name="screening_by_operator"),
        ]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("travel_documents:screening", args=[self.reference])


class Fault(models.Model):
    """A code of the reading, one row each, so that they can be counted and found."""

    class Level(models.TextChoices):
        ERROR = "ERROR", "Error"
        WARNING = "WARNING", "Warning"
        POLICY = "POLICY", "Policy warning"

    screening = models.ForeignKey(Screening, models.CASCADE, related_name="faults")
    level = models.CharField(max_length=7, choices=Level)
    code = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["code", "screening"], name="fault_by_code")]

    def __str__(self):
        return self.code


class Century(models.Model):
    """The century an examiner chose for a date whose year has two digits (domain C.4). Later rows outrank earlier ones;
    the six characters of the zone stay as they are."""

    class Part(models.TextChoices):
        BIRTH = "birth_date", "Date of birth"
        EXPIRY = "expiry_date", "Date of expiry"

    screening = models.ForeignKey(Screening, models.CASCADE, related_name="centuries")
    part = models.CharField(max_length=11, choices=Part)
    was = models.CharField(max_length=10, blank=True)
    chosen = models.DateField()
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return f"{self.get_part_display()} {self.chosen}"
