"""Leave with hand-over of all work in one screen."""

from django import forms

from secoffice.accounts.forms.profile import AbsenceForm, colleagues_of

# A post with more than this hands over the rest in one go: a form has a limit of fields.
EACH = 200
STAYS = "stays"


class LeaveForm(AbsenceForm):
    """Away for a while or for good; each piece of work to the receiver chosen for it, or for all.

    `work` is what the departments say is in this person's hands now, so a piece that arrived while the form was
    open goes to the receiver for all, or makes the form ask again.
    """

    how = forms.ChoiceField(
        label="What happens",
        choices=[
            ("away", "On leave, and back"),
            ("gone", "Leaves for good: the account is closed when you save"),
        ],
        widget=forms.RadioSelect,
    )
    everything_to = forms.ModelChoiceField(
        None, label="All work goes to", required=False, empty_label="Chosen below, one by one"
    )

    def __init__(self, *args, work, may_close, **kwargs):
        super().__init__(*args, **kwargs)
        self.work, self.more = work[:EACH], work[EACH:]
        self.helper = None
        self.gone = self.data.get("how") == "gone"
        for name in ("starts_on", "ends_on"):
            self.fields[name].required = not self.gone
            self.fields[name].error_messages["required"] = "Give the day."
        self.fields["reason"].required = self.gone
        self.fields["reason"].error_messages["required"] = "Say why the account is closed."
        if not may_close:
            self.fields["how"].choices = self.fields["how"].choices[:1]
        self.people = colleagues_of(self.person)
        self.fields["everything_to"].queryset = self.people
        self.initial.setdefault("how", "away")
        names = [(str(pk), name) for pk, name in self.people.values_list("pk", "name")]
        for work in self.work:
            choices = [("", "As chosen for all"), (STAYS, f"Stays with {self.person}"), *names]
            self.fields[field_of(work)] = forms.ChoiceField(
                label=f"{work.reference} goes to", choices=choices, required=False
            )

    def clean(self):
        given = super().clean()
        if self.gone:
            for name in ("starts_on", "ends_on", "deputy"):
                self.errors.pop(name, None)
            self.each_has_a_receiver(given)
        return given

    def each_has_a_receiver(self, given):
        """Nothing may stay with somebody who is gone."""
        for work in self.work:
            chosen = given.get(field_of(work))
            if chosen == STAYS or not (chosen or given.get("everything_to")):
                self.add_error(field_of(work), "Choose who takes this over.")
        if self.more and not given.get("everything_to"):
            self.add_error("everything_to", f"{len(self.more)} more pieces of work need a receiver.")

    def given(self):
        """Pairs of work and receiver; what stays is left out."""
        people = {str(person.pk): person for person in self.people}
        for_all = self.cleaned_data.get("everything_to")
        pairs = []
        for work in (*self.work, *self.more):
            chosen = self.cleaned_data.get(field_of(work), "")
            receiver = None if chosen == STAYS else people.get(chosen, for_all)
            if receiver:
                pairs.append((work, receiver))
        return pairs

    def absence(self):
        """The fields of the absence, or None where somebody leaves for good."""
        if self.gone:
            return None
        return {name: self.cleaned_data[name] for name in ("starts_on", "ends_on", "deputy")}

    def rows(self):
        return [(work, self[field_of(work)]) for work in self.work]

    def _post_clean(self):
        """The verb saves."""


def field_of(work):
    return f"to_{work.kind}_{work.id}"
