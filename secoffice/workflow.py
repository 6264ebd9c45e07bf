"""What can happen to a record is a table of steps (design §2.3).

Buttons, guards, documentation and tests read the same rows. A guard answers in a sentence: "" means it may
happen, anything else is the reason shown beside the absent button.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from secoffice.audit import trail
from secoffice.ports import Refused


class StepRefused(Refused):
    """A step that cannot be taken now; the message is a sentence for the person who asked."""


class Open(str):
    """A sentence about what is still open, with the address of the page where it is mended."""

    def __new__(cls, sentence, url=""):
        said = super().__new__(cls, sentence)
        said.url = url
        return said


class Unsure(Open):
    """A check that cannot say: shown as "not checked", with the sentence and the address."""


@dataclass(frozen=True)
class Finding:
    """One line of a checklist: done, still open, or not checked because nothing here can check it yet. `url`
    leads to where it is mended; a `firm` one cannot be overridden."""

    label: str
    state: str
    sentence: str = ""
    url: str = ""
    firm: bool = False

    @property
    def blocks(self):
        return self.state == "open"


@dataclass
class Checklist:
    """What must be true before a step. Apps add their own checks; an expected check that nobody provides is
    shown as "not checked" and never as passed."""

    code: str
    expected: dict = field(default_factory=dict)
    provided: dict = field(default_factory=dict)
    firm: set = field(default_factory=set)

    def provide(self, name, label=None, *, firm=False):
        """Decorator: `f(record) -> list of sentences about what is still open`, each best an `Open` with the address
        where it is mended, or `Unsure`. What is open in a `firm` check cannot be overridden."""

        def register(check):
            self.expected.setdefault(name, label or name)
            self.provided[name] = check
            if firm:
                self.firm.add(name)
            return check

        return register

    def run(self, record):
        findings = []
        for name, label in self.expected.items():
            check = self.provided.get(name)
            if check is None:
                findings.append(Finding(label, "not_checked", "Not kept here yet; check by hand."))
            elif sentences := check(record):
                findings += [self._found(name, sentence) for sentence in sentences]
            else:
                findings.append(Finding(label, "done"))
        return findings

    def _found(self, name, said):
        state = "not_checked" if isinstance(said, Unsure) else "open"
        return Finding(self.expected[name], state, str(said), getattr(said, "url", ""), name in self.firm)


@dataclass(frozen=True)
class Step:
    """A row of the table. `may(user, record)` answers "" or why not; `checks` is a Checklist or None; `starts`,
    `stops` and `supersedes` are deadline rule codes, of which "*" means all but those it `keeps`; `asks` names further
    fields of its form; an `approval` step can be asked of somebody up the chain by those who may not take it. One that
    goes `over` its checks is stopped by the firm ones alone."""

    name: str
    sources: tuple
    target: str
    may: Callable
    label: str
    needs_reason: bool = False
    reason_label: str = "Reason"
    checks: Checklist | None = None
    starts: tuple = ()
    stops: tuple = ()
    supersedes: tuple = ()
    keeps: tuple = ()
    approval: bool = False
    over: bool = False
    who: str = ""
    asks: tuple = ()


@dataclass(frozen=True)
class Offer:
    """A step as one person sees it on one record now."""

    step: Step
    why_not: str = ""
    findings: tuple = ()

    @property
    def open(self):
        return not self.why_not

    @property
    def not_checked(self):
        return [finding for finding in self.findings if finding.state == "not_checked"]


class Workflow:
    """The table of one kind of record.

    `sets(record, step, reason=, at=, given=)` names further columns written together with the status;
    `after(record, step, by=, reason=, at=, given=)` runs in the step's transaction: it starts and stops
    deadlines and writes the timeline. `about(record)` names the record that need-to-know guards, where this
    one has no readers of its own: under it the trail is kept.
    """

    def __init__(self, name, *steps, sets=None, after=None, about=None):
        self.name = name
        self.steps = {step.name: step for step in steps}
        self.sets, self.after, self.about = sets, after, about

    def from_status(self, status):
        return [step for step in self.steps.values() if status in step.sources]

    def offers(self, user, record):
        """Every step that starts at the record's status, each open or with the sentence why not. A checklist that
        several steps share is run once."""
        steps = self.from_status(record.status)
        found = {step.checks.code: tuple(step.checks.run(record)) for step in steps if step.checks}
        return [
            self.offer(step, user, record, found.get(step.checks and step.checks.code, ())) for step in steps
        ]

    def offer(self, step, user, record, findings=None):
        if findings is None:
            findings = tuple(step.checks.run(record)) if step.checks else ()
        why = step.may(user, record)
        if not why and (blocking := stopping(step, findings)):
            why = f"Not yet: {' '.join(blocking)}"
        return Offer(step, why, findings)

    @transaction.atomic
    def take(self, record, name, *, by, reason="", at=None, given=None):
        """Take a step: checked, won by compare-and-set, recorded. Raises StepRefused with a sentence."""
        at, step = at or timezone.now(), self.steps.get(name)
        if step is None or record.status not in step.sources:
            raise StepRefused(f"That is not possible while it is “{record.get_status_display()}”.")
        if why := self.offer(step, by, record).why_not:
            raise StepRefused(why)
        if step.needs_reason and not reason.strip():
            raise StepRefused(f"{step.reason_label}: say it in a sentence.")
        before, told = record.status, {"reason": reason, "at": at, "given": given or {}}
        columns = self.sets(record, step, **told) if self.sets else {}
        self._win(record, {"status": step.target, "status_at": at} | columns)
        detail = {"from": before, "to": step.target}
        guarded = self.about(record) if self.about else record
        if guarded is not record:
            detail["of"] = record.reference
        trail.record(f"step {name}", guarded, by=by, reason=reason, detail=detail, at=at)
        if self.after:
            self.after(record, step, by=by, **told)
        return record

    @staticmethod
    def _win(record, columns):
        """Compare-and-set: whoever read the status last and writes first wins."""
        rows = type(record)._base_manager.filter(pk=record.pk, status=record.status)
        if not rows.update(**columns):
            raise StepRefused("Somebody else changed this meanwhile. Look at it again before you go on.")
        for name, value in columns.items():
            setattr(record, name, value)


def stopping(step, findings):
    """The sentences of what keeps this step shut."""
    return [found.sentence for found in findings if found.blocks and (found.firm or not step.over)]


_published = {}


def publish(workflow, states):
    """Make a table known by name, with the words for its states; docs/workflows.md is written from these."""
    _published[workflow.name] = (workflow, dict(states))


def published():
    return [_published[name] for name in sorted(_published)]
