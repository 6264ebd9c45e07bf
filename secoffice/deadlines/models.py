"""A due date is a row: the rule that made it, its owner, its state, the sentence that explains it."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from secoffice.access.models import PointingQuerySet
from secoffice.accounts.models import Absence
from secoffice.deadlines import rules, steps


class State(models.TextChoices):
    OPEN = "open", "Open"
    MET = "met", "Met"
    EXTENDED = "extended", "Extended"
    SUPERSEDED = "superseded", "Superseded"
    CANCELLED = "cancelled", "Cancelled"


class Severity(models.TextChoices):
    ROUTINE = rules.ROUTINE, "Routine"
    STANDARD = rules.STANDARD, "Standard"
    GRAVE = rules.GRAVE, "Grave"


class Basis(models.TextChoices):
    """What the due day rests on, so that it can be worked out again when a calendar, a zone or a rule changes."""

    RULE = "rule", "The rule, counted from its trigger"
    MORE = "more", "So much more time, counted from the day it was due before"
    DAY = "day", "A day that somebody decided"


class DeadlineQuerySet(PointingQuerySet):
    """Whoever may know of the record may know of its deadlines: `visible_to` asks the record's admissions."""

    def open(self):
        return self.filter(state=State.OPEN)

    def for_target(self, target):
        return self.filter(target_type=target._meta.label_lower, target_id=target.pk)

    def owned_by(self, user, on=None):
        """Theirs, and those of colleagues whose deputy they are on that day."""
        on = on or timezone.now().astimezone(user.tz).date()
        covered = Absence.objects.covering(on).filter(deputy=user).values("user")
        return self.filter(Q(owner=user) | Q(owner__in=covered))

    def overdue(self, at):
        return self.open().filter(due_at__lt=at)

    def reached(self, at):
        """Open deadlines with a step reached and not yet noted, those waiting longest first."""
        return (
            self.open().filter(next_step_at__lte=at).select_related("office").order_by("next_step_at", "pk")
        )


class Deadline(models.Model):
    """One obligation. Its dates are never changed: extension and recomputation make a new row that follows it
    (Deadline engine rule 7). Instants are UTC, days are those of the office."""

    target_type = models.CharField(max_length=40)
    target_id = models.BigIntegerField()
    target_reference = models.CharField(max_length=60)
    target_url = models.CharField(max_length=200)
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="deadlines", db_index=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="deadlines",
        db_index=False,
    )

    rule = models.CharField(max_length=40)
    duty = models.CharField(max_length=80)
    days = models.IntegerField()
    unit = models.CharField(max_length=5)
    roll = models.CharField(max_length=8)
    calendar_code = models.CharField(max_length=12)
    severity = models.CharField(max_length=8, choices=Severity, default=Severity.STANDARD)
    at_once = models.BooleanField(default=False)
    never_twice = models.BooleanField(default=False)
    duty_officer = models.BooleanField(default=False)
    nag_days = models.PositiveSmallIntegerField(
        default=1
    )  # told again every so many days while late; 0: never
    why = models.CharField(max_length=200, blank=True)  # of a date somebody set themselves

    basis = models.CharField(max_length=4, choices=Basis, default=Basis.RULE)
    basis_days = models.IntegerField(null=True)
    basis_on = models.DateField(null=True)
    basis_at = models.DateTimeField(null=True)
    recalculation = models.ForeignKey(
        "deadlines.Recalculation", models.PROTECT, null=True, related_name="made", db_index=False
    )

    trigger_at = models.DateTimeField()
    raw_at = models.DateTimeField()
    due_at = models.DateTimeField()
    due_on = models.DateField()
    tolled_days = models.PositiveIntegerField(default=0)
    half_on = models.DateField(null=True)
    ahead_on = models.JSONField(
        default=list
    )  # ISO days of the warnings long before, such as 12, 6 and 3 months
    warn_on = models.DateField(null=True)
    escalate_1_on = models.DateField(null=True)
    escalate_2_on = models.DateField(null=True)
    explanation = models.TextField()

    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    version = models.PositiveIntegerField(default=1)
    follows = models.OneToOneField("self", models.PROTECT, null=True, related_name="followed_by")
    reason = models.CharField(max_length=500, blank=True)
    started_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    next_step_at = models.DateTimeField(null=True)
    last_step = models.CharField(max_length=12, blank=True)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="deadline_state_known"),
            models.CheckConstraint(
                condition=Q(state=State.OPEN, closed_at=None)
                | (~Q(state=State.OPEN) & Q(closed_at__isnull=False)),
                name="deadline_open_or_closed_at",
            ),
            models.CheckConstraint(
                condition=Q(state=State.OPEN) | Q(next_step_at=None), name="deadline_closed_has_no_step"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="deadline_due_version"),
            models.CheckConstraint(condition=~Q(follows=F("id")), name="deadline_follows_another"),
            models.UniqueConstraint(
                fields=["rule", "target_type", "target_id", "trigger_at", "days"],
                condition=Q(state=State.OPEN),
                name="deadline_runs_once",
            ),
        ]
        indexes = [
            models.Index(fields=["next_step_at"], condition=Q(state=State.OPEN), name="deadline_next_step"),
            models.Index(fields=["owner", "state", "due_at", "id"], name="deadline_of_owner"),
            models.Index(fields=["office", "state", "due_at"], name="deadline_of_office"),
            models.Index(fields=["target_type", "target_id"], name="deadline_of_target"),
            models.Index(
                fields=["calendar_code", "id"], condition=Q(state=State.OPEN), name="deadline_by_calendar"
            ),
            models.Index(fields=["rule", "id"], condition=Q(state=State.OPEN), name="deadline_by_rule"),
            models.Index(
                fields=["recalculation", "id"],
                condition=Q(recalculation__isnull=False),
                name="deadline_recalculated",
            ),
        ]

    def __str__(self):
        return f"{self.target_reference}, {self.duty}: {self.due_on}"

    @property
    def reference(self):
        return self.target_reference

    @property
    def is_open(self):
        return self.state == State.OPEN

    def is_overdue(self, at):
        return self.is_open and self.due_at < at

    def met_late(self):
        return self.state == State.MET and self.closed_at > self.due_at

    def days_left(self, on):
        """Calendar days until it is due; negative when overdue."""
        return (self.due_on - on) // timedelta(days=1)

    def step_reached(self, at):
        """The latest step reached and not yet noted as (name, day), or None. Needs `office` loaded."""
        step = steps.reached(self, self.office.tz, at)
        return (step.name, step.on) if step else None

    def after_noting(self, at):
        """The `next_step_at` to store once the step reached at `at` is noted."""
        return steps.after_noting(self, self.office.tz, at)


