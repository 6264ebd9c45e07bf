"""Writing down what records say of a person, and taking it back."""

from django.shortcuts import get_object_or_404

from secoffice.people import actions, sources
from secoffice.people.forms import FactForm, PictureForm, TieForm, WhyForm
from secoffice.people.models import Fact, Person, Photograph, Relationship
from secoffice.people.search import similar
from secoffice.people.views.verbs import PersonVerb


class AddFact(PersonVerb):
    form_class, title, button, done = FactForm, "Add a fact", "Add", "The fact is on file."
    says = "Nothing is overwritten: what another record says stays beside it."

    def do(self, form):
        actions.add_facts(person=self.person, facts=form.facts(), **form.verb())


class AddPicture(PersonVerb):
    form_class, title, button, done = PictureForm, "Add a photograph", "Add", "The photograph is on file."

    def do(self, form):
        actions.add_photograph(person=self.person, **form.verb("upload", "taken_on", "remark", "key"))


class AddTie(PersonVerb):
    """Whom this person is tied to. Search comes first: who is on file already is offered before a twin is made."""

    form_class, template, title = TieForm, "people/tie.html", "Add a tie"
    button, done = "Look for them", "The tie is on file, and stands on both pages."

    def post(self, request, **more):
        form = self.form(request.POST)
        self.chosen = self.choice(request.POST.get("other", ""))
        if form.is_valid() and self.chosen is None and "anyway" not in request.POST:
            return self.show(form=form, searched=True, matches=self.matches(form.cleaned_data["who"]))
        return super().post(request, **more)

    def choice(self, typed):
        if not (typed.isascii() and typed.isdigit() and len(typed) < 19):
            return None
        return Person.objects.visible_to(self.request.user).filter(pk=int(typed)).first()

    def matches(self, words):
        found = similar(self.request.user, words=words)
        return [match for match in found if match.person_id not in self.page.handles]

    def do(self, form):
        given = form.verb("kind", "key", "since", "until", "remark")
        actions.tie_to(
            person=self.person, other=self.chosen, name=form.cleaned_data["who"],
            other_kind=form.cleaned_data["other_kind"], **given,
        )  # fmt: skip


class TakeBack(PersonVerb):
    """Take back what was entered wrongly; it stays, struck out, with the reason."""

    template, form_class = "people/take_back.html", WhyForm
    model = Fact
    title, button, tone = "Take it back", "Take it back", "bad"
    done = "Taken back. It stays on file, struck out, with your reason."

    def prepare(self, told):
        rows = self.model.objects.visible_to(self.request.user)
        shown = {"fact": self.page.told, "tie": self.page.ties, "picture": self.page.pictures}
        self.told = get_object_or_404(rows, pk=told, pk__in=[each.pk for each in shown[self.what]])

    @property
    def what(self):
        return {Fact: "fact", Relationship: "tie", Photograph: "picture"}[self.model]

    def get(self, request, **more):
        if why := sources.why_not(sources.record(self.told), request.user):
            return self.show(form=None, refused=why, status=403)
        return super().get(request, **more)

    def form(self, *data):
        return WhyForm(*data[:1])

    def do(self, form):
        actions.withdraw(told=self.told, reason=form.cleaned_data["reason"], by=self.request.user)

    def context(self):
        shown = {"fact": self.page.told, "tie": self.page.ties, "picture": self.page.pictures}[self.what]
        row = next(each for each in shown if each.pk == self.told.pk)
        return super().context() | {"row": row, "what": self.what}
