"""A visa suspected of fraud, on its way from the adjudicating officer to an investigator (domain C.11)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from cases.models import Case, SentOnce
from secoffice import markings
from secoffice.access.models import Protected, ProtectedQuerySet

STAFF = settings.AUTH_USER_MODEL


class Status(models.TextChoices):
    SUSPECTED = "SUSPECTED", "Suspected"
    UNDER_FPU_REVIEW = "UNDER_FPU_REVIEW", "With the fraud prevention unit"
    CONFIRMED = "CONFIRMED", "Confirmed"
    NOT_CONFIRMED = "NOT_CONFIRMED", "Not confirmed"
    INCONCLUSIVE = "INCONCLUSIVE", "Inconclusive"
    REFERRED_RSO = "REFERRED_RSO", "Referred to the security officer"
    CASE_OPENED = "CASE_OPENED", "Case opened"
    DECLINED = "DECLINED", "Declined"


OVER = (Status.NOT_CONFIRMED, Status.CASE_OPENED, Status.DECLINED)


class ReferralQuerySet(ProtectedQuerySet):
    def open(self):
        return self.exclude(status__in=OVER)


class VisaReferral(SentOnce, Protected):
    """`eligibility` is the finding of the consular side, `crime` that of the investigator: neither decides the other's.
    An allegation against a member of staff goes straight to the security officer; `named` is kept out of it."""

    class Kind(models.TextChoices):
        FALSE = "FALSE", "False documents or statements"
        PETITION = "PETITION", "Petition: employment, shell company, wage"
        MARRIAGE = "MARRIAGE", "Marriage or relationship"
        STUDENT = "STUDENT", "Student"
        IMPOSTOR = "IMPOSTOR", "Impostor"
        FOIL = "FOIL", "Counterfeit or altered visa foil"
        AGENT = "AGENT", "Agent, diversity lottery"
        MISUSE = "MISUSE", "Misuse after issue"
        STAFF = "STAFF", "Malfeasance of staff"

    reference = models.CharField(max_length=24, unique=True, editable=False)
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="visa_referrals")
    status = models.CharField(max_length=16, choices=Status, default=Status.SUSPECTED)
    status_at = models.DateTimeField()
    kind = models.CharField("what is suspected", max_length=8, choices=Kind)
    applicant = models.CharField(max_length=160)
    born = models.CharField("date of birth", max_length=10, blank=True)
    nationality = models.CharField(max_length=3, blank=True)
    passport = models.CharField("passport number", max_length=30, blank=True)
    passport_issuer = models.CharField("issuer of the passport", max_length=3, blank=True)
    visa_class = models.CharField(max_length=12, blank=True)
    application = models.CharField("number of the application", max_length=40, blank=True)
    agent = models.CharField("agent or vendor", max_length=160, blank=True)
    address = models.CharField("address given", max_length=200, blank=True)
    facts = models.TextField("what was seen", max_length=8000)
    named = models.ForeignKey(STAFF, models.PROTECT, null=True, blank=True, related_name="+")
    crime_signs = models.JSONField(default=list)
    eligibility = models.TextField("finding on eligibility", max_length=4000, blank=True)
    crime = models.TextField("finding on the crime", max_length=4000, blank=True)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="visa_referrals")
    asked_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    marking = models.CharField(max_length=80)
    controls = models.SmallIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(named=None) | Q(kind="STAFF"), name="referral_names_staff_for_malfeasance"
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.CASE_OPENED) | Q(case__isnull=False),
                name="referral_opened_has_a_case",
            ),
        ]
        indexes = [
            models.Index(fields=["-asked_at", "-id"], name="referral_newest"),
            models.Index(fields=["office", "status", "-asked_at"], name="referral_of_office"),
        ]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("document_fraud:referral", args=[self.reference])

    @property
    def is_over(self):
        return self.status in OVER

    @property
    def is_malfeasance(self):
        return self.kind == self.Kind.STAFF

    def set_marking(self, banner):
        """Raises MarkingError for a banner that cannot stand."""
        read = markings.parse(banner)
        self.marking, self.controls = str(read), read.bits


class Check(SentOnce):
    """What the fraud prevention unit did: a check, an interview, a visit, a study."""

    class Kind(models.TextChoices):
        RECORDS = "RECORDS", "Check of records"
        INTERVIEW = "INTERVIEW", "Interview"
        VISIT = "VISIT", "Field visit"
        STUDY = "STUDY", "Validation study"

    referral = models.ForeignKey(VisaReferral, models.CASCADE, related_name="checks")
    kind = models.CharField(max_length=9, choices=Kind)
    done_on = models.DateField("on")
    found = models.TextField("what it found", max_length=4000)
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["done_on", "id"]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.done_on}"


class Line(models.Model):
    """What happened to a referral."""

    referral = models.ForeignKey(VisaReferral, models.CASCADE, related_name="lines")
    verb = models.CharField(max_length=20)
    says = models.CharField(max_length=240)
    text = models.TextField(blank=True, max_length=8000)
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self):
        return self.says
