"""Fraud families: what documents share, what people said of it, and the documents of one family."""

from django.contrib import messages
from django.core import signing
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.generic import View

from cases.travel_documents.fraud import actions, families, kinds
from cases.travel_documents.fraud.actions.families import MARKING
from cases.travel_documents.fraud.forms.families import FAMILY, JudgeForm, KindFilter, NoteForm
from cases.travel_documents.fraud.models import Family, Trait
from cases.travel_documents.fraud.views.opening import visible
from cases.travel_documents.staff import works_here
from cases.views.verbs import SAID_NO
from secoffice.audit import trail
from secoffice.ui import find

SALT = "document_fraud.shared"
SHOWN = 50


class DeskView(View):
    def dispatch(self, request, *args, **more):
        if not works_here(request.user):
            raise Http404
        return super().dispatch(request, *args, **more)

    def show(self, status=200, **told):
        return render(self.request, self.template, {"marking": MARKING} | told, status=status)


class FamilyPage(DeskView):
    """What may be a family, and those that were confirmed."""

    template = "cases/travel_documents/fraud/families.html"

    def get(self, request):
        form = KindFilter(request.GET)
        kind = form.cleaned_data["kind"] if form.is_valid() else ""
        trail.record("listed", trail.Named("document_fraud.family"), by=request.user, detail={"kind": kind})
        found = families.suggestions(request.user, kind)
        for each in found:
            each.mark = signing.Signer(salt=SALT).signature(f"{each.kind}:{each.value}")
        said = Family.objects.visible_to(request.user).select_related("by")
        said = said.filter(status=Family.Status.CONFIRMED).order_by("-at", "-pk")[:SHOWN]
        return self.show(form=form, suggestions=found, families=said)


class Shared(DeskView):
    """The documents that share one trait. The address carries a keyed mark of the value, never the value."""

    template = "cases/travel_documents/fraud/shared.html"

    def dispatch(self, request, *args, trait, mark, **more):
        if trait not in Trait.Kind.values:
            raise Http404
        found = families.suggestions(request.user, trait) if works_here(request.user) else []
        signer = signing.Signer(salt=SALT)
        mine = (each for each in found if signer.signature(f"{each.kind}:{each.value}") == mark)
        self.found = next(mine, None)
        if self.found is None:
            raise Http404
        return super().dispatch(request, *args, **more)

    def get(self, request):
        return self.page(JudgeForm(initial={"verdict": FAMILY, "title": self.found.shown[:120]}))

    def post(self, request):
        form = JudgeForm(request.POST)
        if form.is_valid():
            given = {name: form.cleaned_data[name] for name in ("why", "key")}
            given |= {"kind": self.found.kind, "value": self.found.value, "by": request.user}
            try:
                if form.cleaned_data["verdict"] == FAMILY:
                    return redirect(actions.confirm(title=form.cleaned_data["title"], **given))
                actions.dismiss(**given)
                messages.success(request, "Noted as chance. It is offered again when another document joins.")
                return redirect("document_fraud:families")
            except SAID_NO as refused:
                form.add_error(None, str(refused))
        return self.page(form, status=422)

    def page(self, form, status=200):
        rows = families.sharing(self.request.user, self.found.kind, self.found.value)
        return self.show(
            found=self.found, rows=with_records(rows, self.request.user), form=form, status=status
        )


class OfFamily(DeskView):
    """A page of one family: found through need-to-know whatever the method, or not there at all."""

    def dispatch(self, request, *args, family, **more):
        rows = Family.objects.visible_to(request.user).select_related("by", "office")
        self.record = find(request, rows, reference=family)
        return super().dispatch(request, *args, **more)


class Detail(OfFamily):
    template = "cases/travel_documents/fraud/family.html"

    def get(self, request):
        record = self.record
        trail.record("viewed", record, by=request.user)
        rows = list(record.members.visible_to(request.user).select_related("by"))
        shared = families.sharing(request.user, record.kind, record.value)
        new = families.not_in(record, shared) if record.status == Family.Status.CONFIRMED else []
        return self.show(
            record=record, rows=with_records(rows, request.user), new=with_records(new, request.user),
            means=families.MEANS[record.kind], references=" ".join(row.reference for row in rows[:20]),
        )  # fmt: skip


class Grow(OfFamily):
    def post(self, request):
        try:
            new = actions.add_members(family=self.record, by=request.user)
            messages.success(request, f"{len(new)} added.")
        except SAID_NO as refused:
            messages.error(request, str(refused))
        return redirect(self.record)


class Note(DeskView):
    template = "cases/travel_documents/fraud/note.html"

    def get(self, request):
        return self.show(
            form=NoteForm(initial={"reference": request.GET.get("of", "")[:40]}, user=request.user)
        )

    def post(self, request):
        form = NoteForm(request.POST, user=request.user)
        if form.is_valid():
            given = {name: form.cleaned_data[name] for name in ("kind", "text")}
            try:
                for record in form.cleaned_data["reference"]:
                    actions.note_trait(record=record, by=request.user, **given)
                messages.success(request, "Noted. Documents that share it stand together.")
                return redirect("document_fraud:families")
            except SAID_NO as refused:
                form.add_error(None, str(refused))
        return self.show(form=form, status=422)


def with_records(rows, user):
    """Put to each row its record and what it is, for the page."""
    seen = visible(rows, user)
    for row in rows:
        row.record = seen.get((row.target_type, row.target_id))
        row.kind_of = kinds.KINDS[row.target_type]
        row.title = row.kind_of.title(row.record) if row.record else ""
    return [row for row in rows if row.record]
