"""The small forms of a lead that is out: one verb each."""

from django import forms

from cases.forms.working import LONG, ReasonForm, Sent, StaffField, lines
from cases.leads.forms.drafting import PRECEDENCE, named
from secoffice.accounts.models import User


class StepForm(ReasonForm):
    """A step with the reason its table asks for; some take a word besides."""

    reason = forms.CharField(max_length=LONG, widget=lines(4))

    def __init__(self, *args, step, **more):
        label = step.reason_label if step.needs_reason else "A word with it"
        super().__init__(*args, label=label, needed=step.needs_reason, **more)


class OfficerForm(forms.Form):
    """Who works a lead, of the receiving office."""

    officer = StaffField(label="Officer")
    reason = forms.CharField(
        max_length=500, required=False, widget=lines(2), label="What they should know first"
    )

    def __init__(self, *args, lead, needed=True, **more):
        super().__init__(*args, **more)
        staff = User.objects.present().filter(office=lead.to_office_id).with_role("AGENT", "CASE_SUP", "RSO")
        self.fields["officer"].queryset = staff.select_related("office", "unit").order_by("name")
        self.fields["officer"].label_from_instance = lambda user: f"{user.name} · {user.unit or 'no unit'}"
        self.fields["officer"].required = needed
        if not needed:
            self.fields["officer"].empty_label = "Later"


class WordsForm(Sent):
    text = forms.CharField(max_length=LONG, widget=lines(4))

    def __init__(self, *args, label, **more):
        super().__init__(*args, **more)
        self.fields["text"].label = label


class PrecedenceForm(forms.Form):
    precedence = forms.ChoiceField(choices=PRECEDENCE)
    reason = forms.CharField(max_length=500, widget=lines(2))


class ReplyForm(Sent):
    """A text, an answer to each question, and the files that were put ready."""

    def __init__(self, *args, lead, **more):
        super().__init__(*args, **more)
        self.questions = list(lead.questions.all())
        for question in self.questions:
            self.fields[f"answer-{question.pk}"] = forms.CharField(
                max_length=LONG, required=False, widget=lines(2), label=str(question)
            )
        self.fields["text"] = forms.CharField(max_length=20_000, widget=lines(6), label="Reply")
        ready = lead.enclosures.filter(attachment=None, reply=None)
        if names := list(ready):
            self.fields["enclosures"] = forms.ModelMultipleChoiceField(
                ready, required=False, initial=[each.pk for each in names], label="Files that go with it",
                widget=forms.CheckboxSelectMultiple,
            )  # fmt: skip
            self.fields["enclosures"].label_from_instance = named

    def given(self):
        answers = {each: self.cleaned_data[f"answer-{each.pk}"] for each in self.questions}
        return {
            "key": self.cleaned_data["key"],
            "text": self.cleaned_data["text"],
            "answers": answers,
            "enclosures": list(self.cleaned_data.get("enclosures", ())),
        }
