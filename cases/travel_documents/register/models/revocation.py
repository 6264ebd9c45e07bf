"""The revocation of a passport: grounds, notice, hearing, decision, and the book back (22 CFR 51.60–51.74)."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from cases.models import Case
from cases.travel_documents.register import grounds
from cases.travel_documents.register.models.document import TravelDocument
from cases.travel_documents.register.models.kept import STAFF, Kept


class Revocation(Kept):
    """`entered_by` proposed it. Whether a hearing can be asked for follows from the grounds."""

    class Status(models.TextChoices):
        PROPOSED = "PROPOSED", "Proposed"
        REFUSED = "REFUSED", "Not approved"
        WITHDRAWN = "WITHDRAWN", "Withdrawn"
        APPROVED = "APPROVED", "Approved, notice owed"
        NOTIFIED = "NOTIFIED", "Notice sent"
        SERVED = "SERVED", "Notice received"
        HEARING = "HEARING", "Hearing asked for"
        HEARD = "HEARD", "Heard"
        UPHELD = "UPHELD", "Upheld"
        OVERTURNED = "OVERTURNED", "Overturned"
        FINAL = "FINAL", "Final"

    class Final(models.TextChoices):
        NO_HEARING = "NO_HEARING", "no hearing is open for its grounds"
        NO_REQUEST = "NO_REQUEST", "no request was received in time"
        ABANDONED = "ABANDONED", "the request was abandoned"

    class Advice(models.TextChoices):
        UPHOLD = "UPHOLD", "Uphold the revocation"
        OVERTURN = "OVERTURN", "Overturn the revocation"

    document = models.ForeignKey(TravelDocument, models.PROTECT, related_name="revocations")
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="revocations")
    status = models.CharField(max_length=10, choices=Status, default=Status.PROPOSED)
    summary = models.TextField("what it rests on", max_length=8000)
    approved_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    notice_on = models.DateField("notice sent", null=True)
    notice_how = models.CharField(max_length=200, blank=True)
    served_on = models.DateField("notice received", null=True)
    service_proof = models.TextField(max_length=2000, blank=True)
    asked_on = models.DateField("request received", null=True)
    hearing_on = models.DateField(null=True)
    hearing_place = models.CharField(max_length=160, blank=True)
    hearing_officer = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    evidence_on = models.DateField("evidence sent", null=True)
    put_off = models.PositiveSmallIntegerField("times the hearing was put off", default=0)
    heard_on = models.DateField(null=True)
    advice = models.CharField(max_length=8, choices=Advice, blank=True)
    findings = models.TextField(max_length=20_000, blank=True)
    final_because = models.CharField(max_length=10, choices=Final, blank=True)
    decided_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision = models.TextField(max_length=8000, blank=True)
    surrendered_on = models.DateField(null=True)
    surrendered_how = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["-entered_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("entered_by")),
                name="revocation_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("entered_by")),
                name="revocation_decided_by_another",
            ),
            models.UniqueConstraint(
                fields=["document"],
                condition=~Q(status__in=("REFUSED", "WITHDRAWN", "OVERTURNED")),
                name="one_revocation_a_document",
            ),
        ]
        indexes = [models.Index(fields=["-entered_at", "-id"], name="revocation_newest")]

    OVER = (Status.REFUSED, Status.WITHDRAWN, Status.UPHELD, Status.OVERTURNED, Status.FINAL)
    IN_FORCE = (
        *(Status.APPROVED, Status.NOTIFIED, Status.SERVED, Status.HEARING, Status.HEARD),
        *(Status.UPHELD, Status.FINAL),
    )

    def get_absolute_url(self):
        return reverse("register:revocation", args=[self.reference])

    @property
    def shown_title(self):
        return f"Revocation of {self.document.shown_title}"

    @property
    def is_over(self):
        return self.status in self.OVER

    @property
    def in_force(self):
        return self.status in self.IN_FORCE

    @property
    def hearing_for(self):
        """The codes of its grounds about which a hearing can be asked for."""
        return grounds.with_hearing([reason.code for reason in self.reasons.all()])

    @property
    def hearing_available(self):
        return bool(self.hearing_for)


class Reason(models.Model):
    """One ground that is stated, with the facts that it rests on."""

    revocation = models.ForeignKey(Revocation, models.CASCADE, related_name="reasons")
    code = models.CharField(max_length=12, choices=grounds.CHOICES)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["revocation", "code"], name="ground_stated_once")]

    def __str__(self):
        return self.get_code_display()


class Lookout(models.Model):
    """That a document is looked out for, since its revocation was approved; the register's own line."""

    document = models.ForeignKey(TravelDocument, models.PROTECT, related_name="lookouts")
    revocation = models.ForeignKey(Revocation, models.PROTECT, related_name="lookouts")
    entered_at = models.DateTimeField()
    by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["document"], condition=Q(lifted_at=None), name="one_lookout_a_document"
            )
        ]

    def __str__(self):
        return f"Lookout for {self.document}"
