"""What was seen, and what is concluded from it."""

from django import forms

from cases.forms.working import LONG, ReasonForm, Sent, lines
from cases.travel_documents.examination import features
from cases.travel_documents.examination.forms.fields import Written
from cases.travel_documents.examination.models import (
    ADVERSE,
    Conclusion,
    Examination,
    FraudType,
    Indicator,
    Picture,
    Result,
)
from secoffice.files.forms import UploadField


class FeaturesForm(Written):
    """A row for each feature: result and note. What was not examined is left as it is."""

    def __init__(self, *args, record, **more):
        super().__init__(*args, **more)
        self.level = record.level
        self.initial |= {"version": record.version}
        seen = {row.code: row for row in record.features.all()}
        for code, kind in features.KINDS.items():
            row = seen.get(code)
            self.fields[code] = forms.ChoiceField(
                choices=Result.choices, required=False, label=kind.label,
                initial=row.result if row else Result.NOT_EXAMINED,
            )  # fmt: skip
            self.fields[f"{code}-note"] = forms.CharField(
                max_length=300,
                required=False,
                label=f"Note on {kind.label.lower()}",
                initial=row.note if row else "",
            )

    def clean(self):
        given = super().clean()
        for code, kind in features.KINDS.items():
            if given.get(code) in (Result.ABSENT, Result.SUSPECT) and not given.get(f"{code}-note"):
                self.add_error(f"{code}-note", f"Say what is wrong with it: {kind.look}.")
        return given

    def parts(self):
        """(part, rows of (kind, result field, note field)) as the page shows them."""
        for part, kinds in features.PARTS.items():
            yield part, [(kind, self[kind.code], self[f"{kind.code}-note"]) for kind in kinds]

    def given(self):
        told = self.cleaned_data
        return {code: (told[code], told[f"{code}-note"]) for code in features.KINDS}


class ConclusionForm(Written):
    conclusion = forms.ChoiceField(choices=[("", "Choose …"), *Conclusion.choices])
    likelihood = forms.ChoiceField(
        required=False, label="How likely", choices=Examination.likelihood.field.choices,
        help_text="The words mean these numbers for every reader. Inconclusive needs none.",
    )  # fmt: skip
    fraud_types = forms.ModelMultipleChoiceField(
        FraudType.objects.none(), required=False, widget=forms.CheckboxSelectMultiple, label="Kind of fraud"
    )
    indicators = forms.ModelMultipleChoiceField(
        Indicator.objects.none(), required=False, widget=forms.CheckboxSelectMultiple, label="Signs seen"
    )
    grounds = forms.CharField(
        max_length=8000, widget=lines(6), label="On what it rests",
        help_text="Facts and where each was seen. A failed digit alone proves nothing, and a good one clears nothing.",
    )  # fmt: skip

    def __init__(self, *args, record, user, **more):
        said = {name: getattr(record, name) for name in ("conclusion", "likelihood", "grounds", "version")}
        chosen = {name: list(getattr(record, name).all()) for name in ("fraud_types", "indicators")}
        super().__init__(*args, initial=said | chosen, **more)
        self.fields["likelihood"].choices = [("", "Choose …"), *Examination.likelihood.field.choices]
        self.fields["fraud_types"].queryset = FraudType.objects.visible_to(user).in_force()
        signs = Indicator.objects.visible_to(user).in_force().select_related("fraud_type")
        self.fields["indicators"].queryset = signs
        self.fields["indicators"].label_from_instance = lambda sign: f"{sign.fraud_type}: {sign.text}"

    def clean(self):
        given = super().clean()
        conclusion = given.get("conclusion")
        if conclusion and conclusion != Conclusion.INCONCLUSIVE and not given.get("likelihood"):
            self.add_error("likelihood", "Say how likely it is.")
        if conclusion == Conclusion.INCONCLUSIVE and given.get("likelihood"):
            self.add_error("likelihood", "An inconclusive examination has no likelihood.")
        if conclusion in ADVERSE and not given.get("fraud_types"):
            self.add_error("fraud_types", "Name the kind of fraud this conclusion means.")
        return given

    def given(self):
        return {name: value for name, value in self.cleaned_data.items() if name not in ("key", "version")}


class ImageForm(Sent):
    upload = UploadField(
        label="Image", help_text="JPEG, PNG, GIF or WebP. It is kept to the byte, with its digest."
    )
    light = forms.ChoiceField(choices=Picture.Light.choices, label="Taken in")
    shows = forms.CharField(
        max_length=200, label="What it shows", help_text="Read aloud to those who do not see it."
    )


class StepForm(ReasonForm):
    """A step with the reason its table asks for, on the version that was read."""

    reason = forms.CharField(max_length=LONG, widget=lines(5))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def __init__(self, *args, step, record, **more):
        label = step.reason_label if step.needs_reason else "A word with it"
        super().__init__(
            *args, label=label, needed=step.needs_reason, initial={"version": record.version}, **more
        )


class TypeForm(forms.Form):
    label = forms.CharField(max_length=80, label="What it is")
    meaning = forms.CharField(max_length=300, widget=lines(2))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)


class IndicatorForm(forms.Form):
    text = forms.CharField(max_length=200, label="What gives it away")
