"""What a record tells of a person: seen with that record alone, never overwritten, withdrawn with a reason."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from secoffice.access.models import admitted

DIRECTORY = "accounts.user"  # told by the staff directory, which every member of staff may read


class ToldQuerySet(models.QuerySet):
    def visible_to(self, user, *, withdrawn=False):
        """What stands, from records this reader may see; with `withdrawn` also what was taken back."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        seen = self.filter(admitted(user, "source_type", "source_id") | Q(source_type=DIRECTORY))
        return seen if withdrawn else seen.standing()

    def unrestricted(self, *, purpose):
        if not purpose:
            raise ValueError("Say what for.")
        return self.all()

    def standing(self):
        return self.filter(withdrawn_at=None)


class Told(models.Model):
    """`source_type` and `source_id` name the record that says so; `at` is when it was put on file."""

    source_type = models.CharField(max_length=40)
    source_id = models.BigIntegerField()
    by_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by_id = models.BigIntegerField(null=True, editable=False)
    why_withdrawn = models.CharField(max_length=500, blank=True, editable=False)

    objects = ToldQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def source(self):
        """The record by kind and number: a key, not the record."""
        return self.source_type, self.source_id
