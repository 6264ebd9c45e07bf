"""Finding persons, and putting on file whom nobody finds."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.generic import View

from secoffice.audit import trail
from secoffice.people import actions, reading
from secoffice.people.forms import NewPersonForm, PersonFilter
from secoffice.people.models import Person
from secoffice.people.search import similar
from secoffice.people.views.verbs import attempt, say_what_was_answered
from secoffice.ui import Column, RecordList


class PersonList(RecordList):
    """Search first: without words only the newest on file are shown."""

    model = Person
    title, one, many = "People", "person", "people"
    filter_form = PersonFilter
    template = "people/list.html"
    rows_template = "people/_rows.html"
    columns = (
        Column("Name"),
        Column("Born"),
        Column("Nationality"),
        Column("Numbers"),
        Column("On file", "newest"),
    )
    marking = "CUI//INV/PRVCY"
    empty_title = "Nobody on file lately"
    empty_text = "Look for a name or a number above. Only what you may see is found."
    none_title = "Nobody that you may see"
    none_text = "Try fewer words, another spelling, or a number."
    new_url, new_label = "people:new", "Put somebody on file"

    def make_form(self):
        return PersonFilter(self.request.GET, user=self.request.user)

    def show(self, page, number, status=200):
        self.known = reading.known(self.request.user, page.rows)
        for person in page.rows:
            person.known = self.known[person.pk]
        return super().show(page, number, status)


class NewPerson(View):
    """Put somebody on file: whoever is there already is shown first."""

    def get(self, request):
        form = NewPersonForm(user=request.user, initial={"reference": request.GET.get("from", "")[:40]})
        return self.show(form)

    def post(self, request):
        form, began = NewPersonForm(request.POST, user=request.user), timezone.now()
        if form.is_valid() and "anyway" not in request.POST and (matches := self.matches(form)):
            return self.show(form, matches=matches)
        if form.is_valid() and attempt(form, self.do):
            messages.success(request, f"On file as {self.made.reference}.")
            say_what_was_answered(request, form.cleaned_data["source"], began)
            return redirect(self.made if self.sees() else "people:list")
        return self.show(form, status=422)

    def matches(self, form):
        found = similar(self.request.user, facts=[(kind, value) for kind, value, _ in form.facts()])
        trail.record("searched", by=self.request.user, detail={"for": "a new person", "people": len(found)})
        return found

    def do(self, form):
        self.made = actions.start_file(facts=form.facts(), **form.verb("kind", "key"))

    def sees(self):
        """Whoever is named is kept out, the writer included."""
        return Person.objects.visible_to(self.request.user).filter(pk=self.made.pk).exists()

    def show(self, form, status=200, **more):
        return render(
            self.request,
            "people/new.html",
            {"form": form, "marking": PersonList.marking} | more,
            status=status,
        )
