"""People on a case: put on it with the time and remarks, given another part, let into a compartment."""

from crispy_forms.layout import Column, Layout, Row
from django import forms

from cases.forms.opening import SubjectForm
from cases.forms.working import SHORT, StaffField, day_field, lines, staff_of
from cases.models import Subject
from secoffice.access.models import Admission


class Span(forms.Form):
    """From when to when somebody played their part, as far as it is known, and what else is to be said of it."""

    since = day_field(label="Since")
    until = day_field(label="Until")
    remarks = forms.CharField(max_length=2000, required=False, widget=lines(2), label="Remarks")

    def clean(self):
        given = super().clean()
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", "This lies before the first day.")
        for name, day in (("since", since), ("until", until)):
            if day and day.year < 1900:
                self.add_error(name, "Check the year.")
        return given


class NewSubjectForm(Span, SubjectForm):
    """One more person: picked from those on file, or put on file here."""

    def layout(self):
        return Layout(*super().layout().fields, Row(Column("since"), Column("until")), "remarks")

    def subject(self):
        given = self.cleaned_data
        return super().subject() | {name: given[name] for name in ("since", "until", "remarks")}


class ChangeForm(Span):
    """`version` is the row as it was read: who saved in between is not written over unseen."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    part = forms.ChoiceField(choices=Subject.Part, label="Part in it")
    reason = forms.CharField(max_length=SHORT, label="Why it changes", widget=lines(2))
    field_order = ("version", "part", "since", "until", "remarks", "reason")


class InsideForm(forms.Form):
    """A colleague who is let into a compartment."""

    compartment = forms.ModelChoiceField(Subject.objects.none(), label="Compartment", empty_label=None)
    user = StaffField(label="Colleague")
    reason = forms.CharField(max_length=200, help_text="Why they need to know who is in it.")

    def __init__(self, *args, case, user, compartments, **more):
        super().__init__(*args, **more)
        self.fields["compartment"].queryset = compartments
        self.fields["compartment"].label_from_instance = lambda each: each.get_kind_display()
        readers = Admission.objects.filter(
            target_type="cases.case", target_id=case.pk, principal__startswith="user:"
        )
        ids = {int(principal[5:]) for principal in readers.values_list("principal", flat=True)}
        self.fields["user"].queryset = staff_of(case).filter(pk__in=ids).exclude(pk=user.pk)
