"""Asking for a clock to be stopped for some days, and answering."""

from django import forms

from secoffice.accounts.forms.fields import Day, helper, two

MOST = 500


def why(help_text):
    area = forms.Textarea(attrs={"rows": 3, "maxlength": MOST})
    said = {"required": "Say why."}
    return forms.CharField(
        label="Why", max_length=MOST, widget=area, help_text=help_text, error_messages=said
    )


class AskToll(forms.Form):
    """Both days count: a clock that stands from Monday to Wednesday is three days later."""

    from_on = Day(label="The first day it stands still")
    until_on = Day(label="The last day it stands still")
    reason = why("Whoever answers reads this. It stands in the audit trail.")

    def __init__(self, *given, deadline, cancel="", **more):
        super().__init__(*given, **more)
        self.deadline = deadline
        self.helper = helper(
            two("from_on", "until_on"), "reason", save="Ask to stop the clock", cancel=cancel
        )

    def clean(self):
        given = super().clean()
        first, last = given.get("from_on"), given.get("until_on")
        if first and first < self.deadline.office.local_date(self.deadline.trigger_at):
            self.add_error("from_on", "The clock did not run yet on that day.")
        if first and last and last < first:
            self.add_error("until_on", "This is before the first day.")
        return given


class AnswerToll(forms.Form):
    """The button that was pressed says what is answered; both answers give their reason."""

    answer = why("Whoever asked reads this.")

    def clean(self):
        if self.data.get("deed") not in ("approve", "refuse"):
            raise forms.ValidationError("Press Approve or Refuse.")
        return super().clean()

    @property
    def approved(self):
        return self.data["deed"] == "approve"
