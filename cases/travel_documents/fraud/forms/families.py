"""What somebody says of documents that share a trait, and what they write of one document."""

from django import forms

from cases.forms.working import Sent, lines
from cases.travel_documents.fraud.actions.traits import BY_HAND
from cases.travel_documents.fraud.forms.opening import References
from cases.travel_documents.fraud.models import Trait

FAMILY, CHANCE = "family", "chance"


class JudgeForm(Sent):
    verdict = forms.ChoiceField(
        choices=[(FAMILY, "One family"), (CHANCE, "Chance")], widget=forms.RadioSelect, label="They are"
    )
    title = forms.CharField(max_length=120, required=False, label="What they have in common, in a few words")
    why = forms.CharField(max_length=4000, widget=lines(4), label="Why")

    def clean(self):
        given = super().clean()
        if given.get("verdict") == FAMILY and not given.get("title"):
            self.add_error("title", "Give the family a name to find it by.")
        return given


class NoteForm(forms.Form):
    reference = References(
        label="Reference", help_text="Of a screening, an examination, a document, a referral."
    )
    kind = forms.ChoiceField(
        choices=[(kind.value, kind.label) for kind in map(Trait.Kind, BY_HAND)], label="What"
    )
    text = forms.CharField(
        max_length=200, label="As it is called", help_text="Such as the name of a print shop."
    )

    def __init__(self, *args, user, **more):
        super().__init__(*args, **more)
        self.fields["reference"].user = user


class KindFilter(forms.Form):
    kind = forms.ChoiceField(choices=[("", "Any trait"), *Trait.Kind.choices], required=False)
