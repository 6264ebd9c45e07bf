"""What every record of the register has: its office and marking, its number, its state, its soonest date."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from cases.models import SentOnce
from secoffice import markings
from secoffice.access.models import Protected

STAFF = settings.AUTH_USER_MODEL
MARKING = "CUI//INV/PRVCY"


class Kept(SentOnce, Protected):
    """`next_due_at` and its fellows are copied from the open deadlines by their watcher."""

    named_with = ()
    reference = models.CharField(max_length=24, unique=True, editable=False)
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()
    status_at = models.DateTimeField(default=timezone.now)
    marking = models.CharField(max_length=80, default=MARKING)
    controls = models.SmallIntegerField(default=0, editable=False)
    next_due_at = models.DateTimeField(null=True, editable=False)
    next_duty = models.CharField(max_length=80, blank=True, editable=False)
    next_from_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self):
        return self.reference

    def is_visible_to(self, user):
        """A page brings the answer for its reader along (`reader_id`): it asks often."""
        return self.__dict__.get("reader_id") == user.pk or super().is_visible_to(user)

    def set_marking(self, banner):
        """Raises MarkingError for a banner that cannot stand."""
        read = markings.parse(banner or self.marking)
        self.marking, self.controls = str(read), read.bits
