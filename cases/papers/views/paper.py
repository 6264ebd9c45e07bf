"""One memorandum or report: shown, written, moved along, released. `kind` is said in the addresses."""

import copy

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateformat import format as formatted
from django.utils.timezone import localtime, now

from cases import workflow as of_cases
from cases.forms.working import Sent
from cases.models import Compartment
from cases.papers import content, workflow
from cases.papers.actions import drafting, releasing
from cases.papers.forms import AddForm, MemorandumForm, ReleaseForm, ReportForm, StepForm
from cases.papers.models import Memorandum, Report
from cases.views.verbs import VerbPage
from secoffice.files.responses import download
from secoffice.people.models import Fact
from secoffice.ports import Refused

PEOPLE = ("author", "returned_by", "approved_by")


def sees_drafts(user, case):
    """The officer and those who approve see what others are writing; otherwise a draft is its author's."""
    return user.pk == case.officer_id or not of_cases.approves(user, case)


class PaperPage(VerbPage):
    """A page of one paper: found through its case, its compartment and its marking."""

    kind = Memorandum

    @property
    def tab(self):
        return "papers:reports" if self.kind is Report else "papers:interviews"

    def prepare(self, paper):
        user, known = self.request.user, self.kind.objects.filter(case=self.case).open_to(self.request.user)
        rows = known.shown_to(user, drafts=sees_drafts(user, self.case))
        more = ("endorsed_by",) if self.kind is Report else ("subject__person", "subject__compartment")
        self.paper = get_object_or_404(rows.select_related(*PEOPLE, *more), pk=paper)
        self.paper.case = self.case

    def at(self, page, *more):
        """The address of a page of this paper."""
        name = f"papers:{self.kind._meta.model_name}{page and '_'}{page}"
        return reverse(name, args=[self.case.reference, self.paper.pk, *more])

    def after(self):
        return self.at("")

    back = after

    def context(self):
        pages = {page: self.at(page) for page in ("", "edit", "keep", "copies")}
        return super().context() | {
            "paper": self.paper, "pages": {name or "show": url for name, url in pages.items()},
            "marking": self.paper.banner if not getattr(self.paper, "content", None) else whole(self.paper),
            "name": self.name(), "title": self.title or self.called(),
        }  # fmt: skip

    def called(self):
        return f"{self.kind._meta.verbose_name.capitalize()} {self.paper.tail}"

    def name(self):
        """Who was interviewed, as this reader knows them."""
        if self.kind is Report:
            return ""
        facts = Fact.objects.visible_to(self.request.user)
        return content.names_of([self.paper.subject], facts)[self.paper.subject_id]


def whole(report):
    from cases.papers.printing import whole

    return whole(report).banner


def refused(offers, *, writes):
    """Why not, once for each reason: the writer's steps to the writer, the deciders' steps to others."""
    of_writer = ("submit", "take_back")
    why = {}
    for offer in offers:
        if not offer.open and (offer.step.name in of_writer) == writes:
            why.setdefault(offer.why_not, offer.step.label.lower())
    return [(label, sentence) for sentence, label in why.items()]


class Show(PaperPage):
    def get(self, request, **more):
        self.template = f"cases/papers/{self.kind._meta.model_name}.html"
        return self.show()

    def context(self):
        user, paper = self.request.user, self.paper
        offers = workflow.table(paper).offers(user, paper)
        found = super().context() | {
            "offers": [
                (offer, f"{self.at('step', offer.step.name)}?version={paper.version}")
                for offer in offers
                if offer.open
            ],
            "may_take_over": not drafting.why_not_take_over(user, paper) and self.at("take_over"),
            "may_edit": not drafting.why_not_write(user, paper),
            "may_release": not releasing.why_not(user, paper),
            "copies": [(each, self.at("copy", each.pk)) for each in paper.copies.select_related("by")],
        }
        if self.kind is Memorandum:
            adds = paper.is_frozen and not of_cases.may_write(user, self.case)
            found |= {"facts": content.facts_of(paper), "addenda": paper.addenda.select_related("by")}
            return found | {"may_add": self.at("add") if adds else ""}
        return found | {"preview": self.at("preview") if found["may_edit"] else ""}


class Preview(PaperPage):
    """A report as it would be handed in now: every desk is asked."""

    kind, template = Report, "cases/papers/preview.html"

    def get(self, request, **more):
        return self.show()

    def context(self):
        compartments = content.inside(self.paper)
        found = content.sections(self.case, by=self.request.user, compartments=compartments)
        return super().context() | {"sections": found, "rolled": self.rolled(found)}

    def rolled(self, found):
        try:
            return content.rolled_up(self.paper, found)
        except ValueError as wrong:
            return {"explanation": str(wrong)}


