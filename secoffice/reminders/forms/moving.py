"""Forms that move dates: more time for several, and another owner for one."""

from django import forms

from secoffice.accounts.models import User
from secoffice.reminders.readers import Directory, Readers

MOST_DAYS = 730
REASON = 500


def why(rows):
    area = forms.Textarea(attrs={"rows": rows, "maxlength": REASON})
    return forms.CharField(
        label="Why", max_length=REASON, widget=area, error_messages={"required": "Say why."}
    )


class MoreTime(forms.Form):
    """A number of days or a day, and one reason for all that were chosen. With `one` there are no others."""

    days = forms.IntegerField(
        label="Days more", min_value=1, max_value=MOST_DAYS, required=False,
        help_text="Working days where the rule counts them.",
    )  # fmt: skip
    until = forms.DateField(
        label="New date", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Instead of days. A closed day rolls as the rule says.",
    )  # fmt: skip
    reason = why(3)
    together = forms.BooleanField(
        label="All or none", required=False,
        help_text="Without this, those that can be moved are moved and the others stay.",
    )  # fmt: skip

    def __init__(self, *args, one, **more):
        super().__init__(*args, **more)
        if one:
            del self.fields["together"]

    def clean(self):
        given = self.cleaned_data
        if not self.errors and (given.get("days") is None) == (given.get("until") is None):
            self.add_error("days", "Give either a number of days or a date.")
        return given


class HandOver(forms.Form):
    """Staff of the office and of those above it who may read the record."""

    owner = forms.ModelChoiceField(
        None, label="New owner", empty_label="Choose …", error_messages={"required": "Choose who gets it."}
    )
    reason = why(2)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, deadline, now, **more):
        super().__init__(*args, initial={"version": deadline.version}, **more)
        self.fields["owner"].queryset = who_may(deadline, now)


def who_may(deadline, now):
    """Those to whom it can be handed: active, of the offices in the chain, admitted to the record."""
    offices = [office.pk for office in deadline.office.chain()]
    staff = User.objects.present().filter(office__in=offices).exclude(pk=deadline.owner_id)
    ids, target = list(staff.values_list("pk", flat=True)), (deadline.target_type, deadline.target_id)
    directory = Directory(now)
    directory.learn(ids)
    readers = Readers(directory, {target})
    return User.objects.filter(pk__in=[pk for pk in ids if readers.reads(pk, target)])
