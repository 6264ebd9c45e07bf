"""Reports of investigation, version by version."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from cases.models import Compartment
from cases.models.case import STAFF
from cases.papers.models.paper import Paper, PaperQuerySet, Status


class ReportQuerySet(PaperQuerySet):
    def open_to(self, user):
        """Of cases this reader sees anyway: those who know every part of a report may read it (F.1)."""
        outside = Compartment.objects.exclude(pk__in=Compartment.objects.visible_to(user))
        return self.for_employment_of(user).exclude(pk__in=Report.holds.through.objects.filter(
            compartment__in=outside).values("report"))  # fmt: skip

    def approved(self):
        return self.filter(status=Status.APPROVED)


class Report(Paper):
    """One version of the report of a case. The prose is the author's; `content` is what the file said when it was
    handed in: sections as [title, rows], each row with "title", "facts", "text" and "marking" as plain strings."""

    synopsis = models.TextField(blank=True, max_length=4000)
    predication = models.TextField(blank=True, max_length=10_000)
    findings = models.TextField(blank=True, max_length=20_000)
    losses = models.TextField("losses and recoveries", blank=True, max_length=4000)
    period_from = models.DateField("period from", null=True, blank=True)
    period_until = models.DateField("period until", null=True, blank=True)
    decontrol = models.CharField("decontrolled on, or by which event", blank=True, max_length=120)
    holds = models.ManyToManyField(
        Compartment, related_name="+", verbose_name="compartments whose people it names"
    )
    content = models.JSONField(default=dict)
    endorsed_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    endorsed_at = models.DateTimeField(null=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        verbose_name = "report of investigation"
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="report_version_once"),
            models.UniqueConstraint(
                fields=["case"], condition=~Q(status=Status.APPROVED), name="one_report_in_the_making"
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.APPROVED)
                | (
                    Q(approved_by__isnull=False, endorsed_by__isnull=False)
                    & ~Q(approved_by=F("author"))
                    & ~Q(endorsed_by=F("author"))
                    & ~Q(approved_by=F("endorsed_by"))
                ),
                name="report_approved_by_two_others",
            ),
        ]  # fmt: skip

    def get_absolute_url(self):
        return reverse("papers:report", args=[self.case.reference, self.pk])

    @property
    def kept_by(self):
        return self.case
