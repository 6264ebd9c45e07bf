"""The watch list of persons: who is looked for, why, and by which facts they are known (domain H.3, H.4).

What is known of somebody is a version: a new alias makes the next one, and the earlier ones stay as they were.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from cases.models import SentOnce
from cases.travel_documents import staff
from cases.travel_documents.hits.subjects import DOCUMENT
from secoffice.access.models import Recusal
from secoffice.people.matching import Side
from secoffice.people.normal import number

STAFF = settings.AUTH_USER_MODEL
READERS = (*staff.READERS, "ANALYST")


class Ground(models.TextChoices):
    """Why somebody is on the list. A code; the story stands with the source."""

    FRAUD = "FRAUD", "Document or visa fraud"
    WANTED = "WANTED", "Warrant or court order"
    THREAT = "THREAT", "Threat to staff or to the mission"
    MISSING = "MISSING", "Missing person, to be asked after"
    REFUSED = "REFUSED", "Refused or removed before"
    OTHER = "OTHER", "Other ground, said by the source"


class WatchStatus(models.TextChoices):
    ACTIVE = "ACTIVE", "On the list"
    LIFTED = "LIFTED", "Lifted"


class WatchEntryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Readers of every office, for one list serves all posts; minus whoever was kept out of an entry, which
        includes those whom it means, and their kin (§0.6.1, §0.6.10)."""
        if not (user.is_authenticated and user.is_active) or user.roles.isdisjoint(READERS):
            return self.none()
        barred = Recusal.objects.filter(user=user, target_type="hits.watchentry")
        return self.exclude(pk__in=barred.values("target_id"))

    def in_force(self, on):
        """Entries that screening asks on that day."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=on), status=WatchStatus.ACTIVE)


class WatchEntry(SentOnce):
    """Somebody on the list. `label`, `ground` and `valid_until` are those of the newest version."""

    marking = "CUI//INV/PERS/PRVCY"

    reference = models.CharField(max_length=24, unique=True, editable=False)
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="watch_entries")
    status = models.CharField(max_length=6, choices=WatchStatus, default=WatchStatus.ACTIVE)
    status_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    label = models.CharField("name", max_length=200)
    ground = models.CharField(max_length=8, choices=Ground)
    source = models.CharField(max_length=120)
    source_number = models.CharField("number at the source", max_length=60, blank=True)
    valid_until = models.DateField(null=True)
    made_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    lifted_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    why_lifted = models.CharField(max_length=500, blank=True)

    objects = WatchEntryQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "watch entry", "watch entries"
        ordering = ["-made_at", "-id"]
        indexes = [
            models.Index(fields=["-made_at", "-id"], name="watch_newest"),
            models.Index(fields=["status", "valid_until"], name="watch_in_force"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_number"], condition=~Q(source_number=""), name="watch_once_a_source"
            )
        ]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("hits:entry", args=[self.reference])

    def is_visible_to(self, user):
        return WatchEntry.objects.visible_to(user).filter(pk=self.pk).exists()

    @property
    def is_lifted(self):
        return self.status == WatchStatus.LIFTED

    def is_over(self, on):
        """Ended by its own last day."""
        return self.valid_until is not None and self.valid_until < on


class WatchVersion(models.Model):
    """What was known of somebody from `made_at` on. Written once, never changed.

    `names` first the main one; `born` dates such as 1974-08-12 or 1974-??-??; `nationalities` codes of three
    letters; `documents` pairs of issuer and number.
    """

    entry = models.ForeignKey(WatchEntry, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    names = models.JSONField()
    born = models.JSONField(default=list)
    nationalities = models.JSONField(default=list)
    sex = models.CharField(max_length=1, blank=True)
    documents = models.JSONField(default=list)
    ground = models.CharField(max_length=8, choices=Ground)
    source = models.CharField(max_length=120)
    valid_until = models.DateField(null=True)
    remark = models.CharField("what is known besides", max_length=1000, blank=True)
    why = models.CharField("what changed", max_length=500, blank=True)
    made_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["entry", "number"], name="watch_version_once")]

    def __str__(self):
        return f"{self.entry_id} v{self.number}"

    @property
    def identifiers(self):
        return frozenset((DOCUMENT, f"{issuer}{number(text)}") for issuer, text in self.documents)

    @property
    def numbers(self):
        """Of its documents, as they are compared."""
        return [number(text) for _, text in self.documents]

    @property
    def sides(self):
        """As the matcher takes them: one side for each date of birth that is given."""
        said = {"nationality": tuple(self.nationalities), "sex": self.sex, "identifiers": self.identifiers}
        return [Side(names=tuple(self.names), dob=day, **said) for day in self.born or [""]]


class WatchKey(models.Model):
    """Under which keys an entry is looked for, those of its newest version. The column is called as the search for
    candidates asks for it."""

    entry = models.ForeignKey(
        WatchEntry, models.CASCADE, related_name="keys", db_column="person_id", db_index=False
    )
    key = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "key"], name="watch_key_once")]
        indexes = [models.Index(fields=["key", "entry"], name="watch_by_key")]

    def __str__(self):
        return f"{self.key} of {self.entry_id}"
