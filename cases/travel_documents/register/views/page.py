"""Pages of one record of the register, and verbs on it, each a small form page."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError
from django.db.models import Exists, OuterRef
from django.shortcuts import redirect, render
from django.views.generic import View

from cases.views.deeds import Deed
from secoffice.audit import trail
from secoffice.deadlines.actions import DeadlineChanged
from secoffice.deadlines.models import Deadline
from secoffice.markings import MarkingError
from secoffice.people.reading import known_by_number
from secoffice.ports import Refused
from secoffice.records.guards import held_back
from secoffice.reminders.models import Watch
from secoffice.ui import find, panels

SAID_NO = (Refused, DeadlineChanged, MarkingError, ValidationError, ValueError)
TWICE = "This form was sent already, or the same thing was done meanwhile. Look at the page before you send it again."


@dataclass
class Deeds:
    """What this reader can do now, and what stays shut, by the reason."""

    open: list = field(default_factory=list)
    shut: dict = field(default_factory=dict)

    def offer(self, label, url, icon="", why_not="", main=False):
        if why_not:
            self.shut.setdefault(why_not, []).append(label)
        else:
            self.open.append(Deed(label, url, icon, main))

    def steps(self, workflow, user, record, address):
        """The steps of a table, the first open one standing out."""
        for offer in workflow.offers(user, record):
            self.offer(offer.step.label, address(offer.step.name), "", offer.why_not, main=not self.open)


class Page(View):
    """A page of one record: found through need-to-know, and looking at it is recorded."""

    model, related, template, by = None, (), "", "reference"
    told = {}  # what else the query of the record says of it

    def dispatch(self, request, *args, key, **more):
        rows = self.model.objects.visible_to(request.user).select_related("office__calendar", *self.related)
        kind = self.model._meta.label_lower
        mine = Watch.objects.filter(user=request.user, target_type=kind, target_id=OuterRef("pk"))
        rows = rows.annotate(watching=Exists(mine), **self.told)
        self.record = find(request, rows, **{self.by: key})
        self.prepare(**more)
        if request.method == "GET":
            self.record.reader_id = request.user.pk
            trail.record("viewed", self.record, by=request.user)
        return super().dispatch(request, *args, **more)

    def prepare(self, **more):
        """Find what else the address names."""

    def get(self, request, **more):
        return self.show()

    def show(self, status=200, **more):
        record = self.record
        frame = {"record": record, "marking": record.marking, "back": record.get_absolute_url()}
        return render(self.request, self.template, frame | self.context() | more, status=status)

    def context(self):
        return {}

    def dates(self):
        """Open dates of the record, and whether this reader watches them."""
        rows = Deadline.objects.visible_to(self.request.user).open().for_target(self.record)
        kind = self.record._meta.label_lower
        return {
            "dates": list(rows.select_related("owner").order_by("due_at", "pk")),
            "kind": kind,
            "watching": self.record.watching,
            "panels": panels.at(kind, self.request, self.record),
        }

    def person(self, pk):
        """A person as this reader knows them; None where they may not."""
        return known_by_number(self.request.user, [pk]).get(pk) if pk else None


class Forms:
    """GET shows the form, POST does the deed. A refusal gives the form back with the sentence and all that was typed,
    and nothing half done."""

    template = "cases/travel_documents/register/form.html"
    title, button, says, done = "", "Save", "", "Done."

    def why_not(self):
        """The sentence shown instead of the form; "" where it may be sent."""
        return ""

    def get(self, request, **more):
        if why := self.why_not():
            return self.show(refused=why, form=None, status=403)
        return self.show(form=self.form())

    def post(self, request, **more):
        form = self.form(request.POST)
        if form.is_valid() and self.attempt(form):
            messages.success(request, self.done)
            return redirect(self.after())
        return self.show(form=form, status=422)

    def attempt(self, form):
        try:
            try:
                self.do(form)
            except (IntegrityError, OperationalError):  # sent twice; the slower one finds what the faster did
                self.do(form)
        except SAID_NO as refused:
            for sentence in getattr(refused, "messages", [str(refused)]):
                form.add_error(None, sentence)
            return False
        except (IntegrityError, OperationalError) as error:
            form.add_error(None, held_back(error) or TWICE)
            return False
        return True

    def words(self):
        return {"title": self.title, "button": self.button, "says": self.says}


class VerbPage(Forms, Page):
    def context(self):
        return self.words()

    def after(self):
        return self.record if self.record.is_visible_to(self.request.user) else "register:list"

    def post(self, request, **more):
        if why := self.why_not():
            return self.show(refused=why, form=None, status=403)
        return super().post(request, **more)

    def attempt(self, form):
        """A refused deed may have left the copy in hand half changed: the page shows the record as it stands."""
        done = super().attempt(form)
        if not done:
            rows = self.model.objects.visible_to(self.request.user)
            rows = rows.select_related("office__calendar", *self.related).annotate(**self.told)
            self.record = find(self.request, rows, pk=self.record.pk)
        return done


class NewPage(Forms, View):
    """A form of its own, for somebody who works here."""

    marking = "CUI//INV/PRVCY"

    def show(self, status=200, **more):
        given = {"record": None, "marking": self.marking, "back": self.back} | self.words()
        return render(self.request, self.template, given | more, status=status)

    def after(self):
        return self.made if self.made.is_visible_to(self.request.user) else "register:list"
