"""The ledger: what is owed to whom (Notice), the mail that carries it (Mail), and the way out (Channel).

A mail is a row before it is sent (design §2.8). The unique constraints make planning and composing safe
to repeat, the partial indexes keep "what is still open" small however long the ledger grows.
"""

from django.conf import settings
from django.db import models
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.utils import timezone

from secoffice.access.models import admitted
from secoffice.deadlines.explanation import written
from secoffice.deadlines.models import Deadline

DEADLINE = "deadlines.deadline"


class Channel(models.Model):
    """One way out of the house. It pauses as a whole when the server, not a recipient, is the trouble."""

    name = models.CharField(max_length=16, primary_key=True, default="mail")
    paused_until = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)
    ran_at = models.DateTimeField(null=True)

    def __str__(self):
        return self.name


class Mail(models.Model):
    """One message to one person. Nothing of its text is stored: it is written when it is sent."""

    class Kind(models.TextChoices):
        DIGEST = "digest", "Daily digest"
        WEEKLY = "weekly", "Weekly digest"
        LIST = "list", "List for a supervisor"
        SINGLE = "single", "By itself"
        HOOK = "hook", "Web hook"

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        CLAIMED = "claimed", "Being sent"
        SENT = "sent", "Sent"
        RETRYING = "retrying", "Trying again"
        FAILED = "failed", "Failed"
        UNKNOWN = "unknown", "May have arrived"
        CANCELLED = "cancelled", "Not sent, nothing owed any more"
        ACKNOWLEDGED = "acknowledged", "Acknowledged"

    WAITING = (State.PLANNED, State.RETRYING)
    TO_DECIDE = (State.FAILED, State.UNKNOWN, State.RETRYING)

    key = models.CharField(max_length=80, unique=True)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="mails")
    kind = models.CharField(max_length=8, choices=Kind)
    channel = models.CharField(max_length=8, default="mail")  # "mail" or "hook": each kind has its own sender
    about = models.ForeignKey(
        "reminders.Notice", models.PROTECT, null=True, related_name="hooks", db_index=False
    )  # of a web hook; a mail may carry many notices, which point at it
    never_twice = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=State, default=State.PLANNED)
    claimed_by = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField()
    last_code = models.CharField(max_length=12, blank=True)
    last_error = models.CharField(max_length=200, blank=True)
    message_id = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="claimed", lease_until__isnull=False) & ~Q(claimed_by="")
                | ~Q(state="claimed") & Q(lease_until__isnull=True, claimed_by=""),
                name="mail_claimed_with_lease",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["sent", "acknowledged"], sent_at__isnull=False)
                | ~Q(state__in=["sent", "acknowledged"]) & Q(sent_at__isnull=True),
                name="mail_sent_with_instant",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_at", "id"], name="mail_due", condition=Q(state__in=["planned", "retrying"])
            ),
            models.Index(fields=["lease_until"], name="mail_leased", condition=Q(state="claimed")),
            models.Index(fields=["state", "-id"], name="mail_by_state"),
            models.Index(fields=["message_id"], name="mail_by_message_id"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def reasons(self):
        """Why notices in it were dropped, each said once; where they were read along."""
        return sorted({notice.why for notice in getattr(self, "dropped", ())})

    @property
    def can_be_retried(self):
        return self.state in self.TO_DECIDE

    @property
    def tone(self):
        return {
            "failed": "bad",
            "unknown": "bad",
            "retrying": "warn",
            "sent": "ok",
            "acknowledged": "ok",
        }.get(self.state, "")


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What lies in this person's inbox. A notice goes out of sight with the record it is about."""
        mine = self.filter(recipient=user, current=True).exclude(state=Notice.State.CANCELLED)
        return mine.filter(Q(needs_access=False) | admitted(user))

    def unread(self):
        return self.filter(read_at__isnull=True)

    def still_owed(self):
        """Without notices of deadlines that were met, moved or dropped since."""
        return self.filter(self._owed())

    def with_owed(self):
        """`owed`: False once the deadline of the notice was met, moved or dropped."""
        return self.annotate(owed=ExpressionWrapper(self._owed(), BooleanField()))

    @staticmethod
    def _owed():
        owed = Deadline.objects.unrestricted(purpose="ledger").filter(
            pk=OuterRef("source_id"), state="open", version=OuterRef("due_version")
        )
        return ~Q(source_type=DEADLINE) | Q(Exists(owed))


class Notice(models.Model):
    """One thing owed to one person. It lies in their inbox whatever becomes of the mail."""

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        MAILED = "mailed", "In a mail"
        INBOX = "inbox", "In the inbox only"
        CANCELLED = "cancelled", "Cancelled"

    kind = models.CharField(max_length=16)
    source_type = models.CharField(max_length=40)
    source_id = models.BigIntegerField()
    step = models.CharField(max_length=40, default="told")
    audience = models.CharField(max_length=10, default="owner")  # why this person is told: AUDIENCES
    occurrence_on = models.DateField()
    due_version = models.PositiveIntegerField(default=1)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices")
    office = models.ForeignKey("accounts.Office", models.PROTECT, null=True, related_name="+")
    target_type = models.CharField(max_length=40)
    target_id = models.BigIntegerField()
    needs_access = models.BooleanField(default=True)
    opaque = models.BooleanField(default=False)
    duty = models.CharField(max_length=120)
    reference = models.CharField(max_length=40, blank=True)
    url = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True)
    due_at = models.DateTimeField(null=True)
    was_on = models.DateField("was due on", null=True)  # of a date that moved
    at_once = models.BooleanField(default=False)
    # as the reader's choice had it when it was written
    cadence = models.CharField(max_length=8, default="daily")
    never_twice = models.BooleanField(default=False)
    not_before = models.DateTimeField()
    created_at = models.DateTimeField(default=timezone.now)
    current = models.BooleanField(default=True)
    read_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    mail = models.ForeignKey(Mail, models.PROTECT, null=True, related_name="notices")
    state = models.CharField(max_length=12, choices=State, default=State.PLANNED)
    why = models.CharField("why it was cancelled", max_length=120, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "source_type", "source_id", "recipient", "kind", "step", "occurrence_on", "due_version",
                ],
                name="owed_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "inbox"], mail__isnull=True, why="")
                | Q(state="mailed", mail__isnull=False, why="")
                | Q(state="cancelled") & ~Q(why=""),
                name="notice_state_fits_mail",
            ),
            models.CheckConstraint(
                condition=Q(opaque=False) | Q(reference="", url="", needs_access=False),
                name="opaque_notice_says_nothing",
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True) | Q(read_at__isnull=False),
                name="notice_acknowledged_was_read",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["not_before", "id"], name="notice_unmailed", condition=Q(state="planned")),
            models.Index(
                fields=["recipient", "-id"],
                name="notice_unread",
                condition=Q(read_at__isnull=True, current=True) & ~Q(state="cancelled"),
            ),
            models.Index(
                fields=["recipient", "-id"],
                name="notice_inbox",
                condition=Q(current=True) & ~Q(state="cancelled"),
            ),
        ]

    def __str__(self):
        return f"{self.duty} {self.reference}".strip()

    @property
    def is_late(self):
        return self.step in LATE_STEPS

    @property
    def leads_inside(self):
        """Whether its address is a page of this office."""
        return self.url.startswith("/") and not self.url.startswith(("//", "/\\"))

    @property
    def step_words(self):
        if self.step == "moved" and self.was_on:
            return f"moved from {written(self.was_on)}"
        return STEP_WORDS.get(self.step, "")


AUDIENCES = ("owner", "deputy", "climbed", "watcher", "supervisor", "duty", "director")
STEP_WORDS = {
    "ahead": "coming up",
    "back": "you asked to be told again",
    "moved": "the date moved",
    "half": "half of the time has passed",
    "warn": "due soon",
    "due": "due now",
    "overdue": "late",
    "escalate_1": "late, passed up to you",
    "escalate_2": "late, passed up to you",
}
LATE_STEPS = ("overdue", "escalate_1", "escalate_2")
