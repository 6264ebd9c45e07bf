"""A loss report, with the fields of form DS-64."""

from django import forms

from cases.forms.working import LONG, Sent, lines
from cases.travel_documents.lost.normal import normal_number
from cases.travel_documents.register.forms.documents import CHOOSE, NUMBERED, DayField, issuer_of, person_of
from cases.travel_documents.register.models import LossReport
from cases.travel_documents.register.models.document import Type
from secoffice.people.forms import dated


class KnownLossForm(Sent):
    """The loss of a document on the register: what is printed is known."""

    kind = forms.ChoiceField(label="What happened", choices=[CHOOSE, *LossReport.Kind.choices])
    name = forms.CharField(label="Name of the holder", max_length=160)
    born = forms.CharField(
        label="Date of birth", max_length=10, required=False, help_text="1974-08-12, or 1974-??-??."
    )
    birthplace = forms.CharField(label="Place of birth", max_length=120, required=False)
    happened_on = DayField(label="Day it happened, or was noticed", required=False)
    place = forms.CharField(label="Where", max_length=160, required=False)
    how = forms.CharField(label="How it happened", max_length=LONG, widget=lines(4))
    police_report = forms.CharField(label="Number of the police report", max_length=60, required=False)
    police_at = forms.CharField(label="Police station", max_length=120, required=False)
    earlier_losses = forms.IntegerField(
        label="How many documents were lost or stolen before", min_value=0, max_value=99, required=False,
        help_text="As the holder says. Empty: none.",
    )  # fmt: skip
    reported_by = forms.CharField(label="Who reports it", max_length=160)

    def clean_born(self):
        return dated(self.cleaned_data["born"])

    def clean_earlier_losses(self):
        return self.cleaned_data["earlier_losses"] or 0

    def given(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "key"}


class NumberFields(forms.Form):
    type = forms.ChoiceField(label="Kind of document", choices=[CHOOSE, *Type.choices])
    issuer = forms.CharField(
        label="Issuing state or body", max_length=10, required=False, widget=forms.TextInput(attrs=NUMBERED)
    )
    number = forms.CharField(
        max_length=30, required=False, widget=forms.TextInput(attrs=NUMBERED),
        help_text="Without it the report stands alone, until the number is known.",
    )  # fmt: skip

    def clean_issuer(self):
        return issuer_of(self.cleaned_data["issuer"])

    def clean(self):
        given = super().clean()
        number = given.get("number")
        if number and not given.get("issuer") and "issuer" not in self.errors:
            self.add_error("issuer", "A number counts with the issuer who gave it.")
        if number and not normal_number(number):
            self.add_error("number", "A number has letters and digits.")
        return given


class LossForm(NumberFields, KnownLossForm):
    """The loss of a document that may not be on the register yet."""

    person = forms.CharField(
        label="Holder on file", max_length=20, required=False, widget=forms.TextInput(attrs=NUMBERED),
        help_text="Such as P-12. Losses of one person are counted.",
    )  # fmt: skip
    field_order = ("kind", "type", "issuer", "number", "name", "born", "birthplace", "person")

    def __init__(self, *args, user, **more):
        super().__init__(*args, **more)
        self.user = user

    def clean_person(self):
        return person_of(self.user, self.cleaned_data["person"])


class IdentifyForm(NumberFields):
    def clean(self):
        given = super().clean()
        for name in ("issuer", "number"):
            if not given.get(name) and name not in self.errors:
                self.add_error(name, "Give both the issuer and the number.")
        return given


class ReasonForm(forms.Form):
    reason = forms.CharField(max_length=LONG, widget=lines(4))

    def __init__(self, *args, step, **more):
        super().__init__(*args, **more)
        self.fields["reason"].label = step.reason_label
