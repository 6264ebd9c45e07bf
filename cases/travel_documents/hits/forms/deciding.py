"""The small forms of a hit: one verb each."""

from django import forms

from cases.forms.working import LONG, Sent, StaffField, lines
from cases.travel_documents.hits import guards
from cases.travel_documents.hits.models import Answer, Hit, Reason, Verdict
from secoffice.access.models import Recusal
from secoffice.accounts.models import User

AGREES = (("yes", "I agree"), ("no", "I do not agree"))


class WordsForm(Sent):
    text = forms.CharField(max_length=LONG, widget=lines(4))

    def __init__(self, *args, label, needed=True, **more):
        super().__init__(*args, **more)
        self.fields["text"].label, self.fields["text"].required = label, needed


class AnswerForm(Sent):
    answer = forms.ChoiceField(choices=Answer, widget=forms.RadioSelect, label="What they say")
    words = forms.CharField(
        max_length=LONG, widget=lines(4), label="Their words",
        help_text="With the number of the reply. For “no reply”: when you asked, and how often.",
    )  # fmt: skip


class DecideForm(Sent):
    verdict = forms.ChoiceField(choices=Verdict, widget=forms.RadioSelect, label="Is it the same person?")
    reasons = forms.MultipleChoiceField(
        choices=Reason, required=False, widget=forms.CheckboxSelectMultiple, label="What it rests on",
        help_text="At least one, unless you ask for a document.",
    )  # fmt: skip
    evidence = forms.CharField(
        max_length=LONG, widget=lines(5), label="Evidence",
        help_text="What you compared and what you saw. A score is no evidence.",
    )  # fmt: skip

    def clean(self):
        told = super().clean()
        if told.get("verdict") not in (None, Verdict.INSUFFICIENT) and not told.get("reasons"):
            self.add_error("reasons", "Choose at least one.")
        return told


class AgreeForm(Sent):
    agrees = forms.ChoiceField(choices=AGREES, widget=forms.RadioSelect, label="Your word")
    words = forms.CharField(
        max_length=LONG,
        required=False,
        widget=lines(4),
        label="Why",
        help_text="Needed where you do not agree.",
    )

    def clean(self):
        told = super().clean()
        if told.get("agrees") == "no" and not told.get("words", "").strip():
            self.add_error("words", "Say in a sentence why.")
        return told


class SecondForm(AgreeForm):
    """`proposal` says which decision was read: the one that waits when the form is shown."""

    proposal = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=2**63 - 1)

    def __init__(self, *args, waits, **more):
        super().__init__(*args, **more)
        self.fields["proposal"].initial = waits


class ActionForm(Sent):
    action = forms.ChoiceField(choices=[("", "Choose …"), *Hit.Action.choices[1:]], label="What was done")
    authority = forms.CharField(
        max_length=200, required=False,
        help_text="Needed where the document is held: the law, order or consent, and who gave it.",
    )  # fmt: skip
    words = forms.CharField(max_length=LONG, required=False, widget=lines(3), label="More about it")

    def clean(self):
        told = super().clean()
        if told.get("action") == Hit.Action.HELD and not told.get("authority", "").strip():
            self.add_error("authority", "Say on which authority the document is held.")
        return told


class NoteForm(Sent):
    text = forms.CharField(max_length=LONG, widget=lines(4), label="Note")
    from_traveller = forms.BooleanField(required=False, label="The traveller gave this to be heard")


class GiveForm(forms.Form):
    officer = StaffField(label="To whom")

    def __init__(self, *args, hit, **more):
        super().__init__(*args, **more)
        chain = [office.pk for office in hit.office.chain()]
        staff = User.objects.present().filter(office__in=chain).with_role(*guards.DECIDERS)
        barred = Recusal.objects.filter(target_type="hits.hit", target_id=hit.pk)
        staff = staff.exclude(pk=hit.officer_id or 0).exclude(pk__in=barred.values("user"))
        self.fields["officer"].queryset = staff.select_related("office", "unit").order_by("name")
