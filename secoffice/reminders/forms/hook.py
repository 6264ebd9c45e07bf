"""The address of a person's own tool."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms

from secoffice.reminders import hooks_places


class HookForm(forms.Form):
    url = forms.CharField(
        label="Address of your tool",
        max_length=300,
        widget=forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["url"].help_text = f"On one of the hosts allowed here: {', '.join(hooks_places.names())}."
        self.helper = FormHelper()
        self.helper.add_input(Submit("save", "Set the address"))
