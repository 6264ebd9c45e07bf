"""What narrows the list of examinations."""

from django import forms
from django.db.models import Q

from cases.forms.working import day_field
from cases.travel_documents.examination.models import ADVERSE, Conclusion, Status
from secoffice.search import index

MINE, SECOND = "mine", "second"


class ExaminationFilter(forms.Form):
    """Each choice shows as a chip that can be taken away."""

    q = forms.CharField(max_length=200, required=False, label="Text")
    whose = forms.ChoiceField(
        choices=[("", "Everybody’s"), (MINE, "Mine"), (SECOND, "Wait for another examiner")],
        required=False, label="Whose",
    )  # fmt: skip
    status = forms.ChoiceField(choices=[("", "Any state"), *Status.choices], required=False, label="State")
    conclusion = forms.ChoiceField(
        choices=[("", "Any"), ("adverse", "Adverse"), *Conclusion.choices], required=False
    )
    since = day_field(label="Begun from")
    till = day_field(label="To")

    def __init__(self, *args, user, **more):
        super().__init__(*args, **more)
        self.user = user

    def narrow(self, rows):
        given = self.cleaned_data
        if given["whose"] == MINE:
            rows = rows.filter(Q(examiner=self.user) | Q(second=self.user))
        elif given["whose"] == SECOND:
            rows = rows.filter(status=Status.SECOND).exclude(examiner=self.user)
        if given["status"]:
            rows = rows.filter(status=given["status"])
        if given["conclusion"] == "adverse":
            rows = rows.filter(conclusion__in=ADVERSE)
        elif given["conclusion"]:
            rows = rows.filter(conclusion=given["conclusion"])
        if given["since"]:
            rows = rows.filter(began_at__date__gte=given["since"])
        if given["till"]:
            rows = rows.filter(began_at__date__lte=given["till"])
        return index.matching(rows, given["q"]) if given["q"] else rows
