"""The people on a case, and who is let into its compartments."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from cases import workflow
from cases.actions import compartments, subjects
from cases.forms.subjects import ChangeForm, InsideForm, NewSubjectForm
from cases.models import Compartment, Subject
from cases.views.verbs import VerbPage
from secoffice import ports
from secoffice.access.actions import who_can_see
from secoffice.access.models import Admission
from secoffice.accounts.models import User
from secoffice.people import clusters
from secoffice.people.models import Fact
from secoffice.people.search import similar

MOST = 300
NOT_SHOWN = "The person is on the case, in a compartment that you are not in: they are not shown to you."


def on(case, user):
    """The people on the case that this reader may know of, each with the facts they may see and the other cases they
    may see the person in: five queries for any number."""
    rows = Subject.everybody.filter(case=case).open_to(user)
    people = list(rows.select_related("person", "added_by", "taken_off_by", "compartment")[:MOST])
    known, elsewhere = told(people, user), others(case, people, user)
    for subject in people:
        subject.told = known.get(subject.person_id, [])
        subject.names = [fact.value for fact in subject.told if fact.kind == Fact.Kind.NAME]
        subject.others = [fact for fact in subject.told if fact.kind != Fact.Kind.NAME]
        subject.elsewhere = elsewhere.get(subject.person_id, [])
    return people


def told(people, user):
    """What this reader may see of each, the same thing once."""
    known = {}
    rows = Fact.objects.visible_to(user).filter(person__in={subject.person_id for subject in people})
    for fact in rows.order_by("pk"):
        mine = known.setdefault(fact.person_id, {})
        mine.setdefault((fact.kind, fact.normal, fact.issuer), fact)
    return {person: list(facts.values()) for person, facts in known.items()}


def others(case, people, user):
    """Other cases with the same person or one judged to be the same, among those this reader may see."""
    same = clusters.all_of(user, [subject.person for subject in people])
    handles = {handle for group in same.values() for handle in group}
    rows = Subject.everybody.visible_to(user).standing().filter(person__in=handles).exclude(case=case)
    by_person = {}
    for row in rows.select_related("case").order_by("-case__opened_at", "pk")[:MOST]:
        by_person.setdefault(row.person_id, []).append(row)
    return {
        person: [row for handle in sorted(group) for row in by_person.get(handle, ())]
        for person, group in same.items()
    }


class Subjects(VerbPage):
    """Who is in the case, and the form for one more. Search comes first: who is on file already is offered before a
    twin is made."""

    tab, template, title = "subjects", "cases/record/subjects.html", "Subjects"
    done = "The person is on the case."

    def why_not(self):
        return workflow.may_write(self.request.user, self.case)

    def get(self, request, **more):
        return self.show(form=None if self.why_not() else self.form())

    def form(self, *data):
        return NewSubjectForm(*data[:1], user=self.request.user)

    def post(self, request, **more):
        form, began = self.form(request.POST), timezone.now()
        if form.is_valid() and not form.has_changed():
            form.add_error("name", "Give a name; write “unknown” where it is not known.")
        if form.is_valid() and not form.picked and "anyway" not in request.POST:
            if matches := similar(request.user, facts=[fact[:2] for fact in form.facts()]):
                return self.show(form=form, matches=matches)
        if form.is_valid() and self.attempt(form):
            messages.success(request, self.done)
            for answer in ports.ask("checked", case=self.case, by=request.user, since=began):
                if answer.sentence and answer.outcome == "answered":
                    messages.info(request, answer.sentence)
            return redirect(self.after())
        return self.show(form=form, status=422)

    def do(self, form):
        made = subjects.add_subject(case=self.case, by=self.request.user, **form.subject())
        if made.compartment and not made.compartment.is_visible_to(self.request.user):
            self.done = NOT_SHOWN

    def after(self):
        """Whoever is named is kept out, the writer included."""
        return self.request.path if self.case.is_visible_to(self.request.user) else "cases:list"

    def context(self):
        people = on(self.case, self.request.user)
        return {
            "title": self.title,
            "people": people,
            "inside": any(subject.compartment_id for subject in people),
        }


class SubjectPage(VerbPage):
    """A deed on one person of the case; whom the reader may not know of is not there."""

    tab = "subjects"

    def prepare(self, subject):
        rows = Subject.everybody.filter(case=self.case).open_to(self.request.user).standing()
        self.subject = get_object_or_404(rows.select_related("person", "compartment"), pk=subject)
        self.subject.case = self.case

    def why_not(self):
        return workflow.may_write(self.request.user, self.case)

    def after(self):
        return reverse("cases:subjects", args=[self.case.reference])

    def context(self):
        told_of = told([self.subject], self.request.user).get(self.subject.person_id, [])
        names = [fact.value for fact in told_of if fact.kind == Fact.Kind.NAME]
        whom = names[0] if names else self.subject.person.reference
        return super().context() | {"title": f"{self.title}: {whom}"}


class Change(SubjectPage):
    title, button, done = "Change the part", "Save", "Saved."
    says = "Victims, witnesses and sources are shown only to those let into their compartment."

    def form(self, *data):
        subject = self.subject
        if data:
            return ChangeForm(data[0])
        kept = ("part", "since", "until", "remarks", "version")
        return ChangeForm(initial={name: getattr(subject, name) for name in kept})

    def do(self, form):
        subjects.change_subject(subject=self.subject, by=self.request.user, **form.cleaned_data)


class Strike(SubjectPage):
    title, button = "Take off the case", "Take off"
    says = "The person stays on file here, struck out, with your reason. What the case said of them stays as well."
    done = "Taken off. The row stays, struck out, with your reason."

    def do(self, form):
        subjects.strike(subject=self.subject, reason=form.cleaned_data["reason"], by=self.request.user)


class Inside(VerbPage):
    """Who is let into the compartments of the case. To everybody outside them this page is not there."""

    tab, template, title, button = "subjects", "cases/record/inside.html", "Compartments", "Let in"

    def prepare(self):
        self.open = Compartment.objects.visible_to(self.request.user).filter(case=self.case)
        if not self.open.exists():
            raise Http404

    def why_not(self):
        return compartments.may_name(self.request.user, self.case)

    def get(self, request, **more):
        return self.show(form=None if self.why_not() else self.form())

    def form(self, *data):
        return InsideForm(*data[:1], case=self.case, user=self.request.user, compartments=self.open)

    def do(self, form):
        compartments.name_into(by=self.request.user, **form.cleaned_data)
        self.done = f"{form.cleaned_data['user']} may know now who is in it."

    def after(self):
        return self.request.path

    def context(self):
        return super().context() | {"compartments": who_is_in(self.open), "why_not": self.why_not()}


def who_is_in(rows):
    """Compartments, each with its people in words, and the account of those who were named in."""
    found = list(rows)
    for compartment in found:
        compartment.readers = who_can_see(compartment)
        for reader in compartment.readers:
            reader.admission.named = reader.admission.reason == compartments.NAMED and reader.people[:1]
    return found


class LetOut(VerbPage):
    tab = "subjects"
    title, button, done = "Take out of the compartment", "Take out", "Taken out of the compartment."

    def prepare(self, compartment, user):
        mine = Compartment.objects.visible_to(self.request.user).filter(case=self.case)
        self.compartment = get_object_or_404(mine, pk=compartment)
        self.user = get_object_or_404(User, pk=user)
        named = {"target_id": compartment, "principal": f"user:{user}", "reason": compartments.NAMED}
        if not Admission.objects.filter(target_type=compartments.KIND, **named).exists():
            raise Http404

    def why_not(self):
        return compartments.may_name(self.request.user, self.case)

    def do(self, form):
        reason = form.cleaned_data["reason"]
        compartments.let_out(
            compartment=self.compartment, user=self.user, reason=reason, by=self.request.user
        )

    def after(self):
        return reverse("cases:inside", args=[self.case.reference])

    def context(self):
        return super().context() | {"title": f"{self.title}: {self.user}"}
