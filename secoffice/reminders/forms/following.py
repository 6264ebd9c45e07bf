"""Putting reminders off, and bringing a record forward."""

from django import forms

from secoffice.accounts.forms.fields import Day, helper


def why_field():
    return forms.CharField(label="Why", max_length=200, error_messages={"required": "Say why."})


class PutOff(forms.Form):
    """`first` and `last`: the days between which may be chosen; `cancel`: the address of the way out."""

    until_on = Day(label="Tell me again on")
    why = why_field()

    def __init__(self, *args, first, last, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.first, self.last = first, last
        self.fields["until_on"].help_text = f"From {said(first)} to {said(last)}, at 08:00."
        self.fields["until_on"].widget.attrs |= {"min": first.isoformat(), "max": last.isoformat()}
        self.helper = helper("until_on", "why", save="Put off", cancel=cancel)

    def clean_until_on(self):
        day = self.cleaned_data["until_on"]
        if not self.first <= day <= self.last:
            raise forms.ValidationError(f"Choose a day from {said(self.first)} to {said(self.last)}.")
        return day


class BringForward(forms.Form):
    on = Day(label="Tell me again on")
    why = why_field()

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper("on", "why", save="Set the date", cancel=cancel)


def said(day):
    return f"{day:%a} {day.day} {day:%b}"
