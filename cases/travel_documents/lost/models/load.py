"""How a list came in: the file, how far it is read, and what became of its lines."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from cases.travel_documents.staff import works_here
from secoffice.files.models import StoredFile

PORTION = 40 << 20  # bytes of the list that are sorted together: in memory three to four times as much


class OfTheDesk(models.QuerySet):
    """Records about documents, not persons: whoever works the desk may know of all of them, nobody else of any."""

    def visible_to(self, user):
        return self.all() if works_here(user) else self.none()


class LoadQuerySet(OfTheDesk):
    def unfinished(self):
        return self.filter(state__in=Load.UNFINISHED)


class Load(models.Model):
    """One list. It is read in portions of `portion` bytes, each sorted and written in small transactions, and every
    transaction moves the mark: `offset` and `line` where the portion begins, `within` how many of its sorted records
    are written. Whoever goes on after a crash reads the portion again and skips those; whoever moves the mark first
    of two wins. `issuers` limits whose documents the source may speak of; empty: it passes on what all of them say.
    """

    class State(models.TextChoices):
        WAITING = "WAITING", "Waiting"
        RUNNING = "RUNNING", "Being read"
        DONE = "DONE", "Read to its end"
        CANCELLED = "CANCELLED", "Cancelled"
        FAILED = "FAILED", "Could not be read"

    UNFINISHED = (State.WAITING, State.RUNNING)

    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    source = models.CharField("source or authority", max_length=120)
    issuers = models.CharField(max_length=400, blank=True)
    file_name = models.CharField(max_length=200)
    digest = models.CharField("SHA-256", max_length=64)
    size = models.PositiveBigIntegerField()
    stored = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    begun_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    worked_ms = models.PositiveBigIntegerField(default=0)
    why_failed = models.CharField(max_length=300, blank=True)

    portion = models.PositiveIntegerField(default=PORTION)
    offset = models.PositiveBigIntegerField(default=0)
    line = models.PositiveIntegerField(default=0)
    within = models.PositiveIntegerField(default=0)
    read_to = models.PositiveBigIntegerField(default=0)  # bytes whose lines are written, for the eye

    lines = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    errors = models.PositiveIntegerField(default=0)
    errors_file = models.CharField(max_length=500, blank=True)
    errors_size = models.PositiveBigIntegerField(default=0)

    objects = LoadQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["id"], name="lost_load_unfinished", condition=Q(state__in=("WAITING", "RUNNING"))
            ),
            models.Index(fields=["-finished_at"], name="lost_load_done", condition=Q(state="DONE")),
        ]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("lost:load", args=[self.pk])

    @property
    def reference(self):
        return f"Load {self.pk}"

    @property
    def running(self):
        return self.state in self.UNFINISHED

    @property
    def percent(self):
        return 100 if self.state == self.State.DONE else min(99, self.read_to * 100 // max(1, self.size))

    @property
    def a_second(self):
        """Lines read in a second of work."""
        return self.lines * 1000 // self.worked_ms if self.worked_ms else 0
