"""What the pages of this room share: who may open them, and a form that gives back what was typed."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.generic import View

from cases.travel_documents.staff import works_here
from secoffice.audit import trail
from secoffice.files.refusal import FileRefused
from secoffice.ports import Refused

SAID_NO = (Refused, FileRefused, ValidationError, ValueError)
TWICE = "This form was sent already, or the same thing was done meanwhile. Look before you send it again."


class DeskPage(View):
    """For those who work at the desk; to everybody else it is not there."""

    def dispatch(self, request, *args, **more):
        if not self.may_open(request.user):
            trail.record("denied", trail.Named("lost.record"), by=request.user, result="denied")
            raise Http404
        return super().dispatch(request, *args, **more)

    def may_open(self, user):
        return works_here(user)


class FormPage(DeskPage):
    """GET shows a form, POST does the deed: `form(*data)`, `do(form)`, `after()`, `why_not()`. A refusal gives the form
    back with the sentence and all that was typed."""

    template = "cases/travel_documents/lost/form.html"
    title, button, says, done, danger = "", "Save", "", "Done.", False
    back_label, record = "Lost and stolen", None

    def why_not(self):
        """The sentence shown in place of the form; "" where it may be sent."""
        return ""

    def get(self, request, **kept):
        if why := self.why_not():
            return self.show(None, 403, refused=why)
        return self.show(self.form())

    def post(self, request, **kept):
        if why := self.why_not():
            return self.show(None, 403, refused=why)
        form = self.form(request.POST, request.FILES)
        if form.is_valid() and self.attempt(form):
            messages.success(request, self.done)
            return redirect(self.after())
        return self.show(form, 422)

    def attempt(self, form):
        """Two who send at once: the slower one tries once more and finds what the faster one did."""
        try:
            try:
                self.do(form)
            except IntegrityError:
                self.do(form)
        except SAID_NO as refused:
            for sentence in getattr(refused, "messages", [str(refused)]):
                form.add_error(None, sentence)
            return False
        except IntegrityError:
            form.add_error(None, TWICE)
            return False
        return True

    def back(self):
        return self.after()

    def show(self, form, status=200, **more):
        told = {
            name: getattr(self, name)
            for name in ("title", "button", "says", "danger", "back_label", "record")
        }
        return render(
            self.request, self.template, told | {"form": form, "back": self.back()} | more, status=status
        )
