"""What was asked, which files it met, and how the two sides came together (domain A.9, §0.6.1)."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cases.models import Case, Compartment, SentOnce
from secoffice.access.models import Protected, ProtectedQuerySet, Recusal, controls_for

STAFF = settings.AUTH_USER_MODEL
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is read as another


class Answering(models.TextChoices):
    """How a file answers somebody who may not see it."""

    OPEN = "OPEN", "Open: the asker learns the case number and whom to speak to"
    BLIND = "BLIND", "Blind: the asker learns a liaison reference only"
    SILENT = "SILENT", "Silent: the asker learns nothing; the file is told who asked"


class FileMode(models.Model):
    """How one file answers, where that is not as its kind does."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="answering")
    mode = models.CharField(max_length=6, choices=Answering)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self):
        return f"{self.get_mode_display()} for {self.case}"


class Operation(SentOnce):
    """Something that is done at a place in a span of time and must not meet another."""

    class Kind(models.TextChoices):
        SURVEILLANCE = "SURVEIL", "Surveillance"
        ARREST = "ARREST", "Arrest"
        SEARCH = "SEARCH", "Search"
        MEETING = "MEETING", "Controlled meeting"
        MOVEMENT = "MOVE", "Protective movement"
        OTHER = "OTHER", "Other operation"

    case = models.ForeignKey(Case, models.CASCADE, related_name="operations")
    kind = models.CharField(max_length=8, choices=Kind)
    place = models.CharField(max_length=200)
    latitude = models.FloatField()
    longitude = models.FloatField()
    urban = models.BooleanField(default=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    called_off_at = models.DateTimeField(null=True)
    called_off_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    why_called_off = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-starts_at", "-id"]
        indexes = [
            models.Index(
                fields=["ends_at", "starts_at"], name="operation_by_time", condition=Q(called_off_at=None)
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="operation_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="operation_on_earth",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} on {self.case}"


def new_reference():
    """Says nothing: not even how many there are."""
    return "D-" + "".join(secrets.choice(LETTERS) for _ in range(7))


class Check(SentOnce):
    """One question to all files. What was asked is kept as keyed digests alone; `met` names the files for those who
    tell their holders ({case, inside, how, mode, seen}), `shown` those that the asker was told of. Each check has its
    reference, whether the asker is told it or not."""

    class Cause(models.TextChoices):
        HAND = "HAND", "Asked by hand"
        PERSON = "PERSON", "A person was put on a case"
        OPERATION = "OPERATE", "An operation was planned"

    reference = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    cause = models.CharField(max_length=8, choices=Cause)
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="checks")
    compartment = models.ForeignKey(Compartment, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)
    asked = models.CharField(max_length=200)
    digests = models.JSONField(default=list)
    met = models.JSONField(default=list)
    shown = models.JSONField(default=list)
    blind = models.BooleanField(default=False)
    withheld = models.BooleanField(default=False)
    told_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["by", "-at"], name="check_by_asker"),
            models.Index(fields=["id"], name="check_to_tell", condition=Q(told_at=None)),
        ]

    def __str__(self):
        return self.reference


class ConflictQuerySet(ProtectedQuerySet):
    def visible_to(self, user):
        """Liaison officers who are kept out of neither file, by name or by what either is marked now."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        barred = Recusal.objects.filter(user=user, target_type="cases.case").values("target_id")
        seen = super().visible_to(user).exclude(case__in=barred).exclude(check_made__by=user)
        marked = Q(check_made__case=None) | Q(check_made__case__controls__in=controls_for(user))
        seen = seen.filter(marked, case__controls__in=controls_for(user))
        return seen.exclude(check_made__case__in=barred)


class Conflict(Protected):
    """A file that a check met. Silent ones are known to the file alone; all others to liaison officers as well."""

    class Status(models.TextChoices):
        OPEN = "OPEN", "To be brought together"
        CONTACTED = "CONTACTED", "Contact made"
        SETTLED = "SETTLED", "Settled"

    class How(models.TextChoices):
        PERSON = "PERSON", "Same person"
        IDENTIFIER = "NUMBER", "Same number or address"
        NAME = "NAME", "Same name and date of birth"
        PLACE = "PLACE", "Operations near each other"

    check_made = models.ForeignKey(Check, models.CASCADE, related_name="conflicts")
    case = models.ForeignKey(Case, models.CASCADE, related_name="conflicts")
    compartment = models.ForeignKey(Compartment, models.PROTECT, null=True, related_name="+")
    how = models.CharField(max_length=8, choices=How)
    mode = models.CharField(max_length=6, choices=Answering)
    seen = models.BooleanField("the asker may see the file", default=False)
    status = models.CharField(max_length=12, choices=Status, default=Status.OPEN)
    status_at = models.DateTimeField()
    at = models.DateTimeField()
    controls = models.SmallIntegerField(default=0, editable=False)

    objects = ConflictQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [models.UniqueConstraint(fields=["check_made", "case", "how"], name="met_once")]

    def __str__(self):
        return f"Conflict {self.pk}"

    @property
    def reference(self):
        return self.check_made.reference

    @property
    def brought_together(self):
        """Does a liaison officer bring the sides together? Not where one sees the other, nor where it is silent."""
        return not self.seen and self.mode != Answering.SILENT


class Contact(SentOnce):
    """What a liaison officer did to bring the two sides together."""

    conflict = models.ForeignKey(Conflict, models.CASCADE, related_name="contacts")
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    step = models.CharField(max_length=24)
    text = models.CharField(max_length=2000)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return f"{self.step} on {self.conflict}"
