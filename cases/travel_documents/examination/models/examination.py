"""The record of an examination (domain C.9): who looked, with what, at which features, and what they conclude."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from cases.models import SentOnce
from cases.travel_documents.examination.models.taxonomy import FraudType, Indicator
from secoffice import markings
from secoffice.access.models import Protected, ProtectedQuerySet

STAFF = settings.AUTH_USER_MODEL


class Status(models.TextChoices):
    DRAFT = "DRAFT", "Being examined"
    SECOND = "SECOND", "For a second look"
    CONCLUDED = "CONCLUDED", "Concluded"
    CALLED_OFF = "CALLED_OFF", "Called off"


class Conclusion(models.TextChoices):
    GENUINE = "GENUINE", "Genuine"
    FOG = "GENUINE_FRAUDULENTLY_OBTAINED", "Genuine, fraudulently obtained"
    ALTERED = "ALTERED", "Altered"
    COUNTERFEIT = "COUNTERFEIT", "Counterfeit"
    FANTASY = "FANTASY", "Fantasy"
    INCONCLUSIVE = "INCONCLUSIVE", "Inconclusive"


ADVERSE = (Conclusion.FOG, Conclusion.ALTERED, Conclusion.COUNTERFEIT, Conclusion.FANTASY)


class Likelihood(models.TextChoices):
    """Words of estimative probability (ICD 203, domain E.5); below even chances nobody concludes."""

    EVEN = "EVEN", "Roughly even chance (45–55 %)"
    LIKELY = "LIKELY", "Likely (55–80 %)"
    VERY = "VERY", "Very likely (80–95 %)"
    ALMOST = "ALMOST", "Almost certain (95–99 %)"


class ExaminationQuerySet(ProtectedQuerySet):
    def under_way(self):
        return self.filter(status__in=(Status.DRAFT, Status.SECOND))

    def concluded(self):
        return self.filter(status=Status.CONCLUDED)


class Examination(SentOnce, Protected):
    """`visual` holds what the printed page says, `reading` what the zone says; `origin_type`, `origin_id` point at what
    it arose from: a screening, a hit, a document of the register. Frozen once concluded: `digest` says of what."""

    class Level(models.IntegerChoices):
        UNAIDED = 1, "1, unaided"
        TOOLS = 2, "2, simple tools"
        LABORATORY = 3, "3, laboratory"

    class Chip(models.TextChoices):
        NONE = "NONE", "No chip"
        NOT_READ = "NOT_READ", "Not read"
        GOOD = "GOOD", "Read, signature good, agrees with the page"
        DIFFERS = "DIFFERS", "Read, differs from the page"
        BAD = "BAD", "Signature bad or missing"
        DEAD = "DEAD", "Does not answer"

    class Comparison(models.TextChoices):
        NONE = "NONE", "Nothing to compare with"
        SPECIMEN = "SPECIMEN", "Specimen of the issuer"
        DATABASE = "DATABASE", "Reference database"
        BOOK = "BOOK", "Genuine document of the same series"
        ISSUER = "ISSUER", "Answer of the issuer"

    reference = models.CharField(max_length=24, unique=True, editable=False)
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="examinations")
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    status_at = models.DateTimeField()
    examiner = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    second = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    began_at = models.DateTimeField()
    concluded_at = models.DateTimeField(null=True)
    marking = models.CharField(max_length=80)
    controls = models.SmallIntegerField(default=0, editable=False)
    origin_type = models.CharField(max_length=60, blank=True, editable=False)
    origin_id = models.BigIntegerField(null=True, editable=False)
    origin_reference = models.CharField(max_length=40, blank=True, editable=False)

    issuer = models.CharField("issuer code", max_length=3, blank=True)
    kind = models.CharField("kind of document", max_length=60)
    number = models.CharField("document number", max_length=30, blank=True)
    exhibit = models.CharField("number as an exhibit", max_length=40, blank=True)
    zone = models.TextField("machine-readable zone", max_length=400, blank=True)
    reading = models.JSONField(default=dict, editable=False)
    visual = models.JSONField(default=dict, editable=False)

    level = models.PositiveSmallIntegerField(choices=Level, default=Level.UNAIDED)
    instruments = models.CharField(max_length=300, blank=True)
    chip = models.CharField(max_length=8, choices=Chip, default=Chip.NOT_READ)
    chip_says = models.CharField("what the chip says", max_length=300, blank=True)
    comparison = models.CharField(max_length=8, choices=Comparison, default=Comparison.NONE)
    compared_with = models.CharField(max_length=300, blank=True)

    conclusion = models.CharField(max_length=32, choices=Conclusion, blank=True)
    likelihood = models.CharField("how likely", max_length=6, choices=Likelihood, blank=True)
    grounds = models.TextField("on what it rests", max_length=8000, blank=True)
    fraud_types = models.ManyToManyField(FraudType, related_name="examinations", blank=True)
    indicators = models.ManyToManyField(Indicator, related_name="examinations", blank=True)
    remarks = models.TextField(max_length=4000, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ExaminationQuerySet.as_manager()

    class Meta:
        ordering = ["-began_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=Status.CONCLUDED)
                | (~Q(conclusion="") & ~Q(digest="") & Q(concluded_at__isnull=False)),
                name="examination_concluded_says_what",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.CONCLUDED) | ~Q(conclusion__in=ADVERSE) | Q(second__isnull=False),
                name="examination_adverse_by_two",
            ),
            models.CheckConstraint(
                condition=Q(second__isnull=True) | ~Q(second=F("examiner")), name="examination_second_is_another"
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["-began_at", "-id"], name="examination_newest"),
            models.Index(fields=["status", "-began_at", "-id"], name="examination_by_status"),
            models.Index(fields=["issuer", "number"], name="examination_by_number"),
        ]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("examination:detail", args=[self.reference])

    @property
    def is_adverse(self):
        return self.conclusion in ADVERSE

    @property
    def is_over(self):
        return self.status in (Status.CONCLUDED, Status.CALLED_OFF)

    @property
    def document(self):
        """What was examined, in words: kind, issuer and number."""
        return " ".join(part for part in (self.kind, self.issuer, self.number) if part)

    def set_marking(self, banner):
        """Raises MarkingError for a banner that cannot stand."""
        read = markings.parse(banner)
        self.marking, self.controls = str(read), read.bits