class Edit(PaperPage):
    """The words, kept as they are written. What was saved from elsewhere is shown beside them."""

    template, button, done = "cases/papers/edit.html", "Save", "Saved."

    def why_not(self):
        return drafting.why_not_write(self.request.user, self.paper)

    def form(self, *data):
        """Of a copy: a form writes into its instance, and the paper in hand stays as it was read."""
        if self.kind is Memorandum:
            return MemorandumForm(*data[:1], instance=copy.copy(self.paper))
        mine = Compartment.objects.visible_to(self.request.user).filter(case=self.case)
        return ReportForm(*data[:1], instance=copy.copy(self.paper), compartments=mine)

    def do(self, form, **more):
        self.sent = form
        but = {
            name[7:]
            for name, choice in self.request.POST.items()
            if name[:7] == "choice-" and choice == "theirs"
        }
        version = form.cleaned_data["version"]
        drafting.write(paper=self.paper, by=self.request.user, version=version, words=form.words(but), **more)

    def post(self, request, **more):
        try:
            return super().post(request, **more)
        except drafting.StaleDraft as stale:
            kept = ("csrfmiddlewaretoken", "version")
            sent = [pair for pair in request.POST.items() if pair[0] not in kept and pair[0][:7] != "choice-"]
            both = list(self.sent.theirs(stale.paper))
            return self.show(form=None, stale=both, sent=sent, version=stale.paper.version, status=422)


class Keep(Edit):
    """Keeps what is being written, every few seconds; says so beside the form."""

    http_method_names = ["post"]

    def post(self, request, **more):
        form = self.form(request.POST)
        try:
            told = self.kept(form)
        except Refused as refused:
            told = {"said": str(refused)}
        except drafting.StaleDraft:
            told = {"said": "Saved from another window meanwhile. Press “Save” to see both versions."}
        return render(request, "cases/papers/_kept.html", told)

    def kept(self, form):
        """What is said beside the form, and after success the version it goes on from."""
        if why := self.why_not():
            return {"said": why}
        if not form.is_valid():
            return {"said": "Not kept yet: a field above needs mending."}
        self.do(form, quietly=True)
        return {"said": f"Draft kept {formatted(localtime(now()), 'H:i')}", "version": self.paper.version}


SAYS = {
    "submit": "Nobody changes a word while it waits. Your supervisor approves it or sends it back.",
    "take_back": "It is a draft again, and yours to change.",
    "endorse": "Another supervisor up the chain approves it after you.",
    "approve": "It stays as it is to the letter from then on.",
}


class Step(PaperPage):
    """A step of its table."""

    template = "cases/papers/step.html"

    def prepare(self, paper, step):
        super().prepare(paper)
        self.step = workflow.table(self.paper).steps.get(step)
        if self.step is None:
            raise Http404

    def why_not(self):
        if self.paper.status not in self.step.sources:
            return f"That is not possible while it is “{self.paper.get_status_display().lower()}”."
        return workflow.table(self.paper).offer(self.step, self.request.user, self.paper).why_not

    def form(self, *data):
        read = self.request.GET.get("version", "")
        version = int(read) if read.isascii() and read.isdigit() and len(read) < 9 else self.paper.version
        return StepForm(*data[:1], step=self.step, version=version)

    def do(self, form):
        if form.cleaned_data["version"] != self.paper.version:
            raise Refused(drafting.CHANGED)
        reason = form.cleaned_data.get("reason", "")
        drafting.take(self.paper, self.step.name, by=self.request.user, reason=reason)
        self.done = f"{self.paper.tail}: {self.paper.get_status_display().lower()}."

    def after(self):
        """Whoever was let in only to decide has no need to know any more."""
        return self.at("") if self.case.is_visible_to(self.request.user) else "cases:list"

    def context(self):
        return super().context() | {
            "title": f"{self.step.label}: {self.paper.tail}",
            "button": self.step.label,
            "says": SAYS.get(self.step.name, ""),
        }


class TakeOver(PaperPage):
    """A draft whose author has gone is written on by somebody who works the case."""

    template, title, button, done = (
        "cases/papers/step.html",
        "Take over the draft",
        "Take over",
        "It is yours now.",
    )
    says, form_class = "What is written stays; you go on with it, and hand it in.", Sent

    def why_not(self):
        return drafting.why_not_take_over(self.request.user, self.paper)

    def form(self, *data):
        return Sent(*data[:1])

    def do(self, form):
        drafting.take_over(paper=self.paper, by=self.request.user)


class Add(PaperPage):
    title, button, done = "Add to the memorandum", "Save the addendum", "The addendum is saved."
    says = "The memorandum stays as it was approved; what you write is added under it."

    def why_not(self):
        return of_cases.may_write(self.request.user, self.case)

    def form(self, *data):
        return AddForm(*data[:1])

    def do(self, form):
        drafting.add(memorandum=self.paper, by=self.request.user, **form.cleaned_data)


class Release(PaperPage):
    template, button, done = (
        "cases/record/form.html",
        "Make the copy",
        "The copy is made and entered in the register.",
    )
    title = "Release a copy"
    says = "The copy is kept to the byte, with its number and digest, and entered in the register."

    def why_not(self):
        return releasing.why_not(self.request.user, self.paper)

    def form(self, *data):
        return ReleaseForm(*data[:1])

    def do(self, form):
        releasing.release(paper=self.paper, by=self.request.user, **form.cleaned_data)


class CopyFile(PaperPage):
    """A copy of the register again, the same bytes; recorded."""

    def prepare(self, paper, number):
        super().prepare(paper)
        self.copy = get_object_or_404(self.paper.copies.select_related("stored"), pk=number)

    def get(self, request, **more):
        return download(request, self.copy.stored, name=self.copy.name, target=self.paper.kept_by)

    def post(self, request, **more):
        return redirect(self.after())
