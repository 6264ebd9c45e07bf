"""What the trail can be searched by."""

from datetime import datetime, time, timedelta

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils import timezone

RESULTS = [
    ("", "Any result"),
    ("done", "Done"),
    ("denied", "Denied"),
    ("refused", "Refused"),
    ("failed", "Failed"),
]
MOST_PEOPLE = 50


class Day(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class AuditFilter(forms.Form):
    """Filters over indexed columns; the form narrows what is already visible."""

    who = forms.CharField(label="Who", max_length=150, required=False)
    action = forms.CharField(label="What was done", max_length=60, required=False)
    reference = forms.CharField(label="Reference", max_length=120, required=False)
    result = forms.ChoiceField(label="Result", choices=RESULTS, required=False)
    since = forms.DateField(label="From", required=False, widget=Day())
    until = forms.DateField(label="Until", required=False, widget=Day())

    def clean(self):
        given = super().clean()
        for name in ("since", "until"):
            if given.get(name) and not 1900 < given[name].year < 3000:
                self.add_error(name, "Check the year.")
        if given.get("since") and given.get("until") and given["until"] < given["since"]:
            self.add_error("until", "This is before the first day.")
        return given

    def narrow(self, entries):
        """The entries that match; days are days of the reader's time zone."""
        given = self.cleaned_data
        if given["who"]:
            entries = entries.filter(_by(given["who"].strip()))
        if given["action"]:
            entries = entries.filter(action=given["action"].strip().lower())
        if given["reference"]:
            entries = entries.filter(target_reference__in={given["reference"], given["reference"].upper()})
        if given["result"]:
            entries = entries.filter(result=given["result"])
        if given["since"]:
            entries = entries.filter(at__gte=_midnight(given["since"]))
        if given["until"]:
            entries = entries.filter(at__lt=_midnight(given["until"] + timedelta(days=1)))
        return entries


def _by(who):
    if who.lower() == "system":
        return Q(actor_id=None)
    people = get_user_model().objects.filter(Q(name__icontains=who) | Q(email__iexact=who))
    return Q(actor_id__in=list(people.values_list("pk", flat=True)[:MOST_PEOPLE]))


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))
