"""The small forms of proceedings: one verb each."""

from decimal import Decimal

from django import forms
from django.utils import timezone

from cases import kinds, limitations
from cases.forms.working import LONG, Sent, StaffField, lines
from cases.proceedings.models import (
    Allegation,
    Bulk,
    LegalProcess,
    Notice,
    PersonnelReferral,
    Referral,
    WorkedHours,
)
from cases.proceedings.models.costs import MOST_MINUTES
from secoffice.accounts.models import User

CHOOSE = ("", "Choose …")


class DayField(forms.DateField):
    """A day from 1950 on; unless `coming`, one that has come."""

    def __init__(self, *, coming=False, **more):
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(**{"widget": widget, "label": "Day"} | more)
        self.coming = coming

    def clean(self, value):
        day = super().clean(value)
        if day and not 1950 <= day.year <= 2200:
            raise forms.ValidationError("Check the year.")
        if day and not self.coming and day > timezone.localdate():
            raise forms.ValidationError("This day has not come yet.")
        return day


def words(label, most=2000, *, rows=3, **more):
    return forms.CharField(label=label, max_length=most, widget=lines(rows), **more)


def line(label, most=160, **more):
    return forms.CharField(label=label, max_length=most, **more)


def choice(label, choices, **more):
    return forms.ChoiceField(label=label, choices=[CHOOSE, *choices], **more)


class SubjectField(forms.ChoiceField):
    """One of the persons the page gives: `people` are subjects with `names`."""

    def people_are(self, people):
        self.people = {str(subject.pk): subject for subject in people}
        named = [(key, ", ".join(one.names) or "Name not known to you") for key, one in self.people.items()]
        self.choices = [CHOOSE if self.required else ("", "Nobody in particular"), *named]

    def clean(self, value):
        return self.people.get(super().clean(value))


class AllegationForm(Sent):
    text = words("What is alleged", help_text="One point, so that it can get a finding of its own.")
    statute = choice("Offence", limitations.CHOICES, required=False)
    standard = line(
        "Rule or standard",
        200,
        required=False,
        help_text="Where it is measured by something other than a statute.",
    )


class FindingForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    result = choice("Finding", Allegation.Result.choices)
    basis = words("On what it rests", LONG, rows=5, help_text="Facts and where they stand in the file.")


class OutcomeForm(Sent):
    code = choice("Outcome", kinds.DISPOSITIONS)
    on = DayField()
    subject = SubjectField(label="Of whom", required=False)
    text = words("More of it", required=False)


class ProcessForm(Sent):
    kind = choice("Kind", LegalProcess.Kind.choices)
    number = line("Number on the paper", 60, required=False)
    authority = line("Who issued it")
    addressed_to = line("To whom it goes")
    seeks = words("What it asks for")
    issued_on = DayField(label="Day it was issued")
    return_on = DayField(
        label="Return day", coming=True, required=False, help_text="As written on it; you are told before."
    )

    def clean(self):
        given = super().clean()
        issued, returns = given.get("issued_on"), given.get("return_on")
        if issued and returns and returns <= issued:
            self.add_error("return_on", "This lies after the day it was issued.")
        return given


class StepForm(forms.Form):
    """A step of a legal process or a referral."""

    on = DayField()
    said = words("What", LONG)

    def __init__(self, *args, step, **more):
        super().__init__(*args, **more)
        self.fields["said"].label = step.reason_label


class ReferralForm(Sent):
    kind = choice("To", Referral.Kind.choices)
    name = line("Name of the office")
    contact = line("Person there, and how to reach them", 200)
    sent_on = DayField(label="Day it was sent")
    what = words("What was sent")


class ChaserForm(Sent):
    said = words("Whom you asked, and what they said")


class ArrestForm(Sent):
    subject = SubjectField(label="Who was arrested")
    on = DayField(label="Day of the arrest")
    place = line("Place")
    agency = line("Who arrested")
    authority = line("On what authority", 200, help_text="A warrant with its number, or caught in the act.")
    charges = words("Charges", required=False)
    since_then = words("What happened since", required=False, help_text="Released, remanded, handed over.")


class LookoutForm(Sent):
    system = line("System it stands in", 80, help_text="Such as that of the consular service or the border.")
    number = line("Reference there", 80)
    subject = SubjectField(label="For whom", required=False)
    entered_on = DayField(label="Day it was entered")


