"""What is on file of the proceedings of a case, page by page."""

from collections import Counter, defaultdict
from datetime import timedelta

from django.db.models import Prefetch, Sum
from django.utils import timezone

from cases import workflow
from cases.models import Subject
from cases.proceedings.models import (
    Allegation,
    Arrest,
    Chaser,
    Expense,
    Finding,
    LegalProcess,
    Lookout,
    Notice,
    Outcome,
    PersonnelReferral,
    Referral,
    WorkedHours,
)
from cases.proceedings.workflow import LOOKOUT, PROCESS, REFERRAL
from cases.views.record import CasePage
from cases.views.subjects import told
from secoffice.people.models import Fact

MOST = 200
PLACES = (
    ("list", "Findings"),
    ("outcomes", "Outcomes"),
    ("process", "Legal process"),
    ("referrals", "Referrals"),
    ("arrests", "Arrests"),
    ("lookouts", "Lookouts and personnel"),
    ("notices", "Victims and partners"),
    ("hours", "Hours and expenses"),
)


def named(rows, case, user):
    """Subjects that this reader may know of, each with the names they may see."""
    people = list(rows.filter(case=case).select_related("person", "compartment")[:MOST])
    known = told(people, user)
    for subject in people:
        facts = known.get(subject.person_id, [])
        subject.names = [fact.value for fact in facts if fact.kind == Fact.Kind.NAME]
    return people


def with_names(rows, people):
    """Rows that point at a subject, with `who`: one of the people, or None where the reader may not know."""
    known = {one.pk: one for one in people}
    for row in rows:
        row.who = known.get(row.subject_id)
    return rows


def hours(minutes):
    return f"{minutes // 60}:{minutes % 60:02d}"


class Page(CasePage):
    """One of the places of this tab. `place` is its name in PLACES."""

    tab, place = "proceedings:list", ""

    def context(self):
        why_not = workflow.may_write(self.request.user, self.case)
        return {"places": PLACES, "place": self.place, "writes": not why_not} | self.more()

    def people(self):
        return named(Subject.everybody.open_to(self.request.user), self.case, self.request.user)

    def of(self, model):
        rows = model.objects.filter(case=self.case)
        return rows.select_related("added_by", "withdrawn_by")


class Findings(Page):
    template, place = "cases/proceedings/findings.html", "list"

    def more(self):
        earlier = Prefetch("findings", Finding.objects.select_related("by"))
        return {"title": "Findings", "allegations": self.of(Allegation).prefetch_related(earlier)[:MOST]}


class Outcomes(Page):
    template, place = "cases/proceedings/outcomes.html", "outcomes"

    def more(self):
        rows = list(self.of(Outcome)[:MOST])
        return {"title": "Outcomes", "rows": with_names(rows, self.people() if rows else [])}


class Process(Page):
    template, place = "cases/proceedings/process.html", "process"

    def more(self):
        rows = list(self.of(LegalProcess).select_related("deadline")[:MOST])
        for row in rows:
            row.steps = [] if row.withdrawn_at else PROCESS.from_status(row.status)
        return {"title": "Legal process", "rows": with_date(rows, self.dates)}


class Referrals(Page):
    template, place = "cases/proceedings/referrals.html", "referrals"

    def more(self):
        chasers = Prefetch("chasers", Chaser.objects.select_related("by"))
        rows = list(self.of(Referral).select_related("deadline").prefetch_related(chasers)[:MOST])
        for row in rows:
            row.steps = [] if row.withdrawn_at else REFERRAL.from_status(row.status)
        return {"title": "Referrals", "rows": with_date(rows, self.dates)}


def with_date(rows, dates):
    """Rows with `runs`: the open date that awaits them, followed through what moved it."""
    by_origin = {(date.rule, date.trigger_at, date.days): date for date in dates}
    for row in rows:
        origin = row.deadline if row.is_open and not row.withdrawn_at else None
        row.runs = by_origin.get((origin.rule, origin.trigger_at, origin.days)) if origin else None
    return rows


class Arrests(Page):
    template, place = "cases/proceedings/arrests.html", "arrests"

    def more(self):
        rows = list(self.of(Arrest)[:MOST])
        return {"title": "Arrests", "rows": with_names(rows, self.people() if rows else [])}


class Lookouts(Page):
    """Lookouts in systems outside, and whether personnel security was told of an employee."""

    template, place = "cases/proceedings/lookouts.html", "lookouts"

    def more(self):
        rows, told_them = list(self.of(Lookout)[:MOST]), self.of(PersonnelReferral)[:MOST]
        for row in rows:
            row.steps = [] if row.withdrawn_at else LOOKOUT.from_status(row.status)
        named_here = with_names(rows, self.people() if rows else [])
        return {"title": "Lookouts and personnel security", "rows": named_here, "personnel": told_them}


class Notices(Page):
    """Who has to be told. Victims in a compartment stand here for those let into it alone."""

    template, place = "cases/proceedings/notices.html", "notices"

    def more(self):
        people = self.people()
        rows = list(self.of(Notice).open_to(self.request.user)[:MOST])
        rights = {row.subject_id for row in rows if row.about == Notice.About.RIGHTS and standing(row)}
        victims = [one for one in people if one.part == Subject.Part.VICTIM and not one.taken_off_at]
        for victim in victims:
            victim.knows = victim.pk in rights
        return {"title": "Victims and partner agencies", "victims": victims, "rows": with_names(rows, people)}


def standing(notice):
    return notice.told_on and not notice.withdrawn_at


class Hours(Page):
    template, place = "cases/proceedings/hours.html", "hours"

    def more(self):
        worked, spent = list(self.of(WorkedHours)[:MOST]), list(self.of(Expense)[:MOST])
        for row in worked:
            row.hours = hours(row.minutes)
        return {
            "title": "Hours and expenses",
            "worked": worked,
            "spent": spent,
            "sums": self.sums(),
        } | self.totals()

    def totals(self, days=14):
        """Hours in all by person, and those of each of the last days on which somebody worked."""
        rows = WorkedHours.objects.filter(case=self.case, withdrawn_at=None).order_by("-on", "added_by__name")
        since, people, recent = timezone.localdate() - timedelta(days=days), Counter(), defaultdict(list)
        for on, name, total in rows.values_list("on", "added_by__name").annotate(total=Sum("minutes")):
            people[name] += total
            if on > since:
                recent[on].append((name, hours(total)))
        return {"people": [(name, hours(n)) for name, n in people.most_common()], "recent": dict(recent)}

    def sums(self):
        """Money in all, in each currency it was paid in."""
        rows = Expense.objects.filter(case=self.case, withdrawn_at=None).order_by("currency")
        return list(rows.values_list("currency").annotate(total=Sum("amount")))
