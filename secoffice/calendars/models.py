"""Calendars of offices, and the days of their own on which they are closed."""

from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone

from secoffice.calendars.words import weekend_words
from secoffice.calendars.working_days import FIRST_YEAR, LAST_YEAR, OutOfRange, WorkingDays, country_holidays

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


def is_counted(value):
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValidationError(str(OutOfRange()))


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
    weekend = models.JSONField(default=saturday_sunday, blank=True, validators=[is_weekend])
    # ISO day → name of the public holidays that dates were last worked out with.
    public = models.JSONField(default=dict, editable=False)
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

    def public_holidays(self, year):
        """What the country alone says of that year: date to name."""
        return country_holidays(self.country, self.subdivision)(year) if self.country else {}

    def kept_by(self, user):
        """Administrators keep every calendar; security officers and directors the one their office uses."""
        if user.keeps_accounts:
            return True
        own = user.office_id and user.has_role("RSO", "DIRECTOR")
        return bool(own) and self.offices.filter(pk=user.office_id).exists()

    def _compute(self):
        own, worked = {}, {}
        for on, name, works in self.closed_days.values_list("on", "name", "works") if self.pk else ():
            (worked if works else own)[on] = name
        moved = dict(self.weekends.values_list("from_on", "weekend")) if self.pk else {}
        public = country_holidays(self.country, self.subdivision) if self.country else lambda year: {}

        def closed(year):
            return public(year) | {day: name for day, name in own.items() if day.year == year}

        return WorkingDays(self.weekend, closed, moved, worked)


class Weekend(models.Model):
    """The weekend kept from a date on: the host country moved it. What was counted before that date stays."""

    calendar = models.ForeignKey(Calendar, models.CASCADE, related_name="weekends")
    from_on = models.DateField("from", validators=[is_counted])
    weekend = models.JSONField("days of rest", blank=True, validators=[is_weekend])
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["from_on"]
        constraints = [models.UniqueConstraint(fields=["calendar", "from_on"], name="weekend_begins_once")]

    def __str__(self):
        return f"{weekend_words(self.weekend)} from {self.from_on}"


class DayImport(models.Model):
    """Days that came together out of a file, so that they can go together. Of the file nothing else is kept."""

    calendar = models.ForeignKey(Calendar, models.CASCADE, related_name="imports")
    key = models.UUIDField(unique=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at"]

    def __str__(self):
        return f"import of {self.at:%Y-%m-%d}"


class ClosedDay(models.Model):
    """A day of these offices' own: closed though the country's calendar does not say so, or, with `works`, worked
    though a weekend or a public holiday would close them."""

    calendar = models.ForeignKey(Calendar, models.CASCADE, related_name="closed_days")
    on = models.DateField("day", validators=[is_counted])
    name = models.CharField(max_length=80)
    works = models.BooleanField(default=False)
    batch = models.ForeignKey(DayImport, models.CASCADE, null=True, blank=True, related_name="days")

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["calendar", "on"], name="closed_once")]

    def __str__(self):
        return f"{self.on} {self.name}"

    def clean(self):
        """A worked day would rest otherwise; a closed one is not a public holiday already."""
        if self.on is None or not FIRST_YEAR <= self.on.year <= LAST_YEAR:
            return
        if self.works and self.calendar.working_days().is_working(self.on):
            raise ValidationError({"on": "This day is worked already."})
        if not self.works and (name := self.calendar.public_holidays(self.on.year).get(self.on)):
            raise ValidationError({"on": f"This day is a public holiday already: {name}."})
