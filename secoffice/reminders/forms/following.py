"""Putting reminders off, and bringing a record forward."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms


class Day(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PutOff(forms.Form):
    """`last`: the latest day that may be chosen."""

    until_on = Day(label="Tell me again on")
    why = forms.CharField(label="Why", max_length=200)

    def __init__(self, *args, first, last, **kwargs):
        super().__init__(*args, **kwargs)
        self.first, self.last = first, last
        self.fields["until_on"].help_text = f"From {said(first)} to {said(last)}, at 08:00."
        self.fields["until_on"].widget.attrs |= {"min": first.isoformat(), "max": last.isoformat()}
        self.helper = FormHelper()
        self.helper.add_input(Submit("save", "Put off"))

    def clean_until_on(self):
        day = self.cleaned_data["until_on"]
        if not self.first <= day <= self.last:
            raise forms.ValidationError(f"Choose a day from {said(self.first)} to {said(self.last)}.")
        return day


class BringForward(forms.Form):
    on = Day(label="Tell me again on")
    why = forms.CharField(label="Because", max_length=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("save", "Set the date"))


def said(day):
    return f"{day:%a} {day.day} {day:%b}"
