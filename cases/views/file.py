"""What is in the file: notes and attachments."""

from django.contrib import messages
from django.db.models import Prefetch, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as formatted
from django.utils.timezone import localtime

from cases import workflow
from cases.actions import writing
from cases.forms.working import AttachForm, DraftForm, NoteForm
from cases.models import Note
from cases.views.record import CasePage
from cases.views.verbs import VerbPage
from secoffice.files.responses import download
from secoffice.ports import Refused

MANY = 50


class WritingPage(VerbPage):
    """A tab with what is there and, for those who may write, the form for more."""

    def why_not(self):
        return workflow.may_write(self.request.user, self.case)

    def get(self, request, **more):
        return self.show(form=None if self.why_not() else self.form())

    def after(self):
        return self.request.path


class Notes(WritingPage):
    tab, template, title, done = "notes", "cases/record/notes.html", "Notes", "The note is saved."

    def rows(self):
        """The notes, newest first, and this reader's draft: nobody else sees one."""
        mine = Q(draft=True, by=self.request.user)
        addenda = Prefetch("addenda", Note.objects.select_related("by").order_by("entered_at", "id"))
        found = self.case.notes.filter(Q(draft=False, addendum_to=None) | mine).select_related("by")
        return list(found.order_by("-draft", "-entered_at", "-id").prefetch_related(addenda)[: MANY + 1])

    def show(self, status=200, **more):
        rows, now = self.rows(), timezone.now()
        draft = rows.pop(0) if rows and rows[0].draft else None
        for note in rows:
            for each in (note, *note.addenda.all()):
                each.correctable = each.can_correct(self.request.user, now)
        form = more.get("form")
        if draft and form is not None and not form.is_bound:
            form.initial["text"] = draft.text
        return super().show(status, notes=rows[:MANY], draft=draft, more_notes=len(rows) > MANY, **more)

    def form(self, *data):
        return NoteForm(*data[:1])

    def do(self, form):
        writing.add_note(case=self.case, by=self.request.user, **form.cleaned_data)


class OneNote(VerbPage):
    """Correct a note within ten minutes; after that, or by somebody else, add to it (§0.6.13)."""

    template = "cases/record/note.html"

    def prepare(self, note):
        self.note = get_object_or_404(self.case.notes.select_related("by"), pk=note, draft=False)
        self.corrects = self.note.can_correct(self.request.user, timezone.now())

    def why_not(self):
        return workflow.may_write(self.request.user, self.case)

    def form(self, *data):
        form = NoteForm(*data[:1])
        if self.corrects:
            form.initial["text"] = self.note.text
            del form.fields["happened_at"]
        form.fields["text"].label = "Note" if self.corrects else "Addendum"
        return form

    def do(self, form):
        meant = self.request.POST.get("deed")
        if meant == "correct":
            writing.correct_note(note=self.note, by=self.request.user, text=form.cleaned_data["text"])
            self.done = "The note is corrected."
            return
        first = self.note.addendum_to or self.note
        writing.add_note(case=self.case, by=self.request.user, addendum_to=first, **form.cleaned_data)
        self.done = "The addendum is saved."

    def again(self):
        self.corrects = self.note.can_correct(self.request.user, timezone.now())
        return super().again()

    def after(self):
        return reverse("cases:notes", args=[self.case.reference])

    def context(self):
        return {
            "title": "Correct the note" if self.corrects else "Add to the note",
            "note": self.note,
            "corrects": self.corrects,
        }


class Draft(CasePage):
    """Keeps what is being written: by itself every few seconds, or by the button."""

    http_method_names = ["post"]

    def post(self, request):
        form = DraftForm(request.POST)
        said = "This is too long to keep; shorten it."
        if form.is_valid():
            try:
                draft = writing.keep_draft(case=self.case, by=request.user, text=form.cleaned_data["text"])
                said = f"Draft kept {formatted(localtime(draft.entered_at), 'H:i')}"
            except Refused as refused:
                said = str(refused)
        if request.headers.get("HX-Request"):
            return render(request, "cases/record/_saved.html", {"said": said})
        messages.info(request, said)
        return redirect("cases:notes", self.case.reference)


class Files(WritingPage):
    tab, template, title, done = "attach", "cases/record/files.html", "Files", "The file is attached."

    def form(self, *data):
        return AttachForm(*data)

    def do(self, form):
        writing.attach(case=self.case, by=self.request.user, **form.cleaned_data)

    def context(self):
        rows = self.case.attachments.select_related("by", "stored")
        return {"title": self.title, "files": rows[: MANY * 4]}


class File(CasePage):
    """A download, recorded; what is quarantined or gone is not handed out."""

    def prepare(self, file):
        self.file = get_object_or_404(self.case.attachments.select_related("stored"), pk=file)

    def get(self, request, **more):
        if self.file.quarantined_at or self.file.stored is None:
            self.template = "cases/record/form.html"
            why = (
                "This file was purged; its digest is kept."
                if self.file.stored is None
                else ("A spill was reported: the file is quarantined until that is decided.")
            )
            return self.show(title=self.file.shown_name, refused=why, form=None, status=403)
        return download(request, self.file.stored, name=self.file.name, target=self.case)
