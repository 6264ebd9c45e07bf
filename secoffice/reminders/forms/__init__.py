"""Filters of the lists, and the form that names a reader."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.db.models import Q

from secoffice.reminders.actions import may_read
from secoffice.reminders.models import Mail


class InboxFilter(forms.Form):
    show = forms.ChoiceField(
        required=False, choices=[("", "Everything"), ("unread", "Unread"), ("open", "Not acknowledged")]
    )
    about = forms.ChoiceField(
        required=False,
        choices=[("", "Any subject"), ("deadline", "Deadlines"), ("other", "Other than deadlines")],
    )

    def narrow(self, notices):
        show = {"unread": Q(read_at__isnull=True), "open": Q(acknowledged_at__isnull=True)}
        about = {"deadline": Q(kind="deadline"), "other": ~Q(kind="deadline")}
        chosen = self.cleaned_data
        return notices.filter(show.get(chosen["show"], Q()), about.get(chosen["about"], Q()))


class DeliveryFilter(forms.Form):
    recipient = forms.CharField(required=False, max_length=100, label="Recipient")
    state = forms.ChoiceField(required=False, choices=[("", "Any state"), *Mail.State.choices])
    kind = forms.ChoiceField(required=False, choices=[("", "Any kind"), *Mail.Kind.choices])
    channel = forms.ChoiceField(
        required=False, choices=[("", "Any channel"), ("mail", "Mail"), ("hook", "Web hook")]
    )

    def narrow(self, mails):
        chosen = self.cleaned_data
        exact = {name: chosen[name] for name in ("state", "kind", "channel") if chosen[name]}
        if who := chosen["recipient"].strip():
            mails = mails.filter(Q(recipient__name__icontains=who) | Q(recipient__email__icontains=who))
        return mails.filter(**exact)


class NameReader(forms.Form):
    person = forms.ModelChoiceField(None, label="Who may read it", empty_label="Choose somebody")
    reason = forms.CharField(
        label="Why this person", max_length=500, widget=forms.Textarea(attrs={"rows": 2, "maxlength": 500})
    )

    def __init__(self, *args, notice, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = may_read(notice)
        self.helper = FormHelper()
        self.helper.add_input(Submit("name", "Let them read it"))
