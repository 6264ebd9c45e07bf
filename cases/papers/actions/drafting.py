"""Writing papers: begun, kept while they are written, handed in and decided, added to once they are frozen.

Nothing written is lost: who saves over somebody else's words, be it their own from another window, gets both
versions back.
"""

import hashlib
import json

from django.db import transaction
from django.db.models import Max

from cases.actions import offences
from cases.actions.timeline import hold, now, tell
from cases.models import Compartment
from cases.papers import workflow
from cases.papers.actions.asking import owes_word
from cases.papers.models import Addendum, Memorandum, Report, Status
from cases.workflow import may_write, works
from secoffice import markings
from secoffice.access.models import controls_for
from secoffice.audit import trail
from secoffice.deadlines import actions as clocks
from secoffice.workflow import StepRefused

FLAGS = ("brady", "grand_jury", "victim_privacy")
MEMORANDUM = (
    *("began_at", "ended_at", "place", "present", "identification", "advisement", "interpreter"),
    *("substance", "documents", "recording", "marking", *FLAGS),
)
REPORT = (
    *("synopsis", "predication", "findings", "losses", "period_from", "period_until"),
    *("decontrol", "marking", *FLAGS),
)
CHANGED = "Its words changed meanwhile. Read it again before you go on."
SAID = {"submit": "handed in", "take_back": "taken back", "return": "sent back", "endorse": "approved first"}


class StaleDraft(Exception):
    """Somebody saved in between; `paper` is as it stands on file now."""

    def __init__(self, paper):
        super().__init__("This was saved meanwhile from another window.")
        self.paper = paper


def words_of(paper):
    """The names of the fields that are written and frozen."""
    return REPORT if isinstance(paper, Report) else MEMORANDUM


@transaction.atomic
def begin_memorandum(*, case, subject, began_at, place, by, key, at=None):
    """Begin the memorandum of an interview with somebody on the case; five working days to hand it in."""
    at = now(at)
    if begun := Memorandum.objects.filter(key=key, case=case, author=by).first():
        return begun
    _may(by, hold(case))
    if subject.case_id != case.pk or (subject.compartment and not subject.compartment.is_visible_to(by)):
        raise StepRefused("This person is not on the case.")
    if began_at > at:
        raise StepRefused("An interview that lies ahead has no memorandum yet.")
    given = {"subject": subject, "began_at": began_at, "place": place}
    given["victim_privacy"] = subject.part == subject.Part.VICTIM
    memorandum = _begun(Memorandum, subject.compartment or case, "M", by, key, at, case=case, **given)
    memorandum.deadline = _clock("papers.memorandum", memorandum, by, by=by, at=at, since=began_at)
    Memorandum.objects.filter(pk=memorandum.pk).update(deadline=memorandum.deadline)
    _told(memorandum, "begun", by=by, at=at, happened_at=began_at)
    return memorandum


@transaction.atomic
def begin_report(*, case, by, key, at=None):
    """Begin the report of a case, or its next version, which takes the words of the last one along."""
    at = now(at)
    if begun := Report.objects.filter(key=key, case=case, author=by).first():
        return begun
    _may(by, hold(case))
    if case.reports.exclude(status=Status.APPROVED).exists():
        raise StepRefused("A version is being written already.")
    last = case.reports.approved().open_to(by).first()
    copied = (
        {name: getattr(last, name) for name in REPORT} if last else {"predication": case.predicate[:10_000]}
    )
    copied["wrote_before"] = sorted(last.writers - {by.pk}) if last else []
    report = _begun(Report, case, "R", by, key, at, case=case, **copied)
    if last:  # whoever may not read those words there does not read them here
        report.holds.set(last.holds.all())
    _told(report, "begun", by=by, at=at)
    return report


def _begun(kind, kept_by, letter, by, key, at, *, case, **given):
    """Numbered below the record that keeps it, so that numbers tell nothing of what is in a compartment."""
    below = f"{kept_by.reference}/{letter}"
    last = kind.objects.filter(reference__startswith=below).aggregate(last=Max("number"))["last"]
    number = (last or 0) + 1
    marking = markings.parse(given.pop("marking", "") or case.marking)
    paper = kind.objects.create(
        key=key, case=case, number=number, reference=f"{below}{number:02}",
        status_at=at, started_at=at, author=by, marking=str(marking), controls=marking.bits, **given,
    )  # fmt: skip
    trail.record("paper begun", paper.kept_by, by=by, detail={"paper": paper.reference}, at=at)
    return paper


def _may(by, case):
    if why := may_write(by, case):
        raise StepRefused(why)


@transaction.atomic
def write(*, paper, by, version, words, quietly=False, at=None):
    """Save what the author wrote: `words` by name of field. `quietly`: kept by the page while they write, which is
    no entry of the trail. Raises StaleDraft where the paper was saved after `version` was read."""
    at = now(at)
    if why := why_not_write(by, paper):
        raise StepRefused(why)
    changed = {name: value for name, value in words.items() if name in words_of(paper)}
    if "marking" in changed:
        marking = markings.parse(changed["marking"])
        if marking.bits not in controls_for(by):
            raise StepRefused(f"The marking {marking.banner} would keep you out yourself.")
        changed |= {"marking": str(marking), "controls": marking.bits}
    rows = type(paper).objects.filter(pk=paper.pk, version=version)
    if not rows.filter(status=Status.DRAFT).update(**changed, version=version + 1):
        fresh = type(paper).objects.select_related("case", "author").get(pk=paper.pk)
        if fresh.status != Status.DRAFT:
            raise StepRefused("It was handed in meanwhile; take it back before you write on.")
        raise StaleDraft(fresh)
    if "holds" in words:
        paper.holds.set(opened(paper.case, words["holds"], by))
    for name, value in changed.items():
        setattr(paper, name, value)
    paper.version = version + 1
    if not quietly:
        detail = {"paper": paper.reference, "version": paper.version}
        trail.record("paper written", paper.kept_by, by=by, detail=detail, at=at)
    return paper


