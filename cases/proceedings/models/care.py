"""Who has to be told, and who was: victims of their rights and of what happens, partner agencies where they take
part."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from cases.models.subject import Compartment
from cases.proceedings.models.entry import Entry, taken_back_by_somebody
from secoffice.access.models import admitted_row


class NoticeQuerySet(models.QuerySet):
    def open_to(self, user):
        """Of cases this reader sees anyway: without those about somebody in a compartment they are not in."""
        mine = Compartment.objects.filter(pk=OuterRef("compartment")).filter(admitted_row(Compartment, user))
        return self.filter(Q(compartment=None) | Q(Exists(mine)))


class Notice(Entry):
    """Somebody told, or still to be told while `told_on` is empty. What concerns a victim is kept in the victim's
    compartment."""

    class About(models.TextChoices):
        RIGHTS = "RIGHTS", "Rights of victims"
        CONTACT = "CONTACT", "Contact"
        ASSISTANCE = "HELP", "Assistance offered"
        EVENT = "EVENT", "What happened in the case"
        PARTNER = "PARTNER", "Partner agency"

    class How(models.TextChoices):
        PERSON = "PERSON", "In person"
        PHONE = "PHONE", "By telephone"
        LETTER = "LETTER", "By letter or e-mail"
        THROUGH = "THROUGH", "Through a lawyer or a service"
        NOT_REQUIRED = "NOTREQ", "Not required: the reason stands below"

    about = models.CharField(max_length=8, choices=About)
    subject = models.ForeignKey("cases.Subject", models.PROTECT, null=True, related_name="+")
    compartment = models.ForeignKey("cases.Compartment", models.PROTECT, null=True, related_name="+")
    agency = models.CharField(max_length=160, blank=True)
    text = models.TextField("what is told, or offered", max_length=2000)
    told_on = models.DateField("day it was told", null=True, blank=True)
    how = models.CharField(max_length=7, choices=How, blank=True)
    answer = models.TextField("what they said", max_length=2000, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-added_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(subject=None, compartment=None) & ~Q(agency="")
                | Q(subject__isnull=False, agency=""),
                name="notice_to_one",
            ),
            models.CheckConstraint(
                condition=Q(told_on=None, how="") | Q(told_on__isnull=False) & ~Q(how=""), name="told_somehow"
            ),
            taken_back_by_somebody("notice_taken_back_by"),
        ]

    def __str__(self):
        return f"{self.get_about_display()} in {self.case_id}"
