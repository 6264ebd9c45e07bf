"""A lead: what one office asks of another, or of somebody of its own (domain A.4)."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, Priority, SentOnce
from secoffice import markings
from secoffice.access.models import Admission, Protected, ProtectedQuerySet, Recusal, controls_for

STAFF = settings.AUTH_USER_MODEL
ASKS = "asks for it"  # why the office that asks is on the list: for its dates, the case decides who reads


class Status(models.TextChoices):
    """The states of domain A.4."""

    DRAFT = "DRAFT", "Draft"
    SENT = "SENT", "Sent"
    RECEIVED = "RECEIVED", "Received"
    ACCEPTED = "ACCEPTED", "Accepted"
    DECLINED = "DECLINED", "Declined"
    IN_WORK = "IN_WORK", "In work"
    REPLIED = "REPLIED", "Replied"
    RETURNED = "RETURNED", "Returned as incomplete"
    CLOSED = "CLOSED", "Closed"
    CANCELLED = "CANCELLED", "Cancelled"


OUT = (Status.SENT, Status.RECEIVED, Status.ACCEPTED, Status.IN_WORK, Status.RETURNED)
OVER = (Status.CLOSED, Status.CANCELLED)


class LeadQuerySet(ProtectedQuerySet):
    def visible_to(self, user):
        """Whoever may know of the case now, and those of the receiving office who were let in to this lead alone.
        Whoever is kept out of the case, or barred by the marking of the lead, is kept out of it."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        let_in = Admission.objects.of(user).filter(target_type="leads.lead", target_id=OuterRef("pk"))
        cases = Case.objects.visible_to(user).filter(pk=OuterRef("case_id"))
        barred = Recusal.objects.filter(user=user)
        marked = self.filter(controls__in=controls_for(user))
        seen = marked.filter(Exists(let_in.exclude(reason=ASKS)) | Exists(cases))
        return seen.exclude(pk__in=barred.filter(target_type="leads.lead").values("target_id")).exclude(
            case__in=barred.filter(target_type="cases.case").values("target_id")
        )

    def open(self):
        return self.exclude(status__in=OVER)

    def out(self):
        """Owed by the office that received them."""
        return self.filter(status__in=OUT)


class Lead(SentOnce, Protected):
    """A tasking. `reference` is neutral: the case's number goes out only where `names_case` says so."""

    class HostNation(models.TextChoices):
        NO = "NO", "Not needed"
        BY_RECEIVER = "THEM", "Needed: by the office that receives it"
        DONE = "DONE", "Done: by the office that asks"

    class ReplyFormat(models.TextChoices):
        SHORT = "SHORT", "A short answer in writing"
        MEMORANDUM = "MEMO", "Memorandum"
        INTERVIEW = "MOI", "Memorandum of interview"
        RECORDS = "RECORDS", "Copies of records"

    reference = models.CharField(max_length=24, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="leads")
    number = models.PositiveSmallIntegerField(editable=False)
    title = models.CharField("what is asked, in a few words", max_length=120)
    status = models.CharField(max_length=9, choices=Status, default=Status.DRAFT)
    status_at = models.DateTimeField(default=timezone.now)
    precedence = models.CharField(max_length=1, choices=Priority, default=Priority.ROUTINE)
    marking = models.CharField(max_length=80)
    controls = models.SmallIntegerField(default=0, editable=False)
    from_office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="leads_asked")
    to_office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="leads_received")
    to_unit = models.ForeignKey("accounts.Unit", models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    assigned_to = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    background = models.TextField(blank=True, max_length=8000)
    request = models.TextField("exact request", max_length=8000)
    limits = models.TextField("limits", blank=True, max_length=2000)
    host_nation = models.CharField(
        "host-nation coordination", max_length=4, choices=HostNation, default=HostNation.NO
    )
    legal_process = models.CharField("legal process attached", blank=True, max_length=200)
    reply_format = models.CharField(max_length=7, choices=ReplyFormat, default=ReplyFormat.SHORT)
    names_case = models.BooleanField("tell the number of the case", default=True)
    next_due_at = models.DateTimeField(null=True)
    next_duty = models.CharField(max_length=60, blank=True)
    next_from_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = LeadQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="lead_number_in_case"),
            models.CheckConstraint(
                condition=Q(status__in=(Status.DRAFT, Status.CANCELLED)) | Q(sent_at__isnull=False),
                name="lead_out_was_sent",
            ),
        ]
        indexes = [
            models.Index(fields=["-written_at", "-id"], name="lead_newest"),
            models.Index(fields=["next_due_at", "id"], name="lead_soonest"),
            models.Index(fields=["to_office", "status", "next_due_at"], name="lead_incoming"),
            models.Index(fields=["assigned_to", "status", "next_due_at"], name="lead_to_work"),
        ]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("leads:detail", args=[self.reference])

    def is_visible_to(self, user):
        return Lead.objects.visible_to(user).filter(pk=self.pk).exists()

    @property
    def number_inside(self):
        """How the case counts it (A.3): `UTP-2026-00417-K/L03`. For those who see the case, or may know its number."""
        return f"{self.case.reference}/L{self.number:02d}"

    @property
    def is_out(self):
        return self.status in OUT

    @property
    def is_over(self):
        return self.status in OVER

    @property
    def is_at_home(self):
        """Asked within one office."""
        return self.from_office_id == self.to_office_id

    @property
    def receiver(self):
        """The unit or office it goes to, in words."""
        return f"{self.to_unit}, {self.to_office}" if self.to_unit_id else str(self.to_office)

    def set_marking(self, banner):
        """Raises MarkingError for a banner that cannot stand."""
        read = markings.parse(banner)
        self.marking, self.controls = str(read), read.bits


class Question(models.Model):
    """One of the questions to be answered."""

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="questions")
    place = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)

    class Meta:
        ordering = ["place", "id"]

    def __str__(self):
        return f"{self.place}. {self.text}"
