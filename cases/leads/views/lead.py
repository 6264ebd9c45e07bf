"""The page of one lead, for both sides: whoever asks sees the way to the case, whoever received it only the lead."""

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, Value
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import View

from cases.leads import workflow
from cases.leads.actions.working import GIVEN, WORKED
from cases.leads.models import OUT, Lead, Status
from cases.leads.views import traffic
from cases.models import Case, TeamMember
from cases.views.deeds import Deed
from secoffice.audit import trail
from secoffice.deadlines.models import Deadline
from secoffice.files.responses import download
from secoffice.reminders.models import Watch
from secoffice.ui import find

AROUND = (
    *("case__office__parent__parent", "case__unit", "case__officer", "from_office", "to_office"),
    *("to_unit__supervisor", "asked_by", "assigned_to"),
)
MANY = 60


def framed(user):
    """Leads this reader may see, each with whether they may know of its case: one query."""
    sees = Case.objects.visible_to(user).filter(pk=OuterRef("case_id"))
    mine = TeamMember.objects.now(timezone.now()).filter(case=OuterRef("case_id"), user=user, part="MEMBER")
    rows = Lead.objects.visible_to(user).select_related(*AROUND)
    watched = Watch.objects.filter(user=user, target_type="leads.lead", target_id=OuterRef("pk"))
    told = {"sees_case": Exists(sees), "in_team": Exists(mine), "watching": Exists(watched)}
    return rows.annotate(reader_id=Value(user.pk), **told)


@dataclass
class Deeds:
    """What this reader can do now, and the steps that stay shut, by the reason."""

    open: list = field(default_factory=list)
    shut: dict = field(default_factory=dict)


class LeadPage(View):
    """A page of one lead: found through need-to-know, and looking at it is recorded."""

    template = ""

    def dispatch(self, request, *args, lead, **more):
        self.lead = find(request, framed(request.user), reference=lead)
        self.lead.case.reader_id, self.lead.case.in_team = request.user.pk, self.lead.in_team
        self.prepare(**more)
        if request.method == "GET":
            trail.record("viewed", self.lead, by=request.user)
        return super().dispatch(request, *args, **more)

    def prepare(self, **more):
        """Find what else the address names, always through the lead."""

    def get(self, request, **more):
        return self.show()

    def show(self, status=200, **more):
        lead = self.lead
        frame = {
            "lead": lead,
            "marking": lead.marking,
            "number_inside": lead.number_inside if lead.sees_case or lead.names_case else "",
        }
        return render(self.request, self.template, frame | self.context() | more, status=status)

    def context(self):
        return {}


class LeadView(LeadPage):
    template = "cases/leads/lead.html"

    def context(self):
        lead, user = self.lead, self.request.user
        rows = Deadline.objects.visible_to(user).open().for_target(lead)
        asks = not workflow.asks(user, lead)
        return {
            "deeds": deeds(user, lead, asks),
            "lines": lead.lines.select_related("by")[:MANY],
            "dates": list(rows.select_related("owner").order_by("due_at", "pk")),
            "over": lead.is_over,
            **traffic.of(lead, sees_unsent=not workflow.works(user, lead)),
        }


def deeds(user, lead, asks):
    """Steps and verbs as buttons; the first open step stands out, calling it off comes last."""
    found, last = Deeds(), []
    for offer in workflow.WORKFLOW.offers(user, lead):
        name = offer.step.name
        if offer.open:
            (last if name == "cancel" else found.open).append(Deed(offer.step.label, step_url(lead, name)))
        else:
            found.shut.setdefault(offer.why_not, []).append(offer.step.label)
    if found.open:
        found.open[0].main = True
    found.open += [Deed(label, to(lead, name), icon) for label, name, icon in verbs(user, lead, asks)]
    found.open += last
    return found


def verbs(user, lead, asks):
    """(label, name, icon) of what can be done besides the steps."""
    if lead.status == Status.DRAFT and not workflow.may_send(user, lead):
        yield "Change the draft", "edit", "pencil"
    if lead.status in GIVEN and not workflow.takes(user, lead):
        yield (
            ("Give to somebody else" if lead.assigned_to_id else "Give to an officer"),
            "assign",
            "person-check",
        )
    if lead.status in WORKED and not workflow.works(user, lead):
        yield "Add a file for the reply", "enclose", "paperclip"
    if asks and lead.status in OUT:
        yield "Chase", "chase", "bell"
        yield "Change precedence", "precedence", "lightning-charge"
    if not workflow.takes_part(user, lead):
        yield "Add a note", "note", "chat-left-text"


def to(lead, name, *more):
    return reverse(f"leads:{name}", args=[lead.reference, *more])


def step_url(lead, name):
    return to(lead, "reply") if name == "reply" else to(lead, "step", name)


class File(LeadPage):
    """A file of a lead, handed out through the lead and recorded. One not sent yet is the receiving office's."""

    template = "cases/leads/form.html"

    def prepare(self, enclosure):
        rows = self.lead.enclosures.select_related("attachment__stored", "stored")
        if workflow.works(self.request.user, self.lead):
            rows = rows.filter(Q(attachment__isnull=False) | Q(reply__isnull=False))
        self.file = get_object_or_404(rows, pk=enclosure)

    def get(self, request, **more):
        if self.file.is_held_back:
            why = "A spill was reported in this file, or it was purged. It is not handed out."
            return self.show(title=self.file.shown_name, refused=why, form=None, status=403)
        return download(request, self.file.bytes, name=self.file.name, target=self.lead)
