"""What narrows the list of leads."""

from django import forms
from django.db.models import Q
from django.utils import timezone

from cases.leads.models import OUT, OVER, Status
from cases.models import Priority
from secoffice.search import index

INCOMING, OUTGOING, MINE, ASKED = "in", "out", "me", "asked"
OPEN, OWED = "open", "owed"


class LeadFilter(forms.Form):
    """Each choice shows as a chip that can be taken away."""

    q = forms.CharField(max_length=200, required=False, label="Text")
    way = forms.ChoiceField(
        choices=[
            ("", "Both ways"), (INCOMING, "To my office"), (OUTGOING, "From my office"), (MINE, "I work them"),
            (ASKED, "I asked, or work the case"),
        ],
        required=False, label="Way",
    )  # fmt: skip
    status = forms.ChoiceField(
        choices=[("", "Any state"), (OPEN, "Not ended"), (OWED, "Reply owed"), *Status.choices],
        required=False, label="State",
    )  # fmt: skip
    precedence = forms.ChoiceField(choices=[("", "Any"), *Priority.choices], required=False)
    overdue = forms.ChoiceField(
        choices=[("", "Any date"), ("late", "Overdue")], required=False, label="Next date"
    )

    def __init__(self, *args, user, **more):
        super().__init__(*args, **more)
        self.user = user

    def narrow(self, leads):
        given, user = self.cleaned_data, self.user
        ways = {
            INCOMING: Q(to_office=user.office_id, sent_at__isnull=False),
            OUTGOING: Q(from_office=user.office_id),
            MINE: Q(assigned_to=user),
            ASKED: Q(asked_by=user) | Q(case__officer=user),
        }
        if given["way"]:
            leads = leads.filter(ways[given["way"]])
        if given["status"] == OPEN:
            leads = leads.exclude(status__in=OVER)
        elif given["status"]:
            leads = leads.filter(status__in=OUT if given["status"] == OWED else [given["status"]])
        if given["precedence"]:
            leads = leads.filter(precedence=given["precedence"])
        if given["overdue"]:
            leads = leads.filter(next_due_at__lt=timezone.now())
        return index.matching(leads, given["q"]) if given["q"] else leads
