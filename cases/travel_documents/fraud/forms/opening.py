"""Opening a fraud case, and attaching records of the desk."""

from django import forms

from cases.forms.working import Sent, lines
from cases.kinds import KINDS as CASE_KINDS
from cases.travel_documents.fraud import kinds
from cases.travel_documents.fraud.actions.attaching import FRAUD_KINDS
from secoffice.accounts.models import Unit


class References(forms.CharField):
    """References of records of the desk, parted by blanks or commas; what this reader may not see does not exist."""

    def __init__(self, *, user=None, **more):
        super().__init__(**{"max_length": 600, "widget": forms.TextInput(attrs={"class": "so-num"})} | more)
        self.user = user

    def clean(self, value):
        asked = super().clean(value).replace(",", " ").split()
        if len(asked) > 20:
            raise forms.ValidationError("Give at most twenty references.")
        found = [(reference, kinds.find(reference, self.user)) for reference in dict.fromkeys(asked)]
        if missing := [reference for reference, record in found if record is None]:
            raise forms.ValidationError(
                f"You can see no record of the desk with the reference {missing[0][:40]}."
            )
        return [record for _, record in found]


class OpenCaseForm(Sent):
    references = References(
        label="About", help_text="References of screenings, hits, examinations, documents."
    )
    kind = forms.ChoiceField(
        choices=[(code, CASE_KINDS[code].label) for code in FRAUD_KINDS], label="Kind of case"
    )
    title = forms.CharField(max_length=160, label="What it is about")
    allegation = forms.CharField(
        max_length=20_000, required=False, widget=lines(6), label="Allegation",
        help_text="Left empty, what the records say stands here.",
    )  # fmt: skip
    unit = forms.ModelChoiceField(Unit.objects.none(), required=False, empty_label="No unit yet")

    def __init__(self, *args, user, **more):
        super().__init__(*args, **more)
        self.fields["references"].user = user
        self.fields["unit"].queryset = Unit.objects.filter(office=user.office).order_by("name")

    def given(self):
        told = {name: value for name, value in self.cleaned_data.items() if name != "references"}
        return told | {"records": self.cleaned_data["references"]}


class AttachForm(forms.Form):
    reference = References(
        label="Reference", help_text="Of a screening, a hit, an examination, a document, a referral."
    )
    why = forms.CharField(
        max_length=500, required=False, widget=lines(2), label="What it has to do with the case"
    )

    def __init__(self, *args, user, **more):
        super().__init__(*args, **more)
        self.fields["reference"].user = user