def opened(case, compartments, by):
    """Only whoever is in a compartment lets a report name its people."""
    mine = Compartment.objects.visible_to(by).filter(case=case)
    return mine.filter(pk__in=[compartment.pk for compartment in compartments])


def why_not_write(by, paper):
    if paper.status != Status.DRAFT:
        return f"It is “{paper.get_status_display().lower()}”; its words stand."
    return workflow.writes(by, paper)


def take(paper, name, *, by, reason="", at=None):
    """Take a step of a paper as it is in hand; what the step needs to know is gathered first."""
    from cases.papers.content import built

    given = {"by": by}
    if name == "submit" and isinstance(paper, Report):
        given["built"] = built(paper, by=by)
    if name == "approve":
        given["digest"] = digest_of(paper)
    with transaction.atomic():
        hold(paper.case)
        if not type(paper).objects.filter(pk=paper.pk, version=paper.version).exists():
            raise StepRefused(CHANGED)
        return workflow.table(paper).take(paper, name, by=by, reason=reason, at=at, given=given)


def digest_of(paper):
    """SHA-256 over the words that approval freezes."""
    told = {name: str(getattr(paper, name)) for name in words_of(paper)}
    told |= {
        "reference": paper.reference,
        "author": paper.author_id,
        "content": getattr(paper, "content", ""),
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()


def follow(paper, step, *, by, at, reason):
    """What a step brings along: its clocks, who is asked, and a line in the timeline."""
    _end_clock(paper, by=by, at=at)
    owner = owes_word(paper, by=by, at=at)
    for rule in step.starts:
        paper.deadline = _clock(rule, paper, owner, by=by, at=at, since=at)
        type(paper).objects.filter(pk=paper.pk).update(deadline=paper.deadline)
    if step.name == "approve" and isinstance(paper, Report):
        clocks.meet(target=paper.case, rule="cases.report", by=by, at=at)
    _told(paper, SAID.get(step.name, "approved"), by=by, at=at, text=reason)


def _clock(rule, paper, owner, *, by, at, since):
    office = paper.case.office
    return clocks.start(
        rule=rule, target=paper.kept_by, office=office, trigger_at=since, owner=owner, by=by, at=at
    )


def _end_clock(paper, *, by, at):
    """Its own clock is met, unless the paper of another interview of the same minute still waits on it."""
    if paper.deadline_id is None or (running := offences.running(paper)) is None:
        return
    shared = type(paper).objects.filter(deadline=paper.deadline_id, status=Status.DRAFT).exclude(pk=paper.pk)
    if not shared.exists():
        clocks.meet(deadline=running, by=by, at=at)


def _told(paper, what, *, by, at, text="", happened_at=None):
    inside = paper.subject.compartment if isinstance(paper, Memorandum) else None
    says = f"{paper._meta.verbose_name.capitalize()} {paper.tail} {what}"
    tell(paper.case, "paper", says, by=by, at=at, text=text, happened_at=happened_at, compartment=inside)


@transaction.atomic
def add(*, memorandum, text, by, key, at=None):
    """Add to a memorandum that is approved; the memorandum itself stays as it was."""
    at = now(at)
    if added := Addendum.objects.filter(key=key, memorandum=memorandum, by=by).first():
        return added
    _may(by, hold(memorandum.case))
    if not memorandum.is_frozen:
        raise StepRefused("It is not approved yet: its author can still write in it.")
    addendum = Addendum.objects.create(key=key, memorandum=memorandum, by=by, at=at, text=text)
    detail = {"paper": memorandum.reference, "addendum": addendum.pk}
    trail.record("paper added to", memorandum.kept_by, by=by, detail=detail, at=at)
    _told(memorandum, "has an addendum", by=by, at=at)
    return addendum


def why_not_take_over(by, paper):
    """A draft goes to another writer when its author no longer works the case."""
    if paper.status != Status.DRAFT or by.pk == paper.author_id:
        return "There is nothing to take over."
    if paper.author.is_active and not works(paper.author, paper.case):
        return f"{paper.author} still works this case."
    return works(by, paper.case)


@transaction.atomic
def take_over(*, paper, by, at=None):
    """Go on with the draft of somebody who no longer works the case; its words stay as they are."""
    at = now(at)
    hold(paper.case)
    if why := why_not_take_over(by, paper):
        raise StepRefused(why)
    rows = type(paper).objects.filter(pk=paper.pk, status=Status.DRAFT, author=paper.author_id)
    before = sorted(paper.writers)
    if not rows.update(author=by, wrote_before=before, version=paper.version + 1):
        raise StepRefused("Somebody else took it over meanwhile.")
    detail = {"paper": paper.reference, "from": paper.author_id}
    trail.record("paper taken over", paper.kept_by, by=by, detail=detail, at=at)
    if running := paper.deadline_id and offences.running(paper):
        clocks.reassign(deadline=running, owner=by, by=by, at=at)
    paper.author, paper.wrote_before, paper.version = by, before, paper.version + 1
    _told(paper, f"taken over by {by}", by=by, at=at)
