"""What narrows the list of cases."""

from datetime import timedelta

from django import forms
from django.db.models import Q
from django.utils import timezone

from cases import kinds
from cases.models import LIVE, Status
from secoffice.accounts.models import Office, User
from secoffice.search import index

LIVE_WORD, MINE, UNIT, NOBODY = "live", "me", "unit", "nobody"


class CaseFilter(forms.Form):
    """Each choice shows as a chip that can be taken away."""

    q = forms.CharField(max_length=200, required=False, label="Text")
    kind = forms.ChoiceField(choices=[("", "Any kind"), *kinds.CHOICES], required=False)
    status = forms.ChoiceField(
        choices=[("", "Any state"), (LIVE_WORD, "Not ended"), *Status.choices], required=False, label="State"
    )
    office = forms.ChoiceField(required=False)
    officer = forms.ChoiceField(required=False)
    overdue = forms.ChoiceField(
        choices=[("", "Any date"), ("late", "Overdue"), ("week", "Due in 7 days")],
        required=False,
        label="Next date",
    )

    def __init__(self, *args, user, **more):
        super().__init__(*args, **more)
        self.user = user
        offices = Office.objects.values_list("code", "name")
        self.fields["office"].choices = [("", "Any office"), *offices]
        people = User.objects.filter(office=user.office_id, is_active=True).values_list("pk", "name")
        self.fields["officer"].choices = [
            ("", "Anybody"),
            (MINE, "Me"),
            (UNIT, "My unit"),
            (NOBODY, "Nobody yet"),
            ("At my office", [(str(pk), name) for pk, name in people]),
        ]

    def narrow(self, cases):
        given, now = self.cleaned_data, timezone.now()
        if given["kind"]:
            cases = cases.filter(kind=given["kind"])
        if given["status"]:
            cases = (
                cases.filter(status__in=LIVE)
                if given["status"] == LIVE_WORD
                else cases.filter(status=given["status"])
            )
        if given["office"]:
            cases = cases.filter(office__code=given["office"])
        if given["officer"]:
            cases = cases.filter(self.held_by(given["officer"]))
        if given["overdue"] == "late":
            cases = cases.filter(next_due_at__lt=now)
        elif given["overdue"] == "week":
            cases = cases.filter(next_due_at__gte=now, next_due_at__lt=now + timedelta(days=7))
        return index.matching(cases, given["q"]) if given["q"] else cases

    def held_by(self, who):
        if who == MINE:
            return Q(officer=self.user)
        if who == UNIT:
            return Q(unit__in=[*self.user.leads, *([self.user.unit_id] if self.user.unit_id else [])])
        if who == NOBODY:
            return Q(officer__isnull=True)
        return Q(officer=int(who))
