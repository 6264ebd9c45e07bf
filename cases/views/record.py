"""The page of one case: what stands around every tab, and the tabs that only show."""

from dataclasses import dataclass, replace

from django.db import connection
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.expressions import RawSQL
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import View

from cases import tabs, workflow
from cases.deadlines import ACCESS
from cases.models import Case, TeamMember
from cases.views import deeds, timeline, walk
from secoffice.access.models import admitted_sql
from secoffice.audit import trail
from secoffice.clockface import several
from secoffice.deadlines import keepers
from secoffice.deadlines.models import Deadline
from secoffice.reminders import following
from secoffice.ui import find, panels

PEOPLE = ("office__parent__parent", "unit__supervisor", "officer", "offered_to", "logged_by")
COUNTED = {
    "count_subjects": "cases_subject WHERE {here} AND taken_off_at IS NULL AND {inside}",
    "count_notes": "cases_note WHERE {here} AND NOT draft",
    "count_files": "cases_attachment WHERE {here}",
    "count_reviews": "cases_review WHERE {here}",
    "count_events": "cases_event WHERE {here} AND {inside}",
    "count_team": "cases_teammember WHERE {here} AND left_at IS NULL AND (until IS NULL OR until > %s)",
    "waiting": "cases_approval WHERE {here} AND state = 'ASKED'",
    "waiting_besides_close": "cases_approval WHERE {here} AND state = 'ASKED' AND step NOT IN ('close', 'close_over')",
    "open_spills": "cases_spill WHERE {here} AND state = 'QUARANTINED'",
    "merged_here": "cases_case AS merged WHERE merged.merged_into_id = cases_case.id AND merged.status = 'MERGED'",
    "asking": "cases_accessrequest WHERE {here} AND state = 'ASKED'",
}

KEEPING = 60  # tabs from this place on are about the file as such: its reviews, dates, readers


def numbers_around(user):
    """The numbers on the tabs, in the query of the case. Written out: built by the ORM they take longer than the
    rest of the page together. `{inside}`: not in a compartment, or in one that this reader is in."""
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    mine, known = admitted_sql(user, "'cases.compartment'", "compartment_id")
    inside = f"(compartment_id IS NULL OR {mine})"
    of_desks = {place.count: place.rows for place in tabs.places() if place.rows}
    for name, rows in (COUNTED | of_desks | tabs.numbers()).items():
        count = f"SELECT COUNT(*) FROM {rows.format(here='case_id = cases_case.id', inside=inside)}"
        yield name, RawSQL(count, known if "{inside}" in rows else [now] if "%s" in rows else [])


def framed(user):
    """Cases this reader may see, each with all that stands around its tabs: one query."""
    mine = TeamMember.objects.now(timezone.now()).filter(case=OuterRef("pk"), user=user, part="MEMBER")
    cases = Case.objects.visible_to(user).select_related(*PEOPLE)
    return cases.annotate(reader_id=Value(user.pk), in_team=Exists(mine), **dict(numbers_around(user)))


@dataclass(frozen=True)
class Tab:
    """A tab with its count, and in words what wants attention behind it. `keeping`: about the file as such, not about
    what is investigated; these stand together at the end."""

    name: str
    label: str
    count: int | None = None
    late: str = ""
    url: str = ""
    keeping: bool = False


