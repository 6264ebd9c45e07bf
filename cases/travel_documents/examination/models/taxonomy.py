"""The ways a travel document deceives, with what gives each away (domain C.9): data that examiners keep."""

from django.db import models
from django.db.models import Q

from cases.travel_documents.staff import works_here


class TaxonomyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Reference data of the desk: it tells of no person and no document."""
        return self.all() if works_here(user) else self.none()

    def in_force(self):
        return self.filter(ended_on=None)


class FraudType(models.Model):
    """One line of the taxonomy. What is no longer used gets an end, for older examinations name it."""

    code = models.CharField(max_length=24, unique=True)
    label = models.CharField("what it is", max_length=80)
    meaning = models.CharField(max_length=300)
    place = models.PositiveSmallIntegerField(default=0)
    ended_on = models.DateField("no longer used since", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = TaxonomyQuerySet.as_manager()

    class Meta:
        ordering = ["place", "code"]

    def __str__(self):
        return self.label

    @property
    def reference(self):
        return self.code


class Indicator(models.Model):
    """What an examiner sees where a document deceives in this way. A sign is no proof."""

    fraud_type = models.ForeignKey(FraudType, models.PROTECT, related_name="indicators")
    text = models.CharField("what gives it away", max_length=200)
    ended_on = models.DateField("no longer used since", null=True, blank=True)

    objects = TaxonomyQuerySet.as_manager()

    class Meta:
        ordering = ["fraud_type__place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["fraud_type", "text"], condition=Q(ended_on=None), name="indicator_once")
        ]  # fmt: skip

    def __str__(self):
        return self.text
