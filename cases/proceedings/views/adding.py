"""One form for each kind of entry."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse

from cases import workflow
from cases.models import Subject
from cases.proceedings import forms
from cases.proceedings.actions import care, costs, findings, legal, outside, referrals
from cases.proceedings.models import Notice
from cases.proceedings.views.lists import named
from cases.views.verbs import VerbPage


@dataclass(frozen=True)
class Kind:
    """A kind of entry: what the form page says, and the verb that takes the form's fields. `people`: whom its form
    offers."""

    title: str
    form: type
    verb: Callable
    place: str
    says: str = ""
    people: Callable | None = None


def everybodys(user):
    return Subject.everybody.open_to(user).standing().filter(compartment=None)


def victims(user):
    return Subject.everybody.open_to(user).standing().filter(part=Subject.Part.VICTIM)


def partner(**given):
    return care.notify(about=Notice.About.PARTNER, **given)


KINDS = {
    "allegation": Kind("List an allegation", forms.AllegationForm, findings.allege, "list"),
    "outcome": Kind(
        "Add an outcome", forms.OutcomeForm, findings.dispose, "outcomes",
        "A case may have several, such as a plea and a passport revoked.", everybodys,
    ),
    "process": Kind("Log legal process", forms.ProcessForm, legal.issue, "process"),
    "referral": Kind(
        "Log a referral", forms.ReferralForm, referrals.refer, "referrals",
        "Its answer is awaited in the diary: you are told every thirty days until it is there.",
    ),
    "arrest": Kind(
        "Log an arrest", forms.ArrestForm, legal.arrest, "arrests",
        "Put the person on the case first if they are not on it.", everybodys,
    ),
    "lookout": Kind(
        "Record a lookout", forms.LookoutForm, outside.look_out, "lookouts",
        "It is entered in the other system by hand; here stands that it was, until it is lifted.", everybodys,
    ),
    "personnel": Kind(
        "Record the referral to personnel security", forms.PersonnelForm, outside.tell_personnel, "lookouts",
        "Only that it was made is kept. Nothing of the case goes out.",
    ),
    "victim": Kind(
        "Notify a victim", forms.VictimForm, care.notify, "notices",
        "Only those who may know of the victim see this.", victims,
    ),
    "partner": Kind("Notify a partner agency", forms.PartnerForm, partner, "notices"),
    "hours": Kind("Enter your hours", forms.HoursForm, costs.work, "hours"),
    "expense": Kind("Enter an expense", forms.ExpenseForm, costs.spend, "hours"),
}  # fmt: skip


class Add(VerbPage):
    """The form of one kind of entry."""

    tab, button, done = "proceedings:list", "Save", "It is on file."

    def prepare(self, what):
        if what not in KINDS:
            raise Http404
        self.kind = KINDS[what]
        self.title, self.says = self.kind.title, self.kind.says

    def why_not(self):
        return workflow.may_write(self.request.user, self.case)

    def form(self, *data):
        form = self.kind.form(*data[:1])
        if self.kind.people:
            user = self.request.user
            form.fields["subject"].people_are(named(self.kind.people(user), self.case, user))
        return form

    def do(self, form):
        given = form.entry() if hasattr(form, "entry") else form.cleaned_data
        self.kind.verb(case=self.case, by=self.request.user, **given)

    def after(self):
        return reverse(f"proceedings:{self.kind.place}", args=[self.case.reference])

    back = after
