"""The page of one hit: what was asked, what answered, what to do next, and what may be said at the counter."""

from dataclasses import dataclass, field

from django.shortcuts import render
from django.urls import reverse
from django.views.generic import View

from cases.travel_documents.hits import guards, words, workflow
from cases.travel_documents.hits.models import Hit, Status, WatchEntry
from secoffice.audit import trail
from secoffice.deadlines.models import Deadline
from secoffice.ui import find, panels

AROUND = (
    *("office__parent__parent", "officer", "raised_by", "proposed_by", "decided_by", "checked_by"),
    *("entry", "watched", "follows"),
)
MANY = 80
# The page of each step; those of one decision share a form.
PAGE_OF = {
    "decide_match": "decide", "decide_other": "decide", "ask_document": "decide", "send_back": "second",
}  # fmt: skip
FORM_OF_PROPOSAL = {True: "propose", False: "decide"}


@dataclass
class Deed:
    label: str
    url: str
    icon: str = ""
    main: bool = False


@dataclass
class Deeds:
    """What this reader can do now, and the steps that stay shut, by the reason."""

    open: list = field(default_factory=list)
    shut: dict = field(default_factory=dict)


class HitPage(View):
    """A page of one hit: found through need-to-know, and looking at it is recorded."""

    template = ""

    def dispatch(self, request, *args, hit, **more):
        self.hit = find(request, framed(request.user), reference=hit)
        if request.method == "GET":
            trail.record("viewed", self.hit, by=request.user)
        return super().dispatch(request, *args, **more)

    def get(self, request, **more):
        return self.show()

    def show(self, status=200, **more):
        frame = {"hit": self.hit, "marking": self.hit.marking}
        return render(self.request, self.template, frame | self.context() | more, status=status)

    def context(self):
        return {}


class HitView(HitPage):
    template = "cases/travel_documents/hits/hit.html"

    def context(self):
        hit, user = self.hit, self.request.user
        decisions = list(hit.decisions.select_related("by")[:MANY])
        hit.known_before = guards.decided_before(hit, decisions)
        dates = Deadline.objects.visible_to(user).open().for_target(hit).select_related("owner")
        return {
            "deeds": deeds(user, hit),
            "lines": hit.lines.select_related("by")[:MANY],
            "decisions": decisions,
            "dates": list(dates.order_by("due_at", "pk")),
            "answers": answers(hit),
            "compared": compared(hit),
            "entry": entry_of(user, hit),
            "earlier": earlier(user, hit),
            "needs_two": guards.needs_two(hit, user) if hit.status == Status.OPEN else "",
            "says": words.for_traveller(hit),
            "panels": panels.at("hits.hit", self.request, hit),
        }


def framed(user):
    return Hit.objects.visible_to(user).select_related(*AROUND)


def entry_of(user, hit):
    """The entry, for those who may open it."""
    if hit.is_document:
        return None
    return WatchEntry.objects.visible_to(user).filter(pk=hit.entry_id).first()


def earlier(user, hit):
    """The decided hit this one follows, for those who may open it."""
    if not hit.follows_id:
        return None
    return Hit.objects.visible_to(user).filter(pk=hit.follows_id).first()


def answers(hit):
    """What each source answered: (source, [(label, value), …] for each record)."""
    found = []
    for answer in hit.found if hit.is_document else ():
        rows = answer.get("found", [answer]) if isinstance(answer, dict) else []
        facts = [[(said(name), value) for name, value in row.items() if shown(name, value)] for row in rows]
        found.append((answer.get("source", "") if isinstance(answer, dict) else "", facts))
    return found


def said(name):
    return {"record_id": "Record"}.get(name, name.replace("_", " ").capitalize())


def shown(name, value):
    return name != "source" and isinstance(value, (str, int)) and not isinstance(value, bool) and value != ""


def compared(hit):
    """What was asked beside what the entry says, field by field."""
    if hit.is_document or hit.watched is None:
        return []
    version, asked = hit.watched, dict(hit.asked)
    document = " ".join(filter(None, (asked.get("Issuer"), asked.get("Number"))))
    rows = (
        ("Name", asked.get("Name", ""), "\n".join(version.names)),
        ("Born", asked.get("Born", ""), "\n".join(version.born)),
        ("Nationality", asked.get("Nationality", ""), ", ".join(version.nationalities)),
        ("Sex", asked.get("Sex", ""), version.sex),
        ("Document", document, "\n".join(" ".join(pair) for pair in version.documents)),
    )
    return [row for row in rows if row[1] or row[2]]


def to(hit, deed):
    return reverse("hits:deed", args=[hit.reference, deed])


def deeds(user, hit):
    """Steps and verbs as buttons; the first open step stands out."""
    found, pages = Deeds(), {}
    for offer in workflow.table(hit).offers(user, hit):
        page = page_of(hit, offer.step.name)
        if offer.open:
            pages.setdefault(page, Deed(label_of(page, offer.step), to(hit, page)))
        elif offer.why_not != workflow.OTHERWISE:
            found.shut.setdefault(offer.why_not, []).append(offer.step.label)
    found.open = list(pages.values())
    if found.open:
        found.open[0].main = True
    found.open += [Deed(label, to(hit, name), icon) for label, name, icon in verbs(user, hit)]
    return found


def page_of(hit, step):
    if step == "propose":
        return FORM_OF_PROPOSAL[hit.is_document]
    return "second" if step.startswith("confirm") else PAGE_OF.get(step, step)


def label_of(page, step):
    return {"decide": "Decide", "second": "Decide as the second person"}.get(page, step.label)


def verbs(user, hit):
    """(label, name, icon) of what can be done besides the steps."""
    if hit.sampled and not hit.checked_at and not guards.supervises(user, hit):
        yield "Check this decision", "sample", "clipboard-check"
    if guards.works(user, hit):
        return
    if hit.status == Status.ASKED:
        yield "Remind them", "remind", "bell"
    if not hit.is_closed:
        yield ("Give to somebody else" if hit.officer_id else "Give to somebody"), "give", "person-check"
    yield "Record what was done", "action", "journal-check"
    yield "Add a note", "note", "chat-left-text"
    if not guards.may_step_aside(user, hit):
        yield "Step aside", "aside", "person-dash"