class RuleSetting(models.Model):
    """What an administrator set otherwise than the department's `deadlines.py` says. One row a rule."""

    code = models.CharField(max_length=40, unique=True)
    values = models.JSONField(default=dict)
    reason = models.CharField(max_length=500)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    def __str__(self):
        return self.code


class Recalculation(models.Model):
    """One change of a calendar, an office or a rule, and how far the dates resting on it have been worked out
    again. Durable: a task that dies leaves the row, and the next sweep goes on at `last_pk`."""

    class Cause(models.TextChoices):
        CALENDAR = "calendar", "Calendar"
        OFFICE = "office", "Office"
        RULE = "rule", "Rule"

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        RUNNING = "running", "Running"
        DONE = "done", "Done"

    cause = models.CharField(max_length=8, choices=Cause)
    key = models.CharField(max_length=40)
    words = models.CharField(max_length=300)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    was = models.JSONField(default=dict)  # of a rule: what its moving settings were
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    last_pk = models.BigIntegerField(default=0)
    passes = models.PositiveSmallIntegerField(default=0)
    looked = models.PositiveIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["id"], condition=~Q(state="done"), name="recalculation_unfinished"),
        ]

    def __str__(self):
        return self.words


class Toll(models.Model):
    """A request to stop a clock for some days, and the answer of somebody else (Deadline engine rule 6)."""

    class State(models.TextChoices):
        ASKED = "asked", "Waiting for an answer"
        APPROVED = "approved", "Approved"
        REFUSED = "refused", "Refused"
        WITHDRAWN = "withdrawn", "Withdrawn"

    deadline = models.ForeignKey(Deadline, models.PROTECT, related_name="tolls")
    from_on = models.DateField("first day the clock stands still")
    until_on = models.DateField("last day the clock stands still")
    reason = models.CharField(max_length=500)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=9, choices=State, default=State.ASKED)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=500, blank=True)
    made = models.OneToOneField(Deadline, models.PROTECT, null=True, related_name="made_by_toll")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="toll_ends_after_start"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")) | Q(state="withdrawn"),
                name="toll_decided_by_another",
            ),
            models.UniqueConstraint(fields=["deadline"], condition=Q(state="asked"), name="toll_asked_once"),
        ]

    def __str__(self):
        return f"{self.deadline_id}: {self.from_on} to {self.until_on}"

    @property
    def days(self):
        return (self.until_on - self.from_on).days + 1
