"""Memoranda of interview, and what was added to them afterwards."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from cases.models import Compartment, SentOnce, Subject
from cases.models.case import STAFF
from cases.papers.models.paper import Paper, PaperQuerySet, Status
from secoffice.access.models import admitted_row


class MemorandumQuerySet(PaperQuerySet):
    def open_to(self, user):
        """Of cases this reader sees anyway: without those of people in compartments they are not in."""
        inside = Compartment.objects.filter(pk=OuterRef("subject__compartment"))
        inside = inside.filter(admitted_row(Compartment, user))
        known = Q(subject__compartment__isnull=True) | Q(Exists(inside))
        return self.for_employment_of(user).filter(known)


class Memorandum(Paper):
    """What one person said, when, where and after which advisement (A.5). Whoever may not know of that person's part
    in the case does not know of the memorandum: it goes into a compartment and out of it with them."""

    class Advisement(models.TextChoices):
        NONE = "NONE", "None was called for"
        NON_CUSTODIAL = "FREE", "Non-custodial: free to leave, need not answer"
        MIRANDA = "MIRANDA", "Miranda"
        GARRITY = "GARRITY", "Garrity: voluntary, no discipline for silence"
        KALKINES = "KALKINES", "Kalkines: must answer, not used in prosecution"

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="+", verbose_name="who was interviewed")
    began_at = models.DateTimeField("began")
    ended_at = models.DateTimeField("ended", null=True, blank=True)
    place = models.CharField(max_length=200)
    present = models.TextField("people present", blank=True, max_length=2000)
    identification = models.CharField("identification shown", blank=True, max_length=300)
    advisement = models.CharField(max_length=8, choices=Advisement, default=Advisement.NON_CUSTODIAL)
    interpreter = models.CharField(blank=True, max_length=200)
    substance = models.TextField(blank=True, max_length=50_000)
    documents = models.TextField("documents shown", blank=True, max_length=4000)
    recording = models.CharField("SHA-256 of the recording", blank=True, max_length=64)

    objects = MemorandumQuerySet.as_manager()

    class Meta:
        ordering = ["-began_at", "-id"]
        verbose_name = "memorandum of interview"
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=Status.APPROVED) | (Q(approved_by__isnull=False) & ~Q(approved_by=F("author"))),
                name="memorandum_approved_by_another",
            )
        ]  # fmt: skip

    def get_absolute_url(self):
        return reverse("papers:memorandum", args=[self.case.reference, self.pk])

    @property
    def kept_by(self):
        """The record that need-to-know guards: a compartment, or the case."""
        return self.subject.compartment or self.case


class Addendum(SentOnce):
    """What is said after approval; the memorandum itself stays as it was signed."""

    memorandum = models.ForeignKey(Memorandum, models.PROTECT, related_name="addenda")
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField(max_length=20_000)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return f"Addendum {self.pk} to {self.memorandum}"
