"""Calendars of offices, and the days of their own on which they are closed."""

from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from secoffice.calendars.working_days import WorkingDays, country_holidays

_known: dict = {}
KEPT = 500


def saturday_sunday():
    return [5, 6]


def is_weekend(value):
    """Weekdays as whole numbers from 0 for Monday; at least one day is left to work."""
    try:
        WorkingDays(weekend=value)
    except (TypeError, ValueError):
        raise ValidationError("Choose between none and six weekdays.") from None


class CalendarQuerySet(models.QuerySet):
    def working_days(self, code):
        """The calendar of that code; without a row, the country's own. ValueError when there is neither."""
        if row := self.filter(code=code).first():
            return row.working_days()
        return WorkingDays.for_code(code)


class Calendar(models.Model):
    """How one or more offices count working days (Deadline engine rule 2): a weekend, the public holidays
    of a country where one is named, and closed days of their own."""

    code = models.CharField(
        max_length=12,
        unique=True,
        validators=[
            RegexValidator(r"^[A-Z][A-Z0-9-]*\Z", "Capital letters, digits and hyphens, such as GB-SCT.")
        ],
    )
    name = models.CharField(max_length=80)
    country = models.CharField(max_length=2, blank=True, help_text="ISO code; empty: no public holidays.")
    subdivision = models.CharField(max_length=6, blank=True)
    weekend = models.JSONField(default=saturday_sunday, validators=[is_weekend])
    # Changes with every change, so that a process can keep what it computed without asking again.
    version = models.UUIDField(default=uuid4, editable=False)

    objects = CalendarQuerySet.as_manager()

    class Meta:
        ordering = ["code"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.version = uuid4()
        super().save(*args, **kwargs)

    def clean(self):
        try:
            if self.country:
                country_holidays(self.country, self.subdivision)
        except ValueError as unknown:
            raise ValidationError({"country": str(unknown)}) from None

    def working_days(self):
        """Kept per version: a change anywhere brings a new version with the row, hence a new computation."""
        if self.version not in _known:
            if len(_known) >= KEPT:
                _known.clear()
            _known[self.version] = self._compute()
        return _known[self.version]

    def _compute(self):
        own = dict(self.closed_days.values_list("on", "name")) if self.pk else {}
        public = country_holidays(self.country, self.subdivision) if self.country else lambda year: {}

        def closed(year):
            return public(year) | {day: name for day, name in own.items() if day.year == year}

        return WorkingDays(self.weekend, closed)


class ClosedDay(models.Model):
    """A day on which these offices are closed though the country's calendar does not say so."""

    calendar = models.ForeignKey(Calendar, models.CASCADE, related_name="closed_days")
    on = models.DateField("day")
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["calendar", "on"], name="closed_once")]

    def __str__(self):
        return f"{self.on} {self.name}"
