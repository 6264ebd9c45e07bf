"""The daily log: three fields, and the rest later."""

import uuid
from datetime import timedelta

from django import forms
from django.utils import timezone

from cases.models import LogEntry


class LocalInstant(forms.DateTimeField):
    """An instant typed in the time zone of the reader."""

    def __init__(self, **more):
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(
            widget=widget, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"], **more
        )


class LogForm(forms.Form):
    """What, where, when."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    what = forms.CharField(
        max_length=240, widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"})
    )
    where = forms.CharField(max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    happened_at = LocalInstant(label="When", help_text="In your time zone. Change it if it was earlier.")

    def clean_happened_at(self):
        at = self.cleaned_data["happened_at"]
        if at > timezone.now() + timedelta(minutes=5):
            raise forms.ValidationError("This lies in the future; the log holds what has happened.")
        if at < timezone.now() - timedelta(days=366 * 5):
            raise forms.ValidationError("Check the date: it is more than five years ago.")
        return at


class FinishForm(forms.ModelForm):
    """The rest of an entry, later."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = LogEntry
        fields = ("category", "details", "action_taken")
        widgets = {
            "details": forms.Textarea(attrs={"rows": 6}),
            "action_taken": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        self.fields["category"].required = True
        self.initial.setdefault("version", self.instance.version)


class LogFilter(forms.Form):
    q = forms.CharField(max_length=200, required=False, label="Text")
    state = forms.ChoiceField(choices=[("", "Any state"), *LogEntry.State.choices], required=False)
    category = forms.ChoiceField(
        choices=[("", "Any kind"), *LogEntry.Category.choices], required=False, label="Kind"
    )

    def narrow(self, entries):
        from secoffice.search import index

        given = self.cleaned_data
        for name in ("state", "category"):
            if given.get(name):
                entries = entries.filter(**{name: given[name]})
        return index.matching(entries, given["q"]) if given.get("q") else entries
