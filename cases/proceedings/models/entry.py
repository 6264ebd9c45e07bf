"""What all entries of this desk have in common."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.models import Case
from cases.models.case import SentOnce

STAFF = settings.AUTH_USER_MODEL


class Entry(SentOnce):
    """A line somebody entered in a case. Nothing is deleted: one entered wrongly is taken back with a reason."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    added_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    why_withdrawn = models.CharField(max_length=500, blank=True)

    class Meta:
        abstract = True

    @property
    def marking(self):
        return self.case.marking


class OneStatus(Entry):
    """An entry with a status, which a step table alone changes."""

    status_at = models.DateTimeField()

    class Meta:
        abstract = True


def taken_back_by_somebody(name):
    """Whatever is taken back says when and by whom."""
    kept = Q(withdrawn_at=None, withdrawn_by=None)
    return models.CheckConstraint(
        condition=kept | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False), name=name
    )
