"""What the small form pages of a person share: GET shows the form, POST does the deed or says why not."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.generic import View

from secoffice import ports
from secoffice.audit import trail
from secoffice.files.refusal import FileRefused
from secoffice.people import reading
from secoffice.people.models import Person
from secoffice.ports import Refused
from secoffice.ui import find

SAID_NO = (Refused, FileRefused, ValidationError, ValueError)
TWICE = "This form was sent already, or the same thing was done meanwhile. Look again before you send it."


def attempt(form, do):
    """Do the deed; a refusal becomes a sentence on the form."""
    try:
        do(form)
    except SAID_NO as refused:
        for sentence in getattr(refused, "messages", [str(refused)]):
            form.add_error(None, sentence)
    except (IntegrityError, OperationalError):
        form.add_error(None, TWICE)
    return not form.errors


def say_what_was_answered(request, source, since):
    """Whatever a record tells is asked for in other files; the department says what came of it."""
    for answer in ports.ask("checked", case=getattr(source, "case", source), by=request.user, since=since):
        if answer.outcome == "answered" and answer.sentence:
            messages.info(request, answer.sentence)


class AboutPerson(View):
    """A page of one person: found among those the reader may see, and looking at it is recorded."""

    marking, tab, read = "CUI//INV/PRVCY", "file", staticmethod(reading.page)

    def dispatch(self, request, *args, pk, **more):
        self.person = find(request, Person, pk=pk)
        self.page = self.read(request.user, self.person)
        self.prepare(**more)
        if request.method == "GET":
            trail.record("viewed", self.person, by=request.user)
        return super().dispatch(request, *args, **more)

    def prepare(self, **more):
        """Find what else the address names."""

    def show(self, status=200, **more):
        context = {
            "person": self.person,
            "page": self.page,
            "known": self.page.known,
            "marking": self.marking,
            "tab": self.tab,
        }
        return render(self.request, self.template, context | self.context() | more, status=status)

    def context(self):
        return {}


class PersonVerb(AboutPerson):
    template = "people/verb.html"
    form_class = None
    title, says, button, done, tone = "", "", "Save", "Saved.", "main"

    def form(self, *data):
        return self.form_class(*data, user=self.request.user, told_by=self.page.sources)

    def get(self, request, **more):
        return self.show(form=self.form())

    def post(self, request, **more):
        form, began = self.form(request.POST, request.FILES), timezone.now()
        if form.is_valid() and attempt(form, self.do):
            messages.success(request, self.done)
            if source := form.cleaned_data.get("source"):
                say_what_was_answered(request, source, began)
            return redirect(self.after())
        return self.show(form=form, status=422)

    def after(self):
        """Whoever is named is kept out, the writer included."""
        seen = Person.objects.visible_to(self.request.user).filter(pk=self.person.pk).exists()
        return self.person if seen else "people:list"

    def context(self):
        return {"title": self.title, "says": self.says, "button": self.button, "tone": self.tone}