class PersonnelForm(Sent):
    decision = choice("Referral", PersonnelReferral.Decision.choices)
    to = line("Clearance office", required=False, help_text="If it was made: to whom.")
    on = DayField(label="Day it was made, or decided")
    text = words("What they were told, or why none is needed", help_text="Nothing is sent from here.")

    def clean(self):
        given = super().clean()
        made = given.get("decision") == PersonnelReferral.Decision.MADE
        if made and not given.get("to") and "to" not in self.errors:
            self.add_error("to", "Name the office that was told.")
        elif given.get("decision") and not made and given.get("to"):
            self.add_error("to", "Leave this empty where no referral was made.")
        return given


class ToldFields(forms.Form):
    told_on = DayField(
        label="Day they were told", required=False, help_text="Empty: they are still to be told."
    )
    how = choice("How", Notice.How.choices, required=False)

    def clean(self):
        given = super().clean()
        if "told_on" in given and "how" in given and bool(given["told_on"]) != bool(given["how"]):
            self.add_error(
                "how" if given["told_on"] else "told_on", "Give both the day and the way, or neither."
            )
        return given


class VictimForm(Sent, ToldFields):
    subject = SubjectField(label="Whom")
    about = choice("About", [each for each in Notice.About.choices if each[0] != Notice.About.PARTNER])
    text = words("What they are told, or offered")
    field_order = ("subject", "about", "text", "told_on", "how")


class PartnerForm(Sent, ToldFields):
    agency = line("Agency")
    text = words("What they are told")
    field_order = ("agency", "text", "told_on", "how")


class ToldForm(forms.Form):
    on = DayField(label="Day they were told")
    how = choice("How", Notice.How.choices)
    answer = words("What they said", required=False)


class HoursForm(Sent):
    on = DayField()
    hours = forms.DecimalField(
        label="Hours",
        min_value=Decimal("0.05"),
        max_value=MOST_MINUTES // 60,
        max_digits=4,
        decimal_places=2,
        help_text="Such as 1.5 for an hour and a half.",
    )
    activity = choice("At what", WorkedHours.Activity.choices)
    note = line("Note", 200, required=False)

    def entry(self):
        """As the verb wants it: in minutes."""
        given = self.cleaned_data.copy()
        return given | {"minutes": max(1, round(given.pop("hours") * 60))}


class ExpenseForm(Sent):
    on = DayField()
    amount = forms.DecimalField(min_value=Decimal("0.01"), max_digits=10, decimal_places=2)
    currency = forms.RegexField(
        r"^[A-Za-z]{3}\Z", label="Currency", error_messages={"invalid": "Three letters, such as EUR."}
    )
    what = line("What it was for", 200)

    def clean_currency(self):
        return self.cleaned_data["currency"].upper()


class SeveralForm(Sent):
    """One deed on the cases that were chosen in a list."""

    deed = forms.ChoiceField(
        choices=Bulk.Deed.choices, widget=forms.RadioSelect, label="Deed", initial=Bulk.Deed.ASSIGN
    )
    officer = StaffField(label="To whom, if you assign", required=False)
    disposition = forms.ChoiceField(
        choices=[CHOOSE, *kinds.DISPOSITIONS], label="Outcome, if you close", required=False
    )
    decontrol = line(
        "Decontrolled on, or by which event, if you close", 120, required=False,
        help_text="Kept for cases that name none yet.",
    )  # fmt: skip
    reason = words(
        "Reason", LONG, help_text="To assign: what they should know first. To close: the closing review."
    )

    def __init__(self, *args, user, **more):
        super().__init__(*args, **more)
        staff = User.objects.present().filter(office=user.office_id).select_related("office", "unit")
        self.fields["officer"].queryset = staff.with_role("AGENT", "CASE_SUP", "RSO", "INTAKE")

    def clean(self):
        given = super().clean()
        if given.get("deed") == Bulk.Deed.ASSIGN and not given.get("officer"):
            self.add_error("officer", "Choose somebody.")
        if given.get("deed") == Bulk.Deed.CLOSE and not given.get("disposition"):
            self.add_error("disposition", "Choose how the matters ended.")
        if given.get("deed") == Bulk.Deed.CLOSE and not given.get("decontrol"):
            self.add_error("decontrol", "Name the day, or the event, that ends the marking.")
        return given
