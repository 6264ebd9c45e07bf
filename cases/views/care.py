"""Who works on a case and who may know of it; spills."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from cases import workflow
from cases.actions import access_ends, care, team
from cases.deadlines import ACCESS
from cases.forms.working import AccessForm, ConflictForm, ReasonForm, TeamForm
from cases.models import Spill
from cases.views.record import CasePage
from cases.views.verbs import VerbPage
from secoffice.access.actions import who_can_see
from secoffice.access.models import Recusal, controls_for
from secoffice.accounts.models import User
from secoffice.deadlines import keepers


class Team(VerbPage):
    """The team, the reading list, and who was offered the case."""

    tab, template, title, button = "team", "cases/record/team.html", "Team", "Add to the case"

    def why_not(self):
        return workflow.works_or_approves(self.request.user, self.case)

    def get(self, request, **more):
        return self.show(form=None if self.why_not() else self.form())

    def form(self, *data):
        return TeamForm(*data[:1], case=self.case, user=self.request.user)

    def do(self, form):
        team.add(case=self.case, by=self.request.user, **form.cleaned_data)
        self.done = f"{form.cleaned_data['user']} may see this case now, and is told."

    def after(self):
        return self.request.path

    def context(self):
        rows, now = self.case.team.select_related("user__unit", "added_by"), timezone.now()
        return super().context() | {
            "members": self.with_ends(rows.now(now)),
            "gone": rows.exclude(pk__in=rows.now(now).values("pk"))[:50],
            "offers": self.case.assignments.select_related("officer", "by")[:50],
            "may_change": not self.why_not(),
        }

    def with_ends(self, members):
        """Each with `ends`, the date of the end of their access or None."""
        user = self.request.user
        ends = {row.owner_id: row for row in self.running if row.rule == ACCESS}
        for row in ends.values():
            row.may_extend = not access_ends.why_not(keepers.EXTEND, row, user, self.case)
        for member in members:
            member.ends = ends.get(member.user_id)
        return members


class TeamRemove(VerbPage):
    button = "Take off the case"

    def prepare(self, member):
        rows = self.case.team.select_related("user").filter(left_at__isnull=True)
        self.member = get_object_or_404(rows, pk=member)
        self.title = f"Take {self.member.user} off the case"
        self.done = f"{self.member.user} is off the case."

    def why_not(self):
        return workflow.works_or_approves(self.request.user, self.case)

    def do(self, form):
        team.remove(
            case=self.case, user=self.member.user, by=self.request.user, reason=form.cleaned_data["reason"]
        )

    def after(self):
        visible = self.case.is_visible_to(self.request.user)
        return reverse("cases:team", args=[self.case.reference]) if visible else "cases:list"


class Conflict(VerbPage):
    """Recusal: one’s own conflict of interest, or a colleague’s declared by a supervisor (§0.3.6)."""

    button, title = "Keep me out of this case", "I have a conflict of interest"
    says = "You will not see this case any more, whatever else would let you. Its supervisor is told."

    def prepare(self):
        self.others = self.request.GET.get("of") == "colleague"
        if self.others:
            self.button, self.title = "Keep them out", "Keep a colleague out"
            self.says = "They will not see this case any more, whatever else would let them."

    def why_not(self):
        return workflow.approves(self.request.user, self.case) if self.others else ""

    def form(self, *data):
        return ConflictForm(*data[:1], case=self.case, user=self.request.user, others=self.others)

    def do(self, form):
        user = form.cleaned_data.get("user", self.request.user)
        team.declare_conflict(
            case=self.case, user=user, by=self.request.user, reason=form.cleaned_data["reason"]
        )
        self.done = f"{user} is kept out of {self.case.reference}."


class Who(VerbPage):
    """Who can see this case and why, who is kept out, and who asks to see it."""

    tab, template, title = "who", "cases/record/who.html", "Who can see this"

    def why_not(self):
        return workflow.works_or_approves(self.request.user, self.case)

    def get(self, request, **more):
        return self.show()

    def form(self, *data):
        return AccessForm(*data[:1], case=self.case)

    def do(self, form):
        asked = get_object_or_404(self.case.access_requests.filter(state="ASKED"), pk=self.asked_id())
        grants = self.request.POST.get("decision") == "grant"
        team.answer_request(request=asked, grants=grants, by=self.request.user, **form.cleaned_data)
        self.done = f"{asked.by} may read this case now." if grants else "Refused. The asker is not told."

    def asked_id(self):
        sent = self.request.POST.get("request", "")
        if not (sent.isascii() and sent.isdigit() and len(sent) < 18):
            raise Http404
        return int(sent)

    def after(self):
        return self.request.path

    def context(self):
        requests = list(self.case.access_requests.filter(state="ASKED").select_related("by__office"))
        for asked in requests:
            asked.form = AccessForm(case=self.case, auto_id=f"id_{asked.pk}_%s")
        return super().context() | {
            "readers": readers(self.case),
            "recused": recused(self.case),
            "requests": requests,
            "may_answer": not self.why_not(),
            "may_recuse": not workflow.approves(self.request.user, self.case),
        }


def readers(case):
    """Admissions in words. People behind one who are kept out by recusal or by the marking do not count."""
    rows = []
    for row in who_can_see(case):
        people = [
            p
            for p in row.people
            if p.is_active and p.pk not in row.barred and case.controls in controls_for(p)
        ]
        rows.append(
            {
                "principal": row.principal,
                "people": people,
                "reason": row.admission.reason,
                "until": row.admission.until,
                "by": row.by,
                "single": row.admission.principal.startswith("user:"),
                "kept_out": len(row.people) - len(people),
            }
        )
    return rows


def recused(case):
    rows = (
        Recusal.objects.filter(target_type="cases.case", target_id=case.pk)
        .select_related("user")
        .order_by("at")
    )
    givers = User.objects.in_bulk({row.by_id for row in rows if row.by_id})
    return [
        {"user": row.user, "reason": row.reason, "at": row.at, "by": givers.get(row.by_id)} for row in rows
    ]


# Spills


class SpillReport(VerbPage):
    """Anybody who sees a part of the case quarantines it at once. No words are asked for (§0.6.3)."""

    template, title, button = "cases/record/spill_report.html", "Report a spill", "Quarantine it now"

    def prepare(self):
        asked = self.request.POST or self.request.GET
        self.part, sent = asked.get("part", "CASE"), asked.get("id", "")
        if self.part not in Spill.Part.values:
            raise Http404
        number = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 18 else 0
        rows = {"NOTE": self.case.notes.filter(draft=False), "FILE": self.case.attachments.all()}.get(
            self.part
        )
        self.part_id = self.case.pk if rows is None else get_object_or_404(rows, pk=number).pk

    def form(self, *data):
        return ReasonForm(*data[:1], needed=False)

    def do(self, form):
        spill = care.report(case=self.case, part=self.part, part_id=self.part_id, by=self.request.user)
        self.done = "Quarantined. The officer and the supervisor are told to decide."
        self.spill = spill

    def after(self):
        return reverse("cases:spill", args=[self.case.reference, self.spill.pk])

    def context(self):
        return super().context() | {"part": Spill.Part(self.part), "part_id": self.part_id}


class SpillPage(VerbPage):
    """A quarantine: release it, or purge it by two different people, which leaves a tombstone."""

    template, title = "cases/record/spill.html", "Quarantine"

    def prepare(self, spill):
        rows = self.case.spills.select_related("reported_by", "first_by", "second_by")
        self.spill = get_object_or_404(rows, pk=spill)
        self.spill.case = self.case

    def why_not(self):
        if self.spill.state != "QUARANTINED":
            return "This is decided."
        return workflow.approves(self.request.user, self.case)

    def get(self, request, **more):
        return self.show(form=None if self.why_not() else self.form())

    def form(self, *data):
        purges = bool(data) and data[0].get("decision") == "purge"
        return ReasonForm(*data[:1], label="Why it is no spill", needed=not purges)

    def do(self, form):
        user, spill = self.request.user, self.spill
        if self.request.POST.get("decision") == "purge":
            gone = care.agree_to_purge(spill=spill, by=user)
            self.done = (
                "Purged; a tombstone is left." if gone else "Proposed. A second, different person must agree."
            )
        else:
            care.release(spill=spill, by=user, reason=form.cleaned_data["reason"])
            self.done = "Released: the part is back."

    def after(self):
        return self.request.path

    def context(self):
        user, spill = self.request.user, self.spill
        return super().context() | {
            "spill": spill,
            "why_not": self.why_not(),
            "reported": spill.reported_by_id == user.pk,
            "agreed": spill.first_by_id == user.pk,
        }


class Spills(CasePage):
    template = "cases/record/spills.html"

    def context(self):
        return {"title": "Quarantine", "spills": self.case.spills.select_related("reported_by")[:100]}
