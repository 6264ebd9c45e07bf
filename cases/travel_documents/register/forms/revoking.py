"""The forms of a revocation: the proposal, and one for each step."""

from django import forms

from cases.forms.working import LONG, Sent, StaffField, lines
from cases.models import Case
from cases.travel_documents.register import grounds
from cases.travel_documents.register.forms.documents import CHOOSE, NUMBERED, DayField
from cases.travel_documents.register.models import Revocation
from secoffice.accounts.models import User


class ProposalForm(Sent):
    codes = forms.MultipleChoiceField(
        label="Grounds", choices=grounds.CHOICES, widget=forms.CheckboxSelectMultiple,
        help_text="Whether a hearing can be asked for follows from them.",
    )  # fmt: skip
    summary = forms.CharField(
        label="What it rests on", max_length=8000, widget=lines(6), help_text="Facts, and where they stand."
    )
    case = forms.CharField(
        label="Case it serves", max_length=40, required=False, widget=forms.TextInput(attrs=NUMBERED)
    )

    def __init__(self, *args, user, **more):
        super().__init__(*args, **more)
        self.user = user

    def clean_case(self):
        reference = self.cleaned_data["case"].strip().upper()
        case = Case.objects.visible_to(self.user).filter(reference=reference).first() if reference else None
        if reference and case is None:
            raise forms.ValidationError("No case of this number that you may see.")
        return case

    def given(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "key"}


DAYS = {
    "notify": "Day the notice was sent",
    "serve": "Day the person received it",
    "serve_final": "Day the person received it",
    "request": "Day the request was received",
    "evidence": "Day it was sent",
    "put_off": "Day it was asked for",
    "hear": "Day of the hearing",
}


class StepForm(forms.Form):
    """Only the fields that the table asks for."""

    on = DayField()
    how = forms.CharField(
        label="How it was sent", max_length=200, help_text="Such as by registered mail, its number."
    )
    hearing_on = DayField(label="Day of the hearing", coming=True)
    place = forms.CharField(
        label="Place", max_length=160, help_text="Washington, or the post if the person is abroad."
    )
    officer = StaffField(label="Hearing officer")
    until = DayField(label="New day of the hearing", coming=True)
    advice = forms.ChoiceField(label="What is advised", choices=[CHOOSE, *Revocation.Advice.choices])
    reason = forms.CharField(max_length=LONG, widget=lines(4))

    def __init__(self, *args, step, revocation, **more):
        super().__init__(*args, **more)
        for name in [name for name in self.fields if name not in (*step.asks, "reason")]:
            del self.fields[name]
        if "on" in self.fields:
            self.fields["on"].label = DAYS[step.name]
        if "officer" in self.fields:
            chain = [office.pk for office in revocation.office.chain()]
            people = User.objects.present().filter(office__in=chain).select_related("office", "unit")
            part = (revocation.entered_by_id, revocation.approved_by_id)
            self.fields["officer"].queryset = people.exclude(pk__in=part).order_by("name")
        self.fields["reason"].label = step.reason_label if step.needs_reason else "A word with it"
        self.fields["reason"].required = step.needs_reason


class SurrenderForm(forms.Form):
    on = DayField(label="Day it came back")
    how = forms.CharField(label="Who brought it, and where it is kept", max_length=400, widget=lines(2))
