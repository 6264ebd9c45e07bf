"""What a case costs: hours by person and day, and money spent."""

from decimal import Decimal

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q

from cases.proceedings.models.entry import Entry, taken_back_by_somebody

MOST_MINUTES = 24 * 60


class WorkedHours(Entry):
    """Time one person worked on the case on one day, in minutes. Whoever enters it worked it."""

    class Activity(models.TextChoices):
        INVESTIGATION = "INVEST", "Investigation"
        INTERVIEW = "INTERVIEW", "Interviews"
        SURVEILLANCE = "SURVEIL", "Surveillance"
        TRAVEL = "TRAVEL", "Travel"
        COURT = "COURT", "Court"
        WRITING = "WRITING", "Reports and papers"
        SUPERVISION = "SUPERV", "Supervision"

    on = models.DateField("day")
    minutes = models.PositiveSmallIntegerField()
    activity = models.CharField(max_length=9, choices=Activity)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "hours"
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=MOST_MINUTES), name="hours_of_one_day"
            ),
            taken_back_by_somebody("hours_taken_back_by"),
        ]

    def __str__(self):
        return f"{self.minutes} minutes on {self.on}"


class Expense(Entry):
    """Money spent on the case; `amount` in the `currency` it was paid in."""

    on = models.DateField("day")
    amount = models.DecimalField(
        max_digits=10, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    currency = models.CharField(
        max_length=3,
        validators=[RegexValidator(r"^[A-Z]{3}\Z", "Three capital letters, such as EUR.")],
    )
    what = models.CharField("what it was for", max_length=200)

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="expense_is_something"),
            taken_back_by_somebody("expense_taken_back_by"),
        ]

    def __str__(self):
        return f"{self.amount} {self.currency}"