class CasePage(View):
    """A page of one case: found through need-to-know, and looking at it is recorded."""

    tab, template = "detail", ""

    def dispatch(self, request, *args, reference, **more):
        self.case = find(request, framed(request.user), reference=reference)
        self.prepare(**more)
        if request.method == "GET":
            trail.record("viewed", self.case, by=request.user)
        return super().dispatch(request, *args, **more)

    def prepare(self, **more):
        """Find what else the address names, always through the case."""

    def get(self, request, **more):
        return self.show()

    def show(self, status=200, **more):
        context = self.frame() | self.context() | more
        return render(self.request, self.template, context, status=status)

    def context(self):
        return {}

    # What stands around every tab

    @cached_property
    def running(self):
        rows = Deadline.objects.visible_to(self.request.user).open().for_target(self.case)
        return list(rows.select_related("owner").order_by("due_at", "pk"))

    @cached_property
    def dates(self):
        """The running clocks, soonest first. The ends of access stand with the people on the team."""
        return [row for row in self.running if row.rule != ACCESS]

    @cached_property
    def late_review(self):
        now = timezone.now()
        return next((row for row in self.dates if "review" in row.rule and row.due_at < now), None)

    def frame(self):
        case, user = self.case, self.request.user
        late = self.late_review
        return {
            "case": case,
            "marking": case.marking,
            "closed": not case.is_live,
            "dates": self.dates,
            "next": self.dates[0] if self.dates else None,
            "late_review": late,
            "late_by": several(max((timezone.localdate() - late.due_on).days, 1), "day") if late else "",
            "tabs": self.tabs(),
            "tab": self.tab,
            "why_not_write": workflow.may_write(user, case),
            "may_review": not workflow.may_review(user, case),
            "walk": walk.around(self.request, case),
        }

    def address(self, tab):
        """Of the page behind a tab."""
        return reverse(tab if ":" in tab else f"cases:{tab}", args=[self.case.reference])

    def tabs(self):
        """Its own and those of the desks, from left to right."""
        case, now = self.case, timezone.now()
        late = sum(row.due_at < now for row in self.dates)
        asking = f"{several(case.asking, 'person')} asking" if case.asking else ""
        own = [
            (0, Tab("detail", "Overview")),
            (10, Tab("subjects", "Subjects", case.count_subjects)),
            (20, Tab("notes", "Notes", case.count_notes)),
            (30, Tab("attach", "Files", case.count_files)),
            (60, Tab("reviews", "Reviews", case.count_reviews, "1 late" if self.late_review else "")),
            (70, Tab("dates", "Dates", len(self.dates), f"{late} late" if late else "")),
            (80, Tab("team", "Team", case.count_team)),
            (90, Tab("who", "Who can see this", None, asking)),
        ]
        of_desks = [(p.place, Tab(p.name, p.label, getattr(case, p.count, None))) for p in tabs.places()]
        return [
            replace(tab, url=self.address(tab.name), keeping=place >= KEEPING)
            for place, tab in sorted(own + of_desks, key=lambda each: each[0])
        ]


class Overview(CasePage):
    template = "cases/record/overview.html"

    def context(self):
        case, user = self.case, self.request.user
        asked = (
            list(case.approvals.filter(state="ASKED").select_related("asked_by", "office"))
            if case.waiting
            else []
        )
        decides = not workflow.approves(user, case)
        asked = deeds.waiting(asked, user, decides)
        found = deeds.offered(user, case, self.dates, self.late_review)
        steps = deeds.steps(user, case, asked)
        deeds.one_stands_out(asked, found, steps, offered=case.offered_to_id == user.pk)
        return {
            "deeds": found,
            "steps": steps,
            "asked": asked,
            "may_decide": decides,
            "timeline": timeline.first_lines(case, user),
            "facts": facts(case, user),
            "panels": panels.at("cases.case", self.request, case),
        }


def facts(case, user):
    """What is on file, in the order it is asked for."""
    merged = case.merged_into if case.merged_into_id and case.merged_into.is_visible_to(user) else None
    return {
        "source": case.get_source_display() + (", wishes to stay anonymous" if case.anonymous else ""),
        "merged_into": merged,
        "words_hidden": bool(case.quarantined_at),
    }


class Timeline(CasePage):
    """Everything that happened, page by page, by when it happened or by when it was entered."""

    template = "cases/record/timeline.html"

    def context(self):
        return timeline.page(self.case, self.request.user, self.request.GET)


class Dates(CasePage):
    tab, template = "dates", "cases/record/dates.html"

    def context(self):
        rows = (
            Deadline.objects.visible_to(self.request.user)
            .for_target(self.case)
            .exclude(Q(state="open") | Q(rule=ACCESS))
        )
        keepers.gather(self.dates)
        for row in self.dates:
            row.may_extend = not keepers.why_not(keepers.EXTEND, row, self.request.user)
        return {
            "past": rows.select_related("closed_by").order_by("-closed_at", "-pk")[:100],
            "watching": following.watches(self.request.user, "cases.case", self.case.pk),
        }


class HowCasesMove(View):
    """The workflow as a page: every step, who may take it and what it starts."""

    def get(self, request):
        steps = deeds.table_in_words()
        return render(request, "cases/record/how.html", {"steps": steps, "approvals": workflow.SUPERVISOR})
