"""What narrows a list of deadlines."""

from collections import Counter

from django import forms
from django.db.models import Q
from django.utils import timezone

from secoffice.accounts.models import Office
from secoffice.deadlines import rules
from secoffice.deadlines.models import Severity
from secoffice.reminders import desk

NEAR = [("late", "Overdue"), ("week", "This week"), ("later", "Later")]


def day_field(label):
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


def duties():
    """Every rule by the words of its duty; where two have the same words, the code tells them apart."""
    known = rules.registered()
    same = Counter(rule.duty for rule in known)
    words = {rule.code: rule.duty if same[rule.duty] == 1 else f"{rule.duty} ({rule.code})" for rule in known}
    return sorted(((code, said[:1].upper() + said[1:]) for code, said in words.items()), key=lambda x: x[1])


class DeadlineFilter(forms.Form):
    """Each choice shows as a chip that can be taken away."""

    near = forms.ChoiceField(choices=[("", "Any time"), *NEAR], label="When")
    rule = forms.ChoiceField(label="Duty")
    office = forms.ChoiceField()
    severity = forms.ChoiceField(choices=[("", "Any severity"), *Severity.choices])
    due_from = day_field("Due from")
    due_until = day_field("Due until")
    off = forms.ChoiceField(
        choices=[("", "Put off or not"), ("yes", "Put off"), ("no", "Not put off")], label="Put off"
    )

    def __init__(self, *args, user, **more):
        super().__init__(*args, **more)
        self.user = user
        self.fields["rule"].choices = [("", "Any duty"), *duties()]
        offices = Office.objects.values_list("code", "name")
        self.fields["office"].choices = [("", "Any office"), *offices]

    def clean(self):
        first, last = self.cleaned_data.get("due_from"), self.cleaned_data.get("due_until")
        if first and last and last < first:
            self.add_error("due_until", "This day lies before the first one.")
        return self.cleaned_data

    def narrow(self, deadlines):
        given = self.cleaned_data
        asked = {
            "rule": given["rule"],
            "office__code": given["office"],
            "severity": given["severity"],
            "due_on__gte": given["due_from"],
            "due_on__lte": given["due_until"],
        }
        found = deadlines.filter(**{field: value for field, value in asked.items() if value})
        if given["near"]:
            found = found.filter(desk.near(given["near"], timezone.now()))
        if given["off"]:
            found = found.filter(self.resting() if given["off"] == "yes" else ~Q(self.resting()))
        return found

    def resting(self):
        return desk.put_off(self.user)


class UnitFilter(DeadlineFilter):
    """The same for the people of a unit: whose, and what they themselves put off."""

    owner = forms.ChoiceField(label="Whose")

    def __init__(self, *args, people, **more):
        super().__init__(*args, **more)
        self.fields["owner"].choices = [
            ("", "Everybody"), *((str(person.pk), person.name) for person in people), ("nobody", "Nobody yet"),
        ]  # fmt: skip
        self.order_fields(["owner"])

    def narrow(self, deadlines):
        found, whose = super().narrow(deadlines), self.cleaned_data["owner"]
        if whose == "nobody":
            return found.filter(owner=None)
        return found.filter(owner=int(whose)) if whose else found

    def resting(self):
        return desk.put_off()
