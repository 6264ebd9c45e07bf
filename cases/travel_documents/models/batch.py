"""Many documents in one file, screened in slices by the worker."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from cases.models import SentOnce
from cases.travel_documents.models.screening import MARKING, Outcome
from secoffice.access.models import Protected
from secoffice.files.models import StoredFile

STAFF = settings.AUTH_USER_MODEL


class Batch(SentOnce, Protected):
    """`position` is the byte of the file at which the next slice begins, `done` the lines before it; both move in the
    transaction that keeps the results, so that a worker that dies leaves neither a gap nor a double. `held_to`: until
    then one worker has it."""

    class State(models.TextChoices):
        WAITING = "WAITING", "Waiting"
        RUNNING = "RUNNING", "Running"
        DONE = "DONE", "Finished"
        CANCELLED = "CANCELLED", "Cancelled"
        FAILED = "FAILED", "Stopped"

    class Form(models.TextChoices):
        CSV = "CSV", "CSV"
        JSON = "JSON", "JSON lines"

    reference = models.CharField(max_length=24, unique=True, editable=False)
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+")
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    marking = models.CharField(max_length=200, default=MARKING)
    controls = models.SmallIntegerField(default=0, editable=False)
    name = models.CharField(max_length=200)
    form = models.CharField(max_length=4, choices=Form)
    stored = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    inspected_on = models.DateField()
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    position = models.PositiveBigIntegerField(default=0)
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    held_to = models.DateTimeField(null=True)
    why_stopped = models.CharField(max_length=300, blank=True)
    outcomes = models.JSONField(default=dict)
    codes = models.JSONField(default=dict)
    unreadable = models.PositiveIntegerField("lines that could not be answered", default=0)
    hits = models.PositiveIntegerField(default=0)
    began_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["at", "id"], name="batch_by_day"),
            models.Index(fields=["id"], name="batch_to_do", condition=Q(state__in=("WAITING", "RUNNING"))),
        ]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("travel_documents:batch", args=[self.reference])

    @property
    def is_going_on(self):
        return self.state in (self.State.WAITING, self.State.RUNNING)


class BatchLine(models.Model):
    """The answer to one line: the text that `screen_documents` would print. `document` (a digest of document
    and holder) and `hit` (references) are filled where hits were raised, so that the same document further down
    raises no second one. UNTOLD: whoever sent the batch in may know of none of them."""

    UNTOLD = "-"

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="lines")
    line = models.PositiveIntegerField()
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    answer = models.TextField()
    document = models.CharField(max_length=40, blank=True)
    hit = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["line"]
        constraints = [models.UniqueConstraint(fields=["batch", "line"], name="line_answered_once")]
        indexes = [
            models.Index(fields=["batch", "document"], name="line_with_a_hit", condition=~Q(hit="")),
            models.Index(fields=["batch", "outcome", "line"], name="line_by_outcome"),
        ]

    def __str__(self):
        return f"Line {self.line} of {self.batch_id}"
