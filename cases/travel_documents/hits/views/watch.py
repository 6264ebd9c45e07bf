"""The watch list: finding entries, one of them with its versions, writing one, loading many, cleared pairs."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.generic import View

from cases.forms.working import ReasonForm
from cases.travel_documents.hits import actions, guards, loading, workflow
from cases.travel_documents.hits.actions.watching import StaleEntry
from cases.travel_documents.hits.forms import watch as forms
from cases.travel_documents.hits.forms.listing import ClearedFilter, WatchFilter
from cases.travel_documents.hits.models import ClearedPair, Hit, WatchEntry
from cases.views.verbs import SAID_NO
from secoffice.audit import trail
from secoffice.ui import Column, RecordList, find

MANY = 60
PLACE = "cases/travel_documents/hits"


class WatchList(RecordList):
    model = WatchEntry
    title, one, many = "Watch list", "entry", "entries"
    filter_form = WatchFilter
    template = f"{PLACE}/watch.html"
    rows_template = f"{PLACE}/_watch_rows.html"
    related = ("office",)
    columns = (
        Column("Name", "label"),
        Column("State"),
        Column("Why"),
        Column("Source"),
        Column("Version", css="num"),
        Column("Until"),
        Column("Since", "made"),
    )
    sorts = {"made": ("Since", ("made_at",)), "label": ("Name", ("label",))}
    default_sort = "-made"
    export = (
        ("Entry", "reference"),
        ("Name", "label"),
        ("State", "get_status_display"),
        ("Why", "get_ground_display"),
        ("Source", "source"),
        ("Number at the source", "source_number"),
        ("Version", "version"),
        ("Until", "valid_until"),
        ("Since", "made_at"),
        ("Marking", "marking"),
    )
    marking = WatchEntry.marking
    empty_title = "Nobody is on the list"
    empty_text = (
        "While it is empty, screenings say “not checked”, never “clear”. Add an entry, or load a file."
    )

    def more(self):
        return {"may_edit": not guards.may_edit_list(self.request.user)}


class ClearedList(RecordList):
    model = ClearedPair
    title, one, many = "Cleared pairs", "pair", "pairs"
    filter_form = ClearedFilter
    template = f"{PLACE}/cleared.html"
    rows_template = f"{PLACE}/_cleared_rows.html"
    related = ("hit__office__parent__parent", "entry", "by")
    columns = (Column("Hit"), Column("Entry"), Column("Cleared by"), Column("Cleared", "at"), Column("Until"))
    sorts = {"at": ("Cleared", ("at",)), "until": ("Until", ("until",))}
    default_sort = "-at"
    marking = Hit.marking
    empty_title = "No pair is cleared"
    empty_text = (
        "Where a hit ends with “another person”, that person and that entry stand here, for a year at most."
    )


class EntryPage(View):
    """A page of one entry, found among those this reader may see; looking at it is recorded."""

    template = ""

    def dispatch(self, request, *args, entry, **more):
        rows = WatchEntry.objects.visible_to(request.user).select_related("office", "made_by", "lifted_by")
        self.entry = find(request, rows, reference=entry)
        if request.method == "GET":
            trail.record("viewed", self.entry, by=request.user)
        return super().dispatch(request, *args, **more)

    def get(self, request, **more):
        return self.show()

    def show(self, status=200, **more):
        frame = {"entry": self.entry, "marking": self.entry.marking}
        return render(self.request, self.template, frame | self.context() | more, status=status)

    def context(self):
        return {}

    def why_not(self):
        if self.entry.is_lifted:
            return (
                "The entry was lifted. Put the person on the list anew where somebody looks for them again."
            )
        return guards.may_edit_list(self.request.user)


class EntryView(EntryPage):
    template = f"{PLACE}/entry.html"

    def context(self):
        user = self.request.user
        hits = Hit.objects.visible_to(user).filter(entry=self.entry).select_related("office")
        pairs = ClearedPair.objects.visible_to(user).filter(entry=self.entry, ended_at=None)
        return {
            "versions": list(self.entry.versions.select_related("made_by")[:MANY]),
            "hits": list(hits.order_by("-raised_at", "-pk")[:10]),
            "pairs": list(pairs.select_related("hit", "by")[:10]),
            "why_not": self.why_not(),
        }


class FormPage:
    """A refusal gives the form back with the sentence and all that was typed."""

    def attempt(self, form, do):
        try:
            return do(form)
        except StaleEntry as stale:
            self.entry = stale.entry
            form.add_error(
                None, f"{stale} Yours stays in the form; open the entry in another window to compare."
            )
        except SAID_NO as refused:
            for sentence in getattr(refused, "messages", [str(refused)]):
                form.add_error(None, sentence)
        return None


class Revise(FormPage, EntryPage):
    template = f"{PLACE}/entry_form.html"

    def context(self):
        return {
            "title": "Make the next version",
            "button": "Save the version",
            "says": "Change what is known now; earlier versions stay. Cleared pairs of this entry are looked at again.",
        }

    def get(self, request, **more):
        if why := self.why_not():
            return self.show(refused=why, form=None, status=403)
        newest = self.entry.versions.get(number=self.entry.version)
        return self.show(form=forms.ReviseForm(initial=forms.written(newest)))

    def post(self, request, **more):
        if self.why_not():
            return self.get(request)
        form = forms.ReviseForm(request.POST)
        if form.is_valid() and (hits := self.attempt(form, self.do)) is not None:
            said = f" Looked at again: {', '.join(hit.reference for hit in hits)}." if hits else ""
            messages.success(request, f"Version {self.entry.version} is on the list.{said}")
            return redirect(self.entry if self.entry.is_visible_to(request.user) else "hits:watch")
        return self.show(form=form, status=422)

    def do(self, form):
        told = {
            "version": form.cleaned_data["version"],
            "why": form.cleaned_data["why"],
            "facts": form.facts(),
        }
        hits = actions.revise_entry(entry=self.entry, by=self.request.user, **told)
        return [hit for hit in hits if hit.is_visible_to(self.request.user)]


class Lift(FormPage, EntryPage):
    template = f"{PLACE}/entry_form.html"

    def context(self):
        return {
            "title": "Lift the entry",
            "button": "Lift",
            "says": "Screenings ask for this person no more. The entry and its versions stay.",
        }

    def form(self, *data):
        return ReasonForm(*data, label=workflow.WATCH.steps["lift"].reason_label)

    def get(self, request, **more):
        if why := self.why_not():
            return self.show(refused=why, form=None, status=403)
        return self.show(form=self.form())

    def post(self, request, **more):
        if self.why_not():
            return self.get(request)
        form = self.form(request.POST)
        if form.is_valid() and self.attempt(form, self.do):
            messages.success(request, "Lifted.")
            return redirect(self.entry)
        return self.show(form=form, status=422)

    def do(self, form):
        return actions.lift_entry(entry=self.entry, by=self.request.user, reason=form.cleaned_data["reason"])


class ListPage(FormPage, View):
    """A page for those who write in the list; to others it is not there."""

    template, title, button = "", "", ""

    def dispatch(self, request, *args, **more):
        find_writer(request)
        return super().dispatch(request, *args, **more)

    def get(self, request):
        return self.show(self.form())

    def show(self, form, status=200, **more):
        told = {"form": form, "title": self.title, "button": self.button, "marking": WatchEntry.marking}
        return render(self.request, self.template, told | more, status=status)


def find_writer(request):
    if guards.may_edit_list(request.user):
        find(request, WatchEntry.objects.none(), reference="")


class New(ListPage):
    template, title, button = f"{PLACE}/new_entry.html", "Put somebody on the watch list", "Put on the list"
    form = forms.NewEntryForm

    def post(self, request):
        form = self.form(request.POST)
        if form.is_valid() and (entry := self.attempt(form, self.do)):
            seen = entry.is_visible_to(request.user)
            messages.success(request, f"{entry if seen else 'The person'} is on the list.")
            return redirect(entry if seen else "hits:watch")
        return self.show(form, status=422)

    def do(self, form):
        told = {"key": form.cleaned_data["key"], "source_number": form.cleaned_data["source_number"]}
        user = self.request.user
        return actions.add_entry(office=user.office, by=user, facts=form.facts(), **told)


class Load(ListPage):
    template, title, button = f"{PLACE}/load.html", "Load entries from a file", "Load"
    form = forms.LoadForm

    def post(self, request):
        form = self.form(request.POST, request.FILES)
        if not form.is_valid() or (loaded := self.attempt(form, self.do)) is None:
            return self.show(form, status=422)
        if loaded.errors:
            return self.show(form, status=422, errors=loaded.errors)
        done = f"{loaded.made} new, {loaded.revised} with a new version, {loaded.same} as before."
        messages.success(request, f"Loaded: {done}")
        return redirect("hits:watch")

    def do(self, form):
        user = self.request.user
        return loading.load(data=form.cleaned_data["file"].read(), office=user.office, by=user)

    def show(self, form, status=200, **more):
        told = {"columns": loading.COLUMNS, "needed": loading.NEEDED, "most": loading.MOST}
        return super().show(form, status=status, **told | more)


class EndClearance(FormPage, View):
    """A pair is taken off the good-guy list before its time."""

    def dispatch(self, request, *args, pair, **more):
        rows = ClearedPair.objects.visible_to(request.user).select_related(
            "hit__office__parent__parent", "entry"
        )
        self.pair = get_object_or_404(rows, pk=pair)
        return super().dispatch(request, *args, **more)

    def form(self, *data):
        return ReasonForm(*data, label="Why this pair is to be looked at again")

    def get(self, request):
        return self.show(self.form())

    def post(self, request):
        form = self.form(request.POST)
        if form.is_valid() and self.attempt(form, self.do):
            messages.success(request, "Ended. The next screening of this person raises a hit again.")
            return redirect("hits:cleared")
        return self.show(form, status=422)

    def do(self, form):
        reason = form.cleaned_data["reason"]
        actions.end_clearance(pair=self.pair, by=self.request.user, reason=reason)
        return True

    def show(self, form, status=200):
        why = guards.decides(self.request.user, self.pair.hit)
        why = why or ("This pair is over already." if self.pair.ended_at else "")
        told = {"pair": self.pair, "form": None if why else form, "refused": why, "marking": Hit.marking}
        return render(self.request, f"{PLACE}/end_clearance.html", told, status=403 if why else status)
