"""Whether two handles are one person: a person's judgement, which can be undone."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from secoffice.access.models import admitted
from secoffice.people.models.person import Person
from secoffice.people.models.told import DIRECTORY

STAFF = settings.AUTH_USER_MODEL


class JudgementQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Judgements of which this reader may see every record they rest on: to know that two are one would
        otherwise tell what a hidden record says."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        seen = admitted(user, "source_type", "source_id") | Q(source_type=DIRECTORY)
        hidden = JudgementSource.objects.filter(judgement=OuterRef("pk")).exclude(seen)
        return self.filter(~Exists(hidden))

    def unrestricted(self, *, purpose):
        if not purpose:
            raise ValueError("Say what for.")
        return self.all()

    def standing(self):
        return self.filter(undone_at=None)


class Judgement(models.Model):
    """`one` is the older handle of the two."""

    class Verdict(models.TextChoices):
        SAME = "SAME", "The same"
        DIFFERENT = "DIFFERENT", "Different"
        UNSURE = "UNSURE", "Not sure"

    one = models.ForeignKey(Person, models.PROTECT, related_name="judged")
    other = models.ForeignKey(Person, models.PROTECT, related_name="judged_back")
    verdict = models.CharField(max_length=9, choices=Verdict)
    why = models.CharField(max_length=1000)
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, editable=False)
    undone_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+", editable=False)
    why_undone = models.CharField(max_length=1000, blank=True, editable=False)

    objects = JudgementQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["one", "other"], name="judgement_by_pair")]
        constraints = [
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="older_handle_first"),
        ]

    def __str__(self):
        return f"{self.get_verdict_display()}: {self.one_id} and {self.other_id}"

    @property
    def reference(self):
        return f"P-{self.one_id}/P-{self.other_id}"

    def beside(self, person_id):
        """The handle on the other side."""
        return self.other_id if person_id == self.one_id else self.one_id


class JudgementSource(models.Model):
    """One of the records a judgement rests on."""

    judgement = models.ForeignKey(Judgement, models.CASCADE, related_name="sources")
    source_type = models.CharField(max_length=40)
    source_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["judgement", "source_type", "source_id"], name="judgement_rests_once"
            )
        ]

    def __str__(self):
        return f"{self.judgement_id} on {self.source_type} {self.source_id}"
