"""Who could be the same person, and what is judged of it."""

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import reverse

from secoffice.people import actions, reading, similar, sources
from secoffice.people.forms import JudgeForm, WhyForm
from secoffice.people.models import Judgement, Person
from secoffice.people.views.verbs import AboutPerson, PersonVerb
from secoffice.ui import find

MANY = 50


def judged(page):
    """Judgements about the person of this page, as far as the reader may know of them."""
    here = Q(one__in=page.page.handles) | Q(other__in=page.page.handles)
    return Judgement.objects.visible_to(page.request.user).filter(here)


class Likenesses(AboutPerson):
    tab, template, read = "same", "people/same.html", staticmethod(reading.outline)

    def get(self, request, **more):
        return self.show()

    def context(self):
        rows = list(judged(self).select_related("by", "undone_by").order_by("at", "pk")[:MANY])
        standing = [row for row in rows if not row.undone_at]
        found, everybody = similar.suggestions(
            self.request.user, self.page.known, self.page.handles, standing
        )
        everybody |= reading.known_by_number(self.request.user, ends(rows) - everybody.keys())
        for row in rows:
            row.sides = [everybody[end] for end in (row.one_id, row.other_id) if end in everybody]
        return {"found": found, "judged": reversed(rows), "any_judged": bool(rows)}


def ends(rows):
    return {end for row in rows for end in (row.one_id, row.other_id)}


class Judge(PersonVerb):
    """Two persons side by side, as far as the reader may see them, and the question whether they are one."""

    tab, template, title, button = "same", "people/judge.html", "Are they the same?", "Judge"
    read = staticmethod(reading.outline)
    done = "Your judgement is on file. It can be undone."

    def prepare(self, other):
        self.other = find(self.request, Person, pk=other)
        both = reading.known(self.request.user, {self.person, self.other})
        self.sides = [both[self.person.pk], both[self.other.pk]]
        found = sources.named({fact.source for fact in self.facts()})
        self.told_by = sorted(found.values(), key=lambda each: each.label)
        for fact in self.facts():
            fact.told_by = found[fact.source]

    def facts(self):
        return [fact for side in self.sides for fact in side.facts]

    def form(self, *data):
        return JudgeForm(*data[:1], told_by=self.told_by)

    def do(self, form):
        actions.judge(one=self.person, other=self.other, by=self.request.user, **form.cleaned_data)

    def after(self):
        return reverse("people:same", args=[self.person.pk])

    def context(self):
        return super().context() | {"other": self.other, "sides": self.sides}


class Undo(PersonVerb):
    tab, title, button, tone = "same", "Undo the judgement", "Undo it", "bad"
    read = staticmethod(reading.outline)
    says = "What it joined is apart again, as it was. The judgement stays on file, struck out."
    done = "Undone."

    def prepare(self, judgement):
        self.judgement = get_object_or_404(judged(self).standing(), pk=judgement)

    def form(self, *data):
        return WhyForm(*data[:1])

    def do(self, form):
        actions.undo(judgement=self.judgement, why=form.cleaned_data["reason"], by=self.request.user)

    def after(self):
        return reverse("people:same", args=[self.person.pk])
