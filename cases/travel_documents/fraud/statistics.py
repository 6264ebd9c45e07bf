"""Figures of the desk under need-to-know: each number is the length of the list it opens, for this reader, then.

Periods are whole months of the reader's calendar. Medians are over what was answered, in hours.
"""

from dataclasses import dataclass
from datetime import date
from statistics import median
from urllib.parse import urlencode

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils import timezone

from cases.travel_documents.examination.models import Conclusion, Examination
from cases.travel_documents.hits.models import Hit
from cases.travel_documents.hits.models import Status as HitStatus
from cases.travel_documents.models import Fault, Outcome, Screening

TOP = 12
FALSE = {
    Hit.Kind.NAME: (HitStatus.FALSE_POSITIVE,),
    Hit.Kind.DOCUMENT: (HitStatus.DATA_ERROR, HitStatus.CONFIRMED_RECOVERED),
}
DECIDED = {
    Hit.Kind.NAME: (HitStatus.FALSE_POSITIVE, HitStatus.TRUE_MATCH),
    Hit.Kind.DOCUMENT: (HitStatus.DATA_ERROR, HitStatus.CONFIRMED_RECOVERED, HitStatus.CONFIRMED),
}


@dataclass(frozen=True)
class Row:
    """`share`: of the largest in its table, 0 to 100, for the bar beside the number."""

    label: str
    count: int
    url: str = ""
    share: int = 0


@dataclass(frozen=True)
class Table:
    title: str
    what: str
    rows: tuple
    says: str = ""

    @property
    def total(self):
        return sum(row.count for row in self.rows)


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both included."""

    since: date
    until: date

    @property
    def query(self):
        return {"since": self.since.isoformat(), "till": self.until.isoformat()}


def of(user, period):
    """Every table of the page."""
    screenings = within(Screening.objects.visible_to(user), "at", period)
    hits = within(Hit.objects.visible_to(user), "raised_at", period)
    return [
        outcomes(screenings, period),
        by_month("Screenings by month", "Month", screenings, "at", "travel_documents:list"),
        faults(screenings, period),
        issuers(screenings, period),
        hit_states(hits, period),
        by_month("Hits by month", "Month", hits, "raised_at", "hits:list"),
        conclusions(user, period),
    ]


def within(rows, field, period):
    return rows.filter(**{f"{field}__date__gte": period.since, f"{field}__date__lte": period.until})


def outcomes(screenings, period):
    counted = dict(
        screenings.order_by().values("outcome").annotate(n=Count("pk")).values_list("outcome", "n")
    )
    found = [(label, counted.get(value, 0), {"outcome": value}) for value, label in Outcome.choices]
    return table("Screenings by outcome", "Outcome", "travel_documents:list", found, period)


def faults(screenings, period):
    rows = Fault.objects.filter(screening__in=screenings).order_by().values("code")
    counted = (
        rows.annotate(n=Count("screening", distinct=True)).order_by("-n", "code").values_list("code", "n")
    )
    found = [(code, n, {"fault": code}) for code, n in counted[:TOP]]
    return table("Faults by code", "Fault", "travel_documents:list", found, period, "The commonest first.")


def issuers(screenings, period):
    rows = screenings.filter(faults__isnull=False).exclude(issuer="").order_by().values("issuer")
    counted = rows.annotate(n=Count("pk", distinct=True)).order_by("-n", "issuer").values_list("issuer", "n")
    found = [(issuer, n, {"issuer": issuer, "faulty": "yes"}) for issuer, n in counted[:TOP]]
    return table("Documents with faults by issuer", "Issuer", "travel_documents:list", found, period)


def hit_states(hits, period):
    counted = {
        (kind, state): n
        for kind, state, n in hits.order_by().values_list("kind", "status").annotate(n=Count("pk"))
    }
    found = [
        (f"{Hit.Kind(kind).label}: {HitStatus(state).label.lower()}", n, {"kind": kind, "status": state})
        for (kind, state), n in sorted(counted.items())
    ]
    return table("Hits by state", "State", "hits:list", found, period, rates(hits))


def rates(hits):
    """Time to confirm and share of false hits, in a sentence each."""
    times = hits.filter(asked_at__isnull=False, answered_at__isnull=False).values_list(
        "asked_at", "answered_at"
    )
    hours = [(answered - asked).total_seconds() / 3600 for asked, answered in times]
    said = [f"Time to confirm: median {median(hours):.1f} h over {len(hours)}."] if hours else []
    for kind in Hit.Kind:
        decided = hits.filter(kind=kind, status__in=DECIDED[kind]).count()
        if decided:
            wrong = hits.filter(kind=kind, status__in=FALSE[kind]).count()
            said.append(
                f"False {kind.label.lower()} hits: {wrong} of {decided} decided ({wrong / decided:.0%})."
            )
    return " ".join(said)


def conclusions(user, period):
    rows = within(Examination.objects.visible_to(user).concluded(), "began_at", period)
    counted = dict(
        rows.order_by().values("conclusion").annotate(n=Count("pk")).values_list("conclusion", "n")
    )
    found = [
        (label, counted[value], {"conclusion": value, "status": "CONCLUDED"})
        for value, label in Conclusion.choices if value in counted
    ]  # fmt: skip
    return table("Examinations by conclusion", "Conclusion", "examination:list", found, period)


def by_month(title, what, rows, field, name):
    months = rows.order_by().annotate(month=TruncMonth(field)).values("month").annotate(n=Count("pk"))
    found = []
    for month, n in months.order_by("month").values_list("month", "n"):
        first = timezone.localtime(month).date() if hasattr(month, "tzinfo") else month
        found.append((f"{first:%B %Y}", n, Period(first, last_of(first)).query))
    return table(title, what, name, found, None)


def last_of(first):
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def table(title, what, name, found, period, says=""):
    most = max((n for _, n, _ in found), default=0) or 1
    base, around = reverse(name), period.query if period else {}
    rows = (
        Row(label, n, f"{base}?{urlencode(around | query)}", round(100 * n / most))
        for label, n, query in found
    )
    return Table(title, what, tuple(rows), says)
