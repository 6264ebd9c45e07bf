"""Asking by hand, planning an operation, saying how a file answers, and the liaison officer's word."""

from datetime import timedelta

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.utils import timezone

from cases.deconfliction import terms
from cases.deconfliction.models import Answering, Operation
from cases.forms.working import SHORT, Sent, lines
from secoffice.people.models import IDENTIFIERS, Fact
from secoffice.people.normal import normal


class AskForm(Sent):
    """One number, or a name with a birth date, or both; and why."""

    id_kind = forms.ChoiceField(
        choices=[("", "None"), *((kind.value, kind.label) for kind in IDENTIFIERS)],
        required=False,
        label="Identifier",
    )
    id_value = forms.CharField(max_length=200, required=False, label="Number or address")
    name = forms.CharField(
        max_length=200, required=False, help_text="Compared together with the date of birth."
    )
    born = forms.CharField(
        max_length=10, required=False, label="Date of birth", help_text="1974-08-12 or 1974-??-??"
    )
    reason = forms.CharField(
        max_length=200, label="Why you ask", help_text="The files that are met read this."
    )

    def clean_born(self):
        given = self.cleaned_data["born"].strip()
        try:
            return normal(Fact.Kind.BORN, given) if given else ""
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from wrong

    def clean(self):
        given = super().clean()
        if bool(given.get("id_kind")) != bool(given.get("id_value")):
            self.add_error("id_value", "Give the kind of number and the number.")
        if bool(given.get("name")) != bool(given.get("born")) and "born" not in self.errors:
            self.add_error("born", "A name is asked for together with a date of birth.")
        if not self.errors and self.terms().empty:
            self.add_error(
                "id_value", "Give a number of at least four letters or digits, or a name and a date of birth."
            )
        return given

    def terms(self):
        given = self.cleaned_data
        return terms.of(
            [
                (given["id_kind"], given["id_value"]),
                (Fact.Kind.NAME, given["name"]),
                (Fact.Kind.BORN, given["born"]),
            ]
        )


def instant(label):
    return forms.DateTimeField(
        label=label,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
    )


def degrees(label, most, example):
    return forms.FloatField(
        label=label, min_value=-most, max_value=most, help_text=f"Degrees, such as {example}"
    )


class OperationForm(Sent):
    """An operation in place and time."""

    LONGEST = timedelta(days=31)

    kind = forms.ChoiceField(choices=Operation.Kind, label="Kind of operation")
    place = forms.CharField(max_length=200)
    latitude = degrees("Latitude", 90, "38.7101")
    longitude = degrees("Longitude", 180, "-9.1366")
    urban = forms.ChoiceField(
        choices=[("town", "In a town"), ("country", "In the country")], label="Surroundings"
    )
    starts_at = instant("From")
    ends_at = instant("To")

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = Layout(
            "kind",
            "place",
            Row(Column("latitude"), Column("longitude")),
            "urban",
            Row(Column("starts_at"), Column("ends_at")),
            *(name for name in self.fields if self.fields[name].widget.is_hidden),
        )
        return helper

    def clean_urban(self):
        return self.cleaned_data["urban"] == "town"

    def clean(self):
        given = super().clean()
        start, end = given.get("starts_at"), given.get("ends_at")
        if not (start and end):
            return given
        if end <= start:
            self.add_error("ends_at", "It ends before it begins.")
        elif end - start > self.LONGEST:
            self.add_error("ends_at", "At most 31 days; plan a longer one in parts.")
        elif end < timezone.now() - timedelta(days=366) or start > timezone.now() + timedelta(days=732):
            self.add_error("starts_at", "Check the year.")
        return given


class ModeForm(forms.Form):
    mode = forms.ChoiceField(
        choices=Answering, label="Who may not see this file is answered", widget=forms.RadioSelect
    )
    reason = forms.CharField(max_length=SHORT, widget=lines(2))


class ContactForm(Sent):
    """A step on one of the conflicts of a reference."""

    text = forms.CharField(
        max_length=2000,
        widget=lines(3),
        label="What both sides are told",
        help_text="No word that is one side’s alone.",
    )
