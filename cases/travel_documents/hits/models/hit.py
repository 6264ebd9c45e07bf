"""A hit: what was asked, what answered, and what people made of it (domain C.10, H.4)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from cases.travel_documents.hits.models.watch import WatchEntry, WatchVersion
from secoffice.access.models import Protected, ProtectedQuerySet

STAFF = settings.AUTH_USER_MODEL


class Status(models.TextChoices):
    """Of both kinds; which can follow which stands in the tables of steps."""

    OPEN = "OPEN", "To be looked at"
    ASKED = "ASKED", "Confirmation asked"
    ANSWERED = "ANSWERED", "Answered"
    DOCUMENT = "DOCUMENT", "Further document asked for"
    PROPOSED = "PROPOSED", "Waits for a second person"
    CONFIRMED = "CONFIRMED", "Confirmed by the issuer"
    CONFIRMED_RECOVERED = "CONFIRMED_RECOVERED", "Recovered by its owner"
    DATA_ERROR = "DATA_ERROR", "Error in the data"
    UNCONFIRMED = "UNCONFIRMED", "Closed without a reply"
    TRUE_MATCH = "TRUE_MATCH", "The same person"
    FALSE_POSITIVE = "FALSE_POSITIVE", "Another person"


S = Status
CLOSED = (
    *(S.CONFIRMED, S.CONFIRMED_RECOVERED, S.DATA_ERROR, S.UNCONFIRMED),
    *(S.TRUE_MATCH, S.FALSE_POSITIVE),
)


class Answer(models.TextChoices):
    """What the owner of a lost-or-stolen record says to a request for confirmation (C.10)."""

    CONFIRMED = "CONFIRMED", "Confirmed: it is lost, stolen or invalid"
    RECOVERED = "RECOVERED_BY_OWNER", "Recovered by its owner; the record is to be withdrawn"
    DATA_ERROR = "DATA_ERROR", "Error in the data: it is not this document"
    NO_REPLY = "NO_REPLY", "No reply"


class Verdict(models.TextChoices):
    """What an analyst says of a name (H.4)."""

    TRUE_MATCH = "TRUE_MATCH", "The same person"
    FALSE_POSITIVE = "FALSE_POSITIVE", "Another person"
    INSUFFICIENT = "INSUFFICIENT", "Not enough to decide: ask for a document"


class HitQuerySet(ProtectedQuerySet):
    def open(self):
        return self.exclude(status__in=CLOSED)

    def of(self, user):
        """Those this person works."""
        return self.open().filter(officer=user)

    def for_second(self, user):
        """Proposals of others."""
        return self.filter(status=S.PROPOSED).exclude(proposed_by=user)

    def to_sample(self, user):
        """Decisions of one analyst that a supervisor looks at again, none of their own."""
        return self.filter(sampled=True, checked_at=None, status__in=CLOSED).exclude(decided_by=user)


class Hit(Protected):
    """`query` as it was asked: issuer, number and type, or names, dob, nationality, sex, issuer and number. `found` are
    the raw answers of a source, for a name the snapshot of the match. Nothing here is proof."""

    marking = "CUI//INV/PERS/PRVCY"

    class Kind(models.TextChoices):
        DOCUMENT = "DOCUMENT", "Document"
        NAME = "NAME", "Name"

    class Action(models.TextChoices):
        NONE = "", "Nothing yet"
        RETURNED = "RETURNED", "Given back to the bearer"
        HELD = "HELD", "Held as evidence"
        SENT = "SENT", "Sent to the issuing authority"
        OTHER = "OTHER", "Something else"

    reference = models.CharField(max_length=24, unique=True, editable=False)
    kind = models.CharField(max_length=8, choices=Kind)
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="hits")
    screening_ref = models.CharField(max_length=40, blank=True)
    query = models.JSONField()
    found = models.JSONField(default=list)
    response_id = models.CharField("number of the response", max_length=80, blank=True)
    raised_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    raised_at = models.DateTimeField()
    officer = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    status = models.CharField(max_length=19, choices=Status, default=Status.OPEN)
    status_at = models.DateTimeField(default=timezone.now)

    entry = models.ForeignKey(WatchEntry, models.PROTECT, null=True, related_name="hits")
    watched = models.ForeignKey(WatchVersion, models.PROTECT, null=True, related_name="+")
    subject_key = models.CharField(max_length=80, blank=True)
    subject_version = models.CharField(max_length=64, blank=True)
    score = models.FloatField(null=True)
    band = models.CharField(max_length=8, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="followed_by")

    asked_at = models.DateTimeField("confirmation asked", null=True)
    answer = models.CharField(max_length=18, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=14, choices=Verdict, blank=True)
    proposed_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    decided_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    action = models.CharField("what was done with the document", max_length=8, choices=Action, blank=True)
    authority = models.CharField(max_length=200, blank=True)

    sampled = models.BooleanField(default=False)
    checked_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    next_due_at = models.DateTimeField(null=True)
    next_duty = models.CharField(max_length=60, blank=True)
    next_from_at = models.DateTimeField(null=True)

    objects = HitQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at", "-id"]
        indexes = [
            models.Index(fields=["-raised_at", "-id"], name="hit_newest"),
            models.Index(fields=["next_due_at", "id"], name="hit_soonest"),
            models.Index(fields=["office", "status", "next_due_at"], name="hit_of_office"),
            models.Index(fields=["officer", "status", "next_due_at"], name="hit_of_officer"),
            models.Index(fields=["subject_key", "entry"], name="hit_of_pair"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["screening_ref", "kind", "entry"],
                condition=~Q(screening_ref="") & Q(entry__isnull=False),
                name="name_hit_once_a_screening",
            ),
            models.UniqueConstraint(
                fields=["screening_ref"], condition=~Q(screening_ref="") & Q(kind="DOCUMENT"),
                name="document_hit_once_a_screening",
            ),
            models.CheckConstraint(
                condition=Q(kind="DOCUMENT", entry=None) | Q(kind="NAME", watched__isnull=False),
                name="hit_of_one_kind",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("hits:hit", args=[self.reference])

    @property
    def is_document(self):
        return self.kind == self.Kind.DOCUMENT

    @property
    def is_closed(self):
        return self.status in CLOSED

    @property
    def title(self):
        """What was asked, in a line: for its readers, never for a mail."""
        asked = self.query
        if self.is_document:
            said = (asked.get("issuer"), asked.get("type"), asked.get("number"))
            return " ".join(str(part) for part in said if part) or "Document"
        return next(iter(asked.get("names") or ()), "") or "Name"

    @property
    def asked(self):
        """What was asked, as pairs of label and value."""
        labels = (
            *(("names", "Name"), ("dob", "Born"), ("nationality", "Nationality"), ("sex", "Sex")),
            *(("issuer", "Issuer"), ("type", "Type"), ("number", "Number")),
        )
        return [(label, plain(self.query[name])) for name, label in labels if self.query.get(name)]


def plain(value):
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
