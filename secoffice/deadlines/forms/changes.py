"""Finding a change that moved dates."""

from django import forms

from secoffice.deadlines.models import Recalculation


class ChangeFilter(forms.Form):
    cause = forms.ChoiceField(required=False, choices=[("", "Any cause"), *Recalculation.Cause.choices])
    state = forms.ChoiceField(required=False, choices=[("", "Any state"), *Recalculation.State.choices])

    def narrow(self, rows):
        return rows.filter(**{name: value for name, value in self.cleaned_data.items() if value})
